"""Tells what this program has written beside its inputs, so that it is not read as one of them."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats.format import Limits, source_at
from exchangespec.formats.unpacking import unusual_packing
from exchangespec.formats.workbook_file import DAMAGES, RefusedError, open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.formats.table import Row

MARKED = ".checked"
REPAIRED = ".fixed"
COPIES = {MARKED: "a copy with marks of", REPAIRED: "a repaired copy of"}
# What can be given back with marks in it.
MARKED_KINDS = frozenset({".xlsx", ".xlsm"})
STANDARD_INPUT = "-"
REPORT = "a report of this program"
LOOKED_AT = 1_024
# What stands near the beginning of a report, by its suffix.
SIGNS = {
    ".json": b'"report": "1"',
    ".sarif": b'"name": "exchangespec"',
    ".html": b'<meta name="generator" content="exchangespec">',
    ".csv": b"level,file,place,field,record,value,message,fix,suggestions,code,slug",
}
PROPERTIES = "docProps/custom.xml"
PROPERTY = b'name="exchangespec-report"'
# What a file that is broken or locked may say when it is opened.
UNREADABLE = (*DAMAGES, OSError)


class LeftAside(NamedTuple):
    """An input that is a result, and what it is.

    Attributes:
        name: the file.
        what: what it is, in words.
        original: the file that it is a copy of, where that one is read.
        differs: whether somebody has gone on with one of the two, so that nobody but the user can
            say which of them holds.
    """

    name: str
    what: str
    original: str = ""
    differs: bool = False

    @property
    def repaired(self) -> bool:
        """Tell whether it is a repaired copy, which differs by its nature."""
        return self.what.startswith(COPIES[REPAIRED])


def without_results(names: Sequence[str]) -> tuple[list[str], list[LeftAside]]:
    """Return the names that are inputs, and those that are results and are left aside.

    A name that is given alone is wanted; so are all where nothing else is given.
    """
    found = {name: result for name in names if (result := result_of(name, names))}
    if len(found) == len(names):
        return list(names), []
    kept = [name for name in names if name not in found]
    return kept, list(found.values())


def result_of(name: str, names: Sequence[str]) -> LeftAside | None:
    """Return what kind of a result a file is; nothing for what may be an input."""
    path = Path(name)
    if name == STANDARD_INPUT or not path.is_file():
        return None
    named = original_of(path)
    if named is None or all(Path(other) != named[0] for other in names):
        return LeftAside(name, REPORT) if is_report(path) else None
    original, what = named
    is_marked = original.suffix.casefold() in MARKED_KINDS and f"{MARKED}." in path.name
    differs = is_marked and not is_report(path) and not has_same_cells(original, path)
    return LeftAside(name, f"{what} {original.name}", str(original), differs)


def has_same_cells(original: Path, copy: Path) -> bool:
    """Tell whether every sheet of a workbook stands in its copy with the same cells.

    What cannot be read is not the same: it may hold anything.
    """
    try:
        first, second = (open_workbook(source_at(str(one)), Limits()) for one in (original, copy))
        there = {entry.name for entry in second.entries()}
        return all(
            entry.name in there and _same(first.rows(entry.name), second.rows(entry.name))
            for entry in first.entries()
        )
    except (RefusedError, *UNREADABLE):
        return False


def _same(first: Iterator[Row], second: Iterator[Row]) -> bool:
    """Tell whether the filled cells of two sheets are the same."""
    return all(one == other for one, other in zip_longest(_filled(first), _filled(second)))


def _filled(rows: Iterator[Row]) -> Iterator[tuple[int, int, object]]:
    """Yield the cells that hold something, with their places."""
    for number, cells in rows:
        for column, cell in enumerate(cells):
            if cell is not None and cell != "":
                yield number, column, cell


def original_of(path: Path) -> tuple[Path, str] | None:
    """Return the file that one is a copy of by its name, and which copy; None if it is none."""
    for mark, what in COPIES.items():
        before, found, after = path.name.rpartition(f"{mark}.")
        if found and before:
            return path.with_name(f"{before}.{after}"), what
    return None


def is_report(path: Path) -> bool:
    """Tell whether a file is a report of this program."""
    suffix = path.suffix.casefold()
    with suppress(*UNREADABLE):
        if suffix in SIGNS:
            with path.open("rb") as stream:
                return SIGNS[suffix] in stream.read(LOOKED_AT)
        if suffix == ".xlsx" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                member = archive.getinfo(PROPERTIES)
                if unusual_packing(member):
                    return False
                with archive.open(member) as stream:
                    return PROPERTY in stream.read(LOOKED_AT)
    return False
