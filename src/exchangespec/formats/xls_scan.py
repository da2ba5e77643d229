"""Xls scan: what the records of an old Excel workbook say of its cells beyond their values."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exchangespec.formats.sheet_scan import (
    BUILT_IN_FORMATS,
    Appearance,
    Area,
    Position,
    SheetScan,
    appearance,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Records, by their numbers.
BEGIN, END, LOCKED, FROM_1904, SHEET, FORMAT, STYLE = 0x809, 0x0A, 0x2F, 0x22, 0x85, 0x41E, 0xE0
CODE_PAGE = 0x42
ROW, COLUMNS, MERGED = 0x208, 0x7D, 0xE5
FORMULA, NUMBER, SHORT_NUMBER, SHORT_NUMBERS, TRUTH_OR_ERROR = 0x06, 0x203, 0x27E, 0xBD, 0x205
TEXTS = frozenset({0x204, 0xFD, 0xD6})
HEAD, CELL, AREA = struct.Struct("<HH"), struct.Struct("<HHH"), struct.Struct("<HHHH")
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
# The version with Unicode text.
UNICODE = 0x600
ERROR_IN_FORMULA = 2
STORED_OTHERWISE = b"\xff\xff"
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
# Since so many bytes are the least that a record of any use has.
SHORTEST_CELL = 6


@dataclass(slots=True)
class WorkbookScan:
    """What the records of a workbook say: its sheets in order, and what holds for all of them.

    `code_page` is the number of the code page of its texts, and where in the stream it stands;
    `unicode` tells whether they are in Unicode all the same.
    """

    sheets: list[SheetScan] = field(default_factory=list)
    locked: bool = False
    from_1904: bool = False
    code_page: tuple[int, int] | None = None
    unicode: bool = True


Record = tuple[int, int, int]


def scan_xls(stream: bytes) -> WorkbookScan:
    """Return what the stream of a workbook says; what is damaged says nothing."""
    found = WorkbookScan()
    starts: list[int] = []
    formats = dict(BUILT_IN_FORMATS)
    styles: list[int] = []
    version = UNICODE
    for kind, at, size in records_of(stream, 0):
        if kind == BEGIN and size >= HEAD.size:
            version = HEAD.unpack_from(stream, at)[0]
        elif kind == LOCKED:
            found.locked = True
            return found
        elif kind == CODE_PAGE and size >= 2:  # noqa: PLR2004 (the bytes of the number)
            found.code_page = struct.unpack_from("<H", stream, at)[0], at
        elif kind == FROM_1904 and size:
            found.from_1904 = stream[at] == 1
        elif kind == SHEET and size >= SHORTEST_CELL:
            starts.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == FORMAT and size > HEAD.size:
            number, code = _format(stream[at : at + size], version)
            formats[number] = code
        elif kind == STYLE and size >= HEAD.size:
            styles.append(HEAD.unpack_from(stream, at)[1])
    found.unicode = version >= UNICODE
    shown = [appearance(formats.get(number, "")) for number in styles]
    found.sheets = [SheetRecords(stream, shown).scan(start) for start in starts]
    return found


def records_of(stream: bytes, start: int) -> Iterator[Record]:
    """Yield number, start and size of each record of one part of the stream, without its end.

    Parts within the part, such as charts, are passed over.
    """
    depth, at, end = 0, start, len(stream)
    while at + HEAD.size <= end:
        kind, size = HEAD.unpack_from(stream, at)
        at += HEAD.size
        if at + size > end:
            return
        if kind == BEGIN:
            depth += 1
        elif kind == END:
            depth -= 1
            if depth <= 0:
                return
        if depth <= 1:
            yield kind, at, size
        at += size


def _format(content: bytes, version: int) -> tuple[int, str]:
    """Return the number of a number format and its code."""
    number = HEAD.unpack_from(content.ljust(HEAD.size, b"\0"))[0]
    if version < UNICODE:
        return number, content[3:].decode("latin-1")
    count, wide = content[2] | content[3] << 8, content[4] & 1 if len(content) > HEAD.size else 0
    text = content[5 : 5 + count * (2 if wide else 1)]
    return number, text.decode("utf-16-le" if wide else "latin-1", "replace")


class SheetRecords:
    """The records of one sheet; `shown` says how each style shows numbers."""

    def __init__(self, stream: bytes, shown: Sequence[Appearance | None]) -> None:
        """Start before the first record."""
        self.stream = stream
        self.shown = shown
        self.found = SheetScan()
        self.last_row = self.last_column = 0

    def scan(self, start: int) -> SheetScan:
        """Look at every record from the start of the sheet to its end."""
        stream = self.stream
        for kind, at, size in records_of(stream, start):
            if size < SHORTEST_CELL:
                continue
            if kind in TEXTS:
                row, column, _ = CELL.unpack_from(stream, at)
                self._reach(row, column)
            elif kind in {NUMBER, SHORT_NUMBER}:
                self._number(*CELL.unpack_from(stream, at))
            elif kind == SHORT_NUMBERS:
                self._numbers(stream[at : at + size])
            elif kind == FORMULA:
                self._formula(stream[at : at + size])
            elif kind == TRUTH_OR_ERROR:
                self._truth_or_error(stream[at : at + size])
            elif kind in {ROW, COLUMNS, MERGED}:
                self._shape(kind, stream[at : at + size])
        self.found.area = Position(self.last_row, self.last_column)
        return self.found

    def _reach(self, row: int, column: int) -> None:
        """Let the sheet reach to a cell."""
        self.last_row = max(self.last_row, row + 1)
        self.last_column = max(self.last_column, column + 1)

    def _number(self, row: int, column: int, style: int) -> None:
        """Note how a number is shown."""
        self._reach(row, column)
        seen = self.shown[style] if style < len(self.shown) else None
        if seen is not None:
            self.found.appearances[Position(row + 1, column + 1)] = seen

    def _numbers(self, content: bytes) -> None:
        """Note how numbers that stand side by side are shown."""
        row, first = HEAD.unpack_from(content)
        for index in range((len(content) - SHORTEST_CELL) // SHORTEST_CELL):
            style = content[4 + 6 * index] | content[5 + 6 * index] << 8
            self._number(row, first + index, style)

    def _formula(self, content: bytes) -> None:
        """Note the error or the number that a formula gave."""
        row, column, style = CELL.unpack_from(content)
        if content[12:14] != STORED_OTHERWISE:
            self._number(row, column, style)
            return
        self._reach(row, column)
        if content[6] == ERROR_IN_FORMULA:
            self._error(row, column, content[8])

    def _truth_or_error(self, content: bytes) -> None:
        """Note an error value."""
        row, column, _ = CELL.unpack_from(content)
        self._reach(row, column)
        value, is_error = content[6:8].ljust(2, b"\0")
        if is_error:
            self._error(row, column, value)

    def _error(self, row: int, column: int, value: int) -> None:
        """Note what an error cell shows."""
        self.found.errors[Position(row + 1, column + 1)] = ERRORS.get(value, "#N/A")

    def _shape(self, kind: int, content: bytes) -> None:
        """Note hidden rows and columns, and merged areas."""
        if kind == ROW and len(content) > 12 and content[12] & HIDDEN_ROW:  # noqa: PLR2004 (where flags stand)
            self.found.hidden_rows.append(HEAD.unpack_from(content)[0] + 1)
        elif kind == COLUMNS and len(content) > 8 and content[8] & HIDDEN_COLUMN:  # noqa: PLR2004 (as above)
            first, last = HEAD.unpack_from(content)
            self.found.hidden_columns.append((first + 1, last + 1))
        elif kind == MERGED:
            for start in range(2, len(content) - AREA.size + 1, AREA.size):
                top, bottom, left, right = AREA.unpack_from(content, start)
                self.found.merged.append(Area(top + 1, left + 1, bottom + 1, right + 1))
