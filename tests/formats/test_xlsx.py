"""Workbooks: what partners send is read with its places, what we write reads back as it was."""

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from datetime import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exchangespec.finding import Fault
from exchangespec.formats import xlsx
from exchangespec.formats.format import Document, Limits, RawRecord, ReadOptions, Source, whole
from exchangespec.formats.sheets import heading
from exchangespec.formats.workbook import new_workbook, unwritable, write_text, write_value
from exchangespec.formats.workbook_reading import WorkbookReading
from exchangespec.formats.xlsx import FORMAT, losses, write
from exchangespec.spec import records

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/package.json"))
ABOUT = [["field", "value"], ["exchangespec", "1.0"], ["prefix", "ex"], ["language", "en"]]
HEADER = {"exchangespec": "1.0", "prefix": "ex", "language": "en"}

Rows = Sequence[Sequence[Any]]


def book(sheets: dict[str, Rows], touch: Callable[[Any, Any], None] | None = None) -> bytes:
    """Return a workbook of these cells; `touch` may add what values cannot say."""
    stream = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(stream, options) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, column, value)
        if touch is not None:
            touch(made, made.get_worksheet_by_name(next(iter(sheets))))
    return stream.getvalue()


def reading(content: bytes, **limits: int) -> WorkbookReading:
    """Open a workbook."""
    options = ReadOptions(limits=Limits(**limits))
    return WorkbookReading(Source("partner.xlsx", content=content), options)


def read(content: bytes, **limits: int) -> tuple[list[RawRecord], WorkbookReading]:
    """Read a workbook to its end."""
    opened = reading(content, **limits)
    return list(opened.records()) if opened.readable else [], opened


def slugs(opened: WorkbookReading) -> list[str]:
    """Return what was said about the file, in order."""
    return [item.fault.slug for item in opened.faults]


def said(opened: WorkbookReading, slug: str) -> tuple[Fault, dict[str, Any]]:
    """Return the one fault of this slug and its place."""
    [found] = [item for item in opened.faults if item.fault.slug == slug]
    return found.fault, found.location.as_dict()


# --- writing and reading back --------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_reads_back_as_it_was_without_a_word(path: Path) -> None:
    """Nothing is changed and nothing is said about what we wrote ourselves."""
    content = json.loads(path.read_text(encoding="utf-8"))
    stated = content.pop("records")
    content.pop("@context")
    document = Document(content, stated)
    [(name, written)] = whole(write(document))
    assert name == ""
    assert dict(whole(write(document))) == {"": written}
    assert losses(document) == []
    found, opened = read(written)
    assert opened.header is not None
    assert opened.header.values == content
    assert opened.faults == []
    assert {raw.values["id"]: raw.values for raw in found} == {one["id"]: one for one in stated}
    assert not any(raw.faults or raw.failed for raw in found)


AWKWARD = [
    "=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "007", "NA", "TRUE", "#N/A", "1E5", "12345678901234567890",
    "_x0041_", "_x005F_x0041_", "_x0041_x0042_x0043_", "<r>x</r>", "<r><t>x</t></r>", "_x000D_",
    " leading", "trailing ", "\n", "\nlines\n", "a\r\nb", "a\tb", "x\x00y\x01\x0b\x1f", "\x7f\x85",
    "שלום עולם", "مرحبا", "\u202eabc", "👩‍👧", "]]>", "&lt;&#10;", "\ufeff", "a\u2028b", "x" * 32_767,
]  # fmt: skip


def through_cells(texts: Sequence[str]) -> list[str]:
    """Write texts into cells of one column, and return what the library reads there."""
    import python_calamine

    stream = io.BytesIO()
    made = new_workbook(stream, {})
    sheet, form = made.add_worksheet(), made.add_format({"num_format": "@"})
    for row, text in enumerate(texts):
        write_text(sheet, row, 0, text, form)
    made.close()
    opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue()))
    rows = opened.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [str(row[0]) for row in rows]


