"""Rows that hold nothing but what their columns take become records many at once, as columns."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.formats.cells import UNREAD, Cell, Converter, cell_text
from exchangespec.formats.format import RawBlock, RawRecord
from exchangespec.formats.table.grid import is_filled
from exchangespec.spec.headings import table_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exchangespec.formats.table.columns import ColumnPlan, TableOrigin
    from exchangespec.formats.table.grid import Row
    from exchangespec.spec import RecordSpec

# So many rows are looked at together, fewer where they are wide, be it beyond the headings.
MOST_ROWS = 1_000
MOST_CELLS = 50_000
# The cells of a text file are held for the first time here: no more signs than this at once.
MOST_SIGNS = 1_000_000
# Where no more of them than one in so many are plain, most of the next are read one by one.
FEW = 4
PASSED_OVER = 7


class Step(NamedTuple):
    """What is done with one cell of a row: most are looked up, the others are converted."""

    at: int
    name: str
    language: str | None
    meanings: Mapping[Cell, Any]
    convert: Converter


def together(rows: Iterable[Row], *, in_sheet: bool) -> Iterator[list[Row]]:
    """Yield the rows, many at once; when reading breaks off, those before come first.

    Since reading goes ahead, something may have been said of later rows when these come.
    """
    held: list[Row] = []
    many = signs = 0
    try:
        for row in rows:
            cells = row[1]
            held.append(row)
            many += len(cells)
            if not in_sheet:
                signs += sum(len(cell) for cell in cells if isinstance(cell, str))
            if len(held) >= MOST_ROWS or many >= MOST_CELLS or signs >= MOST_SIGNS:
                yield held
                held, many, signs = [], 0, 0
    except Exception:
        if held:
            yield held
        raise
    if held:
        yield held


class Blocks:
    """Makes blocks of the rows of one table, and gives back those of which there is more to say."""

    def __init__(self, plan: ColumnPlan, origin: TableOrigin) -> None:
        """Know the table."""
        self._plan = plan
        self._origin = origin
        self._passed_over = 0

    def of(self, rows: Sequence[Row], steps: Sequence[Step]) -> Iterator[RawBlock | Row]:
        """Yield the rows in their order: plain ones in blocks, the others as they are.

        Where a column is missing that every record needs, no row is plain.
        """
        found = None
        if not (self._passed_over or self._plan.missing):
            # What breaks over one row must not hide the others: each is read alone.
            with suppress(Exception):
                found = self._converted(rows, steps)
        if found is None:
            self._passed_over = max(0, self._passed_over - 1)
            yield from rows
            return
        if (len(rows) - len(found.alone)) * FEW < len(rows):
            self._passed_over = PASSED_OVER
        numbers = [number for number, _ in rows]
        block = RawBlock(self._plan.spec.name, self._origin, numbers, found.columns)
        for one in block.around(found.alone):
            yield rows[one] if isinstance(one, int) else one

    def _converted(self, rows: Sequence[Row], steps: Sequence[Step]) -> Conversion | None:
        """Convert the cells, column by column; None where some stand under no heading."""
        plan, in_sheet = self._plan, self._plan.table.sheet is not None
        # The rows of a sheet may end early or late, those of a text file must not.
        width = max(map(_length, rows)) if in_sheet else plan.width
        alone = set[int]()
        if not in_sheet:
            alone.update(at for at, row in enumerate(rows) if _length(row) != width)
        columns = list(
            zip(
                *(
                    cells if len(cells) == width else _padded(() if at in alone else cells, width)
                    for at, (_, cells) in enumerate(rows)
                ),
                strict=True,
            )
        )
        bare = [*(at for at in plan.nameless if at < width), *range(plan.width, width)]
        if any(map(is_filled, chain.from_iterable(columns[at] for at in bare))):
            return None
        plan.widen(width)
        typed = plan.find("type", None)
        if typed is not None and typed.index < width:
            cells = columns[typed.index]
            other = {cell for cell in set(cells) if says_other_type(cell, plan.spec)}
            alone.update(at for at, cell in enumerate(cells) if cell in other)
        conversion = Conversion(self._origin, alone)
        for name, group in groupby(steps, key=attrgetter("name")):
            there = [step for step in group if step.at < width]
            conversion.take(name, [(step, columns[step.at]) for step in there])
        return conversion


def _padded(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """Return a row with blank cells up to a width."""
    return (*cells, *[""] * (width - len(cells)))


def says_other_type(cell: Cell, spec: RecordSpec) -> bool:
    """Tell whether a cell says that its row is of another type than its table."""
    text = cell_text(cell)
    return bool(text) and text != spec.name and table_type(text) != spec.name


def _length(row: Row) -> int:
    """Return how many cells a row has."""
    return len(row[1])


class Conversion:
    """Columns being converted: their values, and the rows that are to be read alone."""

    def __init__(self, origin: TableOrigin, alone: set[int]) -> None:
        """Start without a column."""
        self.columns: dict[str, Sequence[Any]] = {}
        self.alone = alone
        # What converters say is said again when the row is read alone.
        self._scratch = RawRecord({}, origin, 0)

    def take(self, name: str, read: Sequence[tuple[Step, Sequence[Cell]]]) -> None:
        """Convert the column of a field, or its columns, one for each language."""
        values = [self._values(step, cells) for step, cells in read]
        languages = [step.language for step, _ in read]
        column: Sequence[Any] = values[0] if values else ()
        if languages and languages[0] is not None:
            column = [
                {tag: text for tag, text in zip(languages, texts, strict=True) if text is not None}
                or None
                for texts in zip(*values, strict=True)
            ]
        if len(column) > column.count(None):
            self.columns[name] = column

    def _values(self, step: Step, cells: Sequence[Cell]) -> list[Any]:
        """Return what the cells of a column mean: None where nothing, or not that alone."""
        values = list(map(step.meanings.get, cells))
        if None not in values:
            return values
        convert, scratch = step.convert, self._scratch
        for at, cell in enumerate(cells):
            if values[at] is not None or cell is None or cell == "" or at in self.alone:
                continue
            value = convert(cell, scratch)
            if value is UNREAD or scratch.faults or scratch.named or scratch.doubtful:
                self.alone.add(at)
                scratch = self._scratch = RawRecord({}, scratch.origin, 0)
            else:
                values[at] = value
        return values
