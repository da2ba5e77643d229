"""Compression by gzip and zstd: streams of unpacked bytes, and documents unpacked whole."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from exchangespec.errors import MissingPartError
from exchangespec.finding import Fault
from exchangespec.formats.format import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from exchangespec.formats.format import Limits

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
SUFFIXES = (".gz", ".zst")
BUFFER = 1024 * 1024
STEP = 64
# Small files may well be compressed further than large ones.
RATIO_LOOKED_AT = 4 * 1024 * 1024


def installed_zstandard() -> ModuleType:
    """Return the library that reads and writes zstd where Python itself does not.

    Raises:
        MissingPartError: if it is not installed.
    """
    try:
        import zstandard
    except ModuleNotFoundError:
        raise MissingPartError("zstd (.zst)", "zstd") from None
    return zstandard


# A thousand bytes unpack to 32 MiB at most.
ZSTD_STEP = 1024
ZSTD_WINDOW = 1 << 27
# The largest window, in the frame of gzip.
GZIP_WINDOW = zlib.MAX_WBITS + 16


class ZstdFrames(io.RawIOBase):
    """Decompressed zstd frames; a frame that is cut off is an error, not an early end."""

    def __init__(self, stream: BinaryIO, zstandard: ModuleType) -> None:
        """Start before the first frame."""
        super().__init__()
        self._stream = stream
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        self._frame: Any = None
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, target: Any) -> int:
        """Fill some of a buffer.

        Raises:
            EOFError: if the last frame is cut off.
        """
        while not self._ready:
            packed = self._packed or self._stream.read(ZSTD_STEP)
            if not packed:
                if self._frame is not None:
                    raise EOFError("the last frame is cut off")
                return 0
            self._packed = b""
            self._frame = self._frame or self._decompressor.decompressobj()
            self._ready = memoryview(self._frame.decompress(packed))
            if self._frame.eof:
                self._packed = self._frame.unused_data
                self._frame = None
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        """Close the compressed stream as well."""
        self._stream.close()
        super().close()


def zstd_reader(stream: BinaryIO) -> BinaryIO:
    """Return a stream of decompressed bytes.

    Raises:
        MissingPartError: on Python below 3.14 without the extra `zstd`.
    """
    try:
        from compression import zstd  # type: ignore[import-not-found]
    except ModuleNotFoundError:
        return io.BufferedReader(ZstdFrames(stream, installed_zstandard()), BUFFER)
    return zstd.ZstdFile(stream)  # type: ignore[no-any-return]


def zstd_packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces compressed as one stream, at a pinned level.

    Raises:
        MissingPartError: on Python below 3.14 without the extra `zstd`.
    """
    try:
        from compression import zstd
    except ModuleNotFoundError:
        zstandard = installed_zstandard()
        packer = zstandard.ZstdCompressor(level=10, write_checksum=True).compressobj()
    else:
        options = {
            zstd.CompressionParameter.compression_level: 10,
            zstd.CompressionParameter.checksum_flag: 1,
        }
        packer = zstd.ZstdCompressor(options=options)
    yield from _packed(pieces, packer)


def _packed(pieces: Iterable[bytes], packer: Any) -> Iterator[bytes]:
    """Yield what a compressor makes of pieces, and what it holds back at last."""
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


def open_packed(source: Source) -> BinaryIO:
    """Open the input as a stream of its own bytes."""
    if source.content is None and source.path is not None:
        return source.path.open("rb", buffering=BUFFER)
    return io.BytesIO(source.content or b"")


def unpacked(stream: BinaryIO, start: bytes) -> BinaryIO:
    """Return a stream of decompressed bytes; compression is told by the first bytes."""
    if start.startswith(GZIP_MAGIC):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    if start.startswith(ZSTD_MAGIC):
        return zstd_reader(stream)
    return stream


def gzip_packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces compressed as one stream, at a pinned level, with no time stamp."""
    yield from _packed(pieces, zlib.compressobj(6, zlib.DEFLATED, GZIP_WINDOW))


def is_compressed(source: Source) -> bool:
    """Tell by its first bytes whether an input is compressed."""
    return source.start(4).startswith((GZIP_MAGIC, ZSTD_MAGIC))


def plain_name(name: str) -> str:
    """Return a file's name without the suffix that tells its compression."""
    ending = next((suffix for suffix in SUFFIXES if name.casefold().endswith(suffix)), "")
    return name[: len(name) - len(ending)]


def is_broken(error: Exception) -> bool:
    """Tell whether an error says that compressed bytes are damaged.

    The libraries for zstd have error classes of their own, which may not be importable here.
    """
    return isinstance(error, (OSError, EOFError, zlib.error)) or type(error).__name__ == "ZstdError"


def start_unpacked(source: Source, count: int = 8192) -> bytes:
    """Return the first unpacked bytes; what comes after damage is left out."""
    found = b""
    with open_packed(source) as packed:
        try:
            with unpacked(packed, source.start(4)) as stream:
                # In steps, since what was unpacked before the damage would be lost with it.
                while len(found) < count and (piece := stream.read(STEP)):
                    found += piece
        except Exception as error:
            if not isinstance(error, MissingPartError) and not is_broken(error):
                raise
    return found[:count]


def unpacked_whole(source: Source, limits: Limits) -> Source | Fault:
    """Return a compressed document unpacked, or why that cannot be done within the limits."""
    pieces, size = [], 0
    try:
        with open_packed(source) as packed, unpacked(packed, source.start(4)) as stream:
            while piece := stream.read(BUFFER):
                pieces.append(piece)
                size += len(piece)
                if size > limits.document_bytes:
                    return _too_large(limits.document_bytes, "bytes")
                if size > max(RATIO_LOOKED_AT, limits.archive_ratio * packed.tell()):
                    return _too_large(limits.archive_ratio, "ratio")
    except MissingPartError:
        return Fault("unreadable-file", {"reason": "zstd-missing"})
    except Exception as error:
        if not is_broken(error):
            raise
        return Fault("unreadable-file", {"reason": "broken-compression", "seen": str(error)})
    return Source(source.name, content=b"".join(pieces))


def _too_large(limit: int, what: str) -> Fault:
    """Say which limit a document exceeds once it is unpacked."""
    return Fault("limit-exceeded", {"limit": limit, "what": what})
