"""The head of a table: the rows its headings stand in, whatever stands above them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.formats.cells import cell_text
from exchangespec.formats.table.grid import filled, is_blank
from exchangespec.formats.table.headings import meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.formats.table.grid import Row, Say, Table
    from exchangespec.spec import RecordSpec

    Knows = Callable[[str], bool]
    Repeats = Callable[[Sequence[Cell]], bool]

ROWS_LOOKED_AT = 30
# Headings stand within the first rows that are not blank; titles and remarks may stand above.
LEAST = 2
# Two headings at least make a row of headings, where a table has so many columns.
GROUPS_SHOWN = 5


@dataclass(slots=True)
class Head:
    """The headings of a table.

    Attributes:
        rows: the rows they stand in, one or two.
        texts: one heading a column; a group's heading stands before those below it.
        machine: the row of machine names below, as templates have it.
        above: the rows above that are not blank.
        blank: how many blank rows stand above.
        below: all later rows.
        groups: headings that stand over several others.
    """

    rows: list[Row]
    texts: list[str]
    below: Iterator[Row]
    machine: Row | None = None
    above: list[Row] = field(default_factory=list)
    blank: int = 0
    groups: list[str] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Return the number of the last row of the head."""
        return (self.machine or self.rows[-1])[0]

    @property
    def count(self) -> int:
        """Return how many rows the head takes."""
        return len(self.rows) + (self.machine is not None)


def head_of(rows: Iterable[Row], spec: RecordSpec) -> Head | None:
    """Find the headings of a table of this type."""

    def known(text: str) -> bool:
        return meaning(text, spec) is not None

    return find_head(rows, known, lambda cells: _machine_row(cells, spec))


def find_head(
    rows: Iterable[Row], known: Knows, machine: Repeats = lambda _cells: False
) -> Head | None:
    """Find the headings of a table; None where every row is blank.

    `known` tells whether a text is a heading, `machine` whether a row holds machine names.

    The headings are the first row half of whose cells are known, else the one of which most are,
    else the first that is as wide as the table. A row above or below that completes them, as a
    group's heading over several columns or in another language, belongs to them.
    """
    source = iter(rows)
    seen: list[Row] = []
    blank: list[int] = []
    count = 0
    for row in source:
        seen.append(row)
        if not filled(row[1]):
            blank.append(row[0])
        else:
            count += 1
            if count >= ROWS_LOOKED_AT:
                break
    lines = [_Line(at, row, known) for at, row in enumerate(seen) if filled(row[1])]
    if not lines:
        return None
    position = _position(lines)
    names = [
        line.at
        for line in lines
        if 5 * len(line.cells) >= 4 * len(lines[position].cells) and machine(line.row[1])
    ]
    head = _joined(lines, position, known, names)
    after = seen[head[-1].at + 1 :]
    named = after.pop(0) if after and head[-1].at + 1 in names else None
    return Head(
        rows=[line.row for line in head],
        texts=_texts(head, known),
        below=chain(after, source),
        machine=named,
        above=[line.row for line in lines if line.at < head[0].at],
        blank=sum(number < head[0].row[0] for number in blank),
        groups=_groups(head),
    )


class _Line:
    """One row that may be a part of the head."""

    def __init__(self, at: int, row: Row, known: Knows) -> None:
        """Look at the texts of a row."""
        self.at = at
        self.row = row
        self.cells: Mapping[int, str] = {here: cell_text(row[1][here]) for here in filled(row[1])}
        self.wordy = all(isinstance(row[1][here], str) for here in self.cells)
        self.known = sum(map(known, self.cells.values()))

    @property
    def half(self) -> bool:
        """Tell whether half of the cells are known headings."""
        return self.known > 0 and LEAST * self.known >= len(self.cells)


def _position(lines: Sequence[_Line]) -> int:
    """Return which line is the row of headings, or the best part of it."""
    halves = [at for at, line in enumerate(lines) if line.half]
    several = [at for at in halves if len(lines[at].cells) >= LEAST]
    narrow = max(len(line.cells) for line in lines) < LEAST
    if several or (halves and narrow):
        return (several or halves)[0]
    most = max(line.known for line in lines)
    if most > 1:
        return next(at for at, line in enumerate(lines) if line.known == most)
    if halves:
        return halves[0]
    widest = max(len(line.cells) for line in lines)
    return next(at for at, line in enumerate(lines) if LEAST * len(line.cells) >= widest)


def _joined(
    lines: Sequence[_Line], position: int, known: Knows, machine: Sequence[int]
) -> list[_Line]:
    """Return the lines of the head: one, or two that complete each other."""
    line = lines[position]
    if position and lines[position - 1].at == line.at - 1:
        above = lines[position - 1]
        if _completes(above, line, known) or _translates(above, line):
            return [above, line]
    if position + 1 < len(lines) and lines[position + 1].at == line.at + 1:
        below = lines[position + 1]
        if below.at in machine:
            return [line]
        after = lines[position + 2] if position + 2 < len(lines) else None
        again = below.half or (after is not None and _unlike_records(line, below, after))
        if _completes(line, below, known) or (again and _translates(below, line)):
            return [line, below]
    return [line]


