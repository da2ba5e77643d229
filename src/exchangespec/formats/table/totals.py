"""Rows of totals: a word for the sum, in any language, and numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.formats.cells import Cell, Unreadable
from exchangespec.formats.table.grid import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

# What people write before the sum of a column.
TOTAL_WORDS = (
    "total", "totals", "grand total", "subtotal", "sub-total", "sum", "Summe", "Gesamt",
    "Gesamtsumme", "Gesamtzahl", "Insgesamt", "Zwischensumme", "totaal", "subtotaal", "som",
    "totaux", "sous-total", "somme", "totale", "somma", "suma", "totales", "soma", "Σύνολο",
    "Γενικό σύνολο", "razem", "ogółem", "łącznie", "yhteensä", "summa", "totalt", "i alt",
    "celkem", "spolu", "összesen", "ukupno", "skupaj", "kokku", "kopā", "iš viso", "общо",
)  # fmt: skip
TOTAL = re.compile(rf"\s*(?:{'|'.join(map(re.escape, TOTAL_WORDS))})(?![^\W\d_])", re.IGNORECASE)
TOTAL_STARTS = frozenset(word[:2].lower() for word in TOTAL_WORDS)
NUMBERS = re.compile(r"[\d\s.,'’%€$£~<>=+-]*")


def total_cell(cells: Sequence[Cell]) -> int | None:
    """Return where a row says that it is a total, all its other cells being numbers.

    A row that begins with another value is a record; behind a blank first cell the word may stand
    among the sums.
    """
    for at, cell in enumerate(cells):
        if not cell or is_blank(cell):
            continue
        if not isinstance(cell, str):
            if at == 0 or not _is_sum(cell):
                return None
        elif cell.lstrip()[:2].lower() in TOTAL_STARTS:
            rest = cells[at + 1 :]
            return at if TOTAL.match(cell) and all(map(_is_sum, rest)) else None
        elif at == 0 or NUMBERS.fullmatch(cell) is None:
            return None
    return None


def _is_sum(cell: Cell) -> bool:
    """Tell whether a cell may stand in a row of totals: nothing, or a number."""
    if isinstance(cell, str):
        return NUMBERS.fullmatch(cell) is not None
    return cell is None or isinstance(cell, (int, float, Unreadable))
