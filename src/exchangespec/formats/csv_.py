"""CSV: a folder or a zip with `about.csv` and one file a record type, or a single such file.

Cells are written as they are. CSV cannot say that a cell is text, so a value that begins with `=`
stays as it stands: losing or changing it would be worse, and nothing here computes it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from exchangespec.codelists import fold, match_language
from exchangespec.finding import Fault
from exchangespec.formats.cells import number_text
from exchangespec.formats.encoding import Hints
from exchangespec.formats.format import (
    Document,
    File,
    Format,
    RawBlock,
    RawRecord,
    Reading,
    ReadOptions,
    Source,
    Unheld,
    assembled,
    singly,
)
from exchangespec.formats.table import (
    Lines,
    Table,
    about_rows,
    defaults_of,
    header_from_rows,
    read_table,
    table_rows,
    type_inside,
)
from exchangespec.formats.text_files import (
    TROUBLES,
    TextFile,
    TooMuchError,
    is_zip,
    text_files,
    trouble,
    whole_file,
)
from exchangespec.formats.text_rows import TextRows
from exchangespec.formats.texts_lost import texts_lost
from exchangespec.spec import csvw, reading_order, records
from exchangespec.spec.headings import about_names, table_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exchangespec.formats.table import Row
    from exchangespec.location import Location

ABOUT = "about.csv"
METADATA = "csv-metadata.json"
# A repaired copy stands beside the file that it is one of.
FIXED = ".fixed."
SUFFIXES = (".csv", ".tsv", ".txt", ".tab")


class CsvReading(Reading):
    """A folder, a zip or a single file being read, table by table."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        """Look at every file's name, and read the header."""
        super().__init__(source, "csv")
        self.encoding = "utf-8"
        self._options = options
        self._tables: list[tuple[TextFile, str]] = []
        self._files: dict[str, TextRows] = {}
        self._language = _tag(options.about.get("language"))
        try:
            self._open()
        except TROUBLES as error:
            self.refuse(trouble(error))

    # --- finding the tables ----------------------------------------------------------------------

    def _open(self) -> None:
        """Find the tables of the source."""
        path = self.source.path
        if (path is not None and path.is_dir()) or is_zip(self.source):
            try:
                files = text_files(self.source, self._options.limits)
            except TooMuchError as error:
                self.refuse(error.fault, error.location)
                return
            self._sort_files(files)
        elif self.source.size() == 0:
            self.refuse(Fault("empty-file", {}))
        else:
            self._single()

    def _sort_files(self, files: Sequence[TextFile]) -> None:
        """Tell the header's file and the tables from what is neither."""
        about: TextFile | None = None
        unknown: list[TextFile] = []
        others: list[TextFile] = []
        names = {file.name for file in files}
        for file in files:
            if FIXED in file.name and file.name.replace(FIXED, ".") in names:
                params = {"table": file.name}
                self.say(Fault("unknown-table", params, variant="copy"), file.place())
                continue
            base = PurePosixPath(file.name)
            if base.name == METADATA:
                continue
            if base.suffix.casefold() not in SUFFIXES:
                others.append(file)
            elif fold(file.stem) in about_names() and about is None:
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
            self.refuse(self._no_table(unknown, others))
            return
        for variant, left in (("file", unknown), ("no-csv", others)):
            for file in left:
                params = {"table": file.name}
                self.say(Fault("unknown-table", params, variant=variant), file.place())
        self._read_about(about)

    def _no_table(self, unknown: Sequence[TextFile], others: Sequence[TextFile]) -> Fault:
        """Return the fault of a folder or zip without a table; it may hold submissions."""
        names = [file.name for file in unknown or others]
        path = self.source.path
        if path is None or not path.is_dir():
            variant = "table" if unknown else "zip" if others else "empty"
            return Fault("no-known-table", {"tables": names}, variant=variant)
        variant = "folder-tables" if unknown else "folder" if others else "empty-folder"
        if not names and (folders := sorted(one.name for one in path.iterdir() if one.is_dir())):
            names, variant = folders, "folders"
        params = {"tables": names, "seen": self.source.name.rstrip("/")}
        return Fault("no-known-table", params, variant=variant)

    def _single(self) -> None:
        """Read a lone file: its type is told by its name, or by its headings."""
        file = whole_file(self.source)
        if fold(file.stem) in about_names():
            self._read_about(file)
            return
        record_type = table_type(file.stem) or self._type_inside(file) or _type_in_name(file.stem)
        if record_type is None:
            self.refuse(Fault("no-known-table", {"tables": [file.name]}))
            return
        self._tables.append((file, record_type))
        self._read_about(None)

    def _type_inside(self, file: TextFile) -> str | None:
        """Return the record type that the headings of a file fit, where its name says nothing."""
        return type_inside(self._rows(file, Lines(), quiet=True))

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
        self._files.pop(about.name, None)
        longest = csv.field_size_limit()
        self.header = header_from_rows(self._table(about), given, self.say, longest=longest)

    @property
    def texts(self) -> Iterable[TextRows]:
        """Return the files that have been looked into, each with how it is written."""
        return self._files.values()

    # --- reading a table -------------------------------------------------------------------------

    def _table(self, file: TextFile) -> Table:
        """Return a file as a table that is read when its rows are asked for."""
        lines = Lines()
        rows = self._rows(file, lines, quiet=False)
        again = partial(self._once_more, file)
        return Table(file.file, rows, member=file.member, line_of=lines, again=again)

    def _once_more(self, file: TextFile) -> Iterator[Row]:
        """Yield the rows of a file that is read as well, and names its troubles then."""
        with suppress(*TROUBLES):
            yield from self._rows(file, Lines(), quiet=True)

    def _opened(self, file: TextFile) -> TextRows:
        """Find out how a file is written, once."""
        found = self._files.get(file.name)
        if found is None:
            hints = Hints(self._options.encoding, self._language)
            found = self._files[file.name] = TextRows(file, hints)
        return found

    def _rows(self, file: TextFile, lines: Lines, *, quiet: bool) -> Iterator[Row]:
        """Yield the rows of a file with their numbers; `quiet` when it is only looked into."""
        if quiet:
            yield from self._opened(file).rows(lines, say_nothing)
            return
        try:
            text = self._opened(file)
            if not text.encoding.is_utf8:
                self.encoding = text.encoding.shown
            text.say_start(self.say)
            yield from text.rows(lines, self.say)
            self.complete = self.complete and text.complete
        except TROUBLES as error:
            self.complete = False
            self.say(trouble(error), file.place())

    def records(self) -> Iterator[RawRecord]:
        """Read the records, file by file in the order of the record types."""
        return singly(self.passages())

    def passages(self) -> Iterator[RawRecord | RawBlock]:
        """Read the same records, many at once where nothing is wrong."""
        header = self.header.values if self.header else {}
        # As for the header, the limit of 32,767 characters is that of workbooks.
        defaults = replace(defaults_of(header), cell_characters=csv.field_size_limit())
        for file, record_type in self._tables:
            table = self._table(file)
            self.accounts.append(table.account)
            yield from read_table(table, records()[record_type], defaults, self.say)


