"""The Python surface as a developer meets it."""

import json
import os
from pathlib import Path

import openpyxl
import pytest

import exchangespec as xs
from exchangespec import spec
from exchangespec.errors import IdCollisionError

ROOT = Path(__file__).parents[1]
VANTAA = ROOT / "examples" / "vantaa-plan" / "package.json"


def header() -> xs.Header:
    """Return a small header."""
    return xs.Header(
        exchangespec="1.0",
        id="https://example.org/data",
        title={"en": "Visits"},
        publisher="Example city",
        prefix="ex",
        language="en",
        version="1",
        modified="2024",
        personal_data="none",
    )


def visit() -> xs.Visit:
    """Return a visit as one would type it."""
    return xs.Visit(
        id="ex:vis-1",
        kind="study_visit",
        visitors=["ex:oldenburg"],
        hosts=["ex:vantaa"],
        end=None,
        x_colour="blue",
    )


def test_every_public_name_exists() -> None:
    """What `__all__` promises can be imported, and nothing else is offered."""
    for name in xs.__all__:
        assert getattr(xs, name) is not None
    assert sorted(xs.__all__) == sorted(xs.PUBLIC)
    assert set(xs.__all__) <= set(dir(xs))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        xs.nonsense  # noqa: B018 - asking is the test


def test_records_are_frozen_and_show_what_is_stated() -> None:
    """A record cannot be changed, and prints only what it says."""
    one = visit()
    with pytest.raises(xs_validation_error()):
        one.kind = "other"  # type: ignore[misc]
    assert repr(one) == (
        "Visit(type='Visit', id='ex:vis-1', kind='study_visit', visitors=['ex:oldenburg'], "
        "hosts=['ex:vantaa'], x_colour='blue')"
    )
    assert one == visit()


def xs_validation_error() -> type[Exception]:
    """Return pydantic's error, which models raise."""
    from pydantic import ValidationError

    return ValidationError


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ["a"]},
        {"hosts": ["no id"]},
        {"hosts": ["ex:a", "ex:a"]},
        {"titel": "x"},
        {"start": "soon"},
    ],
)
def test_wrong_values_raise_the_model_error(wrong: dict[str, object]) -> None:
    """Typed code meets pydantic's own error."""
    with pytest.raises(xs_validation_error()):
        xs.Visit(**{"id": "ex:vis-1", "kind": "study_visit", **wrong})


def test_a_package_is_read_as_typed_records() -> None:
    """Reading gives records by type and by id."""
    package = xs.read(VANTAA)
    assert package.action_plans
    assert package.visits == package.of(xs.Visit)
    first = package.cities[0]
    assert package.get(first.id) is first
    assert package.get("ex:nothing") is None
    assert len(package) == len(list(package)) == len(package.records)


@pytest.mark.parametrize("suffix", [".json", ".ndjson", ".ndjson.gz", ".xlsx", ".csv.zip"])
def test_a_package_survives_being_written(suffix: str, tmp_path: Path) -> None:
    """What is written reads back equal."""
    package = xs.Package(header=header(), records=[visit()])
    target = tmp_path / f"visits{suffix}"
    package.write(target)
    again = xs.read(target)
    assert again.header == package.header
    assert again.records == package.records


def test_adding_gives_a_new_package() -> None:
    """A package is a value: adding leaves the old one as it was."""
    empty = xs.Package(header=header())
    full = empty.add(visit())
    assert (len(empty), len(full)) == (0, 1)


def test_writing_refuses_to_lose(tmp_path: Path) -> None:
    """A single table holds no header: the writer says so and writes nothing."""
    package = xs.Package(header=header(), records=[visit()])
    with pytest.raises(xs.LossError, match="would lose"):
        package.write(tmp_path / "visits.csv", to="csv-table")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(xs.UnknownFormatError, match="is no format"):
        package.write(tmp_path / "visits.docx")


