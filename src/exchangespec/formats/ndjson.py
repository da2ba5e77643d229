"""NDJSON: the header on the first line, then a record a line; plain, gzip or zstd."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from contextlib import contextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from exchangespec.errors import MissingPartError
from exchangespec.finding import Fault
from exchangespec.formats.compression import (
    RATIO_LOOKED_AT,
    gzip_packed,
    is_broken,
    is_compressed,
    open_packed,
    unpacked,
    zstd_packed,
)
from exchangespec.formats.format import (
    Document,
    File,
    Format,
    Limits,
    Origin,
    RawRecord,
    Reading,
    ReadOptions,
    Source,
    Unheld,
    Writer,
    in_pieces,
)
from exchangespec.formats.json_text import (
    JsonTextError,
    Places,
    decode,
    parse_text,
    parsed_at_once,
    pointer,
)
from exchangespec.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PERSON = b'"Person"'
LONGEST_LINE = 16 * 1024 * 1024


@contextmanager
def open_lines(source: Source) -> Iterator[BinaryIO]:
    """Open the input as a stream of decompressed bytes."""
    with open_packed(source) as packed, unpacked(packed, source.start(4)) as stream:
        yield stream


class NdjsonOrigin(Origin):
    """An NDJSON file; positions are line numbers, and lines are read again for their places."""

    def __init__(self, source: Source) -> None:
        """Keep the source; line offsets are noted while it is read."""
        self.source = source
        self.offsets = array("Q")
        self.seekable = not is_compressed(source)

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return the line, and column and pointer of the value in it."""
        return self.locate_all([(position, field, item)])[0]

    def locate_all(
        self, requests: Sequence[tuple[int, str | None, int | str | None]]
    ) -> list[Location]:
        """Return the places of many values, reading the file again once."""
        by_line: dict[int, list[int]] = defaultdict(list)
        for index, (position, _, _) in enumerate(requests):
            by_line[position].append(index)
        found: dict[int, Location] = {}
        for number, line in self._lines(set(by_line)):
            places = Places(line.decode("utf-8", "replace").removeprefix("\ufeff"))
            for index in by_line[number]:
                found[index] = self._place(number, requests[index], places)
        nowhere = Places("")
        return [
            found.get(index) or self._place(request[0], request, nowhere)
            for index, request in enumerate(requests)
        ]

    def locate_records(self, positions: Sequence[int]) -> list[Location]:
        """Return the lines, which are the positions themselves."""
        return [Location(file=self.source.name, line=line, pointer="") for line in positions]

    def _lines(self, wanted: set[int]) -> Iterator[tuple[int, bytes]]:
        """Yield the lines of these numbers."""
        with open_lines(self.source) as stream:
            if self.seekable:
                for number in sorted(wanted):
                    stream.seek(self.offsets[number - 1])
                    yield number, stream.readline(LONGEST_LINE)
                return
            last = max(wanted, default=0)
            for number, line in enumerate(stream, 1):
                if number in wanted:
                    yield number, line
                if number >= last:
                    return

    def _place(
        self, number: int, request: tuple[int, str | None, int | str | None], places: Places
    ) -> Location:
        """Return the place of one value in its line."""
        _, field, item = request
        path = [part for part in (field, item) if part is not None] if field else []
        offset, found = places.find(path, 0)
        return Location(
            file=self.source.name, line=number, column=offset + 1, pointer=pointer(found)
        )


# Importing what parses lines at once takes as long as parsing so many.
FEW_LINES = 2_000


