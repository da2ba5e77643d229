"""What every format has in common: a source of bytes, raw records with their places, a writer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple, overload

from exchangespec import spec
from exchangespec.location import Location

if TYPE_CHECKING:
    from exchangespec.finding import Fault
    from exchangespec.formats.account import Account

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before a finding says that it is too much (each with an option)."""

    workbook_bytes: int = 200 * MEBIBYTE
    document_bytes: int = 512 * MEBIBYTE
    archive_ratio: int = 100
    archive_members: int = 2_000
    json_depth: int = 64
    cell_characters: int = 32_767
    sheet_rows: int = 1_048_576


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says about an input; everything else is found out by looking.

    `about` holds header fields for tables that have no About sheet (`--prefix`, `--language`,
    `--about`); they never override what the file itself says.
    """

    limits: Limits = field(default_factory=Limits)
    encoding: str | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """An input: a path, or bytes that came from elsewhere under a name.

    `name` is what findings call the file: the path as the user typed it, `<stdin>`, or the name
    given with bytes.
    """

    name: str
    path: Path | None = None
    content: bytes | None = None

    def read(self) -> bytes:
        """Return all bytes."""
        if self.content is not None:
            return self.content
        if self.path is None:
            return b""
        return self.path.read_bytes()

    def size(self) -> int:
        """Return the number of bytes."""
        if self.content is not None:
            return len(self.content)
        return self.path.stat().st_size if self.path is not None else 0

    def start(self, count: int = 8192) -> bytes:
        """Return the first bytes, for looking what it is."""
        if self.content is not None:
            return self.content[:count]
        if self.path is None or self.path.is_dir():
            return b""
        with self.path.open("rb") as stream:
            return stream.read(count)


def source_at(name: str) -> Source:
    """Return a path as a source; what can be read only once is read here, such as a named pipe."""
    path = Path(name)
    try:
        once = path.is_fifo() or path.is_socket()
        return Source(name, path=path, content=path.read_bytes() if once else None)
    except OSError:
        # Opening it will say so in its own words.
        return Source(name, path=path)


class Origin(ABC):
    """One file, sheet or table that records were read from; turns positions into places.

    A reader attaches nothing but a position (a row, line or index) to a record; cells, lines,
    columns and pointers are worked out here, when a finding asks.
    """

    @abstractmethod
    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return the place of a record, of a field, or of one item of it (index or language)."""

    def locate_all(
        self, requests: Sequence[tuple[int, str | None, int | str | None]]
    ) -> list[Location]:
        """Return the places of many at once; a format that must re-read does so once here."""
        return [self.locate(*request) for request in requests]

    def locate_records(self, positions: Sequence[int]) -> list[Location]:
        """Return the places of many records; a format that need not re-read for them does not."""
        return self.locate_all([(position, None, None) for position in positions])


