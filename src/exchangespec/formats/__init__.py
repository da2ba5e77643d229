"""One file a format: bytes to raw records with places, and canonical records back to bytes."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from exchangespec.errors import UnknownFormatError
from exchangespec.finding import Fault
from exchangespec.formats import (
    compression,
    csv_,
    json_,
    jsonld,
    ndjson,
    nquads,
    ods,
    rdfxml,
    turtle,
    xlsx,
)
from exchangespec.formats.documents import kind_of_archive, kind_of_document
from exchangespec.formats.format import (
    Format,
    RawRecord,
    Reading,
    ReadOptions,
    Source,
)
from exchangespec.formats.unpacking import unusual_packing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Every format, in the order in which help and documentation list them.
FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        *json_.FORMATS,
        ndjson.FORMAT,
        ndjson.FORMAT_GZIP,
        ndjson.FORMAT_ZSTD,
        *csv_.FORMATS,
        *xlsx.FORMATS,
        *ods.FORMATS,
        jsonld.FORMAT,
        *turtle.FORMATS,
        *nquads.FORMATS,
        rdfxml.FORMAT,
    )
}

# Blanks, and what remains of a file whose writing was cut short.
BLANK_BYTES = b" \t\r\n\v\f\0"
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Spreadsheet programs lay such a file beside a workbook that is open.
LOCKS = ("~$", ".~lock.")
LARGEST_LOCK = 1024
TABLES = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".ods")


class NothingRead(Reading):
    """An input that could not be opened; its one fault says why."""

    def __init__(self, source: Source, fault: Fault) -> None:
        """Note why nothing is read."""
        super().__init__(source, "unknown")
        self.refuse(fault)

    def records(self) -> Iterator[RawRecord]:
        """Give no records."""
        return iter(())


def format_named(name: str) -> Format:
    """Return the format of this name.

    Raises:
        UnknownFormatError: if there is none.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise UnknownFormatError(name, tuple(FORMATS)) from None


def format_for(path: Path) -> Format:
    """Return the format in which a file of this name is written; the longest suffix decides.

    Raises:
        UnknownFormatError: if no format has the suffix.
    """
    name = path.name.casefold()
    by_length = sorted(
        ((suffix, entry) for entry in FORMATS.values() for suffix in entry.suffixes),
        key=lambda pair: -len(pair[0]),
    )
    for suffix, entry in by_length:
        if name.endswith(suffix):
            return entry
    if not path.suffix:
        return FORMATS["csv"]
    raise UnknownFormatError(path.suffix, tuple(FORMATS))


def open_source(source: Source, options: ReadOptions, format_name: str | None = None) -> Reading:
    """Open an input in the format told, or in the one its content shows; bad data never raise."""
    try:
        if source.content is None and (source.path is None or not source.path.exists()):
            return NothingRead(source, Fault("file-not-found", {}))
        found = detect(source) if format_name is None else format_named(format_name)
        if isinstance(found, Fault):
            return NothingRead(source, found)
        plain = unpacked(source, found, options)
        if isinstance(plain, Fault):
            return NothingRead(source, plain)
        reading = found.read(plain, options)
        _say_misnamed(reading)
        return reading  # noqa: TRY300 (the error is that of opening)
    except OSError as error:
        return NothingRead(
            source, Fault("unreadable-file", {"reason": "system", "seen": error.strerror})
        )


# What a file of each ending should be.
KINDS = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".xlsb": "xlsb",
    ".ods": "ods",
    ".csv": "csv",
    ".tsv": "csv",
}


def _say_misnamed(reading: Reading) -> None:
    """Say where a table is named like another kind of file than it is."""
    suffix = PurePath(reading.source.name).suffix.casefold()
    seen = reading.format.partition(".")[0].partition("-")[0]
    if reading.readable and KINDS.get(suffix, seen) != seen:
        reading.say(Fault("misnamed-file", {"suffix": suffix, "seen": seen}))


def unpacked(source: Source, form: Format, options: ReadOptions) -> Source | Fault:
    """Return a compressed document unpacked; NDJSON stays packed, it is unpacked line by line."""
    streamed = form.name.partition(".")[0] == ndjson.FORMAT.name
    if streamed or not _is_file(source) or not compression.is_compressed(source):
        return source
    return compression.unpacked_whole(source, options.limits)


def _is_file(source: Source) -> bool:
    """Tell whether a source is one whole file."""
    return source.content is not None or (source.path is not None and source.path.is_file())


def detect(source: Source) -> Format | Fault:
    """Tell the format by content first, by suffix where the content leaves it open."""
    if source.path is not None and source.path.is_dir():
        return FORMATS["csv"]
    start = source.start()
    if not start.strip(BLANK_BYTES) and len(start) == source.size():
        return Fault("empty-file", {})
    if _is_lock(source):
        return Fault("unknown-format", {"seen": "lock"})
    return _binary_format(source, start) or _text_format(source.name.casefold(), start)


def _binary_format(source: Source, start: bytes) -> Format | Fault | None:
    """Tell the format of archives, old workbooks and compressed files; None for text."""
    if start.startswith(ZIP_MAGIC):
        return _zip_format(source)
    if start.startswith(OLE_MAGIC):
        return FORMATS["xlsx"]
    return _packed_format(source) if compression.is_compressed(source) else None