def test_awkward_texts_read_back_as_they_were() -> None:
    """Formulas, escapes, control characters and the like stay the text they are."""
    assert [text for text in AWKWARD if unwritable(text)] == []
    assert through_cells(AWKWARD) == AWKWARD


ESCAPES = st.lists(
    st.sampled_from(
        ["_x0041_", "_x005F_", "x0041_", "_", "<r>", "</r>", "<t>", "a", "\x01", "\r\n"]
    ),
    min_size=1,
).map("".join)
TEXTS = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), ESCAPES)


@settings(deadline=None)
@given(st.lists(TEXTS.filter(lambda text: unwritable(text) is None), min_size=1))
@example(["_x0041_x0041_", "<r>\n</r>"])
def test_any_text_reads_back_as_it_was(texts: list[str]) -> None:
    """Whatever is not named as a loss survives a cell."""
    assert through_cells(texts) == texts


@pytest.mark.parametrize(
    "text", ["x" * 32_768, "😀" * 16_384, "a\ufffeb", "_x0041_x0042_\x01", "<r>\x01</r>"]
)
def test_what_a_cell_cannot_hold_is_named(text: str) -> None:
    """A conversion says what it would lose, and where."""
    document = Document(HEADER, [{"type": "City", "id": "ex:a", "name": {"en": "A"}, "note": text}])
    [loss] = losses(document)
    assert loss.words(document).startswith("ex:a: note, since ")


def test_numbers_stay_exact() -> None:
    """Numbers of more digits than a spreadsheet keeps are written as text."""
    values = [
        1,
        -7,
        0.1,
        51.0259,
        999_999_999_999_999,
        9_007_199_254_740_991,
        0.1 + 0.2,
        True,
        False,
    ]
    stream = io.BytesIO()
    made = new_workbook(stream, {})
    sheet, form = made.add_worksheet(), made.add_format()
    for row, value in enumerate(values):
        write_value(sheet, row, 0, value, form)
    made.close()
    found = [row[0] for row in openpyxl.load_workbook(stream).active.iter_rows(values_only=True)]
    assert found == [1, -7, 0.1, 51.0259, 999_999_999_999_999, "9007199254740991",
                     "0.30000000000000004", True, False]  # fmt: skip


def test_headings_say_the_language_and_stand_over_machine_names() -> None:
    """Officers read the first row, programs the hidden second."""
    spec = records()["Membership"]
    assert heading(spec, "group") == "Network"
    assert heading(records()["City"], "name.nl") == "Name (nl)"
    assert heading(spec, "x_colour") == "x_colour"
    city = {"type": "City", "id": "ex:a", "name": {"en": "A", "nl": "B"}, "x_colour": "red"}
    [(_, written)] = whole(write(Document(HEADER, [city])))
    made = openpyxl.load_workbook(io.BytesIO(written))
    assert made.sheetnames == ["About", "Cities"]
    rows = list(made["Cities"].iter_rows(values_only=True))
    assert rows[0] == ("Id", "Name", "Name (nl)", "x_colour")
    assert rows[1] == ("id", "name", "name.nl", "x_colour")
    assert made["Cities"].row_dimensions[2].hidden
    assert read(written)[0][0].values == city


# --- reading what partners send ------------------------------------------------------------------


def test_cells_keep_their_true_addresses() -> None:
    """Empty rows above and empty columns on the left do not shift anything."""
    rows = [[], [], [None, None, "Id", "Name", "Country"], [], [None, None, "a", "Ghent", "BE"]]
    [raw], _ = read(book({"Cities": rows, "About": ABOUT}))
    assert raw.values == {"type": "City", "id": "ex:a", "name": {"en": "Ghent"}, "country": "BE"}
    place = raw.origin.locate(raw.position, "country", None).as_dict()
    expected = {
        "file": "partner.xlsx",
        "sheet": "Cities",
        "cell": "E5",
        "row": 5,
        "column": "Country",
    }
    assert expected.items() <= place.items()


