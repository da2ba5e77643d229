"""The index of all shards of a submission: where each id is, and what points to it, as files."""

from __future__ import annotations

import marshal
import mmap
from array import array
from bisect import bisect_left
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.sharding.kept import POINTED, SHARD_BITS
from exchangespec.sharding.results import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Pairs are sorted so many at a time.
AT_ONCE = 200_000
HASH_BITS = 64
PAIR = 2
NUMBER_BYTES = 8
ABOUT = "about"
IDS = 0

Pair = tuple[int, int]


class Kept(NamedTuple):
    """The file of one shard among those of its submission.

    Attributes:
        path: the file.
        source: the number of the input.
        first_line: how many lines of the input stand before the shard.
        told: where everything stands in the file.
    """

    path: str
    source: int
    first_line: int
    told: dict[str, Any]


class Index(NamedTuple):
    """What is known of all shards before any record is looked at.

    Attributes:
        files: the files of the shards, in their order.
        alike: the places of each two records that seem to have one id, by its hash.
        unknown: ids of records whose type is not known.
    """

    files: list[Kept]
    alike: list[Pair]
    unknown: frozenset[str]


def build(folder: Path, files: Sequence[Kept]) -> None:
    """Write the index of the files of all shards into a folder; one that is there stays."""
    if (folder / ABOUT).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    alike: list[Pair] = []
    views = [mapped(Path(one.path)) for one in files]
    for at in range(1 + len(POINTED)):
        batches = merged([_pairs_in(*pair, at) for pair in zip(views, files, strict=True)])
        if at == IDS:
            batches = _noting(batches, alike)
        pieces = (array("Q", chain.from_iterable(pairs)).tobytes() for pairs in batches)
        write_whole(folder / str(at), pieces)
    about = {
        "files": [tuple(one) for one in files],
        "alike": sorted(alike, key=lambda pair: pair[1]),
        "unknown": frozenset().union(*(one.told["unknown"] for one in files)),
    }
    write_whole(folder / ABOUT, [marshal.dumps(about)])


def read(folder: Path) -> Index:
    """Return what an index says."""
    about = marshal.loads((folder / ABOUT).read_bytes())  # noqa: S302 - written by us
    return Index([Kept(*one) for one in about["files"]], about["alike"], about["unknown"])


def mapped(path: Path) -> memoryview:
    """Lay a file into memory as far as it is looked at, for as long as anything refers to it."""
    with path.open("rb") as stream:
        if not path.stat().st_size:
            return memoryview(b"")
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


def _pairs_in(view: memoryview, file: Kept, at: int) -> memoryview:
    """Return the pairs of hash and place of one kind in the file of a shard."""
    start, count = file.told["sorted"][at]
    return view[start : start + count * NUMBER_BYTES].cast("Q")


def merged(parts: Sequence[memoryview]) -> Iterator[list[Pair]]:
    """Yield the pairs of all shards in order, some at a time; places get their shard's number."""
    steps = max(1, sum(map(len, parts)) // (PAIR * AT_ONCE))
    starts = [0] * len(parts)
    for step in range(1, steps + 1):
        pairs: list[Pair] = []
        for number, part in enumerate(parts):
            hashes = part[::PAIR]
            start, end = starts[number], len(hashes)
            if step < steps:
                end = bisect_left(hashes, (step << HASH_BITS) // steps, start)
            starts[number] = end
            shard = number << SHARD_BITS
            places = part[1::PAIR]
            pairs.extend(
                zip(hashes[start:end], [shard | place for place in places[start:end]], strict=True)
            )
        pairs.sort()
        yield pairs


def _noting(batches: Iterator[list[Pair]], alike: list[Pair]) -> Iterator[list[Pair]]:
    """Pass pairs on, and note the places of each that has the hash of one before, with that one.

    Pairs of one hash are never in two batches.
    """
    for pairs in batches:
        first = (-1, -1)
        for pair in pairs:
            if pair[0] == first[0]:
                alike.append((first[1], pair[1]))
            else:
                first = pair
        yield pairs
