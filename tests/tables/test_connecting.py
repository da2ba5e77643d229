"""A connection sees its tables, tells who took part, leads back to cells, and reaches nothing else."""

import gc
import json
from pathlib import Path

import duckdb
import pytest

import exchangespec as xs
from exchangespec import spec
from exchangespec.intake import TakeOptions
from exchangespec.rules.world import HEADER, RECORDS
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.known import Known
from exchangespec.submission.relations import parties
from exchangespec.tables import connecting
from exchangespec.tables.connecting import NoTablesError, export_database, open_tables
from exchangespec.tables.forms import record_tables
from exchangespec.validation import kept_columns

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(ROOT.glob("examples/*/package.json"))
VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen", "ex:vvsg"],
    "attendance": 30,
}


def package(*records: dict[str, object]) -> dict[str, object]:
    """Return a package over the world of the rules."""
    return {"@context": [spec.CONTEXT_URL], **HEADER, "records": [*RECORDS, *records]}


def test_one_view_a_record_type():
    """Every record type can be asked by its name."""
    con = xs.connect(package(VISIT))
    for form in record_tables().values():
        assert con.execute(f'SELECT count(*) FROM "{form.name}"').fetchone() is not None  # noqa: S608
    assert con.execute("SELECT label FROM cities ORDER BY 1").fetchall() == [
        ("Capaci",),
        ("Mechelen",),
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_participations_are_those_of_the_rules(path: Path):
    """Who took part is the same set that the rules see, list columns and records together."""
    con = xs.connect(path)
    found = con.execute(
        "SELECT event, party, role FROM participations WHERE took_part AND event IS NOT NULL"
    ).fetchall()
    known = Known(kept_columns(), today=TakeOptions().today)
    for record in json.loads(path.read_text(encoding="utf-8"))["records"]:
        known.add(RecordFacts(record["type"], record["id"], record))
    expected = {
        (event.id, party.id, party.role)
        for event in known.of("Event", "Visit")
        for party in parties(known, event)
    }
    assert set(found) == expected


def test_who_did_not_come_is_told_apart():
    """A party in a list whom a record says to have cancelled stands once, as not taking part."""
    cancelled = {
        "type": "Participation",
        "id": "ex:p-1",
        "event": "ex:v-1",
        "party": "ex:vvsg",
        "role": "host",
        "participation_status": "cancelled",
    }
    con = xs.connect(package(VISIT, cancelled))
    found = con.execute(
        "SELECT party, role, took_part, record, field FROM participations ORDER BY ALL"
    ).fetchall()
    assert found == [
        ("ex:capaci", "visitor", True, "ex:v-1", "visitors"),
        ("ex:mechelen", "host", True, "ex:v-1", "hosts"),
        ("ex:vvsg", "host", False, "ex:p-1", "party"),
    ]


def test_what_is_withdrawn_is_in_its_own_view():
    """A tombstone is counted nowhere, but it is not hidden either."""
    gone = {**VISIT, "record_status": "withdrawn", "replaced_by": "ex:v-2", "modified": "2022"}
    con = xs.connect(package(gone))
    assert con.execute("SELECT count(*) FROM visits").fetchone() == (0,)
    assert con.execute("SELECT count(*) FROM participations").fetchone() == (0,)
    assert con.execute("SELECT id FROM visits_as_sent").fetchall() == [("ex:v-1",)]
    assert con.execute(
        "SELECT id, record_type, replaced_by, modified FROM withdrawn"
    ).fetchall() == [("ex:v-1", "Visit", "ex:v-2", "2022")]


def test_a_total_leads_back_to_its_cells(tmp_path: Path):
    """From the workbook's own sum to each of its cells, whose values add up to it."""
    from openpyxl import load_workbook

    path = tmp_path / "visits.xlsx"
    visits = [{**VISIT, "id": f"ex:v-{number}", "attendance": number} for number in (20, 3, 100)]
    xs.convert(json_file(tmp_path, package(*visits)), path)
    con = xs.connect(path)
    [(total, places)] = con.execute(
        "SELECT sum(attendance_low), list(place_of(v, 'attendance')) FROM visits AS v"
    ).fetchall()
    book = load_workbook(path)
    cells = [place.removeprefix(f"{path}:").split("!") for place in places]
    assert sum(float(book[sheet][cell].value) for sheet, cell in cells) == total == 123


def json_file(folder: Path, content: dict[str, object]) -> Path:
    """Write a package."""
    path = folder / "package.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("field", "place"),
    [("attendance", "/attendance"), ("name.en", "/name/en")],
)
def test_places_in_json(field: str, place: str):
    """A place in JSON is line and pointer."""
    con = xs.connect(package(VISIT))
    [(found,)] = con.execute(f"SELECT place_of(v, '{field}') FROM visits AS v").fetchall()  # noqa: S608
    assert found == f"<data>:1#/records/{len(RECORDS)}{place}"


