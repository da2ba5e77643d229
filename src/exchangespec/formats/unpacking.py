"""Unpacking: a file in a zip, of which no more comes out than the zip says that it holds.

The standard library bounds what one step unpacks for Deflate alone. From a few hundred bytes packed
otherwise it may make gigabytes at once, so here these are unpacked step by step.
"""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from copy import copy
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from typing_extensions import Buffer

STORED, ENCRYPTED, LARGEST_DICTIONARY = zipfile.ZIP_STORED, 0x1, 1 << 26
# All that packages such as workbooks may be packed by, says their standard.
USUAL = frozenset({STORED, zipfile.ZIP_DEFLATED})
READ = frozenset({*USUAL, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
PACKING = {
    1: "Shrink", 6: "Implode", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 94: "MP3",
    95: "XZ", 96: "JPEG", 97: "WavPack", 98: "PPMd",
}  # fmt: skip
LARGE = "LZMA with a very large dictionary"
# With this flag, LZMA marks where its data end.
END_MARKED = 0x2
STEP = 1 << 16
# Version and length of what follows, then a byte of settings and the size of the dictionary.
LZMA_HEADER = struct.Struct("<2xHBI")
SETTINGS = 5


class UnknownPackingError(NotImplementedError):
    """A file in a zip is packed in a way that is not read; its text names the way."""


class Decompressor(Protocol):
    """What both libraries offer: no more than asked for is unpacked at once."""

    @property
    def eof(self) -> bool:
        """Tell whether the end of the data was met."""

    @property
    def needs_input(self) -> bool:
        """Tell whether nothing more comes without more data."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return the next bytes."""


def unusual_packing(member: zipfile.ZipInfo) -> str:
    """Return the name of the way a part of a workbook is packed, unless it is a usual one."""
    return "" if member.compress_type in USUAL else named(member)


def named(member: zipfile.ZipInfo) -> str:
    """Return the name of the way a file is packed."""
    return PACKING.get(member.compress_type, f"method {member.compress_type}")


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    """Open one file of a zip.

    Raises:
        UnknownPackingError: if it is packed in a way that is not read.
        zipfile.BadZipFile: if what the archive says of it cannot be.
    """
    try:
        # What is encrypted may be said to be packed in any way; opening it tells.
        if member.compress_type in USUAL or member.flag_bits & ENCRYPTED:
            return archive.open(member)
        if member.compress_type not in READ:
            raise UnknownPackingError(named(member))
        packed = archive.open(_as_it_is(member))
        if member.compress_type == zipfile.ZIP_BZIP2:
            decompressor: Decompressor = bz2.BZ2Decompressor()
        else:
            decompressor = _lzma(packed)
        unpacked = Unpacked(packed, member, decompressor)
        return io.BufferedReader(unpacked, STEP)
    except (ValueError, struct.error) as error:
        raise zipfile.BadZipFile(str(error)) from None


def _as_it_is(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return the entry by which a file is given as it is packed."""
    entry = copy(member)
    entry.compress_type, entry.file_size = STORED, member.compress_size
    # The sum is that of what is unpacked.
    del entry.CRC
    return entry


def _lzma(packed: IO[bytes]) -> lzma.LZMADecompressor:
    """Read the settings at the start of a file packed by LZMA."""
    length, settings, size = LZMA_HEADER.unpack(packed.read(LZMA_HEADER.size))
    packed.read(length - SETTINGS)
    if size > LARGEST_DICTIONARY:
        raise UnknownPackingError(LARGE)
    literal, position = settings % 9, settings // 9
    filters = {
        "id": lzma.FILTER_LZMA1,
        "dict_size": max(size, 1 << 12),
        "lc": literal,
        "lp": position % 5,
        "pb": position // 5,
    }
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[filters])


class Unpacked(io.RawIOBase):
    """What a file packed by bzip2 or LZMA holds, a bounded piece at a time."""

    def __init__(
        self, packed: IO[bytes], member: zipfile.ZipInfo, decompressor: Decompressor
    ) -> None:
        """Start before the first byte."""
        self._packed = packed
        self._decompressor = decompressor
        self._left = member.file_size
        self._sum, self._stated_sum = 0, member.CRC
        # Without a mark, what follows the last byte would be taken for more of them.
        by_lzma = member.compress_type == zipfile.ZIP_LZMA
        self._tells_end = not by_lzma or bool(member.flag_bits & END_MARKED)
        self._ended = False

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Unpack as much as was asked for, at most, and look at the end whether it is all.

        Raises:
            zipfile.BadZipFile: if more or less comes out than the zip says, or something else.
        """
        room = memoryview(buffer).cast("B")
        if self._ended or not room:
            return 0
        data = self._next(min(len(room), self._left)) if self._left else b""
        self._left -= len(data)
        self._sum = zlib.crc32(data, self._sum)
        room[: len(data)] = data
        if not data:
            self._end()
        return len(data)

    def _next(self, most: int) -> bytes:
        """Return the next bytes; none where there are no more."""
        unpacker = self._decompressor
        while not unpacker.eof:
            more = self._packed.read(STEP) if unpacker.needs_input else b""
            data = unpacker.decompress(more, most)
            if data or (unpacker.needs_input and not more):
                return data
        return b""

    def _end(self) -> None:
        """Look whether what came out is what the zip says."""
        self._ended = True
        if self._left or (self._tells_end and self._next(1)):
            raise zipfile.BadZipFile("more or less comes out than the zip says")
        if self._sum != self._stated_sum:
            raise zipfile.BadZipFile("what comes out has another sum than the zip says")

    def close(self) -> None:
        """Close the packed file as well."""
        self._packed.close()
        super().close()
