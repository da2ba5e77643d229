"""Writes a workbook as Excel did before 2007 (.xls), in any code page; no free program does that.

Only what the tests need: sheets of texts, of numbers, and of formulas that gave numbers.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SECTOR, CUTOFF = 512, 4096
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
OLD, UNICODE = 0x500, 0x600
BEGIN, CODE_PAGE, SHEET, SIZE, LABEL, FINISH = 0x809, 0x42, 0x85, 0x200, 0x204, 0x0A
FONT, FORMAT, STYLE, NUMBER = 0x31, 0x41E, 0xE0, 0x203
OF_BOOK, OF_SHEET = 0x05, 0x10


@dataclass(frozen=True)
class Number:
    """A number in a cell; `style` counts the number formats of the workbook from 1."""

    value: float
    style: int = 0
    # The kind of record it is in; that of a formula makes it the result of one.
    kind: int = NUMBER


@dataclass(frozen=True)
class Look:
    """What a workbook says beside its sheets.

    Attributes:
        formats: number formats by the numbers that the workbook gives them.
        characters: what characters its font is for.
        names_version: the version that it names, where that is another than the true one.
        embedded: the stream of a workbook in a document that is embedded.
        more: records that follow those of the look.
    """

    formats: Mapping[int, str] = field(default_factory=dict)
    characters: int | None = None
    names_version: int = 0
    embedded: bytes = b""
    more: Sequence[tuple[int, bytes]] = ()


Rows = Sequence[Sequence[str | Number]]
PLAIN = Look()


def saved(
    sheets: Mapping[str, Rows],
    *,
    code_page: int | None,
    codec: str,
    version: int = OLD,
    look: Look = PLAIN,
) -> bytes:
    """The bytes of a workbook whose texts are in a code page; newer ones are in Unicode."""
    stream = stream_of(sheets, code_page=code_page, codec=codec, version=version, look=look)
    return _container("Workbook" if version == UNICODE else "Book", stream, look.embedded)


def stream_of(
    sheets: Mapping[str, Rows],
    *,
    code_page: int | None,
    codec: str,
    version: int = OLD,
    look: Look = PLAIN,
) -> bytes:
    """The records of a workbook."""

    def text(words: str, size: str) -> bytes:
        if version == UNICODE:
            return struct.pack(f"<{size}B", len(words), 1) + words.encode("utf-16-le")
        coded = words.encode(codec)
        return struct.pack(f"<{size}", len(coded)) + coded

    begin = struct.pack("<HHHHII", look.names_version or version, OF_BOOK, 0x0DBB, 0x07CC, 0, 6)[
        : 16 if version > OLD else 8
    ]
    parts = [_sheet(rows, begin, text) for rows in sheets.values()]
    names = [struct.pack("<IBB", 0, 0, 0) + text(name, "B") for name in sheets]
    head = _record(BEGIN, begin)
    if code_page is not None:
        head += _record(CODE_PAGE, struct.pack("<H", code_page))
    if look.characters is not None:
        head += _record(FONT, bytes(12) + bytes([look.characters, 0]) + text("Arial", "B"))
    for number, code in look.formats.items():
        size = "H" if version == UNICODE else "B"
        head += _record(FORMAT, struct.pack("<H", number) + text(code, size))
    for number in (0, *look.formats):
        head += _record(STYLE, struct.pack("<HH", 0, number).ljust(20, b"\0"))
    head += b"".join(_record(kind, content) for kind, content in look.more)
    start = len(head) + sum(len(_record(SHEET, name)) for name in names) + len(_record(FINISH))
    for name, part in zip(names, parts, strict=True):
        head += _record(SHEET, struct.pack("<I", start) + name[4:])
        start += len(part)
    return b"".join([head, _record(FINISH), *parts])


def _record(kind: int, content: bytes = b"") -> bytes:
    """A record: its number, its size and its content."""
    return struct.pack("<HH", kind, len(content)) + content


def _sheet(rows: Rows, begin: bytes, text) -> bytes:  # type: ignore[no-untyped-def]
    """The records of one sheet."""
    made = _record(BEGIN, begin[:2] + struct.pack("<H", OF_SHEET) + begin[4:])
    width = max(map(len, rows))
    # Newer ones count rows by four bytes.
    counts = "<IIHHH" if len(begin) > 8 else "<HHHHH"
    made += _record(SIZE, struct.pack(counts, 0, len(rows), 0, width, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                made += _record(LABEL, struct.pack("<HHH", row, column, 0) + text(cell, "H"))
            else:
                made += _record(cell.kind, _number(row, column, cell))
    return made + _record(FINISH)


def _number(row: int, column: int, cell: Number) -> bytes:
    """The content of a number, or of a formula that says just this number."""
    head = struct.pack("<HHHd", row, column, cell.style, cell.value)
    if cell.kind == NUMBER:
        return head
    words = struct.pack("<Bd", 0x1F, cell.value)
    return head + struct.pack("<HIH", 0, 0, len(words)) + words


def _container(name: str, stream: bytes, embedded: bytes) -> bytes:
    """A compound file of full sectors: a table, a directory, and the streams.

    The workbook within an embedded document comes first in the directory.
    """
    streams = [one.ljust(CUTOFF, b"\0") for one in (stream, embedded) if one]
    counts = [-(-len(one) // SECTOR) for one in streams]
    table = [TABLE, END]
    starts = []
    for count in counts:
        starts.append(len(table))
        table += [*range(len(table) + 1, len(table) + count), END]
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, CUTOFF, END, 0, END, 0, 0,
    )  # fmt: skip
    header += struct.pack("<I", FREE) * ((SECTOR - len(header)) // 4)
    own = _entry(name, 2, starts[0], len(streams[0]))
    if embedded:
        inside = _entry("Workbook", 2, starts[1], len(streams[1]))
        storage = _entry("MBD0001", 1, 0, 0, child=1, right=3)
        directory = _entry("Root Entry", 5, END, 0, child=2) + inside + storage + own
    else:
        directory = _entry("Root Entry", 5, END, 0, child=1) + own
    packed = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    whole = b"".join(
        one.ljust(count * SECTOR, b"\0") for one, count in zip(streams, counts, strict=True)
    )
    return header + packed + directory.ljust(SECTOR, b"\0") + whole


def _entry(
    name: str, kind: int, first: int, size: int, *, child: int = FREE, right: int = FREE
) -> bytes:
    """An entry of the directory."""
    coded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", coded, len(coded), kind, 1, FREE, right, child, 0, first, size
    )
