"""OpenDocument spreadsheets: written here, a sheet a record type and the sheet About.

The parts are written as text, line by line: a cell costs a few microseconds, and the same document
always gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from functools import partial
from typing import IO, TYPE_CHECKING

from exchangespec.formats.format import Document, File, Format, Unheld, assembled
from exchangespec.formats.ods_package import (
    COMPRESSION,
    DECLARATION,
    MIMETYPE,
    begin,
    meta,
    namespaces,
    part,
    write_part,
)
from exchangespec.formats.sheets import Sheet, sheets
from exchangespec.formats.texts_lost import texts_lost
from exchangespec.formats.workbook import EXACT_DIGITS
from exchangespec.formats.workbook_reading import WorkbookReading
from exchangespec.spec import STANDARD_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = ("content.xml", "styles.xml", "meta.xml")
NAMES = namespaces(look="xsl-fo-compatible:1.0", meta="meta:1.0")
# What people type into our columns stays text, as it does in what we write.
STYLES = f"""{DECLARATION}<office:document-styles {NAMES} office:version="1.3">
<office:styles>
<number:text-style style:name="AsText"><number:text-content/></number:text-style>
<style:style style:name="Default" style:family="table-cell"/>
<style:style style:name="Text" style:family="table-cell" style:parent-style-name="Default" \
style:data-style-name="AsText"/>
<style:style style:name="Title" style:family="table-cell" style:parent-style-name="Text">
<style:text-properties look:font-weight="bold"/></style:style>
</office:styles>
</office:document-styles>
"""
CONTENT_START = f"""{DECLARATION}<office:document-content {NAMES} office:version="1.3">
<office:automatic-styles>
<style:style style:name="wide" style:family="table-column">
<style:table-column-properties style:column-width="4.5cm"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
"""
CONTENT_END = "</office:spreadsheet></office:body></office:document-content>\n"
EMPTY = "<table:table-cell/>"
# XML knows neither these signs nor half characters.
UNKNOWN_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# Blanks that a reader would take for one, or for none.
BLANKS = re.compile(r"^ +| {2,}| +$|\t")
PLAIN = re.compile(r"[^\W_](?:[^\W_]|[-_.:;,/()\x27 ](?! |$))*")


def unwritable(text: str) -> str | None:
    """Return why a cell cannot hold a text, or None if it can."""
    if UNKNOWN_SIGNS.search(text):
        return "it holds control characters, which no XML can"
    return None


def _paragraph(line: str) -> str:
    """Return one line of text as a paragraph that reads back as it is."""
    if PLAIN.fullmatch(line):
        return f"<text:p>{line}</text:p>"
    escaped = BLANKS.sub(_blanks, line.translate(ESCAPES))
    return f"<text:p>{escaped}</text:p>" if escaped else "<text:p/>"


def _blanks(found: re.Match[str]) -> str:
    """Return blanks as elements that keep them."""
    if found[0] == "\t":
        return "<text:tab/>"
    return f'<text:s text:c="{len(found[0])}"/>'


def cell(value: str | float | None, style: str = "Text") -> str:
    """Return a cell: a number that stays exact as one, true and false as such, else text."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        word = "true" if value else "false"
        return (
            f'<table:table-cell table:style-name="Default" office:value-type="boolean" '
            f'office:boolean-value="{word}"><text:p>{word.upper()}</text:p></table:table-cell>'
        )
    if isinstance(value, (int, float)) and float(f"{value:.{EXACT_DIGITS}g}") == value:
        return (
            f'<table:table-cell table:style-name="Default" office:value-type="float" '
            f'office:value="{value!r}"><text:p>{value!r}</text:p></table:table-cell>'
        )
    lines = str(value).split("\n")
    paragraphs = "".join(map(_paragraph, lines)) if len(lines) > 1 else _paragraph(lines[0])
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{paragraphs}</table:table-cell>"
    )


def _lines(sheet: Sheet) -> Iterator[str]:
    """Yield the lines of one table: headings, hidden below them the machine names, and rows."""
    yield f'<table:table table:name="{sheet.name.translate(QUOTED)}">\n'
    yield (
        '<table:table-column table:style-name="wide" table:default-cell-style-name="Text" '
        f'table:number-columns-repeated="{max(1, len(sheet.titles))}"/>\n'
    )
    titles = "".join(cell(words, "Title") for words in sheet.titles)
    yield f"<table:table-header-rows><table:table-row>{titles}</table:table-row>"
    if sheet.names:
        names = "".join(map(cell, sheet.names))
        yield f'<table:table-row table:visibility="collapse">{names}</table:table-row>'
    yield "</table:table-header-rows>\n"
    for row in sheet.rows:
        yield f"<table:table-row>{''.join(map(cell, row))}</table:table-row>\n"
    yield "</table:table>\n"


def write(document: Document) -> Iterator[File]:
    """Write a spreadsheet: text as text, numbers as numbers."""
    yield "", assembled(partial(_fill, document))


def _fill(document: Document, stream: IO[bytes]) -> None:
    """Put the archive together."""
    with zipfile.ZipFile(stream, "w", compresslevel=COMPRESSION) as archive:
        begin(archive, PARTS)
        write_part(archive, "styles.xml", STYLES)
        about = meta(NAMES, {"exchangespec-version": STANDARD_VERSION})
        write_part(archive, "meta.xml", about)
        # Opened like this it is compressed by the library's own level, which is the same.
        with archive.open(part("content.xml"), "w", force_zip64=True) as content:
            content.write(CONTENT_START.encode())
            for sheet in sheets(document):
                for line in _lines(sheet):
                    content.write(line.encode())
            content.write(CONTENT_END.encode())


def losses(document: Document) -> list[Unheld]:
    """Name the texts that no cell can hold as they are."""
    return texts_lost(document, unwritable)


FORMAT = Format(
    name="ods",
    title="OpenDocument spreadsheet",
    suffixes=(".ods",),
    media_type=MIMETYPE,
    read=WorkbookReading,
    write=write,
    losses=losses,
)
FORMATS = (FORMAT,)
