"""OpenDocument spreadsheets: what is written reads back, and what others write is read."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchangespec.formats import ods
from exchangespec.formats.format import Limits, Source
from exchangespec.formats.ods_cells import NAMES, Spreadsheet, read_flat
from exchangespec.formats.sheet_scan import (
    Appearance,
    Area,
    DocumentTypeError,
    Position,
    XmlRefusedError,
)
from exchangespec.formats.workbook_file import (
    LARGEST_AREA,
    OpenDocument,
    RefusedError,
    open_workbook,
)

SPACES = " ".join(
    f'xmlns:{prefix}="{NAMES}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"), ("draw", "drawing"),
    )
)  # fmt: skip


def document(table: str, *, before: str = "", around: str = "") -> bytes:
    """A document of one table, as one file."""
    return (
        f'<?xml version="1.0"?>{around}<office:document {SPACES}>{before}<office:body>'
        f'<office:spreadsheet><table:table table:name="S">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document>"
    ).encode()


def read(table: str, **more: str) -> Spreadsheet:
    """Read a document of one table."""
    return read_flat(document(table, **more), 1_000_000)


def cells(table: str, **more: str) -> list[tuple[int, list[Any]]]:
    """The rows of a table."""
    return list(read(table, **more).sheets[0].numbered())


def row(*content: str, **attributes: str) -> str:
    """A row of cells."""
    given = "".join(
        f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items()
    )
    return f"<table:table-row{given}>{''.join(content)}</table:table-row>"


def text(words: str, more: str = "") -> str:
    """A cell of text."""
    return f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p></table:table-cell>'


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cn", "Cc"), include_characters="\n\t"), min_size=1
    )
)
def test_any_text_reads_back_as_it_was_written(words: str) -> None:
    """Blanks at any place, line feeds and tabs, and signs that XML knows for its own."""
    if ods.unwritable(words):
        return
    [(_, found)] = cells(row(ods.cell(words)))
    assert found == [words]


@pytest.mark.parametrize("value", [0, -7, 25, 1.5, 51.1234567, 2**53 - 1, -0.25, True, False, 1e15])
def test_numbers_and_truth_read_back_as_they_were_written(value: float) -> None:
    """A number that spreadsheet programs would round is written as text, and is one."""
    [(_, [found])] = cells(row(ods.cell(value)))
    exact = isinstance(value, bool) or float(f"{value:.15g}") == value
    assert found == (value if exact else str(value))


@pytest.mark.parametrize("words", ["a\0b", "a\rb", "\x1b", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_said(words: str) -> None:
    """Nothing is left out without a word."""
    assert ods.unwritable(words)


def test_values_of_every_kind_are_read() -> None:
    """Other programs write whole and broken numbers, money, days, times and spans."""

    def value(kind: str, name: str, said: str) -> str:
        return f'<table:table-cell office:value-type="{kind}" office:{name}="{said}"><text:p>x</text:p></table:table-cell>'

    found = cells(
        row(
            value("float", "value", "5"), value("float", "value", "1.5"), value("currency", "value", "9"),
            value("percentage", "value", "0.5"), value("date", "date-value", "2017-10-16"),
            value("date", "date-value", "2017-10-16T09:30:00"), value("time", "time-value", "PT09H30M00S"),
            value("time", "time-value", "P1DT06H05M"), value("boolean", "boolean-value", "true"),
            value("date", "date-value", "no day"), value("unheard-of", "value", "5"),
        )
    )  # fmt: skip
    assert found == [
        (1, [5, 1.5, 9, 0.5, date(2017, 10, 16), datetime(2017, 10, 16, 9, 30), time(9, 30), "30:05", True, "x", "x"])
    ]  # fmt: skip


def test_only_the_cell_s_own_text_is_read() -> None:
    """Remarks and drawings on a cell are not in it, and links, notes and tracked changes do not count."""
    found = cells(
        f"<table:tracked-changes>{row(text('gone'))}</table:tracked-changes>"
        f"<table:shapes><draw:frame><text:p>drawn</text:p></draw:frame></table:shapes>"
        + row(
            '<table:table-cell office:value-type="string"><office:annotation><text:p>a remark</text:p>'
            "</office:annotation><draw:frame><text:p>drawn</text:p></draw:frame>"
            "<text:p>see\n  <text:a>there</text:a><text:s/><text:span>now</text:span></text:p><text:p/><text:p>end</text:p>"
            "</table:table-cell>"
        )
    )
    assert found == [(1, ["see there now\n\nend"])]


def test_repeated_cells_and_rows_stand_at_their_places() -> None:
    """What repeats is kept once; blank cells and rows take no room and still count."""
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    table = (
        row(blank, number_rows_repeated="4")
        + row('<table:table-cell table:number-columns-repeated="3"/>', text("a", ' table:number-columns-repeated="2"'),
              number_rows_repeated="2")
        + row(blank, number_rows_repeated="1048570")
    )  # fmt: skip
    found = read(table).sheets[0]
    assert list(found.numbered())[4:] == [(5, ["", "", "", "a", "a"]), (6, ["", "", "", "a", "a"])]
    assert found.scan.area == Position(6, 5)
    assert found.cells == 10


def test_what_values_hide_is_found() -> None:
    """Errors, formulas never calculated, hidden and merged cells, and repeated ones in every row."""
    sheet = read(
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        + row(text("a", ' table:number-rows-spanned="2"'), text("#REF!", ' table:formula="of:=[.Z1]"'), text("#N/A"))
        + row('<table:table-cell table:formula="of:=1+1" table:number-columns-repeated="2"/>', number_rows_repeated="2",
              visibility="filter")
        + f'<table:table-row-group table:display="false">{row(text("b"))}</table:table-row-group>'
    ).sheets[0]  # fmt: skip
    scan = sheet.scan
    assert scan.errors == {Position(1, 2): "#REF!"}
    assert scan.uncalculated == {Position(row, column) for row in (2, 3) for column in (1, 2)}
    assert scan.hidden_columns == [(3, 3)]
    assert scan.hidden_rows == [2, 3, 4]
    assert scan.merged == [Area(1, 1, 2, 1)]


@pytest.mark.parametrize("kind", ["float", "date", "percentage", "boolean", "time"])
def test_a_formula_of_any_kind_may_have_no_value(kind: str) -> None:
    """Programs that only write documents leave it out; it is not empty then."""
    head = f'<table:table-cell office:value-type="{kind}" table:formula="of:=1+1"'
    sheet = read(row(f"{head}/>", f'{head} office:string-value="OK"/>')).sheets[0]
    assert list(sheet.numbered()) == [(1, ["", "OK"])]
    assert sheet.scan.uncalculated == {Position(1, 1)}


STYLES = (
    "<office:styles><number:number-style style:name='Z'><number:number number:min-integer-digits='5'/></number:number-style>"
    "<number:date-style style:name='M'><number:month/><number:text>.</number:text><number:year/></number:date-style>"
    "<style:style style:name='zeros' style:family='table-cell' style:data-style-name='Z'/>"
    "<style:style style:name='child' style:family='table-cell' style:parent-style-name='zeros'/>"
    "<style:style style:name='month' style:family='table-cell' style:data-style-name='M'/>"
    "<style:style style:name='gone' style:family='table'><style:table-properties table:display='false'/></style:style>"
    "</office:styles>"
)  # fmt: skip


def test_how_numbers_and_days_are_shown_is_known_from_styles() -> None:
    """By the cell's own style, one that it is made after, or that of its column."""

    def cell(style: str, kind: str, said: str) -> str:
        own = f' table:style-name="{style}"' if style else ""
        return f'<table:table-cell{own} office:value-type="{kind}" office:{said}/>'

    table = '<table:table-column/><table:table-column table:default-cell-style-name="zeros"/>' + row(
        cell("child", "float", 'value="42"'), cell("", "float", 'value="7"'),
        cell("month", "date", 'date-value="2017-10-01"'), cell("month", "float", 'value="7"'),
        cell("", "percentage", 'value="0.17"'),
    )  # fmt: skip
    assert read(table, before=STYLES).sheets[0].scan.appearances == {
        Position(1, 1): Appearance("zeros", 5),
        Position(1, 2): Appearance("zeros", 5),
        Position(1, 3): Appearance("month"),
        Position(1, 5): Appearance("percent"),
    }


