"""Copies: the marked workbook of each of several inputs, and why one of them gets none."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from exchangespec.report.marking.tasks import ASKED
from exchangespec.report.marking.workbook import (
    MARKED_SUFFIXES,
    NotMarkableError,
    has_macros,
    mark,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchangespec.formats.format import Source
    from exchangespec.outcome import Outcome

STEM = ".checked"


class SameNameError(NotMarkableError):
    """The marked workbooks of two inputs would have one name."""

    def __init__(self, file: str, other: str, name: str) -> None:
        """Keep the facts."""
        reason = f"{name} would be that of {other} as well; check the two one after the other"
        super().__init__(file, reason)


def copy_name(source: Source) -> str:
    """Return what the marked workbook of an input is called: `lyon.checked.xlsx`.

    Raises:
        NotMarkableError: if the input cannot be given back with marks, as far as its name and its
            beginning tell.
    """
    if source.path is None:
        raise NotMarkableError(source.name, "it is no file with a name of its own")
    stem = PurePath(source.name).stem.removesuffix(STEM)
    return f"{stem}{MARKED_SUFFIXES[has_macros(source)]}"


def copy_names(sources: Sequence[Source]) -> dict[str, str]:
    """Return the names of the marked workbooks by the names of the inputs that can have one.

    Raises:
        SameNameError: if two would have the same.
    """
    names: dict[str, str] = {}
    taken: dict[str, str] = {}
    for source in sources:
        try:
            name = copy_name(source)
        except NotMarkableError:
            continue
        if source.name not in names and name.casefold() in taken:
            raise SameNameError(source.name, taken[name.casefold()], name)
        taken[name.casefold()] = source.name
        names[source.name] = name
    return names


def marked_copy(source: Source, outcome: Outcome) -> bytes | None:
    """Return the marked workbook of one input; None if there is nothing to mark in it.

    Raises:
        NotMarkableError: if it cannot be given back with marks.
    """
    if all(item.readable for item in outcome.inputs):
        if not any(outcome.counts[level] for level in ASKED):
            return None
        copy_name(source)
    target = BytesIO()
    mark(source, outcome, target)
    return target.getvalue()


def is_folder(name: str) -> bool:
    """Tell whether a result is to go into a folder: one that is there, or a name that ends in /."""
    return name.endswith(("/", "\\")) or Path(name).is_dir()
