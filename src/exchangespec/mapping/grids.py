"""The tables of a source, whatever it is: files of text, or sheets of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.formats import csv_, detect, format_named, ods, xlsx
from exchangespec.formats.csv_ import SUFFIXES
from exchangespec.formats.encoding import Hints
from exchangespec.formats.table import Lines, Table, is_blank
from exchangespec.formats.text_files import TROUBLES, TextFile, TooMuchError, text_files, trouble
from exchangespec.formats.text_rows import TextRows
from exchangespec.formats.workbook_file import RefusedError, open_workbook
from exchangespec.formats.workbook_reading import rows_as_shown
from exchangespec.mapping.grid import Grid
from exchangespec.mapping.json_grids import json_grids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.formats.format import Format, Reading, ReadOptions, Source
    from exchangespec.formats.sheet_scan import SheetEntry
    from exchangespec.formats.table import Row
    from exchangespec.formats.workbook_file import WorkbookFile
    from exchangespec.location import Location


SHEETS = frozenset(entry.name for entry in (*xlsx.FORMATS, *ods.FORMATS))


def open_grids(
    source: Source, options: ReadOptions, reading: Reading, format_name: str | None = None
) -> list[Grid]:
    """Return the tables of a source; what is wrong with it is said to the reading."""
    if source.content is None and (source.path is None or not source.path.exists()):
        reading.refuse(Fault("file-not-found", {}))
        return []
    found = detect(source) if format_name is None else format_named(format_name)
    if isinstance(found, Fault):
        reading.refuse(found)
    elif found in csv_.FORMATS:
        reading.format = "csv"
        return _text_grids(source, options, reading)
    elif found.name in SHEETS:
        return _sheet_grids(source, options, reading)
    elif found.name == "json":
        reading.format = "json-table"
        return json_grids(source, options, reading)
    else:
        reading.refuse(Fault("no-known-table", {"tables": [_title(found)]}, variant="table"))
    return []


def _title(found: Format) -> str:
    """Return what a format without tables is called."""
    return found.title


# --- text ------------------------------------------------------------------------------------


def _text_grids(source: Source, options: ReadOptions, reading: Reading) -> list[Grid]:
    """Return the files of a source of text."""
    try:
        files = text_files(source, options.limits)
    except TooMuchError as error:
        reading.refuse(error.fault, error.location)
        return []
    except TROUBLES as error:
        reading.refuse(trouble(error))
        return []
    alone = len(files) == 1
    tables = [file for file in files if alone or file.name.casefold().endswith(SUFFIXES)]
    reading.encoding = "utf-8"
    reading.parts = tuple(file.name for file in tables)
    language = options.about.get("language")
    hints = Hints(options.encoding, language if isinstance(language, str) else None)
    return [TextGrid(file, hints, reading).grid() for file in tables]


class TextGrid:
    """One text file as a table."""

    def __init__(self, file: TextFile, hints: Hints, reading: Reading) -> None:
        """Take a file that has not been looked at yet."""
        self.file = file
        self.hints = hints
        self.reading = reading

    def grid(self) -> Grid:
        """Return the table."""
        return Grid(self.file.stem, self.table)

    def table(self) -> Table:
        """Open the file."""
        lines = Lines()
        return Table(self.file.file, self.rows(lines), member=self.file.member, line_of=lines)

    def rows(self, lines: Lines) -> Iterator[Row]:
        """Yield the rows; say what is odd about them."""
        try:
            text = TextRows(self.file, self.hints)
            if not text.encoding.is_utf8:
                self.reading.encoding = text.encoding.shown
            text.say_start(self.reading.say)
            yield from text.rows(lines, self.reading.say)
            self.reading.complete = self.reading.complete and text.complete
        except TROUBLES as error:
            self.reading.complete = False
            self.reading.say(trouble(error), self.file.place())


# --- workbooks -------------------------------------------------------------------------------


def _sheet_grids(source: Source, options: ReadOptions, reading: Reading) -> list[Grid]:
    """Return the sheets of a workbook."""
    try:
        book = open_workbook(source, options.limits)
        entries = book.entries()
    except RefusedError as problem:
        reading.refuse(problem.fault)
        return []
    reading.format = book.kind
    reading.parts = tuple(entry.name for entry in entries)
    return [SheetGrid(book, entry, reading).grid() for entry in entries]


class SheetGrid:
    """One sheet as a table."""

    def __init__(self, book: WorkbookFile, entry: SheetEntry, reading: Reading) -> None:
        """Take a sheet of an opened workbook."""
        self.book = book
        self.entry = entry
        self.reading = reading
        self.scan = book.scan(entry.name)

    def grid(self) -> Grid:
        """Return the table."""
        return Grid(self.entry.name, self.table, self.scan.merged)

    def table(self) -> Table:
        """Open the sheet."""
        return Table(self.reading.source.name, self.rows(), sheet=self.entry.name)

    def rows(self) -> Iterator[Row]:
        """Yield the rows with cells as they are shown; say what is hidden and what went wrong."""
        hidden = set(self.scan.hidden_rows)
        seen = []
        try:
            for number, cells in rows_as_shown(self.book, self.entry.name):
                if number in hidden and not all(map(is_blank, cells)):
                    seen.append(number)
                yield number, cells
        except RefusedError as problem:
            self.reading.complete = False
            self.reading.say(problem.fault, self._place())
        if self.entry.hidden and self.scan.area.row:
            self.reading.say(Fault("hidden-content", {}, variant="sheet"), self._place())
        if seen:
            params = {"count": len(seen), "first": seen[0], "last": seen[-1]}
            variant = "row" if len(seen) == 1 else "rows"
            fault = Fault("hidden-content", params, variant=variant)
            self.reading.say(fault, self._place(seen[0]))

    def _place(self, row: int | None = None) -> Location:
        """Return the place of the sheet, or of a row."""
        return Table(self.reading.source.name, (), sheet=self.entry.name).place(row)
