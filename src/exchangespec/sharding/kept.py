"""What is kept of the records of a shard for rules on records together, packed into one file.

The records stand in the order in which they were read, each as a packed row. Beside them stand, for
each type, where its rows are; and, sorted by the hash of an id, where the record of that id is, and
where the records are that point to it by one of the fields that rules follow backwards.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from array import array
from itertools import chain
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.submission.facts import FAILED, Partly
from exchangespec.submission.known import Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from exchangespec.submission.facts import RecordFacts
    from exchangespec.submission.judged import ReadBlock
    from exchangespec.submission.known import Layout

TYPES = tuple(spec.records())
NUMBERS = {name: number for number, name in enumerate(TYPES)}
# The reference fields that rules follow backwards: who points to this?
POINTED = (
    ("ActionPlan", "owners"),
    ("City", "authority"),
    ("Event", "parent"),
    ("Membership", "group"),
    ("Membership", "member"),
    ("Organisation", "city"),
    ("Organisation", "network"),
    ("Organisation", "parent"),
    ("Participation", "event"),
    ("PlanItem", "plan"),
    ("Statement", "about"),
    ("Visit", "parent"),
)
FIELDS_POINTING = {
    name: tuple((number, field) for number, (holder, field) in enumerate(POINTED) if holder == name)
    for name in TYPES
}
# A record's place in one number: that of its shard, where it starts there, and its type. Places
# are in the order in which records were read.
TYPE_BITS = 5
OFFSET_BITS = 36
SHARD_BITS = TYPE_BITS + OFFSET_BITS
HASH_BYTES = 8
TRAILER = 8

# The number of its layout, its line, its id, whether a value is marked as wrong, and its values.
Row = tuple[int, int, str, bool, tuple[Any, ...]]


def hash_of(record_id: str) -> int:
    """Return 64 bits that stand for an id or a name, the same in every process, on every machine.

    That two ids of ten million have the same happens once in some 400,000 submissions.
    """
    digest = hashlib.blake2b(record_id.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES)
    return int.from_bytes(digest.digest(), sys.byteorder)


def place_of(shard: int, offset: int, type_number: int) -> int:
    """Return the place of a record among those of all shards."""
    return shard << SHARD_BITS | offset << TYPE_BITS | type_number


class Recorder(Known):
    """Keeps nothing in memory as objects: packs each record as it comes."""

    def __init__(self, columns: Mapping[str, Iterable[str]], *, today: date) -> None:
        """Prepare to keep `columns`, named by record type."""
        super().__init__(columns, today=today)
        self.rows = bytearray()
        # By what its rows are told by: its number, its type, itself, and where its rows start.
        self.kept: dict[int, tuple[int, int, Layout, array[int]]] = {}
        self.places: list[tuple[int, int]] = []
        self.pointing_to: list[list[tuple[int, int]]] = [[] for _ in POINTED]

    def add(self, record: RecordFacts) -> None:
        """Pack what rules may ask of a record."""
        values, failed = record.values, record.failed
        states = record.type, *values, *failed
        layout = self._layouts.get(states) or self._layout(states)
        row = [_packed(values.get(name)) for name in layout.names]
        marked = False
        for at, name in enumerate(layout.names) if failed else ():
            if name in failed:
                # Packed data have no marks of our own: a list stands for its right items alone.
                right = record.partly.get(name) if name in values else None
                row[at] = ... if right is None else list(right)
                marked = True
        offset, number = len(self.rows), NUMBERS[record.type]
        kept = self.kept.get(id(layout.columns))
        if kept is None:
            kept = self.kept[id(layout.columns)] = len(self.kept), number, layout, array("Q")
        kept[3].append(offset)
        # A last place is that of every column without a value.
        row.append(None)
        self.rows += marshal.dumps((kept[0], record.key.position, record.id, marked, tuple(row)))
        place = offset << TYPE_BITS | number
        if record.id:
            self.places.append((hash_of(record.id), place))
        for at, field in FIELDS_POINTING[record.type]:
            for target in targets(row[layout.columns[field]]):
                self.pointing_to[at].append((hash_of(target), place))

    def add_block(self, block: ReadBlock) -> None:
        """Pack what rules may ask of many records."""
        for at in range(len(block)):
            self.add(block.facts(at))

    @property
    def unknown(self) -> frozenset[str]:
        """Return the ids of records whose type is not known."""
        return frozenset(self._unknown)

    def sections(self) -> tuple[dict[str, Any], list[bytes | bytearray | memoryview]]:
        """Return where everything stands in the file, and the pieces of the file."""
        pieces: list[bytes | bytearray | memoryview] = [self.rows]
        place = len(self.rows)

        def put(numbers: array[int]) -> tuple[int, int]:
            """Add numbers to the pieces; return where they start, and how many there are."""
            nonlocal place
            content = numbers.tobytes()
            found = place, len(numbers)
            place += len(content)
            pieces.append(content)
            return found

        told = {
            "rows": len(self.rows),
            "layouts": [
                (number, layout.names, offsets[0], *put(offsets))
                for _, number, layout, offsets in self.kept.values()
            ],
            "sorted": [put(in_order(pairs)) for pairs in (self.places, *self.pointing_to)],
            "unknown": self.unknown,
        }
        return told, pieces


def _packed(value: Any) -> Any:
    """Return a value that is right as rows hold it."""
    return tuple(value) if value.__class__ is list else value


def targets(value: Any) -> tuple[str, ...] | list[str]:
    """Return what a value points to, be it one reference, a list, or the right items of one."""
    if value.__class__ is str:
        return (value,)
    return value if value.__class__ in {tuple, list} else ()


def in_order(pairs: list[tuple[int, int]]) -> array[int]:
    """Return pairs of hash and place in their order, one number after the other."""
    pairs.sort()
    return array("Q", chain.from_iterable(pairs))


def unpacked_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a packed row with the marks of wrong values that rules know."""
    return tuple(
        FAILED if value is ... else Partly(value) if value.__class__ is list else value
        for value in row
    )


def pieces_of(told: dict[str, Any], pieces: list[Any]) -> Iterator[bytes | bytearray | memoryview]:
    """Yield the pieces of a file, then what says where they are, then where that is."""
    yield from pieces
    yield marshal.dumps(told)
    yield sum(map(len, pieces)).to_bytes(TRAILER, sys.byteorder)


def told_by(path: Path) -> dict[str, Any]:
    """Return what a file says of its pieces."""
    with path.open("rb") as stream:
        stream.seek(-TRAILER, 2)
        at = int.from_bytes(stream.read(TRAILER), sys.byteorder)
        stream.seek(at)
        told: dict[str, Any] = marshal.loads(stream.read())  # noqa: S302 - written by us
        return told
