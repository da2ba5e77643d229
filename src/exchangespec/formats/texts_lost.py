"""Names the texts of a document that no cell of a table can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec.formats.format import Unheld
from exchangespec.formats.table import about_rows, table_rows
from exchangespec.spec import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exchangespec.formats.format import Document


def texts_lost(document: Document, reason_of: Callable[[str], str | None]) -> list[Unheld]:
    """Name the texts that no cell can hold as they are, each with the reason."""
    return [
        Unheld(number, name, f"since {reason}")
        for number, name, cell in stated_cells(document)
        if isinstance(cell, str) and (reason := reason_of(cell))
    ]


def stated_cells(document: Document) -> Iterator[tuple[int | None, str, Any]]:
    """Yield what tables write of a document: the record's number, machine heading and value."""
    for name, value in about_rows(document.header):
        yield None, str(name), value
    language = document.header.get("language")
    for record_type, items in document.by_type().items():
        names, rows = table_rows(records()[record_type], items, language)
        for number, cells in zip(items.places, rows, strict=True):
            yield from ((number, name, cell) for name, cell in zip(names, cells, strict=True))
