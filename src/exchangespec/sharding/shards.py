"""Parts of NDJSON files: a shard owns every line that starts in its range of bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchangespec.formats.compression import is_compressed
from exchangespec.formats.format import MEBIBYTE, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

# A shard of any size costs the same a record; so many of them can be open at once everywhere.
MOST_SHARDS = 256
SMALLEST = 8 * MEBIBYTE
LARGEST = 64 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Shard:
    """A range of bytes of one file, and what tells that the file is still the same.

    Plain data that can be sent to another process or machine; all must see the file by its path.

    Attributes:
        number: its place among the shards of a submission.
        source: the number of the file among the inputs.
        name: what findings call the file.
        path: where the file is.
        start: the first byte.
        end: the byte after the last one; None for a file that is packed and taken whole.
        size: the bytes of the file.
        modified: when the file was last changed, in nanoseconds.
    """

    number: int
    source: int
    name: str
    path: str
    start: int
    end: int | None
    size: int
    modified: int


def planned(sources: Sequence[Source], shard_bytes: int | None = None) -> list[Shard]:
    """Return the shards of some files, in the order of their lines."""
    sizes = sum(source.size() for source in sources)
    each = shard_bytes or min(LARGEST, max(SMALLEST, -(-sizes // MOST_SHARDS)))
    shards: list[Shard] = []
    for number, source in enumerate(sources):
        path = path_of(source)
        told = path.stat()
        ranges: list[tuple[int, int | None]] = [
            (start, min(start + each, told.st_size)) for start in range(0, told.st_size, each)
        ]
        if is_compressed(source):
            ranges = [(0, None)]
        for start, end in ranges:
            at = len(shards), number, source.name, str(path.resolve())
            shards.append(Shard(*at, start, end, told.st_size, told.st_mtime_ns))
    return shards


def path_of(source: Source) -> Path:
    """Return the path of an input that is a file.

    Raises:
        ValueError: if it is none.
    """
    if source.path is None:
        raise ValueError(f"{source.name} is no file that could be read in parts")
    return source.path


def owned_lines(
    stream: BinaryIO, start: int, end: int, longest: int = -1
) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that start in a range of bytes, each with the byte where it starts.

    Where the range starts in the middle of a line, that line is the one before's. Of lines longer
    than `longest` a piece of that length is given.
    """
    offset = start
    if start:
        # The byte before tells whether a line starts here.
        stream.seek(start - 1)
        offset -= 1
        while piece := stream.readline(longest):
            offset += len(piece)
            if piece.endswith(b"\n"):
                break
    else:
        stream.seek(0)
    while offset < end and (line := stream.readline(longest)):
        yield offset, line
        offset += len(line)
