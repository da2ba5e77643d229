"""Imports a text for tests: the records it becomes, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exchangespec.conversion import read_document
from exchangespec.finding import Finding
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.intake import TakeOptions

ABOUT = {"prefix": "ex", "language": "en"}


@dataclass
class Imported:
    """What became of a source."""

    records: list[dict[str, Any]]
    header: dict[str, Any]
    findings: list[Finding]
    format: str
    readable: bool
    complete: bool

    def one(self, record_type: str) -> dict[str, Any]:
        """Return the only record of a type."""
        (found,) = self.of(record_type)
        return found

    def of(self, record_type: str) -> list[dict[str, Any]]:
        """Return the records of a type."""
        return [one for one in self.records if one["type"] == record_type]

    def said(self, slug: str) -> list[tuple[str | None, int | None]]:
        """Return name (or value) and line of each finding of a slug."""
        return [
            (one.params.get("name", one.params.get("value")), one.location.line)
            for one in self.findings
            if one.slug == slug
        ]


def imported(
    content: str | bytes | Path, *, format_name: str | None = None, about: dict[str, Any] = ABOUT
) -> Imported:
    """Read bytes, text or a file, in the format told or found."""
    if isinstance(content, Path):
        source = Source(str(content), path=content)
    else:
        data = content.encode() if isinstance(content, str) else content
        source = Source("source", content=data)
    take = TakeOptions(read=ReadOptions(about=about), format_name=format_name)
    read = read_document(source, take)
    summary = read.outcome.inputs[0]
    return Imported(
        list(map(dict, read.document.records)),
        dict(read.document.header),
        read.outcome.findings,
        summary.format,
        summary.readable,
        summary.complete,
    )
