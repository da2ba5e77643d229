"""Conditions: formulas that hold as long as a cell still holds what was found wrong.

They say the value itself, so that they need no other sheet, and compare exactly: a mark that is
about a capital letter goes when the letter is changed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from exchangespec.formats.sheet_scan import Position
from exchangespec.formats.stored_cells import BLANK, address
from exchangespec.location import cell_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.formats.stored_cells import Stored

# A text in a formula may have 255 signs; a formula 8,192.
LONGEST_LITERAL = 240
LONGEST_PART = 60
LONGEST_ROW = 6_000
LAST_COLUMN = 16_384
# Columns beyond the last one used in which an added value counts as a change of the row.
ROOM = 40
# Spreadsheet programs keep 15 digits.
CLOSE = 1e-14


def literal(text: str) -> str:
    """Return a text as formulas write it; control characters by their numbers."""
    parts: list[str] = []
    plain = ""
    for sign in text:
        if ord(sign) >= ord(" "):
            plain += sign
            continue
        if plain:
            parts.append(quoted(plain))
            plain = ""
        parts.append(f"CHAR({max(1, ord(sign))})")
    if plain or not parts:
        parts.append(quoted(plain))
    return "&".join(parts)


def quoted(text: str) -> str:
    """Return a text in quotation marks."""
    return '"{}"'.format(text.replace('"', '""'))


def holds(reference: str, stored: Stored, longest: int = LONGEST_LITERAL) -> str:
    """Return the formula that is true while a cell holds what was stored in it."""
    if stored.kind == "blank":
        return f"LEN({reference})=0"
    if stored.kind == "error":
        return f"ISERROR({reference})"
    if stored.kind == "boolean":
        return f"AND(ISLOGICAL({reference}),N({reference})={stored.value})"
    if stored.kind == "number":
        return _is_number(reference, stored.value)
    return _is_text(reference, stored.value, longest)


def _is_number(reference: str, digits: str) -> str:
    """Return the formula for a number, equal as far as programs keep digits."""
    try:
        number = float(digits)
    except ValueError:
        return f"ISNUMBER({reference})"
    if not math.isfinite(number):
        return f"ISNUMBER({reference})"
    if number == int(number) and abs(number) < 1e15:  # noqa: PLR2004 - digits that stay exact
        return f"AND(ISNUMBER({reference}),N({reference})={int(number)})"
    near = f"ABS(N({reference})-({number!r}))<={abs(number) * CLOSE!r}"
    return f"AND(ISNUMBER({reference}),{near})"


def _is_text(reference: str, text: str, longest: int) -> str:
    """Return the formula for a text; of a long one its beginning and its length are compared."""
    if len(text) <= longest:
        return f"EXACT({reference},{literal(text)})"
    start = text[:longest]
    # Programs count a sign beyond the first 65,536 as one or as two.
    cut = next((at for at, sign in enumerate(start) if ord(sign) > ord("\uffff")), longest)
    begins = f"EXACT(LEFT({reference},{cut}),{literal(text[:cut])})"
    if any(ord(sign) > ord("\uffff") for sign in text):
        return begins
    return f"AND(LEN({reference})={len(text)},{begins})"


class HeldCells:
    """What cells of one sheet hold now, by their places and by rows."""

    def __init__(self, cells: Mapping[Position, Stored]) -> None:
        """Take the cells."""
        self._cells = cells
        self._rows: dict[int, dict[int, Stored]] = {}
        for place, held in cells.items():
            self._rows.setdefault(place.row, {})[place.column] = held
        self._conditions: dict[tuple[int, str], str] = {}

    def at(self, place: Position) -> Stored:
        """Return what one cell holds."""
        return self._cells.get(place, BLANK)

    def row_holds(self, row: int, sheet: str = "") -> str:
        """Return the formula that is true while no cell of a row has been changed, made once."""
        made = self._conditions.get((row, sheet))
        if made is None:
            made = self._conditions[row, sheet] = row_holds(self._rows.get(row, {}), row, sheet)
        return made


NOTHING_HELD = HeldCells({})


def row_holds(own: Mapping[int, Stored], row: int, sheet: str = "") -> str:
    """Return the formula that is true while no cell of a row has been changed.

    `own` are its cells by their columns.
    """
    last = min(LAST_COLUMN, max(own, default=1) + ROOM)
    filled = sum(held != BLANK for held in own.values())
    parts = [f"COUNTA({sheet}{cell_name(row, 1)}:{cell_name(row, last)})={filled}"]
    room = LONGEST_ROW
    for column, held in sorted(own.items()):
        part = holds(f"{sheet}{address(Position(row, column))}", held, LONGEST_PART)
        room -= len(part)
        if room < 0 or len(parts) > MOST_PARTS:
            break
        parts.append(part)
    return f"AND({','.join(parts)})"


# A function takes 255 arguments; so many are enough to notice a change.
MOST_PARTS = 120


def in_sheet(name: str) -> str:
    """Return what stands before an address in another sheet: `'Visits'!`."""
    return "'{}'!".format(name.replace("'", "''"))