def test_records_come_in_the_order_of_types_whatever_the_order_of_sheets() -> None:
    """References mostly point to what was read before."""
    content = book(
        {
            "Visits": [["id", "kind"], ["v", "study_visit"]],
            "About": ABOUT,
            "Towns": [["id", "name", "country"], ["a", "Ghent", "BE"]],
        }
    )
    assert [raw.values["type"] for raw in read(content)[0]] == ["City", "Visit"]


def test_a_sheet_of_any_name_is_known_by_its_headings() -> None:
    """Partners rename sheets; the headings say what the rows are."""
    rows = [["Visiting city", "Host city", "Kind", "Id"], ["a", "b", "Study visit", "v"]]
    found, opened = read(book({"Blatt1": rows, "About": ABOUT}))
    assert [raw.values["type"] for raw in found] == ["Visit"]
    assert "unknown-table" not in slugs(opened)


def test_sheets_that_are_left_aside_are_named() -> None:
    """An empty sheet and those of our own templates are no loss."""
    content = book(
        {
            "Cities": [["id", "name", "country"]],
            "Budget": [["post", "sum"], ["travel", 300]],
            "Lists": [["Belgium"]],
            "Read me": [["How to fill in"]],
            "Sheet4": [],
        },
        lambda made, _sheet: made.get_worksheet_by_name("Budget").hide(),
    )
    _, opened = read(content)
    fault, place = said(opened, "unknown-table")
    assert (fault.params["table"], fault.variant) == ("Budget", "hidden")
    assert place == {"file": "partner.xlsx", "sheet": "Budget"}
    assert slugs(opened) == ["unknown-table", "no-header"]


def test_a_workbook_without_any_known_sheet_is_refused() -> None:
    """What was found instead is said."""
    opened = reading(book({"Budget": [["post", "sum"], ["travel", 300]]}))
    fault, _ = said(opened, "no-known-table")
    assert fault.params["tables"] == ["Budget"]
    assert not opened.readable


def test_a_workbook_without_content_is_said_to_be_empty() -> None:
    """Where no sheet holds anything, nothing is listed as found."""
    fault, _ = said(reading(book({"Budget": []})), "no-known-table")
    assert fault.variant == "empty"


def test_what_the_user_gives_stands_in_for_a_missing_header() -> None:
    """The sheet About wins, what is given fills its gaps."""
    content = book({"Cities": [["id", "name", "country"], ["a", "Gent", "BE"]]})
    options = ReadOptions(about={"prefix": "ex", "language": "nl"})
    opened = WorkbookReading(Source("partner.xlsx", content=content), options)
    assert opened.header is not None
    assert opened.header.values == {"prefix": "ex", "language": "nl"}
    assert next(iter(opened.records())).values["name"] == {"nl": "Gent"}
    assert opened.faults == []


CITY = ["id", "name", "country", "population"]
# How a spreadsheet keeps the 16th of October 2017.
OCTOBER_16 = 43_024


def test_error_cells_and_uncalculated_formulas_are_errors_at_their_cell() -> None:
    """A library takes both for empty cells, even beyond the last row it sees."""

    def touch(made: Any, sheet: Any) -> None:
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")

    rows = [CITY, ["a", "Ghent", "BE"], ["b", "Capaci", "IT"]]
    content = book({"Cities": rows, "About": ABOUT}, touch)
    made = openpyxl.load_workbook(io.BytesIO(content))
    made["Cities"]["D3"] = "=20+5"
    made["Cities"]["B5"] = "#REF!"
    made["Cities"]["B5"].data_type = "e"
    stream = io.BytesIO()
    made["Cities"]["D2"] = "#N/A"
    made["Cities"]["D2"].data_type = "e"
    made.save(stream)
    found, _ = read(stream.getvalue())
    faults = [(raw.origin.locate(raw.position, fault.field, fault.item).cell, fault.slug)
              for raw in found for fault in raw.faults]  # fmt: skip
    assert faults == [
        ("D2", "spreadsheet-error-value"),
        ("D3", "formula-without-value"),
        ("B5", "spreadsheet-error-value"),
    ]
    assert [sorted(raw.failed) for raw in found] == [["population"], ["population"], ["name"]]
    assert found[0].faults[0].params["value"] == "#N/A"


