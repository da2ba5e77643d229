"""Archive copy: a zip written anew part by part, some parts changed, all others as before."""

from __future__ import annotations

import zipfile
from copy import copy
from typing import IO, TYPE_CHECKING

from exchangespec.formats.unpacking import open_member

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

CHUNK = 1 << 20
LARGE = 1 << 31


def copy_archive(
    archive: zipfile.ZipFile,
    target: IO[bytes],
    patches: Mapping[str, bytes | Callable[[IO[bytes], IO[bytes]], object]],
    gone: Collection[str] = (),
) -> None:
    """Copy a zip; patches for parts that it does not have are added at its end."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for info in archive.infolist():
            # Of parts that are there twice, the last is the one that programs read.
            if info.filename not in gone and archive.getinfo(info.filename) is info:
                _copy(archive, info, out, patches.get(info.filename))
        names = set(archive.namelist())
        for name, content in patches.items():
            if name not in names and isinstance(content, bytes):
                out.writestr(_entry(name), content)


def _copy(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    out: zipfile.ZipFile,
    patch: bytes | Callable[[IO[bytes], IO[bytes]], object] | None,
) -> None:
    """Copy one part as it is, or as it was changed."""
    entry = copy(info)
    if isinstance(patch, bytes):
        out.writestr(entry, patch)
        return
    entry.file_size = entry.compress_size = 0
    large = info.file_size > LARGE
    with open_member(archive, info) as source, out.open(entry, "w", force_zip64=large) as copied:
        if patch is not None:
            patch(source, copied)
            return
        while chunk := source.read(CHUNK):
            copied.write(chunk)


def _entry(name: str) -> zipfile.ZipInfo:
    """Return the entry of a new part; a fixed day keeps the bytes the same."""
    entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
