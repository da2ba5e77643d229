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
    from collections.abc import Callable, Iterator, Sequence

# Records, by their numbers.
BEGIN, END, LOCKED, FROM_1904, SHEET, FORMAT, STYLE = 0x809, 0x0A, 0x2F, 0x22, 0x85, 0x41E, 0xE0
CODE_PAGE, FONT = 0x42, 0x31
ROW, COLUMNS, MERGED = 0x208, 0x7D, 0xE5
FORMULA, NUMBER, SHORT_NUMBER, SHORT_NUMBERS, TRUTH_OR_ERROR = 0x06, 0x203, 0x27E, 0xBD, 0x205
# Some programs give formulas the numbers that they had in older versions.
FORMULAS = frozenset({FORMULA, 0x206, 0x406})
TEXTS = frozenset({0x204, 0xFD, 0xD6})
NUMBER_OF = struct.Struct("<H")
# Where in a font it stands for which characters it is.
CHARACTERS_AT = 12
HEAD, CELL, AREA = struct.Struct("<HH"), struct.Struct("<HHH"), struct.Struct("<HHHH")
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
# The version with Unicode text, the one before it, and how long records are that begin the latter.
UNICODE, BEFORE_UNICODE, SHORT_BEGIN = 0x600, 0x500, 8
VERSIONS = frozenset({0x200, 0x300, 0x400, BEFORE_UNICODE, UNICODE})
# Number formats have numbers of their own from here on.
OWN_FORMATS = 164
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

    Attributes:
        code_page: the number of the code page of its texts, and where in the stream it stands.
        unicode: whether they are in Unicode all the same.
        formats: the codes of number formats that libraries may take for others, by where in the
            stream the number stands that a style names.
        old_formulas: where records of formulas stand that have the number of an older version.
        versions: where a version is named that never was.
        days: of parts of a binary workbook, where whole days stand that libraries take for numbers.
        characters: which characters the first font is for, by the number that fonts give them.
    """

    sheets: list[SheetScan] = field(default_factory=list)
    locked: bool = False
    from_1904: bool = False
    code_page: tuple[int, int] | None = None
    unicode: bool = True
    formats: dict[int, str] = field(default_factory=dict)
    old_formulas: list[int] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    days: dict[str, list[int]] = field(default_factory=dict)
    characters: int | None = None


Record = tuple[int, int, int]


def scan_xls(stream: bytes) -> WorkbookScan:
    """Return what the stream of a workbook says; what is damaged says nothing."""
    book = BookRecords(stream)
    found = book.scan()
    if found.locked:
        return found
    shown = book.shown()
    for start in book.starts:
        records = SheetRecords(stream, shown)
        found.sheets.append(records.scan(start))
        found.old_formulas += records.old_formulas
        found.versions += records.versions
    return found


def _version(stream: bytes, at: int, size: int) -> int:
    """Return the version that a part of the stream begins with; nothing where there is none."""
    version: int = HEAD.unpack_from(stream, at)[0]
    return 0 if version not in VERSIONS and size == SHORT_BEGIN else version


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


class BookRecords:
    """The records that hold for a whole workbook."""

    def __init__(self, stream: bytes) -> None:
        """Start before the first record."""
        self.stream = stream
        self.starts: list[int] = []
        self._found = WorkbookScan()
        self._version = UNICODE
        # Codes of number formats by number; of each style, where its number stands and which it is.
        self._formats: dict[int, str] = {}
        self._styles: dict[int, int] = {}
        # Of each kind of record, how long it is at least, and what takes it.
        self._takers: dict[int, tuple[int, Callable[[int, int], None]]] = {
            BEGIN: (HEAD.size, self._begin),
            CODE_PAGE: (2, self._code_page),
            FROM_1904: (1, self._from_1904),
            SHEET: (SHORTEST_CELL, self._sheet),
            FORMAT: (HEAD.size + 1, self._format),
            STYLE: (HEAD.size, self._style),
            FONT: (CHARACTERS_AT + 1, self._font),
        }

    def scan(self) -> WorkbookScan:
        """Look at every record; nothing is known of a workbook that is locked."""
        found = self._found
        for kind, at, size in records_of(self.stream, 0):
            if kind == LOCKED:
                found.locked = True
                break
            least, take = self._takers.get(kind, (0, None))
            if take is not None and size >= least:
                take(at, size)
        found.unicode = self._version >= UNICODE
        found.formats = {
            at: self._formats[number]
            for at, number in self._styles.items()
            if number in self._formats and (number < OWN_FORMATS or not found.unicode)
        }
        return found

    def shown(self) -> list[Appearance | None]:
        """Return how each style shows numbers."""
        known = {**BUILT_IN_FORMATS, **self._formats}
        return [appearance(known.get(number, "")) for number in self._styles.values()]

    def _begin(self, at: int, size: int) -> None:
        """Note the version."""
        self._version = _version(self.stream, at, size)
        if not self._version:
            self._found.versions.append(at)

    def _code_page(self, at: int, _: int) -> None:
        """Note the code page."""
        self._found.code_page = NUMBER_OF.unpack_from(self.stream, at)[0], at

    def _from_1904(self, at: int, _: int) -> None:
        """Note from which year days are counted."""
        self._found.from_1904 = self.stream[at] == 1

    def _sheet(self, at: int, _: int) -> None:
        """Note where a sheet begins."""
        self.starts.append(struct.unpack_from("<I", self.stream, at)[0])

    def _format(self, at: int, size: int) -> None:
        """Note the code of a number format."""
        number, code = _format(self.stream[at : at + size], self._version)
        self._formats[number] = code

    def _style(self, at: int, _: int) -> None:
        """Note which number format a style names."""
        self._styles[at + 2] = HEAD.unpack_from(self.stream, at)[1]

    def _font(self, at: int, _: int) -> None:
        """Note the characters that the first font is for."""
        if self._found.characters is None:
            self._found.characters = self.stream[at + CHARACTERS_AT]


class SheetRecords:
    """The records of one sheet; `shown` says how each style shows numbers."""

    def __init__(self, stream: bytes, shown: Sequence[Appearance | None]) -> None:
        """Start before the first record."""
        self.stream = stream
        self.shown = shown
        self.found = SheetScan()
        self.old_formulas: list[int] = []
        self.versions: list[int] = []
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
            elif kind in FORMULAS:
                self.old_formulas += [] if kind == FORMULA else [at - HEAD.size]
                self._formula(stream[at : at + size])
            elif kind == TRUTH_OR_ERROR:
                self._truth_or_error(stream[at : at + size])
            elif kind == BEGIN:
                self.versions += [] if _version(stream, at, size) else [at]
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
