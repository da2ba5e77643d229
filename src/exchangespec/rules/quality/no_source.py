"""A record that does not say where it was taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import lacking
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

# A source is its own; a statement has a field for its one source, and a rule that asks for it.
NEED_NONE = frozenset({"Source", "Statement"})


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Ask for sources, once a record."""
    if record.type in NEED_NONE or record.get("record_status") == "withdrawn":
        return
    if not record.states("sources"):
        yield Fault("no-source", field="sources")


CITY = {"type": "City", "id": "ex:vantaa", "name": {"en": "Vantaa"}, "country": "FI"}

RULE = Rule(
    code="EXS502",
    slug="no-source",
    severity="info",
    title="A record names no source.",
    message="The record does not say which document it was made from.",
    why="Others can check and complete the record only if they know where it comes from.",
    fix="Refer to a Source: a report, a page, an agenda, or the minutes you took yourself.",
    wrong=Example([CITY], at={"record": "ex:vantaa", "field": "sources"}),
    right=Example([{**CITY, "sources": ["ex:report"]}]),
    where=lacking("sources"),
    check=check,
)
