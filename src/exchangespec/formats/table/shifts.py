"""Rows whose cells stand one column too far to the right or to the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats.cells import UNREAD
from exchangespec.formats.format import RawRecord
from exchangespec.formats.table.grid import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchangespec.formats.cells import Cell, Converter
    from exchangespec.formats.format import Origin

SURE = 2
# So many cells at least must fit where they are, had they not been moved.
GAIN = 3
MOST_TRIED = 2_000
# Rows without any shift that are tried; a table with more of them is wrong in another way.
MOST_COLUMNS = 200


class Shift(NamedTuple):
    """From which column on, and to which side, the cells of a row were moved."""

    start: int
    by: int


class Shifts:
    """Finds out whether a row of which much does not fit its columns is shifted by one cell."""

    def __init__(self, typed: Mapping[int, Converter], width: int, origin: Origin) -> None:
        """Know the columns that take only dates, numbers, codes and the like."""
        self._typed = {at: convert for at, convert in typed.items() if at < MOST_COLUMNS}
        self._width = min(width, MOST_COLUMNS)
        self._origin = origin
        self._tried = 0

    def find(self, cells: Sequence[Cell]) -> Shift | None:
        """Return how a row is shifted, if its cells then fit.

        Where the shift may begin in several columns it is taken to begin in the first, so that no
        text is read from a wrong one; a blank cell shows the place.
        """
        if self._tried > MOST_TRIED or len(self._typed) < SURE:
            return None
        columns = range(self._width)
        here = [self._fit(at, cells, at) for at in columns]
        best: tuple[int, bool, int, int] | None = None
        for by in (1, -1):
            moved = [self._fit(at, cells, at + by) for at in columns]
            for start in columns:
                behind = moved[start:] if by > 0 else moved[start + 1 :]
                if min(behind, default=0) < 0 or sum(behind) < SURE:
                    continue
                gap = by > 0 and (start >= len(cells) or is_blank(cells[start]))
                found = (sum(here[:start]) + sum(behind), gap, -start, by)
                best = max(best, found) if best else found
        if best is None or best[0] < sum(here) + GAIN:
            self._tried += 1
            return None
        return Shift(-best[2], best[3])

    def _fit(self, column: int, cells: Sequence[Cell], at: int) -> int:
        """Return 1 if a cell holds what a column takes, -1 if not, 0 if that cannot be told."""
        convert = self._typed.get(column)
        if convert is None or not 0 <= at < len(cells) or is_blank(cells[at]):
            return 0
        scratch = RawRecord({}, self._origin, 0)
        value = convert(cells[at], scratch)
        return -1 if value is UNREAD or scratch.doubtful else 1
