"""Submissions of any format become the same tables, each row with its place in its file."""

import gc
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

import generated
from exchangespec import spec
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Document, ReadOptions, Source, source_at, whole
from exchangespec.intake import TakeOptions
from exchangespec.rules.world import HEADER, RECORDS
from exchangespec.spec.canonical import canonical
from exchangespec.tables import store
from exchangespec.tables.forms import DERIVED_LIKE, record_tables
from exchangespec.tables.loading import Loaded, load, load_together

VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09?",
    "end": "..",
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen", "ex:vvsg"],
    "attendance": ">100",
    "delegation_size": 12,
    "x_mood": "good",
}


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    return pq.read_table(folder / f"{name}.parquet").to_pylist(maps_as_pydicts="strict")


def document(*records: dict[str, Any], **header: Any) -> dict[str, Any]:
    """Return a package over the world of the rules."""
    return {
        "@context": [spec.CONTEXT_URL],
        **HEADER,
        **header,
        "records": [*RECORDS, *records],
    }


def loaded(folder: Path, *records: dict[str, Any], **header: Any) -> Loaded:
    """Load a JSON package."""
    content = json.dumps(document(*records, **header), indent=1).encode()
    return load([Source("a.json", content=content)], folder, TakeOptions())


def test_notation_stays_and_numbers_stand_beside(tmp_path: Path):
    """A date keeps its doubt, a bound its sign; days and numbers to reckon with are beside."""
    assert loaded(tmp_path, VISIT).refused == 0
    [row] = rows(tmp_path, "visits")
    assert row["start"] == "2021-09?"
    assert (row["start_earliest"], row["start_latest"]) == (date(2021, 9, 1), date(2021, 9, 30))
    assert (row["end"], row["end_earliest"], row["end_latest"]) == ("..", None, None)
    assert (row["attendance"], row["attendance_low"], row["attendance_high"]) == (">100", 100, None)
    assert (row["attendance_exact"], row["delegation_size_exact"]) == (False, True)
    assert row["delegation_size"] == "12"
    assert row["hosts"] == ["ex:mechelen", "ex:vvsg"]
    assert row["extensions"] == {"x_mood": "good"}
    assert row["label"] == "ex:v-1"
    assert (row["dataset"], row["file"], row["pointer"]) == (
        HEADER["id"],
        "a.json",
        f"/records/{len(RECORDS)}",
    )


def test_what_is_not_valid_is_empty_and_named(tmp_path: Path):
    """A wrong value is in no column; `refused` names it, and `findings` says why and where."""
    wrong = {**VISIT, "start": "soon", "visitors": ["ex:capaci", "no id"]}
    result = loaded(tmp_path, wrong, {"type": "Journey", "id": "ex:j"})
    assert (result.refused, result.untyped) == (2, 1)
    [row] = rows(tmp_path, "visits")
    assert row["start"] is None
    assert row["visitors"] == ["ex:capaci"]
    assert row["refused"] == ["start", "visitors"]
    found = {one["slug"]: one for one in rows(tmp_path, "findings")}
    assert found["not-a-date"]["record"] == "ex:v-1"
    assert found["not-a-date"]["line"] > 1
    assert {"malformed-reference", "unknown-record-type"} <= found.keys()
    assert result.outcome.findings == []


def test_half_a_character_is_no_crash(tmp_path: Path):
    """What no table can hold is replaced, and the rest is kept."""
    content = json.dumps(document({**VISIT, "x_mood": "a\ud800b"})).encode()
    load([Source("a.json", content=content)], tmp_path, TakeOptions())
    assert rows(tmp_path, "visits")[0]["id"] == "ex:v-1"


def test_half_a_character_in_the_address_of_the_data_is_no_crash(tmp_path: Path):
    """It stands in every row of every table, and is replaced in each."""
    content = json.dumps(document(VISIT, id="https://example.org/\ud800")).encode()
    load([Source("a.json", content=content)], tmp_path, TakeOptions())
    found = {one["dataset"] for name in ("visits", "links") for one in rows(tmp_path, name)}
    assert found == {"https://example.org/\ufffd"}


def test_looking_for_circles_goes_on_as_before(tmp_path: Path):
    """While rows wait Python is kept from looking through them; afterwards it does as it did."""
    loaded(tmp_path, VISIT)
    assert gc.isenabled()
    gc.disable()
    try:
        loaded(tmp_path, VISIT)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_unreadable_input_hides_no_other(tmp_path: Path):
    """The others are loaded, and why one was not is kept."""
    good = Source("good.json", content=json.dumps(document(VISIT)).encode())
    result = load([source_at("missing.json"), good], tmp_path, TakeOptions())
    assert not result.readable
    assert [one.slug for one in result.problems] == ["file-not-found"]
    assert len(rows(tmp_path, "visits")) == 1
    files = {one["file"]: one["readable"] for one in rows(tmp_path, "datasets")}
    assert files == {"missing.json": False, "good.json": True}


def written(folder: Path, format_name: str) -> Source:
    """Return the world with a visit as a file of a format."""
    entry = FORMATS[format_name]
    records = [canonical(one, spec.records()[one["type"]].fields) for one in (*RECORDS, VISIT)]
    order = list(spec.records())
    records.sort(key=lambda one: order.index(one["type"]))
    files = list(whole(entry.write(Document(HEADER, records))))
    if [name for name, _ in files] == [""]:
        path = folder / f"a{entry.suffixes[0]}"
        path.write_bytes(files[0][1])
        return source_at(str(path))
    for name, content in files:
        (folder / name).write_bytes(content)
    return source_at(str(folder))


