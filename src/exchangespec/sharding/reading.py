"""Reads one shard of an NDJSON file as if it were the whole file; its lines count from one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exchangespec.finding import Fault
from exchangespec.formats.format import RawRecord, Reading, Source
from exchangespec.formats.ndjson import LONGEST_LINE, NdjsonOrigin, NdjsonReading
from exchangespec.location import Location
from exchangespec.sharding.shards import owned_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.formats.format import ReadOptions
    from exchangespec.sharding.shards import Shard

MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Head:
    """What an input says before its first record, as plain data.

    Attributes:
        name: what findings call the input.
        path: where it is.
        values: the header as it was read; None where there is none.
        failed: fields of the header that could not be read.
        own: whether it is the header of the input itself.
        position: the line of the header.
        lines: how many lines stand before the first record.
        last: the byte where the last of these lines starts; -1 where there is none.
    """

    name: str
    path: str
    values: dict[str, Any] | None
    failed: tuple[str, ...]
    own: bool
    position: int
    lines: int
    last: int

    @classmethod
    def of(cls, reading: NdjsonReading) -> Head:
        """Return what an opened input says."""
        header = reading.header
        lines, last = reading.before
        return cls(
            reading.source.name,
            str((reading.source.path or Path()).resolve()),
            None if header is None else header.values,
            () if header is None else tuple(sorted(header.failed)),
            reading.header_is_own,
            0 if header is None else header.position,
            lines,
            last,
        )

    @property
    def source(self) -> Source:
        """Return the input."""
        return Source(self.name, Path(self.path))


class HeadReading(Reading):
    """An input of which only the head is wanted."""

    def __init__(self, head: Head) -> None:
        """Take the head for the header."""
        super().__init__(head.source, "ndjson")
        self.origin = NdjsonOrigin(self.source)
        self.header_is_own = head.own
        if head.values is not None:
            failed = set(head.failed)
            self.header = RawRecord(head.values, self.origin, head.position, [], failed)

    def records(self) -> Iterator[RawRecord]:
        """Give no records."""
        return iter(())


class ShardReading(NdjsonReading):
    """The records of one shard; what stands before the first record has been read elsewhere."""

    def __init__(self, shard: Shard, head: Head, options: ReadOptions) -> None:
        """Take the shard of an input whose head is known."""
        Reading.__init__(self, head.source, "ndjson")
        self.encoding = "utf-8"
        self.header_is_own = head.own
        self.lines = 0
        # Whether the rest of the input could not be read, in this shard or after it.
        self.stopped = False
        self._shard = shard
        self._head = head
        self._limits = options.limits
        self._origin = NdjsonOrigin(self.source)
        self._lines = self._numbered()
        self._first = None
        if head.values is not None:
            failed = set(head.failed)
            self.header = RawRecord(head.values, self._origin, head.position, [], failed)

    @property
    def origin(self) -> NdjsonOrigin:
        """Return what the records are read from."""
        return self._origin

    def people(self) -> Iterator[Mapping[str, Any]]:
        """Look for nobody: who is named in the whole input is known already."""
        return iter(())

    def _numbered(self) -> Iterator[tuple[int, bytes]]:
        """Yield the lines that are not blank with their numbers in the shard."""
        if self._shard.end is None:
            for number, line in super()._numbered():
                if number > self._head.lines:
                    yield number, line
            return
        with Path(self._shard.path).open("rb") as stream:
            lines = owned_lines(stream, self._shard.start, self._shard.end, LONGEST_LINE)
            for number, (offset, line) in enumerate(lines, 1):
                self.lines = number
                if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
                    self._stop("limit-exceeded", number, limit=LONGEST_LINE, what="bytes a line")
                    return
                if offset > self._head.last:
                    whole = line if offset else line.removeprefix(MARK)
                    if whole.strip():
                        yield number, whole

    def _stop(self, slug: str, line: int, **params: object) -> None:
        """Note that the rest of the file could not be read."""
        self.complete = False
        self.stopped = True
        # The first line of a packed file is that of its only shard.
        if line <= 1 and not self._shard.start:
            self.readable = False
        self.say(Fault(slug, params), Location(file=self.source.name, line=line or None))
