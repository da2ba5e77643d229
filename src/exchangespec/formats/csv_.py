"""CSV: a folder or a zip with `about.csv` and one file a record type, or a single such file.

Cells are written as they are. CSV cannot say that a cell is text, so a value that begins with `=`
stays as it stands: losing or changing it would be worse, and nothing here computes it.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import struct
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from exchangespec.codelists import fold, match_language
from exchangespec.finding import Fault
from exchangespec.formats.cells import number_text
from exchangespec.formats.format import Document, Format, RawRecord, Reading, ReadOptions, Source
from exchangespec.formats.table import (
    Lines,
    Table,
    about_rows,
    defaults_of,
    header_from_rows,
    read_table,
    table_rows,
    type_by_headings,
)
from exchangespec.location import Location
from exchangespec.spec import csvw, reading_order, records
from exchangespec.spec.headings import ABOUT_TABLE_NAMES, table_type

if TYPE_CHECKING:
    import _csv
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from exchangespec.formats.table import Row

ABOUT = "about.csv"
METADATA = "csv-metadata.json"
SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
ABOUT_NAMES = frozenset(map(fold, ABOUT_TABLE_NAMES))
CHUNK = 1 << 20
LONGEST_LINE = 1 << 24
RATIO_LOOKED_AT = 1 << 20
# Small members may be packed tightly; the ratio matters only where the text is large.
LINES_LOOKED_AT = 5
MOST_PROBLEMS = 100
# As many as a spreadsheet has.
MOST_COLUMNS = 16_384
# The words of the library for a cell beyond its limit; it has no error class for it.
LONG_CELL = "larger than field limit"


@dataclass(frozen=True, slots=True)
class TextFile:
    """One file with a table: how it is called, how it is opened, where findings place it."""

    name: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    file: str
    member: str | None = None

    @property
    def stem(self) -> str:
        """Return the name without folders and suffix."""
        return PurePosixPath(self.name).stem

    def place(self, line: int | None = None) -> Location:
        """Return the place of the file, or of a line in it."""
        return Location(file=self.file, member=self.member, line=line)


# --- encodings -----------------------------------------------------------------------------------

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = "windows-1252"
# The Windows code page that spreadsheets of these languages write.
CODE_PAGES = {
    **dict.fromkeys(["bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"], "windows-1250"),
    **dict.fromkeys(["be", "bg", "mk", "ru", "sr", "uk"], "windows-1251"),
    "el": "windows-1253",
    "tr": "windows-1254",
    "he": "windows-1255",
    "ar": "windows-1256",
    **dict.fromkeys(["et", "lt", "lv"], "windows-1257"),
    "vi": "windows-1258",
}
MOSTLY = 0.3
UTF8 = frozenset({"utf-8", "utf-8-sig"})
FOREIGN_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")
WORDS_SHOWN = 3


def find_encoding(stream: IO[bytes], told: str | None, language: str | None) -> str:
    """Return the encoding: by mark, by NUL bytes, as told, UTF-8, or the language's code page."""
    start = stream.read(CHUNK)
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    looked_at = start[:4096]
    even, odd = looked_at[::2].count(0), looked_at[1::2].count(0)
    if (
        max(even, odd) > MOSTLY * max(1, len(looked_at) // 2)
        and min(even, odd) < max(even, odd) / 4
    ):
        return "utf-16-be" if even > odd else "utf-16-le"
    if told and _is_known(told):
        return codecs.lookup(told).name
    if _decodes(start, stream, "utf-8"):
        return "utf-8"
    return CODE_PAGES.get((language or "").partition("-")[0], WESTERN)


def _is_known(encoding: str) -> bool:
    """Tell whether there is a text encoding of this name."""
    try:
        codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _decodes(start: bytes, stream: IO[bytes], encoding: str) -> bool:
    """Tell whether everything decodes, keeping nothing of it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        piece = start
        while piece:
            decoder.decode(piece)
            piece = stream.read(CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


# --- rows ----------------------------------------------------------------------------------------

DELIMITERS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r"^\ufeff?sep=(.)\r?\n?$", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"')


def find_delimiter(lines: Iterable[str]) -> str:
    """Return the delimiter of the first line that has any: the most frequent one outside quotes."""
    for line in lines:
        counts = Counter(character for character in QUOTED.sub("", line) if character in DELIMITERS)
        if counts:
            return max(DELIMITERS, key=lambda mark: counts[mark])
    return ","


class TooLongLineError(Exception):
    """A line is longer than any table's; the file is hardly one."""


def _lines(stream: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines with their ends.

    Raises:
        TooLongLineError: if a line does not end.
    """
    while line := stream.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise TooLongLineError
        yield line


TROUBLES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TooLongLineError,
)


def trouble(error: Exception) -> Fault:
    """Return the fault of a file that cannot be opened or read on; a fault of ours stays one."""
    if isinstance(error, TooLongLineError):
        return too_much("line", LONGEST_LINE)
    if isinstance(error, OSError):
        return unreadable("system", error.strerror or "")
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
        # zipfile has no error class of its own for a member that needs a password.
        if "password" not in str(error):
            raise error
        return Fault("password-protected", {})
    return unreadable("broken-archive", str(error))


def opened(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """Open one file of a zip.

    Raises:
        zipfile.BadZipFile: if what the archive says of it cannot be.
    """
    try:
        if archive.getinfo(name).compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise zipfile.BadZipFile(name)
        return archive.open(name)
    except (ValueError, struct.error) as error:
        raise zipfile.BadZipFile(str(error)) from None


def _open_binary(path: Path) -> IO[bytes]:
    """Open a file of a folder."""
    return path.open("rb")


class CsvReading(Reading):
    """A folder, a zip or a single file being read, table by table."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        """Look at every file's name, and read the header."""
        super().__init__(source, "csv")
        self.encoding = "utf-8"
        self._options = options
        self._tables: list[tuple[TextFile, str]] = []
        self._encodings: dict[str, str] = {}
        self._language = _tag(options.about.get("language"))
        try:
            self._open()
        except TROUBLES as error:
            self.refuse(trouble(error))

    # --- finding the tables ----------------------------------------------------------------------

    def _open(self) -> None:
        """Find the tables of the source."""
        if self.source.path is not None and self.source.path.is_dir():
            self._sort_files(self._folder_files(self.source.path))
        elif zipfile.is_zipfile(self.source.path or io.BytesIO(self.source.content or b"")):
            with self._archive() as archive:
                files = self._zip_files(archive)
            if self.readable:
                self._sort_files(files)
        elif self.source.size() == 0:
            self.refuse(Fault("empty-file", {}))
        else:
            self._single()

    def _folder_files(self, path: Path) -> list[TextFile]:
        """Return the files of a folder, by name."""
        folder = self.source.name.rstrip("/")
        return [
            TextFile(inside.name, partial(_open_binary, inside), f"{folder}/{inside.name}")
            for inside in sorted(path.iterdir())
            if inside.is_file() and not inside.name.startswith(".")
        ]

    @contextmanager
    def _archive(self) -> Iterator[zipfile.ZipFile]:
        """Open the zip."""
        with zipfile.ZipFile(self.source.path or io.BytesIO(self.source.content or b"")) as archive:
            yield archive

    @contextmanager
    def _member(self, name: str) -> Iterator[IO[bytes]]:
        """Open one file of the zip, without unpacking it anywhere."""
        with self._archive() as archive, opened(archive, name) as stream:
            yield stream

    def _zip_files(self, archive: zipfile.ZipFile) -> list[TextFile]:
        """Return the files of a zip, by name, unless it is too large."""
        limits = self._options.limits
        members = archive.infolist()
        if len(members) > limits.archive_members:
            self.refuse(too_much("members", limits.archive_members))
            return []
        files = []
        for member in sorted(members, key=lambda item: item.filename):
            name = PurePosixPath(member.filename)
            if member.is_dir() or name.name.startswith(".") or "__MACOSX" in name.parts:
                continue
            large = member.file_size > RATIO_LOOKED_AT
            if large and member.file_size > limits.archive_ratio * max(1, member.compress_size):
                fault = too_much("ratio", limits.archive_ratio)
                self.refuse(fault, Location(file=self.source.name, member=member.filename))
                return []
            files.append(
                TextFile(
                    member.filename,
                    partial(self._member, member.filename),
                    self.source.name,
                    member.filename,
                )
            )
        return files

    def _sort_files(self, files: Sequence[TextFile]) -> None:
        """Tell the header's file and the tables from what is neither."""
        about: TextFile | None = None
        unknown: list[TextFile] = []
        for file in files:
            base = PurePosixPath(file.name)
            if base.name == METADATA:
                continue
            if base.suffix.casefold() not in SUFFIXES:
                unknown.append(file)
            elif fold(file.stem) in ABOUT_NAMES and about is None:
                about = file
            else:
                record_type = table_type(file.stem) or self._type_inside(file)
                if record_type is None:
                    unknown.append(file)
                else:
                    self._tables.append((file, record_type))
        order = reading_order()
        self._tables.sort(key=lambda pair: order[pair[1]])
        if not self._tables and about is None:
            self.refuse(self._no_table([file.name for file in unknown]))
            return
        for file in unknown:
            self.say(Fault("unknown-table", {"table": file.name}, variant="file"), file.place())
        self._read_about(about)

    def _no_table(self, names: Sequence[str]) -> Fault:
        """Return the fault of a folder or zip without a table; a folder may hold submissions."""
        if self.source.path is None or not self.source.path.is_dir():
            variant = "table" if names else "empty"
            return Fault("no-known-table", {"tables": names}, variant=variant)
        params = {"tables": names, "seen": self.source.name.rstrip("/")}
        return Fault("no-known-table", params, variant="folder" if names else "empty-folder")

    def _single(self) -> None:
        """Read a lone file: its type is told by its name, or by its headings."""
        name = self.source.path.name if self.source.path else self.source.name
        file = TextFile(name, self._whole, self.source.name)
        if fold(file.stem) in ABOUT_NAMES:
            self._read_about(file)
            return
        record_type = table_type(file.stem) or self._type_inside(file) or _type_in_name(file.stem)
        if record_type is None:
            self.refuse(Fault("no-known-table", {"tables": [name]}))
            return
        self._tables.append((file, record_type))
        self._read_about(None)

    def _whole(self) -> IO[bytes]:
        """Open the source itself."""
        if self.source.content is not None or self.source.path is None:
            return io.BytesIO(self.source.content or b"")
        return self.source.path.open("rb")

    def _type_inside(self, file: TextFile) -> str | None:
        """Return the record type that the headings of a file fit, where its name says nothing."""
        first = next(
            (cells for _, cells in self._rows(file, Lines(), quiet=True) if any(cells)), []
        )
        return type_by_headings(first)

    def _read_about(self, about: TextFile | None) -> None:
        """Read the header from its file, and from what the user gave."""
        given: Mapping[str, Any] = self._options.about
        if about is None:
            if given:
                self.header = header_from_rows(Table(self.source.name, ()), given, self.say)
                self.header_is_own = False
            else:
                self.say(Fault("no-header", {}))
            return
        for _, cells in self._rows(about, Lines(), quiet=True):
            if len(cells) > 1 and fold(cells[0]) == "language":
                self._language = _tag(cells[1]) or self._language
        # Now that the language is known, it may tell the code page.
        self._encodings.pop(about.name, None)
        self.header = header_from_rows(self._table(about), given, self.say)

    # --- reading a table -------------------------------------------------------------------------

    def _table(self, file: TextFile) -> Table:
        """Return a file as a table that is read when its rows are asked for."""
        lines = Lines()
        rows = self._rows(file, lines, quiet=False)
        return Table(file.file, rows, member=file.member, line_of=lines)

    def _encoding(self, file: TextFile) -> str:
        """Find the encoding of a file, once."""
        found = self._encodings.get(file.name)
        if found is None:
            with file.open() as stream:
                found = find_encoding(stream, self._options.encoding, self._language)
            self._encodings[file.name] = found
        return found

    def _say_encoding(self, file: TextFile, encoding: str) -> None:
        """Say that a file is not UTF-8, with words by which to tell whether it was read well."""
        if encoding in UTF8:
            return
        shown = encoding.replace("cp125", "windows-125")
        self.encoding = shown
        with file.open() as stream:
            text = stream.read(1 << 16).decode(encoding, "replace")
        words = list(dict.fromkeys(FOREIGN_WORD.findall(text)))[:WORDS_SHOWN]
        self.say(Fault("text-not-utf8", {"encoding": shown, "words": words}), file.place())

    def _rows(self, file: TextFile, lines: Lines, *, quiet: bool) -> Iterator[Row]:
        """Yield the rows of a file with their numbers; `quiet` when it is only looked into."""
        try:
            encoding = self._encoding(file)
            if not quiet:
                self._say_encoding(file, encoding)
            with file.open() as binary:
                stream = io.TextIOWrapper(binary, encoding, errors="replace", newline="")
                source = _lines(stream)
                first = list(islice(source, LINES_LOOKED_AT))
                told = SEPARATOR_LINE.match(first[0]) if first else None
                if told:
                    del first[0]
                delimiter = told[1] if told else find_delimiter(first)
                reader = csv.reader(chain(first, source), delimiter=delimiter, strict=True)
                for number, line, cells in self._parsed(file, reader, quiet=quiet):
                    lines.note(number, line + bool(told))
                    yield number, cells
        except TROUBLES as error:
            if quiet:
                raise
            self.complete = False
            self.say(trouble(error), file.place())

    def _parsed(
        self, file: TextFile, reader: _csv.Reader, *, quiet: bool
    ) -> Iterator[tuple[int, int, list[str]]]:
        """Yield number, line and cells of each row; name and leave out rows with broken quotes."""
        number, line, problems = 1, 1, 0
        while problems < MOST_PROBLEMS:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                problems += 1
                if not quiet:
                    self.complete = False
                    self.say(_problem(error), replace(file.place(line), row=number))
                if reader.line_num > line and LONG_CELL in str(error):
                    return  # Where a cell of many lines ends cannot be told any more.
            else:
                if len(cells) > MOST_COLUMNS:
                    self._refuse_row(file, number, line)
                    return
                yield number, line, cells
            number += 1
            line = reader.line_num + 1

    def _refuse_row(self, file: TextFile, number: int, line: int) -> None:
        """Say that a row has more cells than any table; what follows is not read."""
        self.complete = False
        self.say(too_much("columns", MOST_COLUMNS), replace(file.place(line), row=number))

    def records(self) -> Iterator[RawRecord]:
        """Read the records, file by file in the order of the record types."""
        header = self.header.values if self.header else {}
        # The limit of 32,767 characters is that of workbooks.
        defaults = replace(defaults_of(header), cell_characters=csv.field_size_limit())
        for file, record_type in self._tables:
            yield from read_table(self._table(file), records()[record_type], defaults, self.say)


def _problem(error: csv.Error) -> Fault:
    """Return the fault of a row that cannot be taken apart."""
    text = str(error)
    if LONG_CELL in text:
        return too_much("characters", csv.field_size_limit())
    reason = "quote-not-closed" if "unexpected end" in text else "text-after-quote"
    return Fault("unparsable", {"reason": reason}, variant=reason)


def too_much(what: str, limit: int) -> Fault:
    """Return the fault that something exceeds a limit."""
    return Fault("limit-exceeded", {"what": what, "limit": limit}, variant=what)


def unreadable(reason: str, seen: str) -> Fault:
    """Return the fault that a file cannot be read."""
    return Fault("unreadable-file", {"reason": reason, "seen": seen}, variant=reason)


def _tag(value: object) -> str | None:
    """Return the language that a header or the user names."""
    return match_language(value).value if isinstance(value, str) and value else None


def _type_in_name(stem: str) -> str | None:
    """Return the only record type that is named within a file's name: `visits_2023_final`."""
    words = [word for word in re.split(r"[\W\d_]+", stem) if word]
    found = {
        record_type
        for length in (2, 1)
        for at in range(len(words) - length + 1)
        if (record_type := table_type(" ".join(words[at : at + length])))
    }
    return found.pop() if len(found) == 1 else None


def read(source: Source, options: ReadOptions) -> Reading:
    """Open a folder, a zip or a single file."""
    return CsvReading(source, options)


# --- writing -------------------------------------------------------------------------------------


def table_bytes(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table as CSV: UTF-8 without mark, lines ending in CRLF, quotes where needed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(headings)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _plain(cell: str | float | None) -> str:
    """Return a cell as text."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return number_text(cell)


def _by_type(document: Document) -> dict[str, list[Mapping[str, Any]]]:
    """Return the records of each type that has any, types in the standard order."""
    found: dict[str, list[Mapping[str, Any]]] = {name: [] for name in records()}
    for record in document.records:
        found[record["type"]].append(record)
    return {name: items for name, items in found.items() if items}


def _table_of(record_type: str, items: Sequence[Mapping[str, Any]], language: str | None) -> bytes:
    """Return the records of one type as CSV."""
    return table_bytes(*table_rows(records()[record_type], items, language))


def write_folder(document: Document) -> Iterator[tuple[str, bytes]]:
    """Yield `about.csv`, one file a record type, and the CSVW metadata that describe them."""
    yield ABOUT, table_bytes(("field", "value"), about_rows(document.header))
    language = document.header.get("language")
    headings: dict[str, list[str]] = {}
    for record_type, items in _by_type(document).items():
        headings[record_type], rows = table_rows(records()[record_type], items, language)
        yield f"{records()[record_type].plural}.csv", table_bytes(headings[record_type], rows)
    described = csvw.metadata_of(headings, language)
    yield csvw.FILE, (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def long_texts(document: Document) -> list[str]:
    """Name the texts that are longer than what is read of a cell."""
    language, most = document.header.get("language"), csv.field_size_limit()
    tables: list[tuple[str, Sequence[str], Iterable[Sequence[Any]]]] = [
        ("the header", ("field", "value"), about_rows(document.header))
    ]
    tables += [
        (record_type, *table_rows(records()[record_type], items, language))
        for record_type, items in _by_type(document).items()
    ]
    return [
        f"{name} {row[0]}: {heading}, since a cell holds at most {most} characters"
        for name, headings, rows in tables
        for row in rows
        for heading, cell in zip(headings, row, strict=True)
        if isinstance(cell, str) and len(cell) > most
    ]


FIRST_DAY = (1980, 1, 1, 0, 0, 0)
LEVEL = 6
PLAIN_FILE = 0o100644 << 16


def write_zip(document: Document) -> Iterator[tuple[str, bytes]]:
    """Write the folder as a zip: the same bytes for the same document."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name, data in write_folder(document):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = PLAIN_FILE
            entry.create_system = 3
            archive.writestr(entry, data, compresslevel=LEVEL)
    yield "", content.getvalue()


def _kept_type(document: Document) -> str | None:
    """Return the record type that a single table keeps: the one with most records."""
    counts = {name: len(items) for name, items in _by_type(document).items()}
    return max(counts, key=lambda name: counts[name], default=None)


def write_single(document: Document) -> Iterator[tuple[str, bytes]]:
    """Write the table of one record type."""
    record_type = _kept_type(document)
    if record_type is None:
        yield "", table_bytes(("id",), ())
    else:
        items = _by_type(document)[record_type]
        yield "", _table_of(record_type, items, document.header.get("language"))


def single_losses(document: Document) -> list[str]:
    """Name what a single table cannot hold: the header, and records of other types."""
    losses = long_texts(document)
    if document.header:
        losses.append("the header, which a single CSV table has no place for")
    kept = _kept_type(document)
    losses.extend(
        f"{len(items)} record{'s' if len(items) > 1 else ''} of type {name}: a single CSV table "
        "holds one type"
        for name, items in _by_type(document).items()
        if name != kept
    )
    return losses


FORMAT = Format(
    name="csv",
    title="CSV files in a folder",
    suffixes=(),
    media_type="text/csv",
    read=read,
    write=write_folder,
    losses=long_texts,
)
FORMAT_ZIP = Format(
    name="csv.zip",
    title="CSV files in a zip",
    suffixes=(".csv.zip", ".zip"),
    media_type="application/zip",
    read=read,
    write=write_zip,
    losses=long_texts,
)
FORMAT_TABLE = Format(
    name="csv-table",
    title="CSV, one table",
    suffixes=(".csv",),
    media_type="text/csv",
    read=read,
    write=write_single,
    losses=single_losses,
)
FORMATS = (FORMAT, FORMAT_ZIP, FORMAT_TABLE)
