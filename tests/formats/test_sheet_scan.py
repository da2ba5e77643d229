"""What the raw XML of a workbook tells beyond its values."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from exchangespec.formats.sheet_scan import (
    Appearance,
    Area,
    Position,
    SheetEntry,
    SheetScan,
    SheetScanner,
    XmlRefusedError,
    appearance,
    appearances,
    area,
    check_part,
    column_number,
    elements,
    position,
    scan_sheet,
    sheet_entries,
)
from exchangespec.location import cell_name

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def scan(rows: str, *, styles: dict[int, Appearance] | None = None, after: str = "") -> SheetScan:
    """Scan a sheet of these rows."""
    xml = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return scan_sheet(io.BytesIO(xml.encode()), styles or {})


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_an_address_names_the_cell_it_was_made_from(row: int, column: int) -> None:
    """Addresses are read as they are written elsewhere."""
    assert position(cell_name(row, column)) == Position(row, column)


def test_areas_and_columns_count_from_one() -> None:
    """A single address is an area of one cell."""
    assert area("B2:D9") == Area(2, 2, 9, 4)
    assert area("$C$3") == Area(3, 3, 3, 3)
    assert column_number("XFD") == 16_384
    with pytest.raises(ValueError, match="7A"):
        position("7A")


def test_error_cells_are_found_with_what_they_show() -> None:
    """A library that reads values gives an empty text for these."""
    found = scan(
        '<row r="5"><c r="B5" t="e"><v>#N/A</v></c><c r="C5"><v>1</v></c>'
        "<c r='D5' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
    )
    assert found.errors == {Position(5, 2): "#N/A", Position(5, 4): "#DIV/0!"}
    assert found.uncalculated == set()


def test_formulas_without_a_stored_value_are_found() -> None:
    """An empty text is a stored value; nothing, or an empty number, is none."""
    found = scan(
        '<row r="2"><c r="A2"><f>B2&amp;C2</f></c><c r="B2"><f>1+1</f><v></v></c>'
        '<c r="C2"><f>1+1</f><v>2</v></c><c r="D2" t="str"><f>""</f><v></v></c>'
        '<c r="E2"><f t="shared" si="0"/><v/></c></row>'
    )
    assert found.uncalculated == {Position(2, 1), Position(2, 2), Position(2, 5)}


def test_hidden_and_merged_cells_are_found() -> None:
    """Rows that a filter hides count as hidden."""
    rows = (
        '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="9"/></cols>'
        '<row r="1"><c r="A1"/></row><row r="3" hidden="1"/><row r="4" hidden="true"></row>'
        '<row r="5" hidden="0"/>'
    )
    found = scan(rows, after='<mergeCells count="1"><mergeCell ref="A2:A5"/></mergeCells>')
    assert found.hidden_rows == [3, 4]
    assert found.hidden_columns == [(2, 3)]
    assert found.merged == [Area(2, 1, 5, 1)]


def test_rows_and_cells_without_addresses_are_counted() -> None:
    """The addresses may be left out; each follows the one before."""
    found = scan('<row><c><v>1</v></c></row><row><c/><c t="e"><v>#REF!</v></c></row>')
    assert found.errors == {Position(2, 2): "#REF!"}


def test_a_prefix_on_every_element_changes_nothing() -> None:
    """Some programs write x:row and x:c."""
    xml = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="7" hidden="1">'
        '<x:c r="AB7" t="e"><x:v>#NAME?</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    found = scan_sheet(io.BytesIO(xml.encode()), {})
    assert found.errors == {Position(7, 28): "#NAME?"}
    assert found.hidden_rows == [7]
    assert found.area == Position(7, 28)


def test_the_area_ends_at_the_last_cell_that_holds_something() -> None:
    """Cells that are only formatted do not make a sheet large."""
    found = scan(
        '<row r="2"><c r="AC2"><v>1</v></c></row><row r="900000"><c r="XFD900000" s="1"/></row>'
    )
    assert found.area == Position(2, 29)


def test_a_sheet_of_many_pieces_is_numbered_through() -> None:
    """Pieces end between rows, wherever the stream is cut."""
    filler = "x" * 500
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{filler}</t></is></c></row>'
        for number in range(1, 6000)
    )
    found = scan(rows + '<row><c t="e"><v>#NUM!</v></c></row>')
    assert found.errors == {Position(6000, 1): "#NUM!"}
    assert found.area == Position(6000, 1)


def test_cells_without_an_address_are_counted() -> None:
    """A row whose cells do not say where they are is as wide as it has cells."""
    found = scan("<row>" + "<c><v>1</v></c>" * 40 + '</row><row r="9"><c r="B9"><v>1</v></c></row>')
    assert found.area == Position(9, 40)


def test_a_narrow_sheet_is_as_wide_as_its_last_column() -> None:
    """The last letter named in a sheet of few columns tells its width."""
    found = scan('<row r="9"><c r="B9"><v>1</v></c><c r="K9"><v>1</v></c></row>')
    assert found.area == Position(9, 11)


ROW_7 = '<row r="7"><c r="A7"><v>1</v></c><c r="D7"><v>1</v></c></row>'
ROW_8 = '<row r="8" spans="1:2"><c r="A8" s="1"/><c r="B8" t="s"><v>0</v></c></row>'
ROWS = {
    "plain": ROW_7 + ROW_8,
    "not in order": ROW_8 + ROW_7,
    "twice": ROW_7 + ROW_7,
    "the last row is blank": ROW_7 + '<row r="9"><c r="A9" s="1"/></row>',
    "a row without cells": ROW_7 + '<row r="9"></row>' + ROW_8.replace("8", "10"),
    "a row that ends at once": ROW_7 + '<row r="9"/>',
    "hidden": ROW_7 + ROW_8.replace("spans", 'hidden="1" spans'),
    "without a number": ROW_7 + "<row><c><v>1</v></c></row>",
    "small letters": ROW_7 + ROW_8.replace("B8", "b8"),
    "dollar signs": ROW_7 + ROW_8.replace("B8", "$B$8"),
    "single quotes": (ROW_7 + ROW_8).replace('"', "'"),
    "far to the right": ROW_7 + ROW_8.replace("B8", "AB8"),
    "far below": ROW_7 + ROW_8.replace("8", "100008"),
    "an address in a text": ROW_7
    + '<row r="8"><c r="B8" t="inlineStr"><is><t>a r="10</t></is></c></row>',
    "an error": ROW_7 + '<row r="8"><c r="C8" t="e"><v>#N/A</v></c></row>',
}


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, rows in ROWS.items()])
def test_a_piece_taken_whole_says_what_its_rows_say(
    rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most pieces are not gone through row by row; what is found is the same."""
    whole = scan(rows)
    monkeypatch.setattr(SheetScanner, "plain", lambda *_: False)
    assert scan(rows) == whole


