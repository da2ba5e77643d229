"""Puts a result into place: whole or not at all, and where the name given leads."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from exchangespec.errors import LossError
from exchangespec.formats.csv_ import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import File


def write_files(target: Path, files: list[File]) -> list[Path]:
    """Write one file, or the files of a folder.

    A file is there whole or not at all, and so is a folder that was not there before; in one that
    was, each file is.
    """
    if [name for name, _ in files] == [""]:
        target.parent.mkdir(parents=True, exist_ok=True)
        return [_write_whole(target, files[0][1])]
    if not target.exists() and not target.is_symlink():
        return _write_folder(target, files)
    _refuse_strangers(target, {name for name, _ in files})
    target.mkdir(parents=True, exist_ok=True)
    return [_write_whole(target / name, pieces) for name, pieces in files]


def _refuse_strangers(folder: Path, names: set[str]) -> None:
    """Stop where a folder holds tables of another conversion, which would be read with ours."""
    if not folder.is_dir():
        return
    strangers = sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix.casefold() in SUFFIXES
        and path.name not in names
        and not path.name.startswith(".")
    )
    if strangers:
        raise LossError(
            (f"the meaning of {folder}: it holds other tables already ({', '.join(strangers)})",)
        )


def _write_folder(target: Path, files: list[File]) -> list[Path]:
    """Fill a new folder under another name first, so that nobody ever sees half of it."""
    with new_folder(target) as folder:
        for name, pieces in files:
            with (folder / name).open("wb") as stream:
                stream.writelines(pieces)
    return [target / name for name, _ in files]


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a folder to fill, which takes the target's name only when it is whole.

    The target must not be there, or be an empty folder.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        yield folder
        folder.chmod(0o777 & ~_umask())
        if target.is_dir():
            target.rmdir()
        folder.rename(target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write_whole(path: Path, pieces: Iterable[bytes]) -> Path:
    """Write a file under another name first, so that nobody ever sees half of it.

    A link is followed and the file's permissions are kept; a pipe or a device is written to.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG | (0o666 & ~_umask())
    if not stat.S_ISREG(mode):
        with path.open("wb") as stream:
            stream.writelines(pieces)
        return path
    real = path.resolve()
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
        Path(name).chmod(stat.S_IMODE(mode))
        Path(name).replace(real)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    """Return the process's umask."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
