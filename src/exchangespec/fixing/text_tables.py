"""CSV: cells are repaired where they stand; encoding, delimiter, quotes and line ends stay."""

from __future__ import annotations

import codecs
import csv
import io
import shutil
import zipfile
from contextlib import closing
from functools import partial
from io import BytesIO
from typing import IO, TYPE_CHECKING

from exchangespec.fixing.change import Change, NotFixableError
from exchangespec.fixing.table_cells import positions, shown
from exchangespec.formats.archive_copy import copy_archive
from exchangespec.formats.csv_ import CsvReading
from exchangespec.formats.table.about import AboutOrigin
from exchangespec.formats.table.columns import TableOrigin
from exchangespec.formats.text_files import is_zip
from exchangespec.model.texts import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from exchangespec.fixing.looking import RepairCheck
    from exchangespec.fixing.table_cells import CellRepair
    from exchangespec.formats.format import Source
    from exchangespec.formats.text_rows import TextRows

    Tables = Mapping[tuple[str, str | None, str | None], Sequence[CellRepair]]
    Lines = Callable[[int], int]

LONGEST_LINE = 1 << 24
REPLACED = "\ufffd"
# Encodings that a mark at the beginning tells, in the order of their bytes.
MARKED = {
    "utf-16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    "utf-32": ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")),
}


def fix_csv(source: Source, check: RepairCheck, tables: Tables, target: Path) -> list[Change]:
    """Write a file, a zip or a folder of tables with repairs."""
    reading = check.reading
    if not isinstance(reading, CsvReading):
        return []
    lines = _lines_of(check)
    changes: list[Change] = []
    patches = {
        text.file.name: TableFix(text, tables[place], lines.get(place[:2], int), changes)
        for text in reading.texts
        if (place := (text.file.file, text.file.member, None)) in tables
    }
    if source.path is not None and source.path.is_dir():
        shutil.copytree(source.path, target)
        for name, patch in patches.items():
            with (source.path / name).open("rb") as old, (target / name).open("wb") as new:
                patch.write(old, new)
    elif is_zip(source):
        with (
            zipfile.ZipFile(source.path or BytesIO(source.content or b"")) as archive,
            target.open("wb") as stream,
        ):
            copy_archive(archive, stream, {name: one.write for name, one in patches.items()})
    else:
        opened = source.path.open("rb") if source.path else BytesIO(source.content or b"")
        with closing(opened), target.open("wb") as stream:
            for patch in patches.values():
                patch.write(opened, stream)
    return changes


def _lines_of(check: RepairCheck) -> dict[tuple[str, str | None], Lines]:
    """Return what tells the line of a row, for each file."""
    found: dict[tuple[str, str | None], Lines] = {}
    for origin in check.origins:
        if isinstance(origin, TableOrigin):
            table = origin.plan.table
        elif isinstance(origin, AboutOrigin):
            table = origin.table
        else:
            continue
        if table.line_of is not None:
            found[table.file, table.member] = table.line_of
    return found


class TableFix:
    """Repairs one text file while it is copied."""

    def __init__(
        self, text: TextRows, repairs: Sequence[CellRepair], line_of: Lines, changes: list[Change]
    ) -> None:
        """Know the repairs by the line on which their row begins; `changes` takes what was done."""
        self._text = text
        self._by_line = {line_of(row): found for row, found in positions(repairs).items()}
        self._changes = changes

    def write(self, source: IO[bytes], target: IO[bytes]) -> None:
        """Copy the file with its repairs."""
        name, errors = self._text.encoding.name, self._text.encoding.errors
        reader = io.TextIOWrapper(source, name, errors=errors, newline="")
        mark, plain = self._mark(source)
        target.write(mark)
        writer = io.TextIOWrapper(target, plain, errors=errors, newline="")
        for line in self._rows(iter(partial(reader.readline, LONGEST_LINE), "")):
            if errors == "replace" and REPLACED in line:
                raise NotFixableError(self._text.file.file, "some of its bytes mean nothing")
            writer.write(line)
        writer.flush()
        writer.detach()
        reader.detach()

    def _mark(self, source: IO[bytes]) -> tuple[bytes, str]:
        """Return the mark of the encoding and the name for what follows it."""
        name = self._text.encoding.name
        marks = MARKED.get(name)
        if not marks:
            return b"", name
        with self._text.file.open() as stream:
            start = stream.read(4)
        del source
        return next(one for one in marks if start.startswith(one[0]))

    def _rows(self, lines: Iterator[str]) -> Iterator[str]:
        """Yield the text of the file, line by line or row by row."""
        number = 1
        for line in lines:
            repairs = self._by_line.get(number)
            if repairs is None:
                yield line
                number += 1
                continue
            taken = [line]
            cells = self._parsed(line, lines, taken)
            text = "".join(taken)
            yield self._row(text, cells, repairs) if cells is not None else text
            number += len(taken)

    def _parsed(self, line: str, lines: Iterator[str], taken: list[str]) -> list[str] | None:
        """Return the cells of a row, taking the lines that it needs; None if it is not clean."""

        def feed() -> Iterator[str]:
            yield line
            for more in lines:
                taken.append(more)
                yield more

        try:
            return next(csv.reader(feed(), delimiter=self._text.layout.delimiter, strict=True))
        except (csv.Error, StopIteration):
            return None

    def _row(self, text: str, cells: Sequence[str], repairs: Sequence[CellRepair]) -> str:
        """Return the text of a row with its repairs."""
        bare = text.rstrip("\r\n")
        spans = list(cell_spans(bare, self._text.layout.delimiter))
        if [unquoted(bare[start:end]) for start, end in spans] != list(cells):
            return text
        pieces = {}
        for repair in repairs:
            if repair.index >= len(spans):
                continue
            before = cells[repair.index]
            new = repair.new(before)
            if new is None or not _is_of(before, repair):
                continue
            start, end = spans[repair.index]
            pieces[start, end] = self._quoted(shown(new), bare[start:end])
            self._changes += repair.changes(before, new)
        parts, last = [], 0
        for (start, end), new_text in sorted(pieces.items()):
            parts += [bare[last:start], new_text]
            last = end
        return "".join([*parts, bare[last:], text[len(bare) :]])

    def _quoted(self, text: str, before: str) -> str:
        """Return a cell, in quotation marks where it had some or needs them."""
        needs = any(sign in text for sign in (self._text.layout.delimiter, '"', "\r", "\n"))
        if needs or before.startswith('"'):
            return '"{}"'.format(text.replace('"', '""'))
        return text


def _is_of(text: str, repair: CellRepair) -> bool:
    """Tell whether a cell holds what its findings speak of."""
    if repair.items:
        return True
    was = (fault.params.get("was", fault.params.get("value")) for fault in repair.faults)
    return all(not isinstance(one, str) or tidy(one) == tidy(text) for one in was)


def cell_spans(text: str, delimiter: str) -> Iterator[tuple[int, int]]:
    """Yield where each cell of a row begins and ends, quotation marks included."""
    at = 0
    while True:
        end = at
        if text.startswith('"', at):
            end = at + 1
            while (end := text.find('"', end)) >= 0 and text.startswith('""', end):
                end += 2
            end = len(text) if end < 0 else end + 1
        end = text.find(delimiter, end)
        end = len(text) if end < 0 else end
        yield at, end
        if end >= len(text):
            return
        at = end + len(delimiter)


def unquoted(text: str) -> str:
    """Return what a cell says."""
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"')
    return text
