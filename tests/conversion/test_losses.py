"""Lossless or loud: what a conversion would not keep stops it, by name."""

import json
from pathlib import Path
from typing import Any

import pytest

from examples_of_rules import source_of_files, workbook
from exchangespec import spec
from exchangespec.conversion import Conversion, ConvertOptions, convert, mended
from exchangespec.errors import LossError
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Source
from exchangespec.rules.rule import Example
from exchangespec.rules.world import HEADER
from lossy_inputs import ABOUT, CASES, CITIES, CITY, Lossy, city, document

TARGETS = ("json", "ndjson", "csv", "xlsx", "turtle", "jsonld")


def losses(source: Source, to: str) -> list[str]:
    """Return what a conversion names; insist that it writes all the same when that is tolerated."""
    result = convert(source, None, ConvertOptions(to=to, on_loss="warn"))
    assert b"".join(result.pieces)
    if result.losses:
        with pytest.raises(LossError) as caught:
            convert(source, None, ConvertOptions(to=to))
        assert list(caught.value.losses) == result.losses
    return result.losses


def json_source(records: str, header: str = "") -> Source:
    """Return a JSON document as a source."""
    return Source("package.json", content=document(records, header=header).encode())


@pytest.mark.parametrize("to", TARGETS)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_no_target_is_given_is_named(case: Lossy, to: str, tmp_path: Path) -> None:
    """What reading drops or changes is a loss for every target, with its place."""
    found = "\n".join(losses(source_of_files(case.files, tmp_path / "in"), to))
    assert all(words in found for words in case.named), found


@pytest.mark.parametrize("to", ["csv", "csv.zip", "xlsx", "turtle", "nquads"])
@pytest.mark.parametrize(
    ("more", "name"),
    [
        (', "colour": "red"', "colour"), (', "x_a": "b"', "x_a"), (', "description": "bare"', "description"),
        (', "prefixes": ["a"]', "prefixes"), (', "rights": null', "rights"),
    ],
)  # fmt: skip
def test_a_header_that_is_not_valid_is_not_changed(more: str, name: str, to: str) -> None:
    """What the header says wrongly is named where the target cannot hold it, and not put right."""
    source = json_source(city(""), more)
    if name == "description":
        text = (
            source.read()
            .decode()
            .replace('"description": {"en": "A background for examples."}, ', "")
        )
        source = Source("package.json", content=text.encode())
    (loss,) = losses(source, to)
    assert loss.startswith(f"the header: {name}, which is not valid (package.json:")
    assert losses(source, "json") == []
    kept = json.loads(b"".join(convert(source, None, ConvertOptions(to="json")).pieces))
    assert kept[name] == json.loads(source.read())[name]


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_a_record_of_which_nothing_is_left_is_named(to: str) -> None:
    """A record that states only its type would be a blank row, which nobody reads."""
    source = json_source(f'[{CITY % ""}, {{"type": "City"}}]')
    (loss,) = losses(source, to)
    assert loss.startswith("City: a record of which nothing is left (package.json:")
    assert losses(source, "json") == []


def test_a_column_that_is_not_there_loses_nothing() -> None:
    """A table without a required column lacks something, but loses nothing."""
    source = Source("cities.csv", content=b"id,name\r\nex:a,A\r\n")
    assert losses(source, "json") == []
    assert losses(source, "csv") == []


def test_extensions_need_a_prefix_in_rdf() -> None:
    """A column of one's own has no name in RDF that anyone could tell without a prefix."""
    source = Source("cities.csv", content=b"id,name,country,x_hotel\r\nex:a,A,BE,Central\r\n")
    assert losses(source, "json") == []
    (named,) = losses(source, "turtle")
    assert named.startswith("ex:a: x_hotel, ")


@pytest.mark.parametrize("to", ["json", "xlsx"])
def test_sheets_that_are_not_read_are_named(to: str) -> None:
    """A workbook's unknown sheet, its second About and its second column of one meaning."""
    rows = [["id", "name", "country", "Country"], ["ex:a", "A", "BE", "NL"]]
    about = [["Field", "Value"], ["exchangespec", "1.0"], ["colour", "red"]]
    sheets = {"About": about, "Package": about, "Cities": rows, "Budget": [["post"], ["travel"]]}
    content = workbook(Example(sheets=sheets))
    named = "\n".join(losses(Source("a.xlsx", content=content), to))
    for words in ("a.xlsx:About!A3", "a.xlsx:Package", "a.xlsx:Cities!D1", "a.xlsx:Budget"):
        assert words in named


def test_a_type_column_that_agrees_is_taken() -> None:
    """A column that says what the table says is no column too many."""
    source = Source(
        "cities.csv", content=b"id,type,name\r\nex:a,City,A\r\nex:b,cities,B\r\nex:c,,C\r\n"
    )
    assert losses(source, "json") == []


def test_the_explanations_of_our_template_are_no_data(tmp_path: Path) -> None:
    """The third column of the template's About sheet explains the others."""
    about = ABOUT.replace("value", "value,What to write").replace("ex\r\n", "ex,a short name\r\n")
    source = source_of_files({"about.csv": about, "cities.csv": CITIES}, tmp_path / "in")
    assert losses(source, "json") == []