def test_merged_key_cells_are_filled_down_and_others_are_not() -> None:
    """One network beside many partners is plain; a date beside many visits is not."""

    def touch(_made: Any, sheet: Any) -> None:
        sheet.merge_range("A2:A4", "net")
        sheet.merge_range("D2:D3", "2015")
        sheet.merge_range("A6:D6", "")

    rows = [["Network", "Partner", "Role", "From"]]
    rows += [[None, city, "Partner"] for city in ("a", "b", "c")]
    content = book({"Partners": [*rows, [], ["", "", "", ""]], "About": ABOUT}, touch)
    found, opened = read(content)
    assert [raw.values.get("group") for raw in found] == ["net"] * 3
    assert [raw.values.get("start") for raw in found] == ["2015", None, None]
    merged = [
        (item.fault.params["range"], item.fault.variant, item.location.cell, item.location.column)
        for item in opened.faults
        if item.fault.slug == "merged-cells"
    ]
    assert merged == [
        ("A2:A4", "filled", "A2", "Network"),
        ("D2:D3", "first", "D2", "From"),
        ("A6:D6", "first", "A6", "Network"),
    ]


def test_a_merged_banner_over_the_headings_is_only_named() -> None:
    """Titles above a table are decoration: said once, as what is not read."""

    def touch(_made: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "Cities of our network")

    content = book({"Cities": [[], CITY, ["a", "Ghent", "BE", 5]], "About": ABOUT}, touch)
    found, opened = read(content)
    assert found[0].values["population"] == 5
    assert [one.fault.slug for one in opened.faults] == ["rows-above-headings"]
    assert opened.faults[0].location.cell == "A1"


