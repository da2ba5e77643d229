"""Folders: one that partners' workbooks were put into stands for the files in it.

The CSV files of a folder are one submission. Where there is a workbook and no CSV table, each file
is a submission of its own; what is no submission is named.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats import FORMATS
from exchangespec.formats.csv_ import SUFFIXES
from exchangespec.own_results import LeftAside, is_report, without_results

if TYPE_CHECKING:
    from collections.abc import Iterable

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".fods")
READ = (*WORKBOOKS, *(suffix for form in FORMATS.values() for suffix in form.suffixes))
# What programs put beside a file while it is open, and what a system hides.
HIDDEN = (".", "~$")
NOTES = frozenset({"readme", "read me", "licence", "license", "notes"})


class Opened(NamedTuple):
    """The inputs that names stand for, and what lies beside them and is none."""

    names: list[str]
    left: list[LeftAside]


def opened(names: Iterable[str]) -> Opened:
    """Return names of inputs, folders of workbooks replaced by the files in them."""
    found = Opened([], [])
    for name in names:
        inside = files_in(name)
        if not inside:
            found.names.append(name)
            continue
        kept, results = without_results(inside)
        found.names.extend(one for one in kept if _is_read(one))
        found.left.extend(results)
        others = [one for one in kept if not _is_read(one)]
        found.left.extend(LeftAside(one, "no file that is read") for one in others)
    return found


def files_in(name: str) -> list[str]:
    """Return what a folder of workbooks holds; nothing for a folder of CSV files, or a file."""
    path = Path(name)
    try:
        inside = sorted(path.iterdir()) if name and path.is_dir() else []
    except OSError:
        return []
    shown = [one for one in inside if not one.name.startswith(HIDDEN)]
    tables = (one for one in shown if one.is_file() and not _is_none(one))
    suffixes = {one.suffix.casefold() for one in tables}
    if suffixes.isdisjoint(WORKBOOKS) or not suffixes.isdisjoint(SUFFIXES):
        return []
    return [f"{one}/" if one.is_dir() else str(one) for one in shown]


def _is_read(name: str) -> bool:
    """Tell whether a file may be a submission, by its name; one that waits for a writer is none."""
    path = Path(name)
    # A link to nothing is an input: opening it will say what is missing.
    return name.casefold().endswith(READ) and (path.is_file() or not path.exists())


def _is_none(path: Path) -> bool:
    """Tell whether a file is no table: text for whoever opens the folder, or a report of ours."""
    is_text = path.suffix.casefold() not in WORKBOOKS
    return (is_text and path.stem.casefold() in NOTES) or is_report(path)
