"""Writes a workbook as Excel did before 2007 (.xls), in any code page; no free program does that.

Only what the tests need: sheets of texts.
"""

import struct
from collections.abc import Mapping, Sequence

SECTOR, CUTOFF = 512, 4096
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
OLD, UNICODE = 0x500, 0x600
BEGIN, CODE_PAGE, SHEET, SIZE, LABEL, FINISH = 0x809, 0x42, 0x85, 0x200, 0x204, 0x0A
OF_BOOK, OF_SHEET = 0x05, 0x10

Rows = Sequence[Sequence[str]]


def saved(sheets: Mapping[str, Rows], *, code_page: int, codec: str, version: int = OLD) -> bytes:
    """The bytes of a workbook whose texts are in a code page; newer ones are in Unicode."""

    def text(words: str, size: str) -> bytes:
        if version == UNICODE:
            return struct.pack(f"<{size}B", len(words), 1) + words.encode("utf-16-le")
        coded = words.encode(codec)
        return struct.pack(f"<{size}", len(coded)) + coded

    begin = struct.pack("<HHHHII", version, OF_BOOK, 0x0DBB, 0x07CC, 0, 6)[
        : 16 if version > OLD else 8
    ]
    parts = [_sheet(rows, begin, text) for rows in sheets.values()]
    names = [struct.pack("<IBB", 0, 0, 0) + text(name, "B") for name in sheets]
    head = _record(BEGIN, begin) + _record(CODE_PAGE, struct.pack("<H", code_page))
    start = len(head) + sum(len(_record(SHEET, name)) for name in names) + len(_record(FINISH))
    for name, part in zip(names, parts, strict=True):
        head += _record(SHEET, struct.pack("<I", start) + name[4:])
        start += len(part)
    stream = b"".join([head, _record(FINISH), *parts])
    return _container("Workbook" if version == UNICODE else "Book", stream)


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
        for column, words in enumerate(cells):
            made += _record(LABEL, struct.pack("<HHH", row, column, 0) + text(words, "H"))
    return made + _record(FINISH)


def _container(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, of full sectors: a table, a directory, and the stream."""
    stream = stream.ljust(CUTOFF, b"\0")
    count = -(-len(stream) // SECTOR)
    table = [TABLE, END, *range(3, count + 2), END]
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, CUTOFF, END, 0, END, 0, 0,
    )  # fmt: skip
    header += struct.pack("<I", FREE) * ((SECTOR - len(header)) // 4)
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry(name, 2, 2, len(stream))
    packed = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    return header + packed + directory.ljust(SECTOR, b"\0") + stream.ljust(count * SECTOR, b"\0")


def _entry(name: str, kind: int, first: int, size: int, child: int = FREE) -> bytes:
    """An entry of the directory."""
    coded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", coded, len(coded), kind, 1, FREE, FREE, child, 0, first, size
    )
