"""The records of all shards, of which only those are in memory that are being looked at."""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_left
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from exchangespec.collecting import collecting_nothing
from exchangespec.sharding.index import (
    IDS,
    NUMBER_BYTES,
    PAIR,
    Index,
    mapped,
    read,
)
from exchangespec.sharding.kept import (
    NUMBERS,
    OFFSET_BITS,
    POINTED,
    SHARD_BITS,
    TYPE_BITS,
    TYPES,
    hash_of,
    place_of,
    unpacked_row,
)
from exchangespec.submission.facts import Facts, Key
from exchangespec.submission.known import Known, in_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import BinaryIO

Name = TypeVar("Name")
Value = TypeVar("Value")

OFFSET_MASK = (1 << OFFSET_BITS) - 1
TYPE_MASK = (1 << TYPE_BITS) - 1
# So many records and answers are remembered, and as many again of those asked before.
REMEMBERED = 30_000
MOST_OPEN = 128
# Most rows are shorter; a longer one is read again.
ROW_BYTES = 1024
# A record in so many bytes is worth reading all between.
SPARSE = 4096
# Keys are sorted in so many heaps, which need no memory at once.
HEAPS = 64
NOBODY: list[Facts] = []


class Remembered(dict[Name, Value]):
    """A mapping that forgets what has not been asked for lately."""

    def __init__(self, most: int = REMEMBERED) -> None:
        """Remember at most twice as many."""
        super().__init__()
        self._most = most
        self._before: dict[Name, Value] = {}

    def get(self, name: Name, default: Any = None) -> Any:
        """Return what is remembered, or the default."""
        found = super().get(name, self)
        if found is self:
            found = self._before.get(name, self)
            if found is self:
                return default
            self[name] = found  # type: ignore[assignment]
        return found

    def __setitem__(self, name: Name, value: Value) -> None:
        """Remember something."""
        if len(self) >= self._most:
            self._before = dict(self)
            super().clear()
        super().__setitem__(name, value)


class Placed(Facts):
    """A record with its place among those of all shards, by which it can be read again."""

    __slots__ = ("place",)

    place: int