# What a place has in each format, beside the file.
PLACES = {
    "json": {"line", "pointer"},
    "ndjson": {"line", "pointer"},
    "csv": {"row", "line"},
    "xlsx": {"sheet", "row"},
    "turtle": {"line", "subject"},
}


@pytest.mark.parametrize("format_name", PLACES)
def test_every_format_gives_the_same_rows(tmp_path: Path, format_name: str):
    """The same submission gives the same values whatever it came in, at places of its own."""
    (tmp_path / "in").mkdir()
    load([written(tmp_path / "in", format_name)], tmp_path / "out", TakeOptions())
    loaded(tmp_path / "json", VISIT)
    place = {"file", "archive_member", "sheet", "row", "line", "pointer", "subject"}
    for form in record_tables().values():
        found, expected = (
            sorted(
                (
                    {name: value for name, value in row.items() if name not in place}
                    for row in rows(tmp_path / folder, form.name)
                ),
                key=lambda row: row["id"],
            )
            for folder in ("out", "json")
        )
        assert found == expected
    [visit] = rows(tmp_path / "out", "visits")
    assert {name for name in place - {"file"} if visit[name] is not None} == PLACES[format_name]


def test_headings_lead_to_cells(tmp_path: Path):
    """For a workbook it is kept in which column each field stands."""
    load([written(tmp_path, "xlsx")], tmp_path / "out", TakeOptions())
    found = {
        (one["sheet"], one["field"], one["language"]): one["letters"]
        for one in rows(tmp_path / "out", "headings")
    }
    assert found["Visits", "id", None] == "A"
    assert found["Cities", "name", "en"] == "B"
    assert ("Visits", "outcomes", "en") not in found


def test_parts_of_one_submission_share_their_header(tmp_path: Path):
    """CSV files that are one submission have one data set, and names in them are understood."""
    (tmp_path / "cities.csv").write_text(
        "id,name,country\nmechelen,Mechelen,BE\n", encoding="utf-8"
    )
    (tmp_path / "visits.csv").write_text(
        "id,kind,hosts\nv-1,study_visit,Mechelen\n", encoding="utf-8"
    )
    sources = [source_at(str(tmp_path / name)) for name in ("visits.csv", "cities.csv")]
    take = TakeOptions(read=ReadOptions(about={"prefix": "ex", "language": "en"}))
    load_together(sources, tmp_path / "out", take)
    assert rows(tmp_path / "out", "visits")[0]["hosts"] == ["ex:mechelen"]


def test_rows_are_written_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No more rows wait in memory than the store allows, however long the input."""
    monkeypatch.setattr(store, "WAITING_ROWS", 5)
    written_rows: list[int] = []
    write = store.Store._write

    def counting(self: store.Store, name: str) -> None:
        written_rows.append(self._count)
        write(self, name)

    monkeypatch.setattr(store.Store, "_write", counting)
    loaded(tmp_path, *({**VISIT, "id": f"ex:v-{number}"} for number in range(100)))
    assert max(written_rows) == 5
    assert len(rows(tmp_path, "visits")) == 100


def test_a_folder_that_broke_off_is_not_whole(tmp_path: Path):
    """Only what was written to its end can be opened."""
    with pytest.raises(RuntimeError), store.Store(tmp_path):
        raise RuntimeError
    assert not store.is_whole(tmp_path)


def stated(row: dict[str, Any], record_type: str) -> dict[str, Any]:
    """Return what a row states, in the form of a record."""
    fields = spec.records()[record_type].fields
    record: dict[str, Any] = {"type": record_type}
    for name, field in fields.items():
        value = row.get(name)
        if value is None:
            continue
        whole = DERIVED_LIKE.get(field.kind.name) == "quantity" and value.lstrip("-").isdigit()
        record[name] = int(value) if whole and abs(int(value)) < 2**53 else value
    return canonical(record | (row["extensions"] or {}), fields)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(generated.packages())
def test_nothing_of_a_record_is_lost(tmp_path_factory: pytest.TempPathFactory, package: Any):
    """A record of any shape can be read back from its row as it was."""
    header, records = package
    [(_, content)] = whole(FORMATS["json"].write(Document(header, records)))
    folder = tmp_path_factory.mktemp("tables")
    load([Source("a.json", content=content)], folder, TakeOptions())
    found = [
        stated(row, name)
        for name, form in record_tables().items()
        for row in rows(folder, form.name)
    ]
    expected = [canonical(one, spec.records()[one["type"]].fields) for one in records]
    assert sorted(found, key=lambda one: one["id"]) == sorted(expected, key=lambda one: one["id"])


@pytest.mark.parametrize("value", [[1, 2], [["a"]], [{"a": 1}], [None], ["ex:a", 7], {"a": 1}, 5])
def test_lists_of_anything_are_no_crash(tmp_path: Path, value: Any):
    """Whatever stands where a list should, the rest of the record is kept and the field named."""
    wrong = dict.fromkeys(("visitors", "identifiers", "tags", "networks"), value)
    result = loaded(tmp_path, {**VISIT, **wrong})
    assert result.refused == 4
    [row] = rows(tmp_path, "visits")
    assert row["refused"] == sorted(wrong)
    assert row["hosts"] == VISIT["hosts"]