def _packed_format(source: Source) -> Format | Fault:
    """Tell the format of compressed text by what it unpacks to; damage is found when reading."""
    name = compression.plain_name(source.name.casefold())
    start = compression.start_unpacked(source)
    found = _text_format(name, start) if start.strip(BLANK_BYTES) else FORMATS["ndjson"]
    is_table = isinstance(found, Format) and found.name.startswith("csv")
    if is_table or name.endswith(TABLES):
        return Fault("unknown-format", {"seen": "compressed"})
    return found


def _is_lock(source: Source) -> bool:
    """Tell the small file that lies beside an open workbook, by its name."""
    return PurePath(source.name).name.startswith(LOCKS) and source.size() <= LARGEST_LOCK


# Suffixes that leave no doubt, whatever the text begins with.
RDF_SUFFIXES = {
    suffix: entry.name
    for entry in (*turtle.FORMATS, *nquads.FORMATS, rdfxml.FORMAT)
    for suffix in entry.suffixes
}
RDF_XML = re.compile(rb"<(?:[\w.-]+:)?RDF[\s>]")
# What a statement begins with, and what comes before the first one in Turtle.
ADDRESS = rb"<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>"
STATEMENT = re.compile(ADDRESS + rb"\s+" + ADDRESS + rb"[^\n]*\.\s*(?:\n|\Z)")
DECLARATION = re.compile(rb"@?(?:prefix|base)\s+[^\s:]*:?\s*<|" + ADDRESS + rb"\s", re.IGNORECASE)
COMMENTS = re.compile(rb"(?:\s*#[^\n]*\n)*\s*")


TEXTS = (".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".txt", ".tab")
SIGNS_OF_TEXT = frozenset({"picture", "archive", "database", "old-workbook", "symbolic-link"})


def _text_format(name: str, start: bytes) -> Format | Fault:
    """Tell the format of what is not binary by its first signs, then by its suffix."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    rdf = _rdf_format(name, text)
    if rdf is not None:
        return rdf
    seen = kind_of_document(start)
    if seen == "flat-ods":
        return FORMATS["ods"]
    if text.startswith((b"{", b"[")) and seen != "google":
        return _json_format(name, text)
    # The ending counts for more than signs within text that anybody may have typed.
    if seen != "unknown" and not (seen in SIGNS_OF_TEXT and name.endswith(TEXTS)):
        return Fault("unknown-format", {"seen": seen})
    return _text_by_name(name, start)


def _text_by_name(name: str, start: bytes) -> Format | Fault:
    """Tell the format of text by the ending of its name, or by whether it looks like a table."""
    if name.endswith((".json", ".ndjson", ".jsonl")):
        return FORMATS["json" if name.endswith(".json") else "ndjson"]
    if name.endswith((".csv", ".tsv", ".txt", ".tab")) or _is_text_table(start):
        return FORMATS["csv"]
    return Fault("unknown-format", {"seen": "unknown"})


def _rdf_format(name: str, text: bytes) -> Format | None:
    """Tell RDF by its suffix, else by how it begins; None for what is none."""
    by_suffix = next((entry for suffix, entry in RDF_SUFFIXES.items() if name.endswith(suffix)), "")
    if by_suffix:
        return FORMATS[by_suffix]
    if text.startswith(b"<?xml") or RDF_XML.match(text):
        return FORMATS[rdfxml.FORMAT.name] if RDF_XML.search(text) else None
    said = text[COMMENTS.match(text).end() :]  # type: ignore[union-attr]  # it matches anything
    if STATEMENT.match(said):
        return FORMATS["nquads"]
    return FORMATS["turtle"] if DECLARATION.match(said) else None


def _json_format(name: str, text: bytes) -> Format:
    """Tell JSON from NDJSON: by suffix, else by whether the first line is an object of its own."""
    if name.endswith((".ndjson", ".jsonl")):
        return FORMATS["ndjson"]
    if name.endswith(".jsonld"):
        return FORMATS["jsonld"]
    first, _, rest = text.partition(b"\n")
    if (
        not name.endswith(".json")
        and first.rstrip().endswith(b"}")
        and rest.lstrip().startswith(b"{")
    ):
        return FORMATS["ndjson"]
    return FORMATS["json"]


def _zip_format(source: Source) -> Format | Fault:
    """Tell a workbook from a zip of CSV files by the members."""
    try:
        with zipfile.ZipFile(source.path or BytesIO(source.content or b"")) as archive:
            kind = kind_of_archive(archive.namelist(), _stated_type(archive))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error):
        whole = ZIP_END in source.read()[-LARGEST_ZIP_END:]
        return Fault("unreadable-file", {"reason": "broken-archive" if whole else "cut-off"})
    return FORMATS.get(kind) or Fault("unknown-format", {"seen": kind})


# What an archive ends with: a short table, and at most so many bytes of remarks.
ZIP_END = b"PK\x05\x06"
LARGEST_ZIP_END = 70_000
LONGEST_TYPE = 200


def _stated_type(archive: zipfile.ZipFile) -> str:
    """Return what an OpenDocument archive says that it is."""
    member = archive.NameToInfo.get("mimetype")
    if member is None or member.file_size > LONGEST_TYPE or unusual_packing(member):
        return ""
    return archive.read(member).decode("ascii", "replace")


def _is_text_table(start: bytes) -> bool:
    """Tell whether unnamed bytes look like a table: text with a delimiter in its first line."""
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    first = start.splitlines()[0] if start.splitlines() else b""
    return any(mark in first for mark in (b",", b";", b"\t", b"|"))
