"""Rows that were pasted twice: a block of rows that comes again, or one row without an end."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.formats.table.grid import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.formats.table.grid import Row, Say, Table

SURE = 3
# So many rows in the order in which they stood before were pasted; fewer may be alike by chance,
# unless they are those the table begins with.
SURE_FROM_THE_TOP = 2
MOST_KEPT = 200_000
# Rows that are remembered; a copy of later ones is not noticed.
# Rows one below the other that are all the same, from which on they are filled down to the end.
MOST_ALIKE = 1_000


class Repeats:
    """Watches the rows of one table for copies, holding back those that may be one.

    Nothing is lost with a copy: each of its rows was read before.
    """

    def __init__(self, table: Table, say: Say) -> None:
        """Start with no row seen."""
        self._table = table
        self._say = say
        # What each row looks like, by its place among the records; and its number.
        self._looks = array("q")
        self._numbers = array("q")
        self._first: dict[int, int] = {}
        self._held: list[Row] = []
        self._began = self._original = 0
        self._length = 0
        self._after_headings = False

    def after_headings(self) -> None:
        """Know that the headings have just come again."""
        self._after_headings = True

    def see(self, number: int, cells: Sequence[Cell]) -> Sequence[Row]:
        """Return the rows that have proved to be no copies, in their order."""
        look = hash(tuple(cells))
        here = len(self._looks)
        self._looks.append(look)
        self._numbers.append(number)
        if self._length:
            expected = self._original + self._length
            if expected < self._began and self._looks[expected] == look:
                self._length += 1
                self._hold((number, cells))
                return ()
        first = self._first.get(look)
        if first is None:
            if len(self._first) < MOST_KEPT:
                self._first[look] = here
            if not self._length:
                self._after_headings = False
                return ((number, cells),)
        released = self.end()
        if first is not None and here - first >= SURE_FROM_THE_TOP:
            self._began, self._original, self._length = here, first, 1
            self._held = [(number, cells)]
            return released
        self._after_headings = False
        return [*released, (number, cells)]

    def _hold(self, row: Row) -> None:
        """Keep a row back until it is sure that it is a copy; then it is not needed."""
        top = self._original == 0 or self._after_headings
        if self._held:
            self._held.append(row)
        if len(self._held) >= (SURE_FROM_THE_TOP if top else SURE) and self._differ():
            self._held = []

    def _differ(self) -> bool:
        """Tell whether the rows of the block differ from each other."""
        block = self._looks[self._began : self._began + self._length]
        return len(set(block[:SURE])) > 1

    def end(self) -> Sequence[Row]:
        """End the block that may be a copy, and return its rows if it was none."""
        released, self._held = self._held, []
        if self._length and not released:
            self._table.account.count("repeated", self._length)
            last = self._began + self._length - 1
            params = {
                "first": self._numbers[self._began],
                "last": self._numbers[last],
                "count": self._length,
                "original": self._numbers[self._original],
                "original_last": self._numbers[self._original + self._length - 1],
            }
            self._say(Fault("rows-repeated", params), self._table.place(self._numbers[self._began]))
        self._length = 0
        return released


class FilledDown:
    """Passes over what follows many rows that are all the same, as a sheet filled to its end has.

    A small file can say so of a million rows.
    """

    def __init__(self, table: Table, say: Say) -> None:
        """Start with no row seen."""
        self._table = table
        self._say = say
        self._cells: Sequence[Cell] = ()
        self._first = self._alike = 0
        # The first row that was passed over, and the last one.
        self._passed = self._last = 0

    def read(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows without those that are passed over."""
        for number, cells in rows:
            if cells is not self._cells and cells != self._cells:
                self._end()
                self._cells, self._first, self._alike = cells, number, 0
            self._alike += 1
            if self._alike <= MOST_ALIKE or all(map(is_blank, cells)):
                yield number, cells
                continue
            self._passed = self._passed or number
            self._last = number
            self._table.account.count("repeated")
        self._end()

    def _end(self) -> None:
        """Say which rows were passed over, if any were."""
        if self._passed:
            params = {"first": self._passed, "last": self._last, "original": self._first}
            fault = Fault("rows-repeated", params, variant="filled-down")
            self._say(fault, self._table.place(self._passed))
        self._passed = 0