@pytest.mark.parametrize("length", [32_768, 131_072])
def test_long_texts_pass_through_csv(length: int, tmp_path: Path) -> None:
    """The limit of a workbook's cell holds for workbooks only."""
    source = json_source(city(f', "x_a": "{"é" * length}"'))
    target = tmp_path / "out"
    convert(source, target, ConvertOptions(to="csv"))
    back = json.loads(
        b"".join(convert(Source("out", path=target), None, ConvertOptions(to="json")).pieces)
    )
    assert back["records"][0]["x_a"] == "é" * length
    assert "32767 characters" in losses(source, "xlsx")[0]


@pytest.mark.parametrize("to", ["csv", "csv.zip", "csv-table"])
def test_texts_that_our_reader_would_refuse_are_named(to: str) -> None:
    """A text beyond what is read of a CSV cell is a loss."""
    long = "a" * 131_073
    text = document(city(f', "x_a": "{long}"')).replace("A background for examples.", long)
    named = losses(Source("package.json", content=text.encode()), to)
    why = "since a cell holds at most 131072 characters"
    assert [loss.partition(" (package.json:")[0] for loss in named if why in loss] == [
        f"the header: description, {why}",
        f"ex:mechelen: x_a, {why}",
    ]


def test_a_header_that_ndjson_could_not_tell_is_named() -> None:
    """A header line without the standard's version would be taken for a record."""
    text = document(city("")).replace('"exchangespec": "1.0", ', "")
    source = Source("package.json", content=text.encode())
    assert losses(source, "json") == []
    assert "taken for a record" in losses(source, "ndjson")[0]


def test_records_without_a_header_stay_without() -> None:
    """No header is written where there is none."""
    source = Source("cities.csv", content=b"id,name,country\r\nex:a,A,BE\r\n")
    content = b"".join(convert(source, None, ConvertOptions(to="ndjson")).pieces)
    assert [json.loads(line)["type"] for line in content.splitlines()] == ["City"]


def test_prefixes_that_are_no_map_do_not_end_the_writing() -> None:
    """JSON keeps a header that is wrong as it is."""
    source = json_source(city(""), ', "prefixes": "wd"')
    assert (
        json.loads(b"".join(convert(source, None, ConvertOptions(to="json")).pieces))["prefixes"]
        == "wd"
    )


@pytest.mark.parametrize("to", FORMATS)
def test_a_valid_package_loses_nothing_of_what_is_read(to: str) -> None:
    """None of this touches a package that is as it should be."""
    named = losses(json_source(city("")), to)
    assert [loss for loss in named if "single CSV table" not in loss] == []


def converted(source: Source, to: str) -> Conversion:
    """Convert with the safe repairs."""
    return convert(source, None, ConvertOptions(to=to, mend=mended))


def test_mended_records_are_written_mended() -> None:
    """A safe repair is no loss, also where the target could not have held what was wrong."""
    result = converted(json_source(city(', "sources": "ex:report"')), "csv.zip")
    assert result.document.records[0]["sources"] == ["ex:report"]


LONG = "y" * 33_000
AWAY = [
    {"type": "City", "id": "ex:ghent", "name": {"en": "Ghent", "nl": f"Gent {LONG}"}, "country": "BE"},
    {"type": "City", "id": "ex:mechelen", "name": {"en": "Mechelen"}, "country": "BE", "note": LONG},
]  # fmt: skip


@pytest.mark.parametrize("given", ["json", "ndjson", "csv.zip", "turtle", "nquads"])
@pytest.mark.parametrize("options", [{}, {"view": "best"}, {"people": "remove"}])
def test_what_a_target_cannot_hold_is_named_with_its_place(
    given: str, options: dict[str, Any], tmp_path: Path
) -> None:
    """Record, field and language are named, and where they stand in the input."""
    person = {"type": "Person", "id": "ex:p", "name": "Mayor of Ghent", "basis": "public_role"}
    header = {**HEADER, "publisher": "VVSG", "description": {"en": LONG}}
    package = {"@context": [spec.CONTEXT_URL], **header, "records": [person, *AWAY]}
    path = tmp_path / f"in.{given}"
    source = Source("in.json", content=json.dumps(package, indent=1).encode())
    convert(source, path, ConvertOptions(to=given))
    with pytest.raises(LossError) as caught:
        convert(Source(path.name, path=path), None, ConvertOptions(to="xlsx", **options))
    report = [
        loss.partition(", since a cell holds at most 32767 characters (")
        for loss in caught.value.losses
    ]
    assert [what for what, _, _ in report] == [
        "the header: description", "ex:ghent: name.nl", "ex:mechelen: note",
    ]  # fmt: skip
    assert all(place.startswith(f"{path.name}") for _, _, place in report)
    assert len({place for _, _, place in report}) == 3
    if given != "csv.zip":
        lines = path.read_text(encoding="utf-8").splitlines()
        words = ("description", f"Gent {LONG}", LONG)
        for (_, _, place), word in zip(report, words, strict=True):
            assert word in lines[int(place.removesuffix(")").split(":")[1]) - 1]


@pytest.mark.parametrize("to", ["turtle", "nquads", "rdfxml"])
def test_records_of_one_id_are_named_where_the_second_stands(to: str) -> None:
    """Which of them would be lost is told by its place."""
    second = CITY % ', "note": "b"'
    source = json_source(",\n ".join((f"[{CITY % ''}", second, f"{CITY % ''}]")))
    (loss, *_) = losses(source, to)
    before = source.read().decode().partition(second)[0]
    assert loss.startswith("ex:mechelen: records of the same id, which would become one ")
    assert loss.endswith(f"(package.json:{before.count(chr(10)) + 1}:2)")
