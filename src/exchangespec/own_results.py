"""Tells what this program has written beside its inputs, so that it is not read as one of them."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats.unpacking import unusual_packing
from exchangespec.formats.workbook_file import DAMAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

COPIES = {".checked": "a copy with marks of", ".fixed": "a repaired copy of"}
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
    """An input that is a result, and what it is."""

    name: str
    what: str


def without_results(names: Sequence[str]) -> tuple[list[str], list[LeftAside]]:
    """Return the names that are inputs, and those that are results and are left aside.

    A name that is given alone is wanted; so are all where nothing else is given.
    """
    found = {name: what for name in names if (what := result_of(name, names))}
    if len(found) == len(names):
        return list(names), []
    kept = [name for name in names if name not in found]
    return kept, [LeftAside(*pair) for pair in found.items()]


def result_of(name: str, names: Sequence[str]) -> str:
    """Return what kind of a result a file is; nothing for what may be an input."""
    path = Path(name)
    if name == STANDARD_INPUT or not path.is_file():
        return ""
    original = original_of(path)
    if original is not None and any(Path(other) == original[0] for other in names):
        return f"{original[1]} {original[0].name}"
    return REPORT if is_report(path) else ""


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
