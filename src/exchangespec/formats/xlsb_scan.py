"""Xlsb scan: what the records of a binary workbook say of its cells beyond their values."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from exchangespec.formats.sheet_scan import (
    BUILT_IN_FORMATS,
    Appearance,
    Area,
    Parts,
    Position,
    SheetScan,
    XmlRefusedError,
    appearance,
    small_part,
)
from exchangespec.formats.xls_scan import ERRORS, WorkbookScan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zipfile import ZipFile

# Records, by their numbers.
ROW, EMPTY, SHORT_NUMBER, ERROR, LONG_NUMBER = 0, 1, 2, 3, 5
NUMBER_OF_FORMULA, ERROR_OF_FORMULA, LAST_CELL, RICH_TEXT = 9, 11, 11, 62
FORMAT, STYLE, COLUMNS, MERGED, PROPERTIES, SHEET = 44, 47, 60, 176, 153, 156
STYLES_BEGIN, STYLES_END = 617, 618
HIDDEN_ROW, HIDDEN_COLUMN, FROM_1904 = 0x10, 0x01, 0x01
MORE, SEVEN = 0x80, 0x7F
CELL_HEAD, ROW_FLAGS, COLUMN_FLAGS = 8, 11, 16
AREA = struct.Struct("<IIII")
LARGEST_PART = 512 << 20


def scan_xlsb(archive: ZipFile, parts: Parts) -> WorkbookScan:
    """Return what the parts of a binary workbook say.

    Raises:
        XmlRefusedError: if a part that names the others is malformed or too large.
        KeyError: if a part is missing.
    """
    found = WorkbookScan()
    shown = _styles(archive, parts.kinds.get("styles", ""))
    for kind, content in records_of(small_part(archive, parts.workbook)):
        if kind == PROPERTIES and content:
            found.from_1904 = bool(content[0] & FROM_1904)
        elif kind == SHEET:
            part = parts.targets.get(_text(content[8:])[0])
            if part is None:
                raise XmlRefusedError("a sheet that is nowhere")
            found.sheets.append(_sheet(archive, part, shown))
    return found


def records_of(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the content of each record."""
    at, end = 0, len(content)
    while at < end:
        kind = content[at]
        at += 1
        if kind & MORE and at < end:
            kind = kind & SEVEN | (content[at] & SEVEN) << 7
            at += 1
        size = shift = 0
        while at < end and shift <= 21:  # noqa: PLR2004 (four bytes of seven bits)
            byte = content[at]
            at += 1
            size |= (byte & SEVEN) << shift
            shift += 7
            if not byte & MORE:
                break
        yield kind, content[at : at + size]
        at += size


def _text(content: bytes) -> tuple[str, int]:
    """Return a text and how many bytes it takes."""
    if len(content) < 4:  # noqa: PLR2004 (the bytes of its length)
        return "", 4
    count = int.from_bytes(content[:4], "little")
    if count > len(content):
        return "", 4
    return content[4 : 4 + 2 * count].decode("utf-16-le", "replace"), 4 + 2 * count


def _styles(archive: ZipFile, part: str) -> list[Appearance | None]:
    """Return for each style how it shows a number, where that is not the number itself."""
    try:
        content = small_part(archive, part)
    except KeyError:
        return []
    formats = dict(BUILT_IN_FORMATS)
    styles: list[int] = []
    within = False
    for kind, record in records_of(content):
        if kind == FORMAT:
            formats[int.from_bytes(record[:2], "little")] = _text(record[2:])[0]
        elif kind in {STYLES_BEGIN, STYLES_END}:
            within = kind == STYLES_BEGIN
        elif kind == STYLE and within:
            styles.append(int.from_bytes(record[2:4], "little"))
    return [appearance(formats.get(number, "")) for number in styles]


def _sheet(archive: ZipFile, part: str, shown: Sequence[Appearance | None]) -> SheetScan:
    """Return what one sheet says; nothing where it has no part of its own."""
    found = SheetScan()
    try:
        if archive.getinfo(part).file_size > LARGEST_PART:
            raise XmlRefusedError(f"{part} is too large")
        content = archive.read(part)
    except KeyError:
        return found
    scanner = SheetRecords(found, shown)
    for kind, record in records_of(content):
        if kind == ROW and len(record) > ROW_FLAGS:
            scanner.begin_row(record)
        elif (EMPTY < kind <= LAST_CELL or kind == RICH_TEXT) and len(record) >= CELL_HEAD:
            scanner.cell(kind, record)
        elif kind in {COLUMNS, MERGED}:
            scanner.shape(kind, record)
    return found


class SheetRecords:
    """The records of one sheet; `shown` says how each style shows numbers."""

    def __init__(self, found: SheetScan, shown: Sequence[Appearance | None]) -> None:
        """Start before the first record."""
        self.found = found
        self.shown = shown
        self.row = 0

    def begin_row(self, record: bytes) -> None:
        """Note the number of the row, and whether it is hidden."""
        self.row = int.from_bytes(record[:4], "little") + 1
        if record[ROW_FLAGS] & HIDDEN_ROW:
            self.found.hidden_rows.append(self.row)

    def cell(self, kind: int, record: bytes) -> None:
        """Note where a cell stands, its error, and how its number is shown."""
        here = Position(self.row, int.from_bytes(record[:4], "little") + 1)
        area = self.found.area
        self.found.area = Position(max(area.row, here.row), max(area.column, here.column))
        if kind in {ERROR, ERROR_OF_FORMULA} and len(record) > CELL_HEAD:
            self.found.errors[here] = ERRORS.get(record[CELL_HEAD], "#N/A")
        elif kind in {SHORT_NUMBER, LONG_NUMBER, NUMBER_OF_FORMULA}:
            style = int.from_bytes(record[4:7], "little")
            seen = self.shown[style] if style < len(self.shown) else None
            if seen is not None:
                self.found.appearances[here] = seen

    def shape(self, kind: int, record: bytes) -> None:
        """Note hidden columns and merged areas."""
        if kind == COLUMNS and len(record) > COLUMN_FLAGS:
            if record[COLUMN_FLAGS] & HIDDEN_COLUMN:
                first, last = struct.unpack_from("<II", record)
                self.found.hidden_columns.append((first + 1, last + 1))
        elif kind == MERGED and len(record) >= AREA.size:
            top, bottom, left, right = AREA.unpack_from(record)
            self.found.merged.append(Area(top + 1, left + 1, bottom + 1, right + 1))
