"""Xlsb scan: what the records of a binary workbook say of its cells beyond their values."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats.sheet_scan import (
    BUILT_IN_FORMATS,
    Appearance,
    Area,
    Parts,
    Position,
    SheetScan,
    XmlRefusedError,
    appearance,
    kind_of_format,
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
# Formats of days and times that have no code of their own.
DATES = frozenset({*range(14, 23), *range(45, 48)})
# The last bits of a short number say whether it is whole, and whether it counts hundredths.
SHORT_KINDS, SHORT_WHOLE = 0b11, 0b10


def as_fraction(short: bytes) -> bytes:
    """Return a short whole number written as one that may have a fraction, if it has room."""
    whole = int.from_bytes(short, "little", signed=True) >> 2
    wide = struct.pack("<d", whole)
    exact = not any(wide[:4]) and not wide[4] & SHORT_KINDS
    return wide[4:] if exact else short


def scan_xlsb(archive: ZipFile, parts: Parts) -> WorkbookScan:
    """Return what the parts of a binary workbook say.

    Raises:
        XmlRefusedError: if a part that names the others is malformed or too large.
        KeyError: if a part is missing.
    """
    found = WorkbookScan()
    styles = _styles(archive, parts.kinds.get("styles", ""))
    for kind, content in records_of(small_part(archive, parts.workbook)):
        if kind == PROPERTIES and content:
            found.from_1904 = bool(content[0] & FROM_1904)
        elif kind == SHEET:
            part = parts.targets.get(_text(content[8:])[0])
            if part is None:
                raise XmlRefusedError("a sheet that is nowhere")
            sheet = _sheet(archive, part, styles)
            found.sheets.append(sheet.found)
            if sheet.days:
                found.days[part] = sheet.days
    return found


def records_of(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the content of each record."""
    for kind, at, size in _placed(content):
        yield kind, content[at : at + size]


def _placed(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each record, where its content begins, and its size."""
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
        yield kind, at, size
        at += size


def _text(content: bytes) -> tuple[str, int]:
    """Return a text and how many bytes it takes."""
    if len(content) < 4:  # noqa: PLR2004 (the bytes of its length)
        return "", 4
    count = int.from_bytes(content[:4], "little")
    if count > len(content):
        return "", 4
    return content[4 : 4 + 2 * count].decode("utf-16-le", "replace"), 4 + 2 * count


def _is_whole(short: bytes) -> bool:
    """Tell whether a short number is a whole one, and no hundredths."""
    return short[:1] != b"" and short[0] & SHORT_KINDS == SHORT_WHOLE


class Style(NamedTuple):
    """How a style shows numbers, and whether as days or times."""

    seen: Appearance | None
    is_date: bool


def _styles(archive: ZipFile, part: str) -> list[Style]:
    """Return the styles of cells."""
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
    return [
        Style(
            appearance(formats.get(number, "")),
            number in DATES or kind_of_format(formats.get(number, "")) != "number",
        )
        for number in styles
    ]


def _sheet(archive: ZipFile, part: str, styles: Sequence[Style]) -> SheetRecords:
    """Return what one sheet says; nothing where it has no part of its own."""
    scanner = SheetRecords(styles)
    try:
        if archive.getinfo(part).file_size > LARGEST_PART:
            raise XmlRefusedError(f"{part} is too large")
        content = archive.read(part)
    except KeyError:
        return scanner
    for kind, at, size in _placed(content):
        record = content[at : at + size]
        if kind == ROW and len(record) > ROW_FLAGS:
            scanner.begin_row(record)
        elif (EMPTY < kind <= LAST_CELL or kind == RICH_TEXT) and len(record) >= CELL_HEAD:
            scanner.cell(kind, record, at)
        elif kind in {COLUMNS, MERGED}:
            scanner.shape(kind, record)
    return scanner


PLAIN = Style(None, is_date=False)


class SheetRecords:
    """The records of one sheet; `days` says where whole days stand in it as short numbers."""

    def __init__(self, styles: Sequence[Style]) -> None:
        """Start before the first record."""
        self.found = SheetScan()
        self.days: list[int] = []
        self.styles = styles
        self.row = 0

    def begin_row(self, record: bytes) -> None:
        """Note the number of the row, and whether it is hidden."""
        self.row = int.from_bytes(record[:4], "little") + 1
        if record[ROW_FLAGS] & HIDDEN_ROW:
            self.found.hidden_rows.append(self.row)

    def cell(self, kind: int, record: bytes, at: int) -> None:
        """Note where a cell stands, its error, and how its number is shown."""
        here = Position(self.row, int.from_bytes(record[:4], "little") + 1)
        area = self.found.area
        self.found.area = Position(max(area.row, here.row), max(area.column, here.column))
        if kind in {ERROR, ERROR_OF_FORMULA} and len(record) > CELL_HEAD:
            self.found.errors[here] = ERRORS.get(record[CELL_HEAD], "#N/A")
        elif kind in {SHORT_NUMBER, LONG_NUMBER, NUMBER_OF_FORMULA}:
            number = int.from_bytes(record[4:7], "little")
            style = self.styles[number] if number < len(self.styles) else PLAIN
            if style.seen is not None:
                self.found.appearances[here] = style.seen
            if style.is_date and kind == SHORT_NUMBER and _is_whole(record[CELL_HEAD:]):
                self.days.append(at + CELL_HEAD)

    def shape(self, kind: int, record: bytes) -> None:
        """Note hidden columns and merged areas."""
        if kind == COLUMNS and len(record) > COLUMN_FLAGS:
            if record[COLUMN_FLAGS] & HIDDEN_COLUMN:
                first, last = struct.unpack_from("<II", record)
                self.found.hidden_columns.append((first + 1, last + 1))
        elif kind == MERGED and len(record) >= AREA.size:
            top, bottom, left, right = AREA.unpack_from(record)
            self.found.merged.append(Area(top + 1, left + 1, bottom + 1, right + 1))
