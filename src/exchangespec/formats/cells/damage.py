"""What spreadsheet programs do to what is typed: 1-2 becomes a day, long numbers lose digits."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from exchangespec.codelists.folding import fold
from exchangespec.finding import Fault
from exchangespec.formats.cells.cell import Shown, cell_text
from exchangespec.formats.cells.dates import month_words
from exchangespec.formats.cells.values import UNREAD

if TYPE_CHECKING:
    from exchangespec.formats.cells.cell import Cell, Converter, Value
    from exchangespec.formats.format import RawRecord

# Kinds that are looked at, and those of them that hold codes, which no number is.
NO_DAYS = frozenset(
    {
        "boolean", "code", "country", "currency", "id", "identifier", "integer", "language",
        "number", "quantity", "ref", "string",
    }
)  # fmt: skip
CODES = frozenset({"id", "identifier", "ref", "string"})
# Of plain texts only those that count something, as in "1.2", are never days.
NUMBERING = frozenset({"number"})
COUNTED = frozenset({"integer", "number", "quantity"})
# Programs keep fifteen digits of a number.
FIRST_CUT = 10**15
CUT = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}", re.IGNORECASE)
# What "1-2" looks like in a text table once a program has taken it for a day: 02-Jan, Mar-01.
DAY = re.compile(r"(?P<day>[0-9]{1,2})[-. ]{1,2}(?P<month>[^\W\d_]{3,5})\.?")
MONTH = re.compile(r"(?P<month>[^\W\d_]{3,5})\.?[- ](?P<day>[0-9]{1,2})")


def undamaged(convert: Converter, kind: str, field: str) -> Converter:
    """Return a converter that first tells what a program has done to a cell of this kind."""
    may_be_days = kind == "string" and field not in NUMBERING

    def read(cell: Cell, raw: RawRecord) -> Value:
        fault = _of_text(cell, kind) if isinstance(cell, str) else _of_value(cell, kind)
        if fault is None or (may_be_days and fault.slug != "digits-cut"):
            return convert(cell, raw)
        params = {**fault.params, "field": field}
        raw.faults.append(Fault(fault.slug, params, field=field, suggestions=fault.suggestions))
        return UNREAD

    return read


def _of_text(cell: str, kind: str) -> Fault | None:
    """Return the fault of a text that shows what a program has made of it."""
    text = cell.strip()
    if kind in CODES and CUT.fullmatch(text):
        return Fault("digits-cut", {"value": text})
    if kind in COUNTED:
        found = DAY.fullmatch(text) or MONTH.fullmatch(text)
        month = month_words().get(fold(found["month"])) if found else None
        if found and month:
            return _a_day(text, int(found["day"]), month)
    return None


def _of_value(cell: Cell, kind: str) -> Fault | None:
    """Return the fault of a day where no days are, or of a number where it has lost digits."""
    day = cell.value if isinstance(cell, Shown) else cell
    if isinstance(day, date):
        return _a_day(cell_text(cell), day.day, day.month)
    if kind in CODES and isinstance(cell, (int, float)) and abs(cell) >= FIRST_CUT:
        return Fault("digits-cut", {"value": cell_text(cell)})
    return None


def _a_day(text: str, day: int, month: int) -> Fault:
    """Return the fault of a day that was two numbers once, in one order or the other."""
    typed = tuple(dict.fromkeys((f"{day}-{month}", f"{month}-{day}")))
    return Fault("code-became-date", {"value": text, "typed": list(typed)}, suggestions=typed)