def test_rows_that_do_not_stand_in_their_order_are_noticed() -> None:
    """Once each, and the later below the earlier."""
    assert scan(ROWS["plain"]).in_order
    assert not scan(ROWS["not in order"]).in_order
    assert not scan(ROWS["twice"]).in_order
    assert scan(ROWS["not in order"]).area == Position(8, 4)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("yyyy", Appearance("year")),
        ("mmm-yy", Appearance("month")),
        ("[$-409]mmmm\\ yyyy;@", Appearance("month")),
        ('yyyy"年"m"月"', Appearance("month")),
        ("dd/mm/yyyy", None),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", None),
        ("yyyy-mm-dd hh:mm", None),
        ("General", None),
        ("@", None),
        ("0", None),
        ("00000", Appearance("zeros", 5)),
        ("0%", Appearance("percent")),
        ("0.00%", Appearance("percent", 2)),
    ],
)
def test_a_format_shows_less_than_the_number(code: str, seen: Appearance | None) -> None:
    """A day that the format hides is not a day the partner stated."""
    assert appearance(code) == seen


def test_styles_and_sheets_of_a_real_workbook() -> None:
    """Style numbers in cells are those of the cell formats, and sheets are found by name."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Cities & towns")
        book.add_worksheet("Notes").hide()
        sheet.write_number(1, 0, 43000, book.add_format({"num_format": "mmmm yyyy"}))
        sheet.write_number(2, 0, 0.17, book.add_format({"num_format": 9}))
        sheet.write_number(3, 0, 43000, book.add_format({"num_format": 17}))
        sheet.write_number(4, 0, 43000, book.add_format({"num_format": 14}))
    with zipfile.ZipFile(stream) as archive:
        entries = sheet_entries(archive)
        assert entries == [
            SheetEntry("Cities & towns", "xl/worksheets/sheet1.xml", hidden=False),
            SheetEntry("Notes", "xl/worksheets/sheet2.xml", hidden=True),
        ]
        with archive.open(entries[0].part) as part:
            found = scan_sheet(part, appearances(archive))
    assert found.appearances == {
        Position(2, 1): Appearance("month"),
        Position(3, 1): Appearance("percent"),
        Position(4, 1): Appearance("month"),
    }


@pytest.mark.parametrize(
    "declaration", ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/hosts">']
)
def test_a_document_type_is_refused(declaration: str) -> None:
    """No entity is ever expanded, because no part that may declare one is read."""
    xml = f'<?xml version="1.0"?>{declaration}<worksheet><row r="1"/></worksheet>'.encode()
    with pytest.raises(XmlRefusedError):
        scan_sheet(io.BytesIO(xml), {})
    with pytest.raises(XmlRefusedError):
        check_part(io.BytesIO(xml))
    with pytest.raises(XmlRefusedError):
        elements(xml)


def test_what_is_not_xml_is_refused() -> None:
    """Broken parts give one error of ours, not those of the parsers."""
    with pytest.raises(XmlRefusedError):
        elements(b"<a><b></a>")
    with pytest.raises(XmlRefusedError):
        scan('<row r="1"/>', after='<mergeCell ref="nowhere"/>')