def say_nothing(fault: Fault, location: Location | None) -> None:
    """Take a fault of a file that is only looked into; it is said when the file is read."""


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


def table_pieces(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a table as CSV: UTF-8 without mark, lines ending in CRLF, quotes where needed."""
    plain = chain([headings], ([_plain(cell) for cell in row] for row in rows))
    while some := list(islice(plain, ROWS_AT_ONCE)):
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL).writerows(some)
        yield text.getvalue().encode("utf-8", "surrogatepass")


def _plain(cell: str | float | None) -> str:
    """Return a cell as text."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return number_text(cell)


def write_folder(document: Document) -> Iterator[File]:
    """Yield `about.csv`, one file a record type, and the CSVW metadata that describe them."""
    yield ABOUT, table_pieces(("field", "value"), about_rows(document.header))
    language = document.header.get("language")
    headings: dict[str, list[str]] = {}
    for record_type, items in document.by_type().items():
        headings[record_type], rows = table_rows(records()[record_type], items, language)
        yield f"{records()[record_type].plural}.csv", table_pieces(headings[record_type], rows)
    described = csvw.metadata_of(headings, language)
    yield csvw.FILE, [(json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()]


def long_texts(document: Document) -> list[Unheld]:
    """Name the texts that are longer than what is read of a cell."""
    most = csv.field_size_limit()

    def reason(text: str) -> str | None:
        return f"a cell holds at most {most} characters" if len(text) > most else None

    return texts_lost(document, reason)


FIRST_DAY = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16
ROWS_AT_ONCE = 500
# A table that may be larger than what an old-fashioned entry of a zip can hold.
ROWS_OF_LARGE = 500_000


def write_zip(document: Document) -> Iterator[File]:
    """Write the folder as a zip: the same bytes for the same document."""
    yield "", assembled(partial(_fill, document))


def _fill(document: Document, stream: IO[bytes]) -> None:
    """Put the zip together."""
    large = len(document.records) > ROWS_OF_LARGE
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in write_folder(document):
            # Compressed at the level that the library takes unless told.
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = PLAIN_FILE
            entry.create_system = 3
            with archive.open(entry, "w", force_zip64=large) as file:
                file.writelines(pieces)


def _kept_type(document: Document) -> str | None:
    """Return the record type that a single table keeps: the one with most records."""
    counts = {name: len(items) for name, items in document.by_type().items()}
    return max(counts, key=lambda name: counts[name], default=None)


def write_single(document: Document) -> Iterator[File]:
    """Write the table of one record type."""
    record_type = _kept_type(document)
    if record_type is None:
        yield "", table_pieces(("id",), ())
    else:
        items = document.by_type()[record_type]
        language = document.header.get("language")
        yield "", table_pieces(*table_rows(records()[record_type], items, language))


def single_losses(document: Document) -> list[Unheld]:
    """Name what a single table cannot hold: the header, and records of other types."""
    losses = long_texts(document)
    if document.header:
        losses.append(Unheld(None, "", "the header, which a single CSV table has no place for"))
    kept = _kept_type(document)
    for name, items in document.by_type().items():
        if name != kept:
            more = f" and {len(items) - 1:,} more" if len(items) > 1 else ""
            why = f"{name}{more}, since a single CSV table holds one type"
            losses.append(Unheld(items.places[0], "", why))
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
