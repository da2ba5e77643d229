"""The account of a table's rows: each row that came in was one of these, and none was lost."""

from __future__ import annotations

from collections import Counter
from typing import Literal

RowKind = Literal[
    "record",
    "heading",
    "title",
    "section",
    "total",
    "note",
    "blank",
    "example",
    "repeated",
    "other",
]
# `repeated`: read before, in a copy of the same rows; `other`: of a second table, not read.
ROW_KINDS: tuple[RowKind, ...] = (
    "record",
    "heading",
    "title",
    "section",
    "total",
    "note",
    "blank",
    "example",
    "repeated",
    "other",
)


class Account:
    """How many rows of each kind one table has."""

    def __init__(self, file: str, member: str | None = None, sheet: str | None = None) -> None:
        """Start with no row."""
        self.place = (file, member, sheet)
        self._rows: Counter[RowKind] = Counter()

    def count(self, kind: RowKind, rows: int = 1) -> None:
        """Count rows of a kind."""
        self._rows[kind] += rows

    @property
    def part(self) -> str:
        """Return the name of the table: its sheet, its member of a zip, or its file."""
        file, member, sheet = self.place
        return sheet or member or file

    @property
    def rows(self) -> dict[str, int]:
        """Return the rows of each kind that there is, in the order of the kinds."""
        return {kind: self._rows[kind] for kind in ROW_KINDS if self._rows[kind]}

    @property
    def total(self) -> int:
        """Return how many rows came in."""
        return self._rows.total()
