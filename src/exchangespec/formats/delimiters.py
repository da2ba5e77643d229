"""What parts the cells of a text table: told by a line `sep=`, else found in the rows."""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Those that hardly ever stand within a text come first.
DELIMITERS = ("\t", "|", ";", ",")
SEPARATOR_LINE = re.compile(r'^\ufeff?"?sep=(.)"?\r?\n?$', re.IGNORECASE)
LINES_LOOKED_AT = 200
# Titles and remarks may stand above the headings; further down only the rows count.
HEADINGS_WITHIN = 10
# What only ends every line parts nothing.
ONLY_AT_THE_END = 2
FEW = 10


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows are laid out: the delimiter, how many cells most of them have, whether told."""

    delimiter: str
    width: int
    told: bool = False


def told_delimiter(line: str) -> str | None:
    """Return the delimiter that a line `sep=;` names, as spreadsheet programs write it."""
    found = SEPARATOR_LINE.match(line)
    return found[1] if found else None


def find_layout(lines: Sequence[str]) -> Layout:
    """Return the layout that the first lines of a table show.

    The delimiter is the one that parts most rows into the same number of cells, the first row that
    it parts at all being one of them; between equals the one that makes more cells,
    then the one that is rarer in texts.
    """
    told = told_delimiter(lines[0]) if lines else None
    if told:
        return Layout(told, _widths(lines[1:], told)[0], told=True)
    best, found = (0.0, 0), Layout(",", 1)
    for delimiter in DELIMITERS:
        width, share = _widths(lines, delimiter)
        score = (share, width)
        if width > 1 and score > best:
            best, found = score, Layout(delimiter, width)
    return found


def _widths(lines: Sequence[str], delimiter: str) -> tuple[int, float]:
    """Return the commonest number of cells above one, and how well the rows agree on it."""
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[list[str]] = []
    # A cell may be longer than any; what was seen before it tells enough.
    with suppress(csv.Error):
        rows.extend(cells for cells in reader if any(cells))
    counts = [len(cells) for cells in rows]
    parted = Counter(count for count in counts if count > 1)
    if not parted:
        return 1, 0.0
    width, agreeing = max(parted.items(), key=lambda pair: (pair[1], pair[0]))
    if width == ONLY_AT_THE_END and sum(bool(cells[-1]) for cells in rows) * FEW < len(rows):
        return 1, 0.0
    first = next(count for count in counts if count > 1)
    in_headings = width in counts[:HEADINGS_WITHIN]
    return width, agreeing / len(counts) + (first == width) + in_headings
