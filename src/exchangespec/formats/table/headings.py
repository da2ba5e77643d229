"""What the headings over a table mean, and in which row they stand."""

from __future__ import annotations

import difflib
import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.codelists import canonical_language, fold, match_language
from exchangespec.finding import Fault
from exchangespec.formats.cells import (
    Cell,
    cell_text,
)
from exchangespec.formats.table.grid import Row, Say, Table, is_blank
from exchangespec.model.kinds import EXTENSION_PATTERN, LANGUAGE_PATTERN
from exchangespec.spec import RecordSpec, records
from exchangespec.spec.headings import fields_by_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROWS_LOOKED_AT = 10
# Headings stand within the first rows; titles and remarks may stand above them.
EXTENSION = re.compile(EXTENSION_PATTERN)
TAG = re.compile(LANGUAGE_PATTERN)
DOTTED = re.compile(r"^(?P<base>.+?)\s*\.\s*(?P<tag>[A-Za-z0-9-]+)$")
BRACKETED = re.compile(r"^(?P<base>.+?)\s*[(\[](?P<tag>[^()\[\]]+)[)\]]$")
# What is longer is no heading; expressions with blanks in them would take long to find that out.
LONGEST_HEADING = 500


class Meaning(NamedTuple):
    """What a heading says: its field and language, and whether these are the machine's words."""

    name: str
    language: str | None
    exact: bool


def meaning(heading: str, spec: RecordSpec) -> Meaning | None:
    """Return what a heading means on a table of this type, in any of its spellings."""
    if len(heading) > LONGEST_HEADING:
        return None
    fields = spec.fields
    if heading in fields or EXTENSION.fullmatch(heading):
        return Meaning(heading, None, exact=True)
    base, dot, tag = heading.partition(".")
    if dot and base in fields and fields[base].localised and TAG.fullmatch(tag):
        return Meaning(base, tag, exact=True)
    words = fields_by_heading(spec.name)
    name = words.get(fold(heading))
    if name is not None:
        return Meaning(name, None, exact=fold(name) == fold(heading))
    for pattern in (DOTTED, BRACKETED):
        found = pattern.match(heading)
        name = words.get(fold(found["base"])) if found else None
        if found and name is not None and fields[name].localised:
            language = canonical_language(found["tag"]) or match_language(found["tag"]).value
            if language is None and pattern is DOTTED:
                language = found["tag"]
            if language is not None:
                return Meaning(name, language, exact=False)
    return None


def find_headings(
    rows: Iterable[Row], spec: RecordSpec
) -> tuple[Row | None, Row | None, Iterator[Row]]:
    """Return the row of headings, the row of machine names below it if any, and all later rows.

    The headings are the first row half of whose cells are known, else the one of which most are,
    else the first that is not blank.
    """
    source = iter(rows)
    seen: list[Row] = []
    for row in source:
        # Blank rows above the headings mean nothing; below them they are passed on.
        if seen or not all(map(is_blank, row[1])):
            seen.append(row)
        if len(seen) >= ROWS_LOOKED_AT:
            break
    if not seen:
        return None, None, iter(())
    position = next((at for at, row in enumerate(seen) if _known_half(row[1], spec)), None)
    if position is None:
        known = [_known(row[1], spec)[0] for row in seen]
        position = known.index(max(known)) if max(known) > 1 else 0
    headings, rest = seen[position], seen[position + 1 :]
    if rest and _machine_row(rest[0][1], spec):
        return headings, rest[0], chain(rest[1:], source)
    return headings, None, chain(rest, source)


def _known(cells: Sequence[Cell], spec: RecordSpec) -> tuple[int, int]:
    """Return how many of a row's cells are headings of the type, and how many are not blank."""
    texts = [cell_text(cell) for cell in cells if not is_blank(cell)]
    return sum(meaning(text, spec) is not None for text in texts), len(texts)


def _known_half(cells: Sequence[Cell], spec: RecordSpec) -> bool:
    """Tell whether at least half of a row's cells are headings of the type."""
    known, filled = _known(cells, spec)
    return known > 0 and 2 * known >= filled


def above_headings(rows: Iterable[Row], headings: Row) -> list[Row]:
    """Return the rows above the headings that are not blank: titles and remarks."""
    return [row for row in rows if row[0] < headings[0] and not all(map(is_blank, row[1]))]


class Watched:
    """Rows on their way, of which the first are remembered."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take rows that can be read once."""
        self.first: list[Row] = []
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows."""
        for row in self._rows:
            if len(self.first) < 2 * ROWS_LOOKED_AT:
                self.first.append(row)
            yield row

    def say(self, headings: Row, table: Table, say: Say) -> None:
        """Say what stands above the headings, which is no record."""
        above = above_headings(self.first, headings)
        if above:
            number, cells = above[0]
            text = next(cell_text(cell) for cell in cells if not is_blank(cell))
            fault = Fault("rows-above-headings", {"count": len(above), "value": text})
            say(fault, table.place(number, 0))


def _machine_row(cells: Sequence[Cell], spec: RecordSpec) -> bool:
    """Tell whether a row repeats the headings as machine names, as templates do."""
    found = [meaning(cell_text(cell), spec) for cell in cells if not is_blank(cell)]
    return len(found) > 1 and all(item is not None and item.exact for item in found)


def type_by_headings(headings: Sequence[Cell]) -> str | None:
    """Return the only record type that the headings fit best, if there is one.

    Fields found count for it, required fields missing against it; between equals the type of
    which more required fields are there. Half of the headings must be known at least.
    """
    texts = [cell_text(cell) for cell in headings if not is_blank(cell)]
    scores: dict[str, tuple[int, int]] = {}
    for name, spec in records().items():
        found = {item.name for item in (meaning(text, spec) for text in texts) if item}
        fields = found & spec.fields.keys()
        asked = {key for key, item in spec.fields.items() if item.required} - {"type", "id"}
        if len(fields) > 1 and 2 * len(fields) >= len(texts):
            scores[name] = (2 * len(fields) - 3 * len(asked - fields), len(asked & fields))
    best = max(scores.values(), default=(0, 0))
    fitting = [name for name, score in scores.items() if score == best]
    return fitting[0] if best > (0, 0) and len(fitting) == 1 else None


def nearest_fields(heading: str, spec: RecordSpec) -> tuple[str, ...]:
    """Return fields whose names or labels are spelt much like a heading."""
    if len(heading) > LONGEST_HEADING:
        return ()
    words = fields_by_heading(spec.name)
    near = difflib.get_close_matches(fold(heading), words, n=3, cutoff=0.75)
    return tuple(dict.fromkeys(words[word] for word in near))
