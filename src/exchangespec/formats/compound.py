"""Compound files: the container of old Office documents, a small file system in one file.

Only what is needed to tell what such a file holds and to read one stream of it. Every chain of
sectors is followed at most as far as the file is long, so that no damage makes it endless.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = struct.Struct("<8s18xHHHH6x8xI4xIIIII")
HEADER_SIZE = 512
IN_HEADER = 109
MINI_SHIFT = 6
# From here on sector numbers stand for something else: the end, nothing, a table.
SPECIAL = 0xFFFFFFFA
ENTRY_SIZE = 128
ENTRY = struct.Struct("<64sHBx3I16x4x8x8xIQ")
STREAM, ROOT = 2, 5
MOST_ENTRIES = 100_000


class DamagedError(Exception):
    """The container is damaged; the words say where."""


class Entry(NamedTuple):
    """A stream or storage of the container."""

    name: str
    kind: int
    first: int
    size: int
    # Whether it stands at the top, not in a storage such as an embedded document.
    at_top: bool
    # Which entry of the directory it is.
    number: int


class Places(NamedTuple):
    """Where in the file the bytes of a stream stand, which lies there in pieces of one size."""

    starts: Sequence[int]
    size: int

    def of(self, at: int) -> int:
        """Return where a byte of the stream stands.

        Raises:
            DamagedError: if it is not that long.
        """
        if at // self.size >= len(self.starts):
            raise DamagedError("a chain of sectors")
        return self.starts[at // self.size] + at % self.size


class Compound:
    """A compound file in memory."""

    def __init__(self, content: bytes) -> None:
        """Read the tables of sectors and the directory.

        Raises:
            DamagedError: if that cannot be done.
        """
        if len(content) < HEADER_SIZE or not content.startswith(SIGNATURE):
            raise DamagedError("the header")
        self._content = content
        found = HEADER.unpack_from(content)
        _, version, _, sector, mini, directory, self._cutoff = found[:7]
        mini_first, mini_count, more, more_count = found[7:]
        if version not in {3, 4} or sector not in {9, 12} or mini != MINI_SHIFT:
            raise DamagedError("the header")
        self._size = 1 << sector
        self._mini_size = 1 << mini
        self._table = self._read_table(more, more_count)
        self._directory = directory
        self.entries = self._read_directory(self._chain(directory))
        self._mini_table = _numbers(self._chain(mini_first)) if mini_count else []
        root = next((entry for entry in self.entries if entry.kind == ROOT), None)
        self._mini = self._chain(root.first)[: root.size] if root and mini_count else b""

    def _sector(self, number: int) -> bytes:
        """Return one sector; what is cut off at the end of the file is missing."""
        start = (number + 1) * self._size
        if start >= len(self._content):
            raise DamagedError("a sector beyond the end")
        return self._content[start : start + self._size]

    def _read_table(self, more: int, more_count: int) -> list[int]:
        """Return for each sector the one that follows it."""
        sectors = list(struct.unpack_from(f"<{IN_HEADER}I", self._content, 76))
        seen = 0
        while more < SPECIAL and seen < more_count:
            numbers = _numbers(self._sector(more))
            sectors.extend(numbers[:-1])
            more = numbers[-1] if numbers else SPECIAL
            seen += 1
            if seen * self._size > len(self._content):
                raise DamagedError("an endless table")
        table: list[int] = []
        for number in sectors:
            if number < SPECIAL:
                table.extend(_numbers(self._sector(number)))
        return table

    def _chain(self, first: int) -> bytes:
        """Return the sectors of a chain, one after the other."""
        found = []
        number, left = first, len(self._content) // self._size + 1
        while number < SPECIAL:
            if left <= 0 or number >= len(self._table):
                raise DamagedError("a chain of sectors")
            found.append(self._sector(number))
            number = self._table[number]
            left -= 1
        return b"".join(found)

    def _read_directory(self, raw: bytes) -> list[Entry]:
        """Return the entries of the directory."""
        rows = []
        for start in range(
            0, min(len(raw), MOST_ENTRIES * ENTRY_SIZE) - ENTRY_SIZE + 1, ENTRY_SIZE
        ):
            name, length, kind, left, right, child, first, size = ENTRY.unpack_from(raw, start)
            shown = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            rows.append((shown, kind, first, size & 0xFFFFFFFF, (left, right), child))
        top: set[int] = set()
        waiting = [row[5] for row in rows[:1]]
        while waiting:
            number = waiting.pop()
            if number < len(rows) and number not in top:
                top.add(number)
                waiting.extend(rows[number][4])
        return [
            Entry(name, kind, first, size, number in top, number)
            for number, (name, kind, first, size, _, _) in enumerate(rows)
            if kind
        ]

    def names(self) -> set[str]:
        """Return what stands at the top, folded, since programs spell it as they like."""
        return {entry.name.casefold() for entry in self.entries if entry.at_top}

    def stream(self, name: str) -> bytes:
        """Return a stream at the top.

        Raises:
            KeyError: if there is none of this name.
            DamagedError: if it is not whole.
        """
        wanted = name.casefold()
        for entry in self.entries:
            if entry.at_top and entry.kind == STREAM and entry.name.casefold() == wanted:
                return self._bytes(entry)
        raise KeyError(name)

    def places(self, name: str) -> Places:
        """Return where in the file the bytes of a stream at the top stand.

        Raises:
            KeyError: if there is none of this name.
            DamagedError: if it is not whole.
        """
        wanted = name.casefold()
        entry = next(
            (one for one in self.entries if one.at_top and one.name.casefold() == wanted), None
        )
        if entry is None:
            raise KeyError(name)
        if entry.size >= self._cutoff:
            return Places(self._starts(entry.first), self._size)
        root = next(one.first for one in self.entries if one.kind == ROOT)
        within = Places(self._starts(root), self._size)
        small = _links(self._mini_table, entry.first)
        return Places([within.of(at * self._mini_size) for at in small], self._mini_size)

    def covered(self, names: Iterable[str]) -> Iterator[int]:
        """Yield where in the file the names of entries begin that are not at the top.

        Only those of the given names are looked for: libraries take them for the ones at the top.
        """
        wanted = {name.casefold() for name in names}
        directory = Places(self._starts(self._directory), self._size)
        for entry in self.entries:
            if not entry.at_top and entry.name.casefold() in wanted:
                yield directory.of(entry.number * ENTRY_SIZE)

    def _starts(self, first: int) -> list[int]:
        """Return where in the file the sectors of a chain begin."""
        return [(number + 1) * self._size for number in _links(self._table, first)]

    def _bytes(self, entry: Entry) -> bytes:
        """Return the bytes of a stream; small ones are kept within a stream of their own."""
        if entry.size >= self._cutoff:
            return self._chain(entry.first)[: entry.size]
        found = []
        number, left = entry.first, len(self._mini_table) + 1
        while number < SPECIAL:
            if left <= 0 or number >= len(self._mini_table):
                raise DamagedError("a chain of small sectors")
            found.append(self._mini[number * self._mini_size : (number + 1) * self._mini_size])
            number = self._mini_table[number]
            left -= 1
        return b"".join(found)[: entry.size]


def _links(table: Sequence[int], first: int) -> list[int]:
    """Return the sectors of a chain, by their numbers."""
    found: list[int] = []
    while first < SPECIAL:
        if first >= len(table) or len(found) > len(table):
            raise DamagedError("a chain of sectors")
        found.append(first)
        first = table[first]
    return found


def _numbers(content: bytes) -> list[int]:
    """Return bytes as numbers of four bytes each."""
    count = len(content) // 4
    return list(struct.unpack_from(f"<{count}I", content))
