"""One file a report; `REPORTERS` holds them all, by the name that `--output-format` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from exchangespec.errors import UnknownFormatError
from exchangespec.report.concise import concise
from exchangespec.report.full import full
from exchangespec.report.html_ import html
from exchangespec.report.json_ import json_report
from exchangespec.report.shacl import shacl

if TYPE_CHECKING:
    from pathlib import PurePath

    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout


class Reporter(Protocol):
    """What turns an outcome into a report; the layout is for reports that a terminal shows."""

    def __call__(self, outcome: Outcome, layout: Layout | None = None, /) -> str:
        """Return the report as text."""


# Every report, in the order in which help and documentation list them.
REPORTERS: dict[str, Reporter] = {
    "full": full,
    "concise": concise,
    "json": json_report,
    "html": html,
    "shacl": shacl,
}

# The report that a file of each suffix holds.
SUFFIXES = {".txt": "full", ".json": "json", ".html": "html"}


def reporter_for(path: PurePath, known: tuple[str, ...] = ()) -> Reporter:
    """Return the report that a file of this name holds; the longest suffix decides.

    Raises:
        UnknownFormatError: if no report has the suffix; it names those that are known.
    """
    name = path.name.casefold()
    fitting = [suffix for suffix in SUFFIXES if name.endswith(suffix)]
    if not fitting:
        raise UnknownFormatError(path.suffix or path.name, known or tuple(SUFFIXES))
    return REPORTERS[SUFFIXES[max(fitting, key=len)]]
