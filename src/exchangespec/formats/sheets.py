"""Sheets of a document as they are written, whatever the kind of workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.formats.table import about_rows, table_rows
from exchangespec.formats.workbook_reading import ABOUT_SHEET
from exchangespec.spec import RecordSpec, records
from exchangespec.spec.headings import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exchangespec.formats.format import Document


class Sheet(NamedTuple):
    """One sheet as it is written: headings, machine names and rows."""

    name: str
    titles: Sequence[str]
    names: Sequence[str]
    rows: Iterable[Sequence[Any]]


def sheets(document: Document) -> Iterator[Sheet]:
    """Yield the sheets of a document in the standard order; types without records have none."""
    yield Sheet(ABOUT_SHEET, ("Field", "Value"), (), about_rows(document.header))
    language = document.header.get("language")
    for name, items in document.by_type().items():
        spec = records()[name]
        names, rows = table_rows(spec, items, language)
        yield Sheet(spec.sheet, [heading(spec, item) for item in names], names, rows)


def heading(spec: RecordSpec, name: str) -> str:
    """Return the visible heading over a machine name: `Name (nl)` over `name.nl`."""
    field, _, language = name.partition(".")
    if field not in spec.fields:
        return name
    return title(spec.name, field) + (f" ({language})" if language else "")
