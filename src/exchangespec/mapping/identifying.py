"""Chooses the columns of a foreign table that tell its rows apart, to make ids of them."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_COLUMNS = 3
# Where that is not enough, the fittest columns are taken together.
MOST_IN_A_ROW = 6
# Of so many columns combinations are tried; wide tables have thousands.
MOST_COMBINED = 12


class Named(NamedTuple):
    """A column: its heading, and what its cell of each row gives for an id."""

    heading: str
    parts: Sequence[str]


class Candidates(NamedTuple):
    """The columns that ids may be made of, by how well they are fit for it."""

    alone: Sequence[Named]
    together: Sequence[Named]
    others: Sequence[Named]


class Key(NamedTuple):
    """Columns that tell all rows apart; `repeated` if some rows are the same in every column."""

    headings: tuple[str, ...]
    repeated: bool


def key_of(columns: Sequence[Named], candidates: Candidates) -> Key | None:
    """Return the columns to make ids of, or None if there are none that tell the rows apart."""
    rows = list(zip(*(column.parts for column in columns), strict=True))
    if not rows:
        first = next(chain(*candidates), None)
        return Key((first.heading,), repeated=False) if first else None
    distinct = len(set(rows))
    for tried in _tried(candidates):
        values = set(zip(*(column.parts for column in tried), strict=True))
        if len(values) == distinct and all(map(all, values)):
            return Key(tuple(column.heading for column in tried), repeated=distinct < len(rows))
    return None


def _tried(candidates: Candidates) -> Iterator[tuple[Named, ...]]:
    """Yield columns to try, fewer and fitter ones first."""
    for column in candidates.alone:
        yield (column,)
    together = tuple(candidates.together)
    if together:
        yield together
    ranked = _once(chain(together, candidates.alone, candidates.others))
    for column in ranked:
        if together and column not in together:
            yield (*together, column)
    for amount in range(2, MOST_COLUMNS + 1):
        yield from combinations(ranked[:MOST_COMBINED], amount)
    for amount in range(MOST_COLUMNS + 1, MOST_IN_A_ROW + 1):
        yield tuple(ranked[:amount])


def _once(columns: Iterable[Named]) -> list[Named]:
    """Return columns without repetitions, in their order."""
    return list({column.heading: column for column in columns}.values())


def repeated_in(column: Named) -> str:
    """Return the first value that stands in more than one row of a column, or nothing."""
    seen: set[str] = set()
    for part in column.parts:
        if part in seen:
            return part
        seen.add(part)
    return ""