class NdjsonReading(Reading):
    """One NDJSON file being read, a line at a time."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        """Open the file and read the header line."""
        super().__init__(source, "ndjson")
        self._limits: Limits = options.limits
        self._origin = NdjsonOrigin(source)
        self.encoding = "utf-8"
        self._lines = self._numbered()
        self._first: RawRecord | None = None
        first = self._next()
        if first is None:
            if self.readable:
                self.refuse(Fault("empty-file", {}))
        elif "exchangespec" in first.values and "type" not in first.values:
            self.header = first
        else:
            self._first = first
            if options.about:
                self.header = RawRecord(dict(options.about), self._origin, 1)
                self.header_is_own = False
            else:
                self.say(Fault("no-header", {}))

    @property
    def before(self) -> tuple[int, int]:
        """Return how many lines stand before the first record, and the byte where the last starts.

        The byte is -1 where there is no such line, or where the file is packed.
        """
        own = self.header is not None and self.header_is_own
        lines = self.header.position if own and self.header else 0
        if self._first is not None:
            lines = self._first.position - 1
        known = lines and self._origin.seekable
        return lines, self._origin.offsets[lines - 1] if known else -1

    @property
    def starts(self) -> bool:
        """Tell whether there is a header or a record to start with."""
        return self._first is not None or (self.header is not None and self.header_is_own)

    def _numbered(self) -> Iterator[tuple[int, bytes]]:
        """Yield the lines that are not blank with their numbers, and note where each begins."""
        offset = 0
        number = 0
        try:
            with (
                open_packed(self.source) as packed,
                unpacked(packed, self.source.start(4)) as stream,
            ):
                while line := stream.readline(LONGEST_LINE):
                    number += 1
                    if self._origin.seekable:
                        self._origin.offsets.append(offset)
                    offset += len(line)
                    if self._exceeds(number, line, offset, packed):
                        return
                    if number == 1:
                        line = line.removeprefix(b"\xef\xbb\xbf")
                    if line.strip():
                        yield number, line
        except MissingPartError:
            self._stop("unreadable-file", number, reason="zstd-missing")
        except Exception as error:
            if not is_broken(error):
                raise
            self._stop("unreadable-file", number, reason="broken-compression", seen=str(error))

    def _exceeds(self, number: int, line: bytes, offset: int, packed: BinaryIO) -> bool:
        """Tell, and say, whether a line is too long or a compressed file unpacks to too much."""
        if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            self._stop("limit-exceeded", number, limit=LONGEST_LINE, what="bytes a line")
            return True
        if self._origin.seekable or offset <= RATIO_LOOKED_AT:
            return False
        ratio = self._limits.archive_ratio
        if offset > ratio * packed.tell():
            self._stop("limit-exceeded", number, limit=ratio, what="ratio")
            return True
        return False

    def _stop(self, slug: str, line: int, **params: object) -> None:
        """Note that the rest of the file could not be read."""
        self.complete = False
        if line <= 1:
            self.readable = False
        self.say(Fault(slug, params), Location(file=self.source.name, line=line or None))

    def _next(self) -> RawRecord | None:
        """Return the next line as a record, skipping lines that cannot be parsed."""
        for number, line in self._lines:
            if number > FEW_LINES:
                values = parsed_at_once(line, self._limits.json_depth)
                if isinstance(values, dict):
                    return RawRecord(values, self._origin, number)
            try:
                text, _ = decode(line, "utf-8")
                parsed = parse_text(text, encoding="utf-8", depth=self._limits.json_depth)
            except JsonTextError as problem:
                place = Location(file=self.source.name, line=number, column=problem.column)
                self.say(Fault(problem.slug, problem.params), place)
                self.complete = False
                continue
            faults = [
                Fault(
                    fault.slug,
                    fault.params,
                    field=str(path[0]) if path else None,
                    item=path[1] if len(path) > 1 else None,
                )
                for path, fault in parsed.faults
            ]
            if not isinstance(parsed.value, dict):
                fault = Fault("wrong-type", {"value": parsed.value, "expected": "a record"})
                return RawRecord({}, self._origin, number, [fault], {"type"})
            return RawRecord(parsed.value, self._origin, number, faults)
        return None

    def people(self) -> Iterator[Mapping[str, Any]]:
        """Look through a plain file for the lines that may be people."""
        if not self._origin.seekable or self.source.path is None:
            return
        with open_lines(self.source) as stream:
            while line := stream.readline(LONGEST_LINE):
                if PERSON in line:
                    with suppress(ValueError, RecursionError):
                        value = json.loads(line)
                        if isinstance(value, dict) and value.get("type") == "Person":
                            yield value

    def records(self) -> Iterator[RawRecord]:
        """Give the records one after the other."""
        record = self._first or self._next()
        while record is not None:
            yield record
            record = self._next()


def lines(document: Document) -> Iterator[bytes]:
    """Yield the header line, if there is a header, and a line a record; no spaces."""
    header = [document.header] if document.header else []
    for item in chain(header, document.records):
        text = json.dumps(item, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        yield text.encode() + b"\n"


def losses(document: Document) -> list[Unheld]:
    """Say so where the header would be taken for a record: what tells it apart is missing."""
    header = document.header
    if not header or ("exchangespec" in header and "type" not in header):
        return []
    why = "the header, which does not state exchangespec: its line would be taken for a record"
    return [Unheld(None, "", why)]


def write(document: Document) -> Iterator[File]:
    """Write plain lines."""
    yield "", in_pieces(lines(document))


def write_gzip(document: Document) -> Iterator[File]:
    """Write gzip with a fixed time stamp and level."""
    yield "", gzip_packed(in_pieces(lines(document)))


def write_zstd(document: Document) -> Iterator[File]:
    """Write zstd at a fixed level."""
    yield "", zstd_packed(in_pieces(lines(document)))


def read(source: Source, options: ReadOptions) -> Reading:
    """Open an NDJSON file, compressed or not."""
    return NdjsonReading(source, options)


def _format(
    name: str,
    title: str,
    suffixes: tuple[str, ...],
    write_as: Writer,
) -> Format:
    """Return one of the three forms."""
    return Format(
        name=name,
        title=title,
        suffixes=suffixes,
        media_type="application/x-ndjson",
        read=read,
        write=write_as,
        losses=losses,
        holds_anything=True,
    )


FORMAT = _format("ndjson", "NDJSON", (".ndjson", ".jsonl"), write)
FORMAT_GZIP = _format("ndjson.gz", "NDJSON, gzip", (".ndjson.gz", ".jsonl.gz"), write_gzip)
FORMAT_ZSTD = _format("ndjson.zst", "NDJSON, zstd", (".ndjson.zst", ".jsonl.zst"), write_zstd)
