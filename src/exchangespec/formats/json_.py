"""JSON: one document with the header's keys and a list of records; our JSON is our JSON-LD."""

from __future__ import annotations

import bisect
import json
import re
from typing import TYPE_CHECKING, Any

from exchangespec.finding import Fault
from exchangespec.formats.compression import gzip_packed, zstd_packed
from exchangespec.formats.format import (
    Document,
    File,
    Format,
    Origin,
    RawRecord,
    Reading,
    ReadOptions,
    Source,
    in_pieces,
)
from exchangespec.formats.json_text import (
    JsonTextError,
    Places,
    item_offsets,
    literal_span,
    parse,
    pointer,
)
from exchangespec.location import Location
from exchangespec.spec import CONTEXT_URL, default_base

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.formats.format import Writer

HEADER_POSITION = -1
# What has none of these is JSON of another kind.
EVERY_PACKAGE = frozenset({"exchangespec", "records"})


class JsonOrigin(Origin):
    """A JSON document; positions are indexes into its `records`."""

    def __init__(self, file: str, text: str, member: str | None = None) -> None:
        """Keep the text, which is looked at again only when a place is asked for."""
        self.file = file
        self.member = member
        self.text = text
        self._places = Places(text)
        self._starts: list[int] | None = None
        self._lines: list[int] | None = None

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return line, column and pointer of a value, or of the object that lacks it."""
        path = [part for part in (field, item) if part is not None] if field else []
        start, above = self._start(position)
        offset, found = self._places.find(path, start)
        line, column = self._line_column(offset)
        return Location(
            file=self.file,
            member=self.member,
            line=line,
            column=column,
            pointer=pointer([*above, *found]),
        )

    def span(self, position: int, path: Sequence[int | str]) -> tuple[int, int] | None:
        """Return where a value of a record begins and ends in the text; None if it is absent."""
        return literal_span(self._places, path, self._start(position)[0])

    def _start(self, position: int) -> tuple[int, list[int | str]]:
        """Return where a record begins, and the path to it; all are found in one pass."""
        if position == HEADER_POSITION:
            return 0, []
        if self._starts is None:
            self._starts = item_offsets(self.text, self._places.find(["records"], 0)[0])
        return self._starts[position], ["records", position]

    def _line_column(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset; line starts are found once."""
        if self._lines is None:
            self._lines = [0, *(found.end() for found in re.finditer("\n", self.text))]
        line = bisect.bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


class JsonReading(Reading):
    """One JSON document being read."""

    def __init__(self, source: Source, options: ReadOptions, format_name: str = "json") -> None:
        """Parse the document; what is wrong with it as a text is noted at once."""
        super().__init__(source, format_name)
        self._records: list[Any] = []
        self._problems: dict[int, list[Fault]] = {}
        if source.size() > options.limits.document_bytes:
            self.refuse(
                Fault("limit-exceeded", {"limit": options.limits.document_bytes, "what": "bytes"})
            )
            return
        self._parse(source.read(), options)

    def _parse(self, content: bytes, options: ReadOptions) -> None:
        """Parse the bytes and take header and records apart."""
        try:
            document = parse(content, depth=options.limits.json_depth)
        except JsonTextError as problem:
            self.refuse(
                Fault(problem.slug, problem.params),
                Location(file=self.source.name, line=problem.line, column=problem.column),
            )
            return
        self.encoding = document.encoding
        self._origin = JsonOrigin(self.source.name, document.text)
        if not isinstance(document.value, dict):
            self.refuse(Fault("unparsable", {"reason": "not-an-object"}))
            return
        if document.value.keys().isdisjoint(EVERY_PACKAGE):
            self.refuse(Fault("unknown-format", {"seen": "json"}))
            return
        values = dict(document.value)
        records = values.pop("records", [])
        header = RawRecord(values, self._origin, HEADER_POSITION)
        self.header = header
        if isinstance(records, list):
            self._records = records
        else:
            header.faults.append(
                Fault("wrong-type", {"value": records, "expected": "a list"}, field="records")
            )
        for path, fault in document.faults:
            inside = len(path) > 1 and path[0] == "records" and isinstance(path[1], int)
            target = self._problems.setdefault(int(path[1]), []) if inside else header.faults
            target.append(_at(fault, path[2:] if inside else path))

    def people(self) -> Iterator[Mapping[str, Any]]:
        """Pick the people out of the document."""
        for value in self._records:
            if isinstance(value, dict) and value.get("type") == "Person":
                yield value

    def records(self) -> Iterator[RawRecord]:
        """Give the records one after the other."""
        for index, value in enumerate(self._records):
            problems = self._problems.get(index, [])
            if isinstance(value, dict):
                yield RawRecord(value, self._origin, index, list(problems))
            else:
                fault = Fault("wrong-type", {"value": value, "expected": "a record"})
                yield RawRecord({}, self._origin, index, [fault], {"type"})