@dataclass(slots=True)
class RawRecord:
    """A record as a reader gives it: values in canonical notation as far as they could be read.

    Attributes:
        values: plain JSON data, with `type` (when known) and `id` (when given).
        origin: where it was read.
        position: the origin's own position: row, line or index.
        faults: what the reader noticed about this record.
        failed: fields that were stated but could not be read; not in `values`.
        named: reference fields that still hold names or local ids, as typed in a table.
        doubtful: how many cells hold nothing that their columns take, for the model to judge.
    """

    values: dict[str, Any]
    origin: Origin
    position: int
    faults: list[Fault] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Records of one type of which their reader has nothing to say, as columns of values.

    Whoever looks at many records at once looks at each column once.

    Attributes:
        type: what all of them are.
        origin: where all of them were read.
        positions: the place of each, as in a record of its own.
        columns: by field, in the order in which records state them, a value for each record; None
            where one does not state the field. Nobody changes these values: equal ones are shared.
    """

    type: str
    origin: Origin
    positions: Sequence[int]
    columns: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.positions)

    def values(self, at: int) -> dict[str, Any]:
        """Return what one record states, as if it had been read alone."""
        values: dict[str, Any] = {"type": self.type}
        for name, column in self.columns.items():
            value = column[at]
            if value is not None:
                values[name] = value.copy() if value.__class__ is list else value
        return values

    def record(self, at: int) -> RawRecord:
        """Return one record, as if it had been read alone."""
        return RawRecord(self.values(at), self.origin, self.positions[at])

    def between(self, start: int, end: int) -> RawBlock:
        """Return the records from one number to before another."""
        if start == 0 and end == len(self):
            return self
        columns = {name: column[start:end] for name, column in self.columns.items()}
        return RawBlock(self.type, self.origin, self.positions[start:end], columns)

    def around(self, alone: Iterable[int]) -> Iterator[RawBlock | int]:
        """Yield the numbers of some records, and in blocks the records between them, in order."""
        start = 0
        for at in sorted(alone):
            if start < at:
                yield self.between(start, at)
            yield at
            start = at + 1
        if start < len(self):
            yield self.between(start, len(self))

    def parts(self) -> list[Part]:
        """Return the records, those together that state the same fields."""
        columns = self.columns
        mixed = [name for name, column in columns.items() if None in column]
        if not mixed:
            return [Part(self.type, range(len(self)), columns)]
        groups: dict[tuple[bool, ...], list[int]] = {}
        stated = ([value is not None for value in columns[name]] for name in mixed)
        for at, group in enumerate(zip(*stated, strict=True)):
            groups.setdefault(group, []).append(at)
        parts = []
        for group, places in groups.items():
            left_out = {name for name, there in zip(mixed, group, strict=True) if not there}
            kept = {
                name: [column[at] for at in places]
                for name, column in columns.items()
                if name not in left_out
            }
            parts.append(Part(self.type, places, kept))
        return parts


@dataclass(slots=True)
class Part:
    """The records of a block that state the same fields.

    Attributes:
        type: what all of them are.
        places: the number of each of the records in the block.
        columns: a value for each of these records, by field; none is None.
        written: what people wrote freely in each, and in all of them, once the first rule asked.
    """

    type: str
    places: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    written: tuple[Sequence[str], str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the fields, as each record states them, its type first."""
        return ("type", *self.columns)

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.places)


def singly(passages: Iterable[RawRecord | RawBlock]) -> Iterator[RawRecord]:
    """Yield each record alone."""
    for one in passages:
        if isinstance(one, RawBlock):
            yield from map(one.record, range(len(one)))
        else:
            yield one


@dataclass(frozen=True, slots=True)
class PlacedFault:
    """A fault about a file, sheet, column or row, whose place the reader knows at once."""

    fault: Fault
    location: Location


class Reading(ABC):
    """One input being read.

    `header` is filled before the first record is given; `faults` grows while reading; `complete`
    turns False when the rest of the input could not be read. `header_is_own` is False when the
    header is only what the user said about a table that has none.
    """

    def __init__(self, source: Source, format_name: str) -> None:
        """Start with nothing read."""
        self.source = source
        self.format = format_name
        self.header: RawRecord | None = None
        self.header_is_own = True
        # What each package says of itself, where those of several publishers stand in the input.
        self.packages: Sequence[Mapping[str, Any]] = ()
        self.faults: list[PlacedFault] = []
        self.encoding: str | None = None
        self.complete = True
        self.readable = True
        # Names of sheets or members in the order of the input, for reports.
        self.parts: Sequence[str] = ()
        # In a workbook, the sheet of each record type and the one about the whole, by `About`.
        self.sheets: Mapping[str, str] | None = None
        # What each row of the tables was, where there are tables.
        self.accounts: list[Account] = []

    @property
    def publishers(self) -> frozenset[str]:
        """Return the prefixes of further publishers whose packages stand in the same input."""
        return frozenset(str(one["prefix"]) for one in self.packages[1:])

    @abstractmethod
    def records(self) -> Iterator[RawRecord]:
        """Read the records, once, one after the other; never raises on bad data."""

    def passages(self) -> Iterator[RawRecord | RawBlock]:
        """Read the same records, once, in the same order, many at once where nothing is wrong."""
        return self.records()

    def people(self) -> Iterable[Mapping[str, Any]]:
        """Return the Person records, looked for ahead of the others where that is possible.

        Formats that read people first need not: they are known when they are asked for.
        """
        return ()

    def say(self, fault: Fault, location: Location | None = None) -> None:
        """Note a fault about the file, or about a place in it."""
        self.faults.append(PlacedFault(fault, location or Location(file=self.source.name)))

    def refuse(self, fault: Fault, location: Location | None = None) -> None:
        """Note a fault that makes the input unreadable."""
        self.readable = self.complete = False
        self.say(fault, location)


