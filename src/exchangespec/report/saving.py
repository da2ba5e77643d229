"""Saving: which report a file of a given name holds, as bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.report import SUFFIXES, reporter_for
from exchangespec.report.findings_workbook import findings_workbook
from exchangespec.report.marking import (
    MARKED_SUFFIXES,
    NotMarkableError,
    is_marked,
    mark,
    refuse_suffix,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePath

    from exchangespec.formats.format import Source
    from exchangespec.outcome import Outcome

WORKBOOK = ".xlsx"


class Saved(NamedTuple):
    """A report as bytes, and what is to be said about it, if anything."""

    content: bytes
    note: str = ""


def check_name(path: PurePath) -> None:
    """Refuse a name that tells no report.

    Raises:
        UnknownFormatError: if no report has the suffix.
    """
    if not is_marked(path) and path.suffix.casefold() != WORKBOOK:
        reporter_for(path, (*SUFFIXES, WORKBOOK, *MARKED_SUFFIXES))


def saved(outcome: Outcome, path: PurePath, sources: Sequence[Source]) -> Saved:
    """Return the report that a file of this name holds.

    A workbook that cannot be given back with marks becomes a workbook of findings, which says so.

    Raises:
        UnknownFormatError: if no report has the suffix.
    """
    check_name(path)
    if is_marked(path):
        return _marked(outcome, path, sources)
    if path.suffix.casefold() == WORKBOOK:
        return Saved(findings_workbook(outcome, path))
    text = reporter_for(path)(outcome)
    return Saved(text.encode("utf-8", "backslashreplace"))


def _marked(outcome: Outcome, path: PurePath, sources: Sequence[Source]) -> Saved:
    """Return the marked workbook, or else the workbook of findings."""
    target = BytesIO()
    try:
        source = _only(sources)
        refuse_suffix(source, path)
        mark(source, outcome, target)
    except NotMarkableError as problem:
        note = f"{problem}. This is a workbook of findings instead."
        return Saved(findings_workbook(outcome, path, [note]), note)
    return Saved(target.getvalue())


def _only(sources: Sequence[Source]) -> Source:
    """Return the one input; marks are put into one file only."""
    if len(sources) != 1:
        raise NotMarkableError("This submission", f"it is {len(sources)} files")
    return sources[0]
