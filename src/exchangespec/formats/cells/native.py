"""Cells that are no text: dates, times, numbers and truth values of a workbook."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.formats.cells.cell import Cell, Shown, cell_text, number_text
from exchangespec.formats.cells.dates import (
    time_of_number,
)
from exchangespec.formats.cells.values import Change, changed
from exchangespec.model.quantities import canonical_quantity

if TYPE_CHECKING:
    from collections.abc import Callable


def _native_date(cell: Cell) -> Change | None:
    """Read a date cell, and a whole number that is a year."""
    if isinstance(cell, Shown):
        whole = cell.value.isoformat()
        part = whole[:4] if cell.shows == "year" else whole[:7]
        params = {"was": whole, "becomes": part, "shows": cell.shows}
        return Change(part, Fault("date-shows-month-only", params))
    if isinstance(cell, datetime) and cell.time() != time():
        return changed("date-normalised", cell_text(cell), cell.date().isoformat())
    return None


LAST_DAY_ZERO = 1904
# Workbooks count days from 1899, 1900 or 1904; a bare time lies on the first of them.


def _native_time(cell: Cell) -> Change | None:
    """Read a time cell, a date cell of day zero, and a fraction of a day."""
    if isinstance(cell, datetime):
        cell = cell.time() if cell.year <= LAST_DAY_ZERO else cell
    if isinstance(cell, time):
        text = f"{cell.hour:02}:{cell.minute:02}"
        if cell.second:
            return changed("value-normalised", cell.isoformat("seconds"), text)
        return Change(text, known=True)
    if isinstance(cell, float):
        found = time_of_number(cell)
        if found is not None:
            return changed("value-normalised", number_text(cell), found)
    return None


def _native_boolean(cell: Cell) -> Change | None:
    """Read a true or false cell."""
    return Change(cell, known=True) if isinstance(cell, bool) else None


def _native_quantity(cell: Cell) -> Change | None:
    """Read a number cell: it has no thousands marks to doubt."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Change(canonical_quantity(number_text(cell)), known=True)
    return None


def _native_number(cell: Cell) -> Change | None:
    """Read a number cell."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Change(cell, known=True)
    return None


NATIVE: dict[str, Callable[[Cell], Change | None]] = {
    "boolean": _native_boolean,
    "date": _native_date,
    "number": _native_number,
    "period": _native_date,
    "quantity": _native_quantity,
    "time": _native_time,
}
