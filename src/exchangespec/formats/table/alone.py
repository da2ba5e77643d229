"""Rows with but one cell: headings of sections within a table, and notes below it.

A note in a column without a heading may stand beside the heading of a section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.codelists import fold, match_country
from exchangespec.finding import Fault
from exchangespec.formats.cells import cell_text
from exchangespec.formats.table.grid import filled, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.formats.table.columns import ColumnPlan
    from exchangespec.formats.table.grid import Say

NARROW = 3
# In a table of fewer columns a record may well have a single cell.
PROBES = 3
# An id as partners make them: one word with a sign or a digit in it.
LIKE_AN_ID = re.compile(r"\S*[:\d_.-]\S*|[a-z]+")
NOTE = re.compile(
    r"\s*(?:\*|†|[¹²³]|\(?[0-9a-z*]\)\s|(?:notes?|remarks?|sources?|quellen?|anmerkungen?|bron|noot"
    r"|opmerking|fonte|fuente|nota|remarque|lähde|huom|πηγή|σημείωση|źródło|uwaga)\b\s*[:.*])",
    re.IGNORECASE,
)


class Waiting(NamedTuple):
    """A row with one cell of which it is not known yet what follows."""

    number: int
    at: int
    text: str


class Alone:
    """Looks after the rows with one cell of one table."""

    def __init__(self, plan: ColumnPlan, say: Say) -> None:
        """Choose by which cells a row is told to be a record: those that it must have."""
        self._plan = plan
        self._say = say
        self.waiting: list[Waiting] = []
        self._open: list[Waiting] = []
        # The columns that have said the same as the open sections in each record so far.
        self._saying: list[set[int] | None] = []
        self._country = next((one.index for one in plan.columns if one.name == "country"), None)
        columns = sorted(
            plan.columns,
            key=lambda one: (not (one.field and one.field.required), one.index),
        )
        key = plan.key.index if plan.key else 0
        self._key = key if plan.key is not None and plan.key.name == "id" else None
        self._probes = [key, *(one.index for one in columns if one.index != key)][: PROBES + 1]
        self._headed = frozenset(one.index for one in plan.columns)
        self._first = sorted(one.index for one in plan.columns)[:2]
        self._wide = len(plan.columns) >= NARROW

    @property
    def idle(self) -> bool:
        """Tell whether no row waits, and no section is open."""
        return not self.waiting and not self._open

    def takes(self, number: int, cells: Sequence[Cell]) -> bool:
        """Tell whether a row is no record since it has but one cell; remember it then."""
        if not self._wide or self._tells_more(cells):
            return False
        there = filled(cells)
        beside = [at for at in there if self._is_note_beside(at, cells)]
        if len(there) > 1:
            there = [at for at in there if at not in beside]
        if len(there) != 1 or not isinstance(cells[there[0]], str):
            return False
        at, text = there[0], cell_text(cells[there[0]])
        note = NOTE.match(text) is not None
        if at not in self._first and not note:
            return False
        if at == self._key and not note and LIKE_AN_ID.fullmatch(text):
            return False
        self.waiting.append(Waiting(number, at, text))
        for note_at in beside:
            if note_at != at:
                self._say_note(Waiting(number, note_at, cell_text(cells[note_at])))
        return True

    def _is_note_beside(self, at: int, cells: Sequence[Cell]) -> bool:
        """Tell whether a cell stands under no heading and is worded as a note."""
        return at not in self._headed and NOTE.match(cell_text(cells[at])) is not None

    def _tells_more(self, cells: Sequence[Cell]) -> bool:
        """Tell whether more than one of the cells by which a record is told are filled."""
        told = 0
        for at in self._probes:
            if at < len(cells) and cells[at] != "" and not is_blank(cells[at]):
                told += 1
                if told > 1:
                    return True
        return False

    def record(self, cells: Sequence[Cell]) -> None:
        """Know that a record follows: what was waiting are headings of its section."""
        if self.waiting:
            self._close()
            self._open, self.waiting = self.waiting, []
            self._saying = [None] * len(self._open)
        for level, section in enumerate(self._open):
            before = self._saying[level]
            if before is None or before:
                self._saying[level] = self._columns_saying(section.text, cells, before)

    def _columns_saying(self, text: str, cells: Sequence[Cell], among: set[int] | None) -> set[int]:
        """Return the columns in which a record says the same as the heading of its section."""
        wanted = fold(text)
        found = {
            at
            for at in (range(len(cells)) if among is None else among)
            if at < len(cells) and fold(cell_text(cells[at])) == wanted
        }
        country = self._country
        if country is not None and country < len(cells):
            code = match_country(text).value
            if code and match_country(cell_text(cells[country])).value == code:
                found.add(country)
        return found

    def _close(self) -> None:
        """Say of the open sections that they were read as such."""
        for section, columns in zip(self._open, self._saying, strict=True):
            if NOTE.match(section.text):
                self._note(section)
                continue
            slug = "section-row-said" if columns else "section-row"
            heading = next(
                (one.heading for one in self._plan.columns if columns and one.index in columns), ""
            )
            params = {"row": section.number, "value": section.text, "heading": heading}
            self._say(Fault(slug, params), self._plan.table.place(section.number, section.at))
        self._open = []

    def _note(self, row: Waiting) -> None:
        """Say of a row that it was read as a note."""
        account = self._plan.table.account
        account.count("section", -1)
        account.count("note")
        self._say_note(row)

    def _say_note(self, row: Waiting) -> None:
        """Say where a note stands."""
        params = {"row": row.number, "value": row.text}
        self._say(Fault("note-row", params), self._plan.table.place(row.number, row.at))

    def give_back(self) -> int:
        """Forget the rows that wait, which are titles of another table; return how many.

        Notes below the first table are notes still.
        """
        notes = [row for row in self.waiting if NOTE.match(row.text)]
        for row in notes:
            self._note(row)
        count = len(self.waiting) - len(notes)
        self.waiting = []
        return count

    def end(self) -> None:
        """Know that no record follows: what was waiting are notes."""
        self._close()
        for row in self.waiting:
            self._note(row)
        self.waiting = []