FORBIDDEN = (
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_csv('https://example.org/a.csv')",
    "SELECT * FROM 'https://example.org/a.parquet'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "COPY (SELECT 1) TO '/tmp/exchangespec-was-here.csv'",
    "ATTACH '/tmp/exchangespec-was-here.db'",
    "SET enable_external_access = true",
    "SET memory_limit = '100GB'",
)


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_nothing_else_is_reached(sql: str):
    """No file beside the tables, no network, no extension, no way to allow them."""
    con = xs.connect(package(VISIT))
    with pytest.raises(duckdb.Error):
        con.execute(sql)


def test_the_folder_goes_with_its_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Tables made for a connection do not outlive it."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    con = xs.connect(package(VISIT))
    assert list(tmp_path.iterdir())
    con.close()
    del con
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_bad_values_warn_and_unreadable_inputs_raise(tmp_path: Path):
    """Nothing is left out in silence."""
    with pytest.warns(UserWarning, match="1 values that are not valid"):
        con = xs.connect(package({**VISIT, "start": "soon"}))
    assert con.execute("SELECT refused FROM visits").fetchall() == [(["start"],)]
    with pytest.raises(xs.UnreadableError, match="EXS020"):
        xs.connect(tmp_path / "missing.json")


def test_patterns_and_folders(tmp_path: Path):
    """A pattern means the files it fits; a folder of tables is opened as it is."""
    from exchangespec.formats.format import source_at
    from exchangespec.tables.loading import load

    json_file(tmp_path, package(VISIT))
    assert xs.connect(f"{tmp_path}/*.json").execute("SELECT file FROM visits").fetchall() == [
        (str(tmp_path / "package.json"),)
    ]
    folder = tmp_path / "tables [1]"
    load([source_at(str(tmp_path / "package.json"))], folder, TakeOptions())
    assert xs.connect(folder).execute("SELECT count(*) FROM visits").fetchone() == (1,)
    with pytest.raises(NoTablesError, match="holds no tables"):
        open_tables(tmp_path)


def test_tables_of_another_version_are_refused(tmp_path: Path):
    """Columns that are missing or strange are no fault of ours that ends in a traceback."""
    from exchangespec.formats.format import source_at
    from exchangespec.tables.loading import load

    folder = tmp_path / "tables"
    load([source_at(str(json_file(tmp_path, package(VISIT))))], folder, TakeOptions())
    for content in ('{"exchangespec": "1.0", "tables": "1"}', "[]", "{"):
        (folder / "tables.json").write_text(content, encoding="utf-8")
        with pytest.raises(NoTablesError, match="another version"):
            xs.connect(folder)


def test_a_database_file_is_written_in_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What may be used is a limit here, too; a file that could not be written whole is not there."""
    from exchangespec.formats.format import source_at
    from exchangespec.tables.loading import load

    folder = tmp_path / "tables"
    load([source_at(str(json_file(tmp_path, package(VISIT))))], folder, TakeOptions())
    monkeypatch.setattr(connecting, "MEMORY_LIMIT", "1MB")
    with pytest.raises(duckdb.OutOfMemoryException):
        export_database(folder, tmp_path / "all.duckdb")
    assert [one.name for one in tmp_path.iterdir() if "duckdb" in one.name] == []


def test_a_database_file_holds_everything(tmp_path: Path):
    """An exported file has the same tables, views and macros, and needs nothing else."""
    from exchangespec.formats.format import source_at
    from exchangespec.tables.loading import load

    folder = tmp_path / "tables"
    load([source_at(str(json_file(tmp_path, package(VISIT))))], folder, TakeOptions())
    target = tmp_path / "all.duckdb"
    export_database(folder, target)
    for path in folder.iterdir():
        path.unlink()
    with duckdb.connect(str(target), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM participations").fetchone() == (3,)
        assert con.execute("SELECT place_of(v, 'start') FROM visits AS v").fetchone() is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "all.duckdb",
        "package.json",
        "tables",
    ]
