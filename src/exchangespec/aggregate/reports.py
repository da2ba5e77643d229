"""Reads the JSON reports that validate has written, for the trend of quality over the releases."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.errors import ExchangespecError
from exchangespec.model.dates import date_span
from exchangespec.tables.views import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

SUFFIX = ".json"
BACKSLASH = "chr(92)"
TEXTS = ("publisher", "prefix", "dataset", "version", "modified", "file")
NUMBERS = ("year", "month", "records", "errors", "warnings", "asked", "stated")


class Checked(NamedTuple):
    """One input of a report: whose it is, of when, and how good it was found."""

    publisher: str
    prefix: str
    dataset: str
    version: str
    modified: str
    file: str
    year: int | None
    month: int | None
    records: int
    errors: int
    warnings: int
    asked: int
    stated: int

    @property
    def delivery(self) -> tuple[str, ...]:
        """Return what is the same where two reports are about one file of one release.

        The file may have been checked in another folder, or in another format.
        """
        name = PurePosixPath(self.file.replace("\\", "/")).name.partition(".")[0]
        whose = self.publisher, self.prefix
        # Without an address the data are called as the file is.
        dataset = "" if self.dataset == self.file else self.dataset
        return *whose, dataset, self.version, self.modified, name


class Repeated(NamedTuple):
    """A report that does not count, since a later one is about the same file of one release."""

    path: Path
    file: str
    later: Path


class Reports(NamedTuple):
    """What reports say of each input, once, and which of them do not count."""

    checked: list[Checked]
    repeated: list[Repeated]


class ReportError(ExchangespecError):
    """A file was to be read as a report of validate, and is none that serves."""

    def __init__(self, path: Path, problem: str) -> None:
        """Keep the file and what is wrong with it."""
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.path} is no report for the trend: {self.problem}"


def read_reports(paths: Iterable[Path]) -> Reports:
    """Read reports, each a file or all of a folder; of two about one delivery the later counts.

    Raises:
        ReportError: if one is no JSON report of validate, or does not say whose data it is about.
    """
    counting: dict[tuple[str, ...], tuple[Path, Checked]] = {}
    repeated = []
    for path in _files(paths):
        for checked in _read(path):
            before = counting.pop(checked.delivery, None)
            if before is not None:
                repeated.append(Repeated(before[0], before[1].file, path))
            counting[checked.delivery] = path, checked
    return Reports([checked for _, checked in counting.values()], repeated)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, and those of folders in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob(f"*{SUFFIX}"))
        else:
            yield path


def _read(path: Path) -> Iterator[Checked]:
    """Yield what one report says of each of its inputs that could be read."""
    try:
        report = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "it is no JSON"
        raise ReportError(path, reason) from None
    if not isinstance(report, dict) or "report" not in report:
        raise ReportError(path, "validate writes such with -o NAME.json")
    try:
        yield from [_checked(path, one) for one in report["inputs"] if one["readable"]]
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ReportError(path, "it lacks what reports of this version say") from None


def _checked(path: Path, given: dict[str, Any]) -> Checked:
    """Return what a report says of one input."""
    about = given.get("about") or {}
    if "prefix" not in about:
        problem = "it does not say whose data it is about; it was masked, or is of an older version"
        raise ReportError(path, problem)
    recommended = given["recommended"]
    span = date_span(str(about.get("modified", "")))
    year, month = certain(span.earliest, span.latest) if span else (None, None)
    return Checked(
        publisher=str(about.get("publisher", about["prefix"])),
        prefix=str(about["prefix"]),
        # As tables call it.
        dataset=str(about.get("id") or given["file"]),
        version=str(about.get("version", "")),
        modified=str(about.get("modified", "")),
        file=str(given["file"]),
        year=year,
        month=month,
        records=sum(map(int, given["records"].values())),
        errors=int(given["counts"]["error"]),
        warnings=int(given["counts"]["warning"]),
        asked=int(recommended["asked"]),
        stated=int(recommended["stated"]),
    )


def certain(earliest: date | None, latest: date | None) -> tuple[int | None, int | None]:
    """Return year and month of a date, each as far as it is certain."""
    if earliest is None or latest is None or earliest.year != latest.year:
        return None, None
    return earliest.year, earliest.month if earliest.month == latest.month else None


def as_query(rows: Sequence[Checked]) -> str:
    """Return rows as a query that any engine understands."""
    names = ", ".join(Checked._fields)
    cast = ", ".join([*TEXTS, *(f"cast({name} AS bigint) AS {name}" for name in NUMBERS)])
    if not rows:
        nothing = ", ".join([*(f"'' AS {name}" for name in TEXTS), *(f"0 AS {n}" for n in NUMBERS)])
        return f"SELECT {cast} FROM (SELECT {nothing}) AS nothing WHERE records > 0"
    lines = ",\n".join(f"({', '.join(map(_literal, row))})" for row in rows)
    return f"SELECT {cast} FROM (VALUES\n{lines}\n) AS t({names})"


def _literal(cell: str | int | None) -> str:
    """Return a value as SQL writes it; to some engines a backslash in a text is more than one."""
    if cell is None:
        return "NULL"
    if not isinstance(cell, str):
        return str(cell)
    parts = f" || {BACKSLASH} || ".join(map(text, cell.split("\\")))
    return f"({parts})" if "\\" in cell else parts
