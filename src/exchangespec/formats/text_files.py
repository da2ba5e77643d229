"""The text files of a source: those of a folder or of a zip, or the source itself."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.formats.unpacking import UnknownPackingError, open_member
from exchangespec.location import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from exchangespec.formats.format import Limits, Source

RATIO_LOOKED_AT = 1 << 20
# Small members may be packed tightly; the ratio matters only where the text is large.
LONGEST_LINE = 1 << 24


@dataclass(frozen=True, slots=True)
class TextFile:
    """One file with a table: how it is called, how it is opened, where findings place it."""

    name: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    file: str
    member: str | None = None

    @property
    def stem(self) -> str:
        """Return the name without folders and suffix."""
        return PurePosixPath(self.name).stem

    def place(self, line: int | None = None, row: int | None = None) -> Location:
        """Return the place of the file, or of a line in it."""
        return Location(file=self.file, member=self.member, line=line, row=row)


class TooMuchError(Exception):
    """A source holds more than is read; the fault says of what."""

    def __init__(self, fault: Fault, location: Location | None = None) -> None:
        """Keep fault and place."""
        super().__init__(fault.slug)
        self.fault = fault
        self.location = location


class TooLongLineError(Exception):
    """A line is longer than any table's; the file is hardly one."""


# What opening a file and reading on may raise.
TROUBLES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TooLongLineError,
    UnknownPackingError,
    lzma.LZMAError,
)


def trouble(error: Exception) -> Fault:
    """Return the fault of a file that cannot be opened or read on; a fault of ours stays one."""
    if isinstance(error, TooLongLineError):
        return too_much("line", LONGEST_LINE)
    if isinstance(error, UnknownPackingError):
        return unreadable("unknown-packing", str(error))
    # One library for unpacking tells damage as if the system had failed.
    if isinstance(error, OSError) and error.strerror:
        return unreadable("system", error.strerror)
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
        # zipfile has no error class of its own for a member that needs a password.
        if "password" not in str(error):
            raise error
        return Fault("password-protected", {})
    return unreadable("broken-archive", str(error))


def too_much(what: str, limit: int) -> Fault:
    """Return the fault that something exceeds a limit."""
    return Fault("limit-exceeded", {"what": what, "limit": limit}, variant=what)


def unreadable(reason: str, seen: str) -> Fault:
    """Return the fault that a file cannot be read."""
    return Fault("unreadable-file", {"reason": reason, "seen": seen}, variant=reason)


def is_zip(source: Source) -> bool:
    """Tell whether a source is a zip."""
    return zipfile.is_zipfile(source.path or io.BytesIO(source.content or b""))


def text_files(source: Source, limits: Limits) -> list[TextFile]:
    """Return the files of a folder or a zip, by name, or the source as the only one.

    Raises:
        TooMuchError: if the source is a zip that holds too much.
    """
    if source.path is not None and source.path.is_dir():
        return folder_files(source, source.path)
    if is_zip(source):
        with _archive(source) as archive:
            return _zip_files(source, archive, limits)
    return [whole_file(source)]


def whole_file(source: Source) -> TextFile:
    """Return the source itself."""
    name = source.path.name if source.path else source.name
    return TextFile(name, partial(_open_source, source), source.name)


def folder_files(source: Source, path: Path) -> list[TextFile]:
    """Return the files of a folder, by name."""
    folder = source.name.rstrip("/")
    return [
        TextFile(inside.name, partial(_open_binary, inside), f"{folder}/{inside.name}")
        for inside in sorted(path.iterdir())
        if inside.is_file() and not inside.name.startswith(".")
    ]


def _open_binary(path: Path) -> IO[bytes]:
    """Open a file of a folder."""
    return path.open("rb")


def _open_source(source: Source) -> IO[bytes]:
    """Open the source itself."""
    if source.content is not None or source.path is None:
        return io.BytesIO(source.content or b"")
    return source.path.open("rb")


@contextmanager
def _archive(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open the zip."""
    with zipfile.ZipFile(source.path or io.BytesIO(source.content or b"")) as archive:
        yield archive


@contextmanager
def _member(source: Source, name: str) -> Iterator[IO[bytes]]:
    """Open one file of the zip, without unpacking it anywhere."""
    with _archive(source) as archive, open_member(archive, archive.getinfo(name)) as stream:
        yield stream


def _zip_files(source: Source, archive: zipfile.ZipFile, limits: Limits) -> list[TextFile]:
    """Return the files of a zip, by name, unless it is too large."""
    members = archive.infolist()
    if len(members) > limits.archive_members:
        raise TooMuchError(too_much("members", limits.archive_members))
    files = []
    for member in sorted(members, key=lambda item: item.filename):
        name = PurePosixPath(member.filename)
        if member.is_dir() or name.name.startswith(".") or "__MACOSX" in name.parts:
            continue
        large = member.file_size > RATIO_LOOKED_AT
        if large and member.file_size > limits.archive_ratio * max(1, member.compress_size):
            fault = too_much("ratio", limits.archive_ratio)
            raise TooMuchError(fault, Location(file=source.name, member=member.filename))
        opener = partial(_member, source, member.filename)
        files.append(TextFile(member.filename, opener, source.name, member.filename))
    return files