class KnownInFiles(Known):
    """The records of a submission in the files of its shards, to be asked like any other.

    Memory holds the index as far as it was looked at, the records asked for lately, and what a
    caller keeps.
    """

    def __init__(self, columns: Mapping[str, Iterable[str]], *, today: date, folder: Path) -> None:
        """Open the index in a folder."""
        super().__init__(columns, today=today)
        self.index: Index = read(folder)
        self.standing_for = Remembered()
        self._unknown = set(self.index.unknown)
        self._by_id: Remembered[str, Facts | None] = Remembered()
        self._by_place: Remembered[int, Facts] = Remembered()
        self._answers: Remembered[tuple[int, str], list[Facts]] = Remembered()
        self._open: OrderedDict[int, BinaryIO] = OrderedDict()
        # Of each shard, the types and columns of its layouts by their numbers.
        self._shard_layouts: list[list[tuple[str, Mapping[str, int]]]] = []
        self._take_layouts()
        self._pairs = [mapped(folder / str(at)).cast("Q") for at in range(1 + len(POINTED))]
        self._hashes = [pairs[::PAIR] for pairs in self._pairs]
        self._positions = {pair: number for number, pair in enumerate(POINTED, 1)}
        self._seconds: dict[int, int] = {}
        self._doubled: frozenset[str] | None = None
        self._find_seconds()

    def _take_layouts(self) -> None:
        """Know how the records of each shard are kept, how many there are, and of which types."""
        self._counts = [0] * len(TYPES)
        firsts: dict[str, tuple[int, int]] = {}
        for shard, file in enumerate(self.index.files):
            layouts: list[tuple[str, Mapping[str, int]]] = []
            self._shard_layouts.append(layouts)
            for number, names, first, _, count in file.told["layouts"]:
                self._counts[number] += count
                name = TYPES[number]
                firsts[name] = min(firsts.get(name, (shard, first)), (shard, first))
                layouts.append((name, self.layout_of(name, tuple(names)).columns))
        # Types in the order in which each was first met.
        self._met = sorted(firsts, key=firsts.__getitem__)

    def close(self) -> None:
        """Close all files."""
        for stream in self._open.values():
            stream.close()
        self._open.clear()

    # --- reading rows ----------------------------------------------------------------------------

    def _piece(self, shard: int, size: int, offset: int) -> bytes:
        """Return a piece of the file of a shard; the files looked at last stay open."""
        found = self._open.get(shard)
        if found is None:
            if len(self._open) >= MOST_OPEN:
                self._open.popitem(last=False)[1].close()
            path = Path(self.index.files[shard].path)
            found = self._open[shard] = path.open("rb", buffering=0)
        else:
            self._open.move_to_end(shard)
        found.seek(offset)
        return found.read(size)

    def at(self, place: int) -> Facts:
        """Return the record at a place."""
        found = self._by_place.get(place)
        if found is None:
            shard, offset = place >> SHARD_BITS, place >> TYPE_BITS & OFFSET_MASK
            found = self._facts(shard, offset, self._row(shard, offset))
            self._by_place[place] = found
        return found  # type: ignore[no-any-return]

    def _row(self, shard: int, offset: int) -> Any:
        """Read one row."""
        size = ROW_BYTES
        end = self.index.files[shard].told["rows"]
        while True:
            content = self._piece(shard, size, offset)
            try:
                return marshal.loads(content)  # noqa: S302 - written by us
            except (EOFError, ValueError, TypeError):
                if size >= end - offset:
                    raise
                size *= 8

    def _facts(self, shard: int, offset: int, row: Any) -> Facts:
        """Return a record as rules see it."""
        number, position, record_id, marked, values = row
        file = self.index.files[shard]
        record_type, columns = self._shard_layouts[shard][number]
        facts = Placed(
            record_type,
            record_id,
            unpacked_row(values) if marked else values,
            columns,
            Key(file.source, file.first_line + position),
        )
        facts.place = place_of(shard, offset, NUMBERS[record_type])
        return facts

    def shard(self, number: int) -> Iterator[Facts]:
        """Iterate over the records of one shard."""
        return self._some(number, lambda _type, _names: True)

    def shard_of(self, shard: int, record_type: str) -> Iterator[Facts]:
        """Iterate over the records of a type in one shard."""
        return self._some(shard, lambda name, _names: name == record_type)

    def _some(self, shard: int, wanted: Callable[[str, tuple[str, ...]], bool]) -> Iterator[Facts]:
        """Yield the records of a shard whose type and stated columns are wanted, in their order."""
        file = self.index.files[shard]
        offsets = array("Q")
        for number, names, _, start, count in file.told["layouts"]:
            if wanted(TYPES[number], names):
                content = self._piece(shard, count * NUMBER_BYTES, start)
                offsets.frombytes(content)
        size = file.told["rows"]
        if len(offsets) * SPARSE < size:
            for offset in sorted(offsets):
                yield self._facts(shard, offset, self._row(shard, offset))
            return
        with memoryview(self._piece(shard, size, 0)) as rows:
            for offset in sorted(offsets):
                # Only what is left of the row is read.
                row = marshal.loads(rows[offset:])  # noqa: S302 - written by us
                yield self._facts(shard, offset, row)

    # --- what is asked ---------------------------------------------------------------------------

    def _places(self, at: int, name: str) -> Iterator[int]:
        """Yield the places that an index has for the hash of an id."""
        wanted, hashes, pairs = hash_of(name), self._hashes[at], self._pairs[at]
        number = bisect_left(hashes, wanted)
        while number < len(hashes) and hashes[number] == wanted:
            yield pairs[PAIR * number + 1]
            number += 1

    def _find_seconds(self) -> None:
        """Find out which of the records that seem to have one id really have."""
        groups: dict[int, list[int]] = {}
        for first, second in self.index.alike:
            groups.setdefault(first, [first]).append(second)
        for places in groups.values():
            firsts: dict[str, int] = {}
            for place in sorted(places):
                first = firsts.setdefault(self.at(place).id, place)
                if first != place:
                    self._seconds[place] = first

    def doubled(self) -> frozenset[str]:
        """Return the ids that more than one record has."""
        if self._doubled is None:
            self._doubled = super().doubled()
        return self._doubled

    @property
    def duplicates(self) -> Any:
        """Return each record whose id an earlier one has, with that one."""
        return ((self.at(self._seconds[place]), self.at(place)) for place in sorted(self._seconds))

    @duplicates.setter
    def duplicates(self, _nothing: object) -> None:
        """Take no list: the files tell."""

    def settle(self) -> None:
        """Leave the records in the order in which they stand."""

    def __contains__(self, record_id: str) -> bool:
        """Tell whether a record of this id was read, be it valid or not."""
        return self.type_of(record_id) is not None or record_id in self._unknown

    def __len__(self) -> int:
        """Return the number of records read."""
        return sum(self._counts)

    def counts(self) -> dict[str, int]:
        """Return how many records of each type were read."""
        return {name: self._counts[number] for name, number in NUMBERS.items() if self.has(name)}

    def has(self, record_type: str) -> bool:
        """Tell whether there is a record of a type."""
        return self._counts[NUMBERS[record_type]] > 0

    def get(self, record_id: str | None) -> Facts | None:
        """Return the record of this id, or None."""
        if not record_id:
            return None
        found = self._by_id.get(record_id, self)
        if found is self:
            places = map(self.at, self._places(IDS, record_id))
            found = next((one for one in places if one.id == record_id), None)
            self._by_id[record_id] = found
        return found  # type: ignore[no-any-return]

    def type_of(self, record_id: str) -> str | None:
        """Return the type of the record of this id, or None."""
        if not record_id:
            return None
        place = next(self._places(IDS, record_id), None)
        return None if place is None else TYPES[place & TYPE_MASK]

    def firsts(self) -> Iterator[Facts]:
        """Iterate over the first record of every id."""
        seconds = self._seconds
        return (one for one in self._all() if one.id and one.place not in seconds)  # type: ignore[attr-defined]

    def ids(self) -> Iterator[str]:
        """Iterate over every id once."""
        return (record.id for record in self.firsts())

    def _all(self) -> Iterator[Facts]:
        """Iterate over all records in the order in which they were read."""
        for shard in range(len(self.index.files)):
            yield from self.shard(shard)

    def of(self, *record_types: str) -> Iterator[Facts]:
        """Iterate over the records of some types, or of all, in the order they were read."""
        for record_type in record_types or self._met:
            if self.has(record_type):
                for shard in range(len(self.index.files)):
                    yield from self.shard_of(shard, record_type)

    def stating(self, fields: Iterable[str], *record_types: str) -> Iterator[Facts]:
        """Iterate over the records that state one of some columns, rightly or wrongly."""
        asked = set(fields)
        for record_type in record_types or self._met:
            layouts = self._layouts_of[record_type]
            if any(not asked.isdisjoint(one.names) for one in layouts):
                for shard in range(len(self.index.files)):
                    yield from self._stating_in(shard, record_type, asked)

    def _stating_in(self, shard: int, record_type: str, asked: set[str]) -> Iterator[Facts]:
        """Iterate over those of one shard."""
        return self._some(
            shard, lambda name, names: name == record_type and not asked.isdisjoint(names)
        )

    def pointing(self, record_type: str, field: str, target: str) -> list[Facts]:
        """Return the records of a type whose reference field holds `target`."""
        at = self._positions[record_type, field]
        found = self._answers.get((at, target))
        if found is None:
            found = [
                record
                for record in map(self.at, dict.fromkeys(self._places(at, target)))
                if target in (record.all(field) or (record.get(field),))
            ] or NOBODY
            self._answers[at, target] = found
        return found  # type: ignore[no-any-return]

    def alike(self, record_type: str, *fields: str) -> Iterator[Sequence[Facts]]:
        """Yield the records of a type, those of one shard together that hold the same."""
        if self.has(record_type):
            for shard in range(len(self.index.files)):
                yield from in_groups(self.shard_of(shard, record_type), fields)

    def sharing(
        self, records: Iterable[Facts], keys: Callable[[Facts], Iterable[Hashable]]
    ) -> Iterator[tuple[Hashable, list[Facts]]]:
        """Yield each key that more than one of some records of these has, with the records.

        Only hashes of the keys are kept; the records that share one are read again.
        """
        heaps = [array("q") for _ in range(HEAPS)]
        for record in records:
            for key in keys(record):
                wanted = hash(key)
                heaps[wanted % HEAPS].extend((wanted, record.place))  # type: ignore[attr-defined]
        runs: list[tuple[list[int], int]] = []
        for heap in heaps:
            runs.extend(_runs(heap))
            del heap[:]
        for places, wanted in sorted(runs):
            groups: dict[Hashable, list[Facts]] = {}
            for record in map(self.at, places):
                for key in keys(record):
                    if hash(key) == wanted:
                        groups.setdefault(key, []).append(record)
            for key, group in groups.items():
                if len(group) > 1:
                    yield key, group

    def in_parts(self) -> Iterator[Known]:
        """Iterate over the shards, each as a submission of its own."""
        for number in range(len(self.index.files)):
            yield Window(self, number)


