"""A table as it is received: where it is, and its rows with their true numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from exchangespec.finding import Fault
from exchangespec.formats.account import Account
from exchangespec.formats.cells import Cell
from exchangespec.location import Location, cell_name
from exchangespec.model.texts import EDGES

Row = tuple[int, Sequence[Cell]]
Say = Callable[[Fault, Location | None], None]


class Lines:
    """The physical line on which each row of a CSV file begins; only the shifts are kept."""

    def __init__(self) -> None:
        """Start with line 1 for row 1."""
        self._rows = [0]
        self._shifts = [0]

    def note(self, row: int, line: int) -> None:
        """Say on which line a row begins; rows come in order."""
        shift = line - row
        if shift != self._shifts[-1]:
            self._rows.append(row)
            self._shifts.append(shift)

    def __call__(self, row: int) -> int:
        """Return the line of a row."""
        return row + self._shifts[bisect_right(self._rows, row) - 1]


@dataclass(slots=True)
class Table:
    """One sheet or CSV file: where it is, and its rows with their true 1-based numbers.

    `sheet` is None for CSV. `line_of` gives the physical line of a row, where there are lines.
    `again` gives the rows once more, for what only a whole column can tell.
    """

    file: str
    rows: Iterable[Row]
    member: str | None = None
    sheet: str | None = None
    line_of: Callable[[int], int] | None = None
    again: Callable[[], Iterable[Row]] | None = None
    account: Account = field(init=False)

    def __post_init__(self) -> None:
        """Open the account of its rows."""
        self.account = Account(self.file, self.member, self.sheet)

    def place(self, row: int | None = None, index: int = 0, **facts: str | None) -> Location:
        """Return the place of a cell by row and 0-based column, of a row, or of the table."""
        cell = None
        if self.sheet is not None and row is not None:
            cell = cell_name(row, index + 1)
        return Location(
            file=self.file,
            member=self.member,
            sheet=self.sheet,
            cell=cell,
            row=row,
            line=self.line_of(row) if self.line_of and row is not None else None,
            **facts,
        )


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing, or nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip(EDGES))


def is_filled(cell: Cell) -> bool:
    """Tell whether a cell holds something."""
    return not is_blank(cell)


def filled(cells: Sequence[Cell]) -> list[int]:
    """Return which cells of a row hold something."""
    return [at for at, cell in enumerate(cells) if not is_blank(cell)]