@dataclass(frozen=True, slots=True)
class Document:
    """What a writer writes: a header and canonical records, sorted by type, then id.

    The records may lie outside memory; a writer goes through them and keeps none.
    """

    header: Mapping[str, Any]
    records: Sequence[Mapping[str, Any]]

    def by_type(self) -> dict[str, Picked]:
        """Return the records of each type that has any, types in the standard order."""
        places: dict[str, array[int]] = {name: array("Q") for name in spec.records()}
        for number, record in enumerate(self.records):
            places[record["type"]].append(number)
        return {name: Picked(self.records, found) for name, found in places.items() if found}


class Picked(Sequence[Mapping[str, Any]]):
    """Some of the records of a document, by their places in it."""

    def __init__(self, everything: Sequence[Mapping[str, Any]], places: array[int]) -> None:
        """Take the records and the places of those that are meant."""
        self._everything = everything
        self.places = places

    def __len__(self) -> int:
        """Return how many are meant."""
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Any]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, Any]]: ...

    def __getitem__(self, index: int | slice) -> Mapping[str, Any] | Sequence[Mapping[str, Any]]:
        """Return one of them, or some."""
        if isinstance(index, slice):
            return Picked(self._everything, self.places[index])
        return self._everything[self.places[index]]


class Unheld(NamedTuple):
    """What a format cannot hold of a document, and why: of a record by its number, or the header.

    Without a field it is the record as a whole; without a number, too, `why` says all.
    """

    number: int | None
    field: str
    why: str

    def words(self, document: Document) -> str:
        """Return it as a sentence."""
        label = "" if self.number is None else label_of(document.records[self.number])
        return self.said_of(label)

    def said_of(self, label: str) -> str:
        """Return it as a sentence on what is called so."""
        if not self.field:
            return f"{label}: {self.why}" if label else self.why
        return f"{label or HEADER}: {self.field}, {self.why}"


# What the header is called where something of it is lost.
HEADER = "the header"


def label_of(record: Mapping[str, Any]) -> str:
    """Return what a record is called where something of it is lost: its id, else its type."""
    named = record.get("id")
    return named if isinstance(named, str) else str(record.get("type"))


# A file on its way out: its relative path, and its content piece by piece.
File = tuple[str, Iterable[bytes]]
Reader = Callable[[Source, ReadOptions], Reading]
Writer = Callable[[Document], Iterable[File]]

PIECE_BYTES = 256 * 1024
MOST_IN_MEMORY = 16 * MEBIBYTE


def in_pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of a size that is worth a call each."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= PIECE_BYTES:
            yield b"".join(held)
            held.clear()
            size = 0
    if held:
        yield b"".join(held)


def assembled(fill: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    """Yield what is filled into a file, which lies outside memory where it is large."""
    with SpooledTemporaryFile(MOST_IN_MEMORY) as file:
        fill(file)
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece


def whole(files: Iterable[File]) -> Iterator[tuple[str, bytes]]:
    """Yield each file with its content in one; for what is small or wanted in memory."""
    for name, pieces in files:
        yield name, b"".join(pieces)


@dataclass(frozen=True, slots=True)
class Format:
    """One format's facts in one place.

    `write` yields (relative path, pieces of bytes): one pair with an empty path for a format of one
    file, one pair a file for a folder. The pieces are made as they are taken, and hold little in
    memory where the format allows that. `losses` names what the format cannot hold of a document.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_type: str
    read: Reader
    write: Writer
    losses: Callable[[Document], list[Unheld]] = lambda _document: []
    holds_anything: bool = False