class Window(Known):
    """The records of one shard, from which all others can be reached."""

    def __init__(self, whole: KnownInFiles, shard: int) -> None:
        """Read the records of a shard."""
        super().__init__({}, today=whole.today)
        self._whole = whole
        self._columns = whole._columns  # noqa: SLF001 - of one family
        self._layouts_of = whole._layouts_of  # noqa: SLF001 - of one family
        self.header = whole.header
        self.header_failed = whole.header_failed
        self.header_open = whole.header_open
        self.asked = whole.asked
        self.standing_for = whole.standing_for
        self.groups = whole.groups
        with collecting_nothing():
            for record in whole.shard(shard):
                self._rows[record.type].append(record)

    def settle(self) -> None:
        """Leave the records in the order in which they stand."""

    def __contains__(self, record_id: str) -> bool:
        """Tell whether a record of this id was read anywhere."""
        return record_id in self._whole

    def has(self, record_type: str) -> bool:
        """Tell whether there is a record of a type anywhere."""
        return self._whole.has(record_type)

    def get(self, record_id: str | None) -> Facts | None:
        """Return the record of this id, wherever it is, or None."""
        return self._whole.get(record_id)

    def type_of(self, record_id: str) -> str | None:
        """Return the type of the record of this id, wherever it is, or None."""
        return self._whole.type_of(record_id)

    def doubled(self) -> frozenset[str]:
        """Return the ids that more than one record has."""
        return self._whole.doubled()

    def pointing(self, record_type: str, field: str, target: str) -> list[Facts]:
        """Return the records of a type, wherever they are, whose field holds `target`."""
        return self._whole.pointing(record_type, field, target)


def _runs(heap: array[int]) -> Iterator[tuple[list[int], int]]:
    """Yield the places that share a hash, with the hash, from pairs of hash and place."""
    numbers = iter(heap)
    pairs = sorted(zip(numbers, numbers, strict=True))
    start = 0
    for at in range(1, len(pairs) + 1):
        if at == len(pairs) or pairs[at][0] != pairs[start][0]:
            if at - start > 1:
                yield [place for _, place in pairs[start:at]], pairs[start][0]
            start = at