def test_validate_never_raises_on_bad_data(tmp_path: Path) -> None:
    """Bad data give findings with code, severity, message and place."""
    path = tmp_path / "bad.json"
    path.write_text('{"records": [', encoding="utf-8")
    report = xs.validate(path)
    assert not report.ok
    assert [finding.code for finding in report] == ["EXS019"]
    assert report.findings[0].location.line == 1
    assert xs.validate(b"").counts["error"] == 1
    assert xs.validate(tmp_path / "missing.json").findings[0].code == "EXS020"


def test_a_report_is_saved_by_suffix(tmp_path: Path) -> None:
    """The suffix says which report."""
    report = xs.validate(VANTAA)
    assert report.ok
    for name in ("report.html", "report.json", "report.txt"):
        report.save(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 0
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["ok"] is True
    assert "<html" in report._repr_html_()


def test_read_raises_with_the_findings() -> None:
    """What cannot be typed is refused, with the findings that say why."""
    with pytest.raises(xs.UnreadableError, match="EXS022") as caught:
        xs.read(b"")
    assert [finding.code for finding in caught.value.findings] == ["EXS022"]


def test_records_stream_one_by_one(tmp_path: Path) -> None:
    """Streaming gives typed records, and stops with the findings at the first wrong one."""
    package = xs.Package(header=header(), records=[visit()])
    path = tmp_path / "visits.ndjson"
    package.write(path)
    assert list(xs.iter_records(path)) == [visit()]
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"type": "Visit", "id": "ex:vis-2", "kind": 5}\n')
    records = xs.iter_records(path)
    assert next(records) == visit()
    with pytest.raises(xs.UnreadableError, match="EXS102"):
        next(records)


def test_convert_goes_by_the_suffix(tmp_path: Path) -> None:
    """Converting writes the target and tells what was done."""
    done = xs.convert(VANTAA, tmp_path / "vantaa.xlsx")
    assert done.format.name == "xlsx"
    assert done.files == [tmp_path / "vantaa.xlsx"]
    assert xs.read(tmp_path / "vantaa.xlsx").records == xs.read(VANTAA).records


def test_convert_can_also_speak_official_vocabularies(tmp_path: Path) -> None:
    """With `aligned` the target holds both layers, and reads as the same records."""
    target = tmp_path / "vantaa.ttl"
    xs.convert(VANTAA, target, aligned=True)
    assert "cv:PublicOrganisation" in target.read_text(encoding="utf-8")
    assert xs.read(target) == xs.read(VANTAA)
    with pytest.raises(xs.UnknownFormatError, match="aligned"):
        xs.convert(VANTAA, tmp_path / "vantaa.json", aligned=True)


def test_several_files_can_be_one_submission(tmp_path: Path) -> None:
    """Two parts that refer to each other are whole only together."""
    package = xs.read(VANTAA)
    half = len(package.records) // 2
    parts = [tmp_path / "one.ndjson", tmp_path / "two.ndjson"]
    for path, records in zip(parts, (package.records[:half], package.records[half:]), strict=True):
        xs.Package(header=package.header, records=records).write(path)
    apart = xs.validate(*parts)
    together = xs.validate(*parts, together=True)
    assert apart.by_code.get("EXS301", 0) > 0
    assert "EXS301" not in together.by_code


def test_packages_data_and_streams_are_validated_too() -> None:
    """What is already in memory needs no file."""
    package = xs.read(VANTAA)
    assert xs.validate(package).ok
    assert xs.validate(json.loads(VANTAA.read_text(encoding="utf-8"))).ok
    with VANTAA.open("rb") as stream:
        report = xs.validate(stream)
    assert report.ok
    assert report.inputs[0].records == xs.validate(package).inputs[0].records


def test_streaming_does_not_step_over_what_is_broken(tmp_path: Path) -> None:
    """A line that cannot be parsed, or a record without a required field, stops the stream."""
    path = tmp_path / "visits.ndjson"
    xs.Package(header=header(), records=[visit()]).write(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "{broken", lines[1].replace("vis-1", "vis-2")]), "utf-8")
    with pytest.raises(xs.UnreadableError, match="EXS019"):
        list(xs.iter_records(path))
    path.write_text("\n".join([*lines, '{"type": "Visit", "id": "ex:vis-2"}']), encoding="utf-8")
    with pytest.raises(xs.UnreadableError, match="EXS101"):
        list(xs.iter_records(path))


