"""Two sources with the same address and language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import current, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Find every source whose address and language an earlier one has; parts may share a page."""
    for earlier, *others in grouped(known, current(known, "Source"), _where):
        for source in others:
            if earlier.id != source.id:
                yield (
                    source,
                    Fault(
                        "same-source-twice",
                        {"value": source.text("url"), "other": earlier.id},
                        field="url",
                        related=(earlier.id,),
                    ),
                )


def _where(source: Facts) -> tuple[str, str, str, str] | None:
    """Return page, language and whole of a source; None where it has no address."""
    url = source.text("url")
    if not url:
        return None
    return *same_page(url), source.text("language"), source.text("part_of")


def same_page(url: str) -> tuple[str, str]:
    """Return what addresses of one page have in common, with or without s, www and last slash."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", url
    host = parts.netloc.casefold().removeprefix("www.")
    return host, f"{parts.path.rstrip('/')}?{parts.query}#{parts.fragment}"


PAGE = {
    "type": "Source",
    "id": "ex:report-2",
    "name": {"en": "The report"},
    "kind": "report",
    "publisher": "ex:vvsg",
    "language": "en",
}

RULE = Rule(
    code="EXS504",
    slug="same-source-twice",
    severity="warning",
    title="Two sources have the same address and language.",
    message="The source {other} has the same address and language.",
    why="Two records for one document make one witness look like two.",
    fix="Keep one of the two, and let all records refer to it.",
    wrong=Example(
        [{**PAGE, "url": "https://example.org/report/"}],
        at={"record": "ex:report-2", "field": "url"},
    ),
    right=Example([{**PAGE, "url": "https://example.org/second-report"}]),
    reads={"Source": ("url", "language", "part_of", "record_status")},
    check_all=check_all,
)
