"""Looks through whole columns of a table, once and only when a cell has two readings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exchangespec.formats.cells.column import Proof, prove_days, prove_marks
from exchangespec.formats.cells.digits import plain_digits

if TYPE_CHECKING:
    from exchangespec.formats.table.columns import ColumnPlan

DATES = frozenset({"date", "period"})
NUMBERS = frozenset({"integer", "number", "quantity"})
MOST_ROWS = 1_000
# More rows than this prove no more.


class Evidence:
    """What the columns of one table tell of themselves."""

    def __init__(self, plan: ColumnPlan) -> None:
        """Look at nothing yet."""
        self._plan = plan
        self._days: dict[int, Proof] | None = None
        self._marks: dict[int, Proof] = defaultdict(Proof)

    def column(self, index: int) -> ColumnEvidence:
        """Return what can be asked about one column."""
        return ColumnEvidence(self, index)

    def days(self, index: int) -> Proof:
        """Return which rows of a column prove the order of its days and months."""
        return self._looked()[index]

    def marks(self, index: int) -> Proof:
        """Return which rows of a column prove what its points and commas mean."""
        self._looked()
        return self._marks[index]

    def _looked(self) -> dict[int, Proof]:
        """Look through the table the first time."""
        if self._days is None:
            self._days = defaultdict(Proof)
            again = self._plan.table.again
            kinds = {
                column.index: column.field.kind.name
                for column in self._plan.columns
                if column.field is not None and column.field.kind.name in DATES | NUMBERS
            }
            for number, cells in again() if again else ():
                if number <= self._plan.last_heading:
                    continue
                for index, kind in kinds.items():
                    cell = cells[index] if index < len(cells) else None
                    if not isinstance(cell, str) or not cell:
                        continue
                    proofs, prove = (
                        (self._days, prove_days) if kind in DATES else (self._marks, prove_marks)
                    )
                    proof = proofs[index]
                    if len(proof.one) + len(proof.other) < MOST_ROWS or not proof.decided:
                        prove(plain_digits(cell), number, proof)
        return self._days


class ColumnEvidence:
    """What one column tells of itself, when it is asked."""

    def __init__(self, evidence: Evidence, index: int) -> None:
        """Ask nothing yet."""
        self._evidence = evidence
        self._index = index

    def days(self) -> Proof:
        """Return which rows prove the order of days and months."""
        return self._evidence.days(self._index)

    def marks(self) -> Proof:
        """Return which rows prove what points and commas mean."""
        return self._evidence.marks(self._index)