def test_streaming_gives_the_rows_above_one_that_cannot_be_read(tmp_path: Path) -> None:
    """Tables are read ahead; what breaks off further down takes no row above with it."""
    rows = [f"ex:vis-{number},study_visit\r\n" for number in range(300)]
    path = tmp_path / "visits.csv"
    endless = "x" * (17 * 1024 * 1024)
    path.write_text("".join(["id,kind\r\n", *rows, endless, "\r\n", *rows]), encoding="utf-8")
    records = xs.iter_records(path)
    assert [next(records).id for _ in rows] == [f"ex:vis-{number}" for number in range(300)]
    with pytest.raises(xs.UnreadableError, match="longer than"):
        next(records)


def test_foreign_tables_are_validated_by_a_mapping(tmp_path: Path) -> None:
    """A mapping is named by its file, or by the name of one that is shipped."""
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'mapping = "1"\n[[table]]\n[[table.record]]\ntype = "City"\nid = "{Town}"\n'
        '[table.record.fields]\nname = "Town"\ncountry = "Land"\n'
    )
    table = tmp_path / "towns.csv"
    table.write_text("Town;Land\nRiga;Latvia\n")
    assert xs.validate(table, mapping=mapping).inputs[0].records == {"City": 1}
    report = xs.validate(table, mapping="urbact-memberships")
    assert "mapped-column-missing" in {one.slug for one in report}


def test_inputs_that_say_different_things_are_told_apart(tmp_path: Path) -> None:
    """An id with two records is refused: the inputs are named, the same name never twice."""
    one = {"type": "City", "id": "ex:a", "name": {"en": "A"}, "country": "BE"}
    other = {**one, "country": "NL"}
    both, first, second = tmp_path / "both.json", tmp_path / "1.json", tmp_path / "2.json"
    for path, records in ((both, [one, other]), (first, [one]), (second, [other])):
        path.write_text(json.dumps(package_of(*records)), encoding="utf-8")
    with pytest.raises(IdCollisionError, match=r"1\.json and .*2\.json say different"):
        xs.reconcile(first, second)
    with pytest.raises(IdCollisionError, match=r"both\.json holds two different records of ex:a"):
        xs.match(both)
    assert xs.reconcile(both) == xs.reconcile(first)
    with pytest.raises(IdCollisionError, match=r"<bytes> \(input 1\) and <bytes> \(input 2\) say"):
        xs.reconcile(first.read_bytes(), second.read_bytes())
    assert xs.reconcile(first, first) is not None


def test_what_a_folder_holds_beside_workbooks_is_named(tmp_path: Path) -> None:
    """Nothing in it is passed over without a word, and a pipe that nobody writes to is not read."""
    cities = {"type": "City", "id": "ex:a", "name": {"en": "A"}, "country": "BE"}
    folder = tmp_path / "partners"
    (folder / "old").mkdir(parents=True)
    (folder / "cities.json").write_text(json.dumps(package_of(cities)), encoding="utf-8")
    (folder / "letter.docx").write_bytes(b"x")
    openpyxl.Workbook().save(folder / "lyon.xlsx")
    names = ["letter.docx", "old/"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "waiting.json")
        names.append("waiting.json")
    report = xs.validate(folder)
    read = [Path(one.file).name for one in report.inputs]
    assert read == ["cities.json", "lyon.xlsx"]
    assert [one.name for one in report.left] == [f"{folder}/{name}" for name in names]
    assert {one.what for one in report.left} == {"no file that is read"}
    assert xs.validate(folder / "cities.json").left == []


def package_of(*records: dict[str, object]) -> dict[str, object]:
    """Return a package as plain data."""
    return {"@context": [spec.CONTEXT_URL], **header().values(), "records": list(records)}
