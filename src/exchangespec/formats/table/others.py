"""Other tables on the same sheet: beside the first, below it, or its own headings once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import fold
from exchangespec.finding import Fault
from exchangespec.formats.cells import cell_text
from exchangespec.formats.table.grid import filled, is_blank
from exchangespec.formats.table.headings import meaning, type_by_headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.formats.table.columns import ColumnPlan
    from exchangespec.formats.table.grid import Say
    from exchangespec.formats.table.head import Head
    from exchangespec.spec import RecordSpec

LEAST = 2


class Headings:
    """Recognises the rows of the head when they come again, as on a list printed page by page."""

    def __init__(self, head: Head) -> None:
        """Remember each row of the head."""
        rows = [*head.rows, *([head.machine] if head.machine else [])]
        self._rows = [
            {at: cell_text(cells[at]) for at in there}
            for _, cells in rows
            if len(there := filled(cells)) >= LEAST
        ]
        self._starts = [next(iter(row.items())) for row in self._rows]

    def can_begin(self, start: str) -> bool:
        """Tell whether a row of the head may come again whose first cell begins like this."""
        return any(at or text.startswith(start) for at, text in self._starts)

    def again(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row is one of the head's."""
        for (at, text), row in zip(self._starts, self._rows, strict=True):
            cell = cells[at] if at < len(cells) else None
            # Nearly all rows begin with another letter than the head; composed ones are left aside.
            if isinstance(cell, str) and cell.isascii() and cell.lstrip()[:1] != text[:1]:
                continue
            if cell == text or cell_text(cell) == text:
                there = {here: cell_text(cells[here]) for here in filled(cells)}
                same = sum(row.get(here) == one for here, one in there.items())
                if same >= LEAST and 5 * same >= 4 * max(len(row), len(there)):
                    return True
        return False


def is_other_head(cells: Sequence[Cell], spec: RecordSpec) -> bool:
    """Tell whether a row after a gap holds the headings of another table."""
    there = filled(cells)
    if len(there) < LEAST or not all(isinstance(cells[at], str) for at in there):
        return False
    known = sum(meaning(cell_text(cells[at]), spec) is not None for at in there)
    return (known >= LEAST and LEAST * known >= len(there)) or type_by_headings(cells) is not None


class Beside:
    """Looks after the cells of a table that stands beside the first."""

    def __init__(self, plan: ColumnPlan, say: Say, texts: Sequence[str]) -> None:
        """Know where the other table begins, if there is one."""
        self.limit = plan.limit
        self._plan = plan
        self._say = say
        self._texts = [text for text in texts[plan.limit or len(texts) :] if text]
        self._rows = 0
        self._last = 0

    def cut(self, number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Return the cells of the first table, noting those beside."""
        if any(not is_blank(cell) for cell in cells[self.limit :]):
            self._rows += 1
            self._last = number
        return cells[: self.limit]

    def end(self) -> None:
        """Say that another table stands beside."""
        if self.limit is not None:
            first = fold(self._texts[0])
            texts = self._texts
            params = {
                "headings": texts,
                "rows": self._rows,
                "last": self._last,
                "type": type_by_headings(texts) or self._plan.spec.name,
                "first": first,
            }
            place = self._plan.table.place(self._plan.row, self.limit, column=texts[0])
            self._say(Fault("table-beside", params), place)
