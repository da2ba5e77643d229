"""Excel workbooks as they are written: a sheet a record type and the sheet About."""

from __future__ import annotations

from functools import partial
from typing import IO, TYPE_CHECKING

from exchangespec.formats.format import Document, File, Format, Unheld, assembled
from exchangespec.formats.sheets import sheets
from exchangespec.formats.texts_lost import texts_lost
from exchangespec.formats.workbook import new_workbook, unwritable, write_headings, write_value
from exchangespec.formats.workbook_reading import WorkbookReading
from exchangespec.spec import STANDARD_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator


def write(document: Document) -> Iterator[File]:
    """Write a workbook: text as text, numbers as numbers, the same bytes for the same document."""
    yield "", assembled(partial(_fill, document))


def _fill(document: Document, stream: IO[bytes]) -> None:
    """Put a workbook together; the library holds its texts until it is closed."""
    book = new_workbook(stream, {"exchangespec-version": STANDARD_VERSION})
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    number = book.add_format()
    for sheet in sheets(document):
        page = book.add_worksheet(sheet.name)
        first = write_headings(page, sheet.titles, sheet.names, bold)
        for row, cells in enumerate(sheet.rows, first):
            for column, cell in enumerate(cells):
                if cell is not None:
                    form = text if isinstance(cell, str) else number
                    write_value(page, row, column, cell, form)
    book.close()


def losses(document: Document) -> list[Unheld]:
    """Name the texts that no cell can hold as they are."""
    return texts_lost(document, unwritable)


FORMAT = Format(
    name="xlsx",
    title="Excel workbook",
    suffixes=(".xlsx",),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    read=WorkbookReading,
    write=write,
    losses=losses,
)
FORMATS = (FORMAT,)
