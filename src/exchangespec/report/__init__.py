"""One file a report; `REPORTERS` holds them all, by the name that `--output-format` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from exchangespec.errors import UnknownFormatError
from exchangespec.report.concise import concise
from exchangespec.report.csv_ import csv_report
from exchangespec.report.full import full
from exchangespec.report.gitb import gitb
from exchangespec.report.github import github
from exchangespec.report.gitlab import gitlab
from exchangespec.report.grouped import grouped
from exchangespec.report.html_ import html
from exchangespec.report.json_ import json_report
from exchangespec.report.junit import junit
from exchangespec.report.markdown import markdown
from exchangespec.report.ndjson_ import ndjson_report
from exchangespec.report.sarif import sarif
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
    "grouped": grouped,
    "json": json_report,
    "ndjson": ndjson_report,
    "html": html,
    "markdown": markdown,
    "csv": csv_report,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
    "gitb": gitb,
    "shacl": shacl,
}

# The report that a file of each suffix holds.
SUFFIXES = {
    ".txt": "full",
    ".json": "json",
    ".ndjson": "ndjson",
    ".html": "html",
    ".md": "markdown",
    ".csv": "csv",
    ".gitlab.json": "gitlab",
    ".sarif": "sarif",
    ".sarif.json": "sarif",
    ".xml": "junit",
    ".junit.xml": "junit",
    ".gitb.xml": "gitb",
    ".ttl": "shacl",
}


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