def test_hidden_tables_and_the_first_day_are_known() -> None:
    """What is hidden is read; dates of some documents are counted from 1904."""
    content = document(row(text("a")), before=STYLES).replace(
        b'table:name="S"', b'table:name="S" table:style-name="gone"'
    )
    content = content.replace(
        b"<office:spreadsheet>",
        b'<office:spreadsheet><table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
        b"</table:calculation-settings>",
    )
    found = read_flat(content, 100)
    assert found.from_1904
    assert found.sheets[0].hidden


FULL = row(text("a", ' table:number-columns-repeated="16384"'), number_rows_repeated="1048576")


@pytest.mark.parametrize("table", [FULL, FULL * 3, FULL.replace("16384", "16")])
def test_tables_that_are_full_are_refused_without_being_laid_out(table: str) -> None:
    """A short file may say that it holds more cells than any memory does."""
    book = OpenDocument(read_flat(document(table), LARGEST_AREA))
    with pytest.raises(RefusedError) as refused:
        book.rows("S")
    assert refused.value.fault.params == {"what": "cells", "limit": LARGEST_AREA}


def test_no_row_lies_beyond_the_last_one() -> None:
    """Rows that repeat beyond all bounds do not keep the reader going for ever."""
    table = row(text("a"), number_rows_repeated="1000000") * 2
    found = list(read_flat(document(table), LARGEST_AREA).sheets[0].numbered())
    assert found[-1][0] == 1_048_577
    assert len(found) == 1_048_577


def test_a_document_type_is_refused() -> None:
    """It could declare entities without end."""
    with pytest.raises(DocumentTypeError):
        read(row(text("a")), around='<!DOCTYPE a [<!ENTITY b "c">]>')
    with pytest.raises(XmlRefusedError):
        read("<table:table-row>")


def packed(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """An archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("parts", "slug", "params"),
    [
        ([("content.xml", b""), ("META-INF/manifest.xml", b"<encryption-data/>")], "password-protected", {}),
        ([("encrypted-package", b"x"), ("META-INF/manifest.xml", b"encrypted-package")], "password-protected", {}),
        ([("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")], "unknown-format", {"seen": "word"}),
        ([("content.xml", b"<!DOCTYPE a><a/>")], "unreadable-file", {"reason": "entities"}),
        ([("content.xml", b"<a")], "unreadable-file", {"reason": "broken-workbook"}),
    ],
)  # fmt: skip
def test_what_is_no_readable_document_is_refused_with_the_reason(
    parts: list[tuple[str, bytes]], slug: str, params: dict[str, str]
) -> None:
    """Each has its own words."""
    with pytest.raises(RefusedError) as refused:
        open_workbook(Source("a.ods", content=packed(parts)), Limits())
    assert refused.value.fault.slug == slug
    assert params.items() <= refused.value.fault.params.items()
