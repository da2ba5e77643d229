"""Refuses to write a result over what it is made from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exchangespec.errors import InputOverwrittenError
from exchangespec.formats.csv_ import METADATA, SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def refuse_inputs(outputs: Iterable[str | Path], inputs: Collection[str | Path]) -> None:
    """Refuse an output that is one of the inputs or a part of one.

    Raises:
        InputOverwrittenError: if one would be written over.
    """
    for output in outputs:
        for source in inputs:
            if hits(Path(output), Path(source)):
                raise InputOverwrittenError(str(output), str(source))


def hits(target: Path, source: Path) -> bool:
    """Tell whether writing to a path would change what is read from another.

    A folder is read by the tables in it, and written by tables, so a table counts with its folder.
    """
    if same(target, source):
        return True
    if source.is_dir():
        return is_table(target) and same(target.parent, source)
    return target.is_dir() and is_table(source) and same(source.parent, target)


def holds_already(target: Path) -> bool:
    """Tell whether writing to a path would replace a file, or tables in a folder.

    Devices and pipes hold nothing.
    """
    if target.is_dir():
        return any(is_table(one) for one in target.iterdir())
    return target.is_file()


def same(one: Path, two: Path) -> bool:
    """Tell whether two paths lead to one file or folder, whichever way."""
    try:
        return one.samefile(two)
    except OSError:
        return one.resolve() == two.resolve()


def is_table(path: Path) -> bool:
    """Tell whether a file in a folder of tables is one of them."""
    return path.name == METADATA or path.suffix.casefold() in SUFFIXES