def _at(fault: Fault, path: list[int | str] | tuple[int | str, ...]) -> Fault:
    """Return the fault at the field and item that a path inside a record names."""
    name = str(path[0]) if path else None
    item = path[1] if len(path) > 1 else None
    return Fault(fault.slug, fault.params, field=name, item=item)


def context_of(document: Document) -> list[Any]:
    """Return the `@context` of a package: our versioned one, then its prefixes and `x_` terms."""
    header = document.header
    prefix = header.get("prefix")
    terms: dict[str, str] = {}
    if isinstance(prefix, str):
        terms[prefix] = header.get("base") or default_base(prefix)
        names = {name for record in document.records for name in record if name.startswith("x_")}
        terms |= {name: f"{terms[prefix]}#{name}" for name in sorted(names)}
    prefixes = header.get("prefixes")
    terms |= dict(sorted(prefixes.items())) if isinstance(prefixes, dict) else {}
    return [CONTEXT_URL, terms] if terms else [CONTEXT_URL]


INDENT = 2
# No text of JSON holds a line feed, so each ends a line of the layout.
DEEPER = "\n" + 2 * INDENT * " "


def write(document: Document) -> Iterator[File]:
    """Write the document with two spaces of indent, keys in model order, UTF-8, line feeds."""
    yield "", in_pieces(text.encode() for text in texts(document, context_of(document)))


def texts(document: Document, context: Any) -> Iterator[str]:
    """Yield the text of a document under a context: the header, then a record after the other."""
    dump = json.JSONEncoder(ensure_ascii=False, indent=INDENT, allow_nan=False).encode
    head = dump({"@context": context, **document.header, "records": []})
    if not document.records:
        yield f"{head}\n"
        return
    start = head.removesuffix("]\n}")
    for record in document.records:
        yield start + DEEPER + dump(record).replace("\n", DEEPER)
        start = ","
    yield "\n  ]\n}\n"


def read(source: Source, options: ReadOptions) -> Reading:
    """Open a JSON document."""
    return JsonReading(source, options)


def write_gzip(document: Document) -> Iterator[File]:
    """Write the document compressed by gzip."""
    for path, pieces in write(document):
        yield path, gzip_packed(pieces)


def write_zstd(document: Document) -> Iterator[File]:
    """Write the document compressed by zstd."""
    for path, pieces in write(document):
        yield path, zstd_packed(pieces)


def _format(name: str, title: str, write_as: Writer) -> Format:
    """Return one of the three forms; what is compressed has been unpacked before it is read."""
    return Format(
        name=name,
        title=title,
        suffixes=(f".{name}",),
        media_type="application/json",
        read=read,
        write=write_as,
        holds_anything=True,
    )


FORMAT = _format("json", "JSON", write)
FORMATS = (
    FORMAT,
    _format("json.gz", "JSON, gzip", write_gzip),
    _format("json.zst", "JSON, zstd", write_zstd),
)