def test_hidden_rows_columns_and_sheets_are_read_and_said() -> None:
    """What is hidden is passed on all the same."""

    def touch(made: Any, sheet: Any) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(7, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        sheet.hide()
        made.get_worksheet_by_name("About").activate()

    content = book({"Cities": [CITY, ["a", "A", "BE"], ["b", "B", "IT"]], "About": ABOUT}, touch)
    found, opened = read(content)
    assert len(found) == 2
    told = [(one.fault.variant, one.fault.params, one.location.cell) for one in opened.faults]
    assert told == [
        ("sheet", {}, None),
        ("row", {"count": 1, "first": 3, "last": 3}, "A3"),
        ("columns", {"count": 1, "columns": ["country"]}, "C1"),
    ]


def test_cells_are_read_as_they_are_shown() -> None:
    """A date that shows its month only is a month; 17% is no 0.17; 01300 keeps its zero."""
    formats = ["mmmm yyyy", "yyyy", "dd/mm/yyyy", "0%", "0.0%", "00000"]

    def touch(made: Any, sheet: Any) -> None:
        for row, code in enumerate(formats[:3], 1):
            sheet.write_number(row, 3, OCTOBER_16, made.add_format({"num_format": code}))
        sheet.write_number(1, 2, 0.17, made.add_format({"num_format": formats[3]}))
        sheet.write_number(2, 2, 0.175, made.add_format({"num_format": formats[4]}))
        sheet.write_number(3, 1, 1300, made.add_format({"num_format": formats[5]}))

    rows = [["id", "x_code", "attendance", "start"], ["a"], ["b"], ["c"]]
    found, _ = read(book({"Events": rows, "About": ABOUT}, touch))
    assert [raw.values.get("start") for raw in found] == ["2017-10", "2017", "2017-10-16"]
    assert [raw.values.get("attendance") for raw in found] == ["17 %", "17.5 %", None]
    assert found[2].values["x_code"] == "01300"
    assert [fault.slug for fault in found[0].faults if fault.field == "start"] == [
        "date-shows-month-only"
    ]


def test_times_and_lengths_of_time_are_read() -> None:
    """A time cell is a time; a length of more than a day is told as shown."""
    rows = [["id", "start_time", "x_length"], ["a"]]

    def touch(made: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 1, time(9, 30), made.add_format({"num_format": "hh:mm"}))
        sheet.write_number(1, 2, 26.5 / 24, made.add_format({"num_format": "[h]:mm"}))

    found, _ = read(book({"Events": rows, "About": ABOUT}, touch))
    assert found[0].values["start_time"] == "09:30"
    assert found[0].values["x_length"] == "26:30"


# --- what cannot be read -------------------------------------------------------------------------

CITIES = {"Cities": [CITY, ["a", "Ghent", "BE", 5]], "About": ABOUT}


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook of which one part is changed, or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        for member in names:
            part = old.read(member)
            new.writestr(member, change(part) if member == name else part)
        if name not in names:
            new.writestr(name, change(b""))
    return stream.getvalue()


def declared(part: bytes) -> bytes:
    """Return a part with a document type that would grow without end."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    return part.replace(b"?>", b"?>" + bomb, 1)


REFUSED = {
    "empty": (b"", "empty-file", {}),
    "web page": (b"\n <!doctype html><HTML><table></table></HTML>", "unknown-format", {"seen": "html"}),
    "xml": (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "unknown-format", {"seen": "xml"}),
    "pdf": (b"%PDF-1.7", "unknown-format", {"seen": "pdf"}),
    "text": (b"id;name", "unknown-format", {"seen": "unknown"}),
    "word": (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "unknown-format", {"seen": "word"}),
    "locked": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password-protected", {}),
    "old and broken": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unreadable-file", {"reason": "broken-workbook"}),
    "cut off": (book(CITIES)[:-300], "unreadable-file", {"reason": "cut-off"}),
    "cut in two": (book(CITIES)[:500], "unreadable-file", {"reason": "cut-off"}),
    "no zip": (b"PK\x03\x04 nothing", "unreadable-file", {"reason": "cut-off"}),
    "sheet entity": (with_part(book(CITIES), "xl/worksheets/sheet1.xml", declared), "unreadable-file", {"reason": "entities"}),
    "text entity": (with_part(book(CITIES), "xl/sharedStrings.xml", declared), "unreadable-file", {"reason": "entities"}),
    "list entity": (with_part(book(CITIES), "xl/workbook.xml", declared), "unreadable-file", {"reason": "entities"}),
    "no relations": (with_part(book(CITIES), "xl/_rels/workbook.xml.rels", lambda _: b"<a>"), "unreadable-file", {"reason": "broken-workbook"}),
    "broken cells": (with_part(book(CITIES), "xl/worksheets/sheet1.xml", lambda part: part.replace(b'r="A1"', b'r="1A" t="e"')), "unreadable-file", {"reason": "broken-workbook"}),
    "bomb": (with_part(book(CITIES), "xl/media/image.bin", lambda _: b"\0" * (17 << 20)), "limit-exceeded", {"what": "ratio", "limit": 100}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_readable_workbook_is_refused_with_the_reason(name: str) -> None:
    """Each of these is a message of its own, never a traceback."""
    content, slug, params = REFUSED[name]
    opened = reading(content)
    assert not opened.readable
    assert slugs(opened) == [slug]
    assert params.items() <= opened.faults[0].fault.params.items()
    assert opened.faults[0].location.as_dict() == {"file": "partner.xlsx"}


@pytest.mark.parametrize(
    ("limits", "what"), [({"workbook_bytes": 100}, "bytes"), ({"archive_members": 3}, "members")]
)
def test_limits_on_the_file_are_kept(limits: dict[str, int], what: str) -> None:
    """Nothing is opened that is larger than allowed."""
    opened = reading(book(CITIES), **limits)
    assert said(opened, "limit-exceeded")[0].params["what"] == what
    assert not opened.readable


def test_the_unpacked_size_is_limited_as_well() -> None:
    """Many parts, none of them extreme, may still be too much together."""
    content = book(CITIES)
    for number in range(20):
        content = with_part(content, f"xl/media/{number}.bin", lambda _: b"\0" * (1 << 20))
    opened = reading(content, workbook_bytes=1 << 20)
    assert said(opened, "limit-exceeded")[0].params == {"what": "bytes", "limit": 16 << 20}


def test_rows_beyond_the_limit_are_not_read_and_said() -> None:
    """What was read until then stays."""
    rows = [CITY, *([f"c{number}", "A", "BE"] for number in range(9))]
    found, opened = read(book({"Cities": rows, "About": ABOUT}), sheet_rows=4)
    assert [raw.values["id"] for raw in found] == ["ex:c0", "ex:c1", "ex:c2"]
    fault, place = said(opened, "limit-exceeded")
    assert (fault.params["what"], place["cell"]) == ("rows", "A5")
    assert not opened.complete
    assert opened.readable


def test_a_lone_cell_far_away_does_not_fill_the_memory() -> None:
    """The rectangle up to it would hold 17 thousand million cells."""

    def touch(_made: Any, sheet: Any) -> None:
        sheet.write_string(1_048_575, 16_383, "here")

    found, opened = read(book(CITIES, touch))
    assert found == []
    fault, place = said(opened, "limit-exceeded")
    assert (fault.params["what"], place["sheet"]) == ("cells", "Cities")
    assert not opened.complete


@settings(deadline=None)
@given(st.data())
def test_a_damaged_workbook_never_ends_in_a_traceback(data: st.DataObject) -> None:
    """Whichever bytes are lost or changed, there is an answer."""
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(content[: data.draw(st.integers(1, len(content)))]))


@settings(deadline=None)
@given(st.data())
def test_a_sheet_with_damaged_xml_never_ends_in_a_traceback(data: st.DataObject) -> None:
    """Damage behind a sound archive is found, too."""

    def damage(part: bytes) -> bytes:
        start = data.draw(st.integers(0, len(part)))
        length = data.draw(st.integers(0, 40))
        return part[:start] + data.draw(st.binary(max_size=12)) + part[start + length :]

    name = data.draw(st.sampled_from(PARTS))
    read(with_part(WHOLE, name, damage))


WHOLE = book(CITIES)
PARTS = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
)


# --- other kinds of workbook ---------------------------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_other_kinds_of_workbook_give_the_same_records(kind: str, tmp_path: Path) -> None:
    """An example saved by another program in another format still says the same."""
    content = json.loads(EXAMPLES[0].read_text(encoding="utf-8"))
    stated = content.pop("records")
    [(_, written)] = whole(write(Document(content, stated)))
    (tmp_path / "package.xlsx").write_bytes(written)
    office(tmp_path, kind, "package.xlsx")
    opened = WorkbookReading(Source("p", path=tmp_path / f"package.{kind}"), ReadOptions())
    assert opened.format == kind
    found = {raw.values["id"]: raw.values for raw in opened.records()}
    assert found == {one["id"]: one for one in stated}


def office(folder: Path, kind: str, name: str) -> None:
    """Convert a file in a folder with LibreOffice."""
    command = [
        shutil.which("soffice") or "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
    ]
    subprocess.run(
        [*command, "--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / name)],
        check=True,
        capture_output=True,
        timeout=120,
    )


def test_one_format_stands_for_all_workbooks() -> None:
    """Other kinds of workbook are read, but only .xlsx is written."""
    assert FORMAT.suffixes == (".xlsx",)
    assert xlsx.FORMATS == (FORMAT,)
