"""What may be the same thing under several ids, of all inputs: kept on the disk, told at the end.

While inputs are read, what each record is called goes to a file. At the end the records that share
a name with another are told from the many that do not, by hashes of the names; only they are
compared, those together that hang together by names, and some thousands at a time.
"""

from __future__ import annotations

import heapq
import marshal
import tempfile
from array import array
from bisect import bisect_left
from contextlib import ExitStack, closing
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from exchangespec.sharding.kept import HASH_BYTES, hash_of
from exchangespec.submission.identities import Entities, Identified, identified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from exchangespec.submission.facts import RecordFacts
    from exchangespec.tables.rows import Row

# Types that others often name by an id or identifier of their own; first who is named first.
OFTEN_NAMED = {"City": 0, "Organisation": 1, "Network": 2, "Person": 3}
LAST = len(OFTEN_NAMED)
RANKS = LAST + 1
# So many records are compared at a time, unless more hang together or there are too many parts.
COMPARED = 50_000
MOST_PARTS = 64
# Hashes are sorted in so many heaps, told apart by their first bits.
HEAP_BITS = 8
HEAP_SHIFT = 8 * HASH_BYTES - HEAP_BITS

# A record with its number among all that are kept.
Numbered = tuple[int, Identified]
# A row, and what tells its place among all rows.
Placed = tuple[Any, "Row"]


def names_of(one: Identified) -> set[str]:
    """Return all by which a record may hang together with another."""
    return {one.id, *one.identifiers, *([one.replaced_by] if one.replaced_by else [])}


class Shelf:
    """Plain data on the disk, in the order in which they were put there."""

    def __init__(self, folder: Path) -> None:
        """Open a file that has no name and is gone when it is closed."""
        self._stream: BinaryIO = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed with us

    def put(self, item: Any) -> None:
        """Add one."""
        marshal.dump(item, self._stream)

    def __iter__(self) -> Iterator[Any]:
        """Yield all from the first."""
        self._stream.seek(0)
        while True:
            try:
                yield marshal.load(self._stream)  # noqa: S302 - written by us
            except EOFError:
                return

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


class Things:
    """What may be the same thing under several ids, of all inputs."""

    def __init__(self, folder: Path) -> None:
        """Start with none; what is kept lies in a folder, in files without a name."""
        self._folder = folder
        self._open = ExitStack()
        self._kept = self._shelf()
        self._heaps = [array("Q") for _ in range(1 << HEAP_BITS)]

    def close(self) -> None:
        """Let go of the files."""
        self._open.close()

    def _shelf(self) -> Shelf:
        """Return a new shelf, which is gone with this."""
        return self._open.enter_context(closing(Shelf(self._folder)))

    def note(self, facts: RecordFacts) -> None:
        """Keep what a record is called, unless nothing and nobody could call it otherwise."""
        one = identified(facts.id, facts.type, facts.values)
        if one.identifiers or one.replaced_by or facts.type in OFTEN_NAMED:
            self._kept.put(tuple(one))
            for name in names_of(one):
                wanted = hash_of(name)
                self._heaps[wanted >> HEAP_SHIFT].append(wanted)

    def rows(self) -> Iterator[Row]:
        """Yield every id and identifier that does not stand for itself alone."""
        clusters = Clusters(self._heaps)
        together = sum(clusters.unite(one) for _, one in self._numbered())
        parts = [self._shelf() for _ in range(min(MOST_PARTS, -(-together // COMPARED)))]
        alone = [self._shelf() for _ in range(RANKS)]
        for number, one in self._numbered():
            cluster = clusters.of(one)
            if cluster is not None:
                parts[cluster % len(parts)].put((number, tuple(one)))
            elif one.identifiers:
                alone[rank(one)].put((number, tuple(one)))
        groups, named = [], [self._names_alone(alone)]
        for part in parts:
            of_groups, of_names = self._shelf(), self._shelf()
            compare([(number, Identified(*told)) for number, told in part], of_groups, of_names)
            part.close()
            groups.append(of_groups)
            named.append(iter(of_names))
        for rows in (heapq.merge(*groups, key=PLACE), heapq.merge(*named, key=PLACE)):
            for _, row in rows:
                yield row

    def _numbered(self) -> Iterator[Numbered]:
        """Yield what is kept, in the order in which it came."""
        for number, told in enumerate(self._kept):
            yield number, Identified(*told)

    def _names_alone(self, shelves: Sequence[Shelf]) -> Iterator[Placed]:
        """Yield the identifiers of records that share none with any other."""
        for at, shelf in enumerate(shelves):
            for number, told in shelf:
                one = Identified(*told)
                for name in dict.fromkeys(one.identifiers):
                    yield (at, number), named_row(name, one, one.id)


PLACE = itemgetter(0)


def rank(one: Identified) -> int:
    """Return how early a record's identifiers are told, by its type."""
    return OFTEN_NAMED.get(one.type, LAST)


def named_row(name: str, one: Identified, entity: str) -> Row:
    """Return the row of an identifier from outside."""
    return {"id": name, "record_type": one.type, "entity": entity, "by": [name]}


def compare(records: Sequence[Numbered], of_groups: Shelf, of_names: Shelf) -> None:
    """Put the rows of some records on shelves, each with its place among the rows of all.

    Groups stand in the order of their first records, identifiers in that of types, then records.
    """
    found = Entities(one for _, one in records)
    numbers: dict[str, int] = {}
    for number, one in records:
        numbers.setdefault(one.id, number)
    firsts: dict[str, int] = {}
    for member in found.members.values():
        number = numbers[member.id]
        firsts[member.entity] = min(number, firsts.get(member.entity, number))
    named = set(found.members)
    for member in found.members.values():
        by = list(member.by)
        row = {"id": member.id, "record_type": member.type, "entity": member.entity, "by": by}
        of_groups.put((firsts[member.entity], row))
    for number, one in sorted(records, key=lambda each: rank(each[1])):
        for name in one.identifiers:
            if name not in named:
                named.add(name)
                row = named_row(name, one, found.of(one.id))
                of_names.put(((rank(one), number), row))


class Clusters:
    """Which records hang together: they share a name, or each shares one with a third.

    That two names may have the same hash puts more together than need be, and does no harm.
    """

    def __init__(self, heaps: Sequence[array[int]]) -> None:
        """Find the names that more than one record has, and empty the heaps."""
        self._shared = array("Q")
        for heap in heaps:
            self._shared.extend(repeated(heap))
            del heap[:]
        self._above = array("Q", range(len(self._shared)))

    def _places(self, one: Identified) -> Iterator[int]:
        """Yield the places of a record's names among those that are shared."""
        for name in names_of(one):
            wanted = hash_of(name)
            at = bisect_left(self._shared, wanted)
            if at < len(self._shared) and self._shared[at] == wanted:
                yield at

    def _top(self, at: int) -> int:
        """Return what stands for all that hang together with a place."""
        above = self._above
        while above[at] != at:
            above[at] = at = above[above[at]]
        return at

    def unite(self, one: Identified) -> bool:
        """Let all hang together that share a name with a record; tell whether there are any."""
        tops = {self._top(at) for at in self._places(one)}
        for top in tops:
            self._above[top] = min(tops)
        return bool(tops)

    def of(self, one: Identified) -> int | None:
        """Return a number that all have that hang together with a record; None if it is alone."""
        at = next(self._places(one), None)
        return None if at is None else self._top(at)


def repeated(numbers: Iterable[int]) -> Iterator[int]:
    """Yield each number that comes more than once, in their order."""
    for number, group in groupby(sorted(numbers)):
        if next(islice(group, 1, None), None) is not None:
            yield number