def _completes(upper: _Line, lower: _Line, known: Knows) -> bool:
    """Tell whether one row holds headings of groups over the other's, or over nothing.

    Half of the lower texts must be known, alone or with their group before them: a first record
    may leave cells blank as well. And the group must say something that the lower row does not.
    """
    under = lower.cells.keys() - upper.cells.keys()
    if not (upper.wordy and lower.wordy and under):
        return False
    if any(len(text) > LONGEST_GROUP for text in upper.cells.values()):
        return False
    if upper.known == lower.known == 0:
        return _fills_gaps(upper, lower)
    group = _grouped(upper, lower)
    together = {at: bool(group[at]) and known(f"{group[at]} {lower.cells[at]}") for at in under}
    told = sum(together.get(at, False) or known(text) for at, text in lower.cells.items())
    if LEAST * told < max(len(lower.cells), LEAST):
        return False
    # What stands under a heading of its own must be in a group, not a value in a column.
    alone = [at for at in lower.cells if at in upper.cells and at + 1 not in under]
    if any(known(upper.cells[at]) and not known(lower.cells[at]) for at in alone):
        return False
    completed = any(known(text) for at, text in upper.cells.items() if at not in lower.cells)
    in_groups = [text for at, text in lower.cells.items() if group[at]]
    return completed or any(together.values()) or len(set(in_groups)) < len(in_groups)


LONGEST_GROUP = 80


def _unlike_records(line: _Line, below: _Line, after: _Line) -> bool:
    """Tell whether a row is of words where the next has numbers, under headings nobody knows."""
    numbers = sum(not isinstance(after.row[1][at], str) for at in after.cells)
    return line.known == 0 and below.wordy and numbers >= LEAST


def _fills_gaps(upper: _Line, lower: _Line) -> bool:
    """Tell whether a row of unknown words stands only under one heading of the row above.

    It begins below that heading and goes on where nothing stands above it.
    """
    first, *rest = lower.cells
    together = [*lower.cells] == list(range(first, first + len(lower.cells)))
    inside = first in upper.cells and min(upper.cells) < first
    return together and inside and bool(rest) and not set(rest) & upper.cells.keys()


def _translates(other: _Line, line: _Line) -> bool:
    """Tell whether a row says the same headings again: as wide, all words, in the same columns."""
    if not (other.wordy and line.wordy) or len(line.cells) <= LEAST:
        return False
    both = other.cells.keys() & line.cells.keys()
    short = all(len(text) <= LONGEST_TRANSLATED for text in other.cells.values())
    alike = 5 * len(both) >= 4 * max(len(line.cells), len(other.cells))
    return short and alike and not any(character.isdigit() for character in _all(other))


LONGEST_TRANSLATED = 120


def _all(line: _Line) -> str:
    """Return all that a row says."""
    return "".join(line.cells.values())


def _grouped(upper: _Line, lower: _Line) -> dict[int, str]:
    """Return the heading over each lower cell: its own, or that of the group it stands in."""
    found: dict[int, str] = {}
    group = ""
    for at in range(max([*upper.cells, *lower.cells]) + 1):
        group = upper.cells.get(at, group if at in lower.cells else "")
        found[at] = group
    return found


def _texts(head: Sequence[_Line], known: Knows) -> list[str]:
    """Return one heading a column."""
    width = max(max(line.cells) for line in head) + 1
    if len(head) == 1:
        return [head[0].cells.get(at, "") for at in range(width)]
    upper, lower = head
    group = _grouped(upper, lower)
    translated = _translates(upper, lower)
    texts = []
    for at in range(width):
        below, above = lower.cells.get(at, ""), upper.cells.get(at, "")
        together = f"{group.get(at, '')} {below}".strip() if below else above
        choices = [above, below] if translated else [together, below, above]
        texts.append(next((text for text in choices if text and known(text)), choices[0]))
    return texts


def _groups(head: Sequence[_Line]) -> list[str]:
    """Return the headings that stand over several others."""
    if len(head) == 1:
        return []
    upper, lower = head
    return [text for at, text in upper.cells.items() if at + 1 in lower.cells.keys() - upper.cells]


def _machine_row(cells: Sequence[Cell], spec: RecordSpec) -> bool:
    """Tell whether a row repeats the headings as machine names, as templates do."""
    found = [meaning(cell_text(cell), spec) for cell in cells if not is_blank(cell)]
    return len(found) > 1 and all(item is not None and item.exact for item in found)


def say_head(head: Head, table: Table, say: Say) -> None:
    """Say what stands above the headings, and in how many rows they stand; count these rows."""
    titles = [row for row in head.above if len(filled(row[1])) == 1]
    table.account.count("heading", head.count)
    table.account.count("blank", head.blank)
    table.account.count("title", len(head.above))
    for slug, rows in (
        ("rows-above-headings", titles),
        ("data-above-headings", [row for row in head.above if row not in titles]),
    ):
        if rows:
            number, cells = rows[0]
            at = filled(cells)[0]
            params = {"count": len(rows), "value": cell_text(cells[at])}
            say(Fault(slug, params), table.place(number, at))
    if len(head.rows) > 1:
        number, cells = head.rows[0]
        params = {
            "rows": [row[0] for row in head.rows],
            "groups": head.groups[:GROUPS_SHOWN],
        }
        variant = "groups" if head.groups else "languages"
        fault = Fault("headings-joined", params, variant=variant)
        say(fault, table.place(number, filled(cells)[0]))
