"""A party that cancelled, nobody knows why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import both, lacking, stating
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault where a participation was cancelled without a reason."""
    cancelled = record.get("participation_status") == "cancelled"
    if cancelled and not record.states("reason") and is_current(record):
        yield Fault("cancelled-without-reason", field="reason")


SEMINAR = {
    "type": "Event",
    "id": "ex:e-1",
    "name": {"en": "Seminar"},
    "kind": "seminar",
    "start": "2022-03-10",
    "end": "2022-03-10",
    "cities": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}
CAPACI = {
    "type": "Participation",
    "id": "ex:pa-1",
    "event": "ex:e-1",
    "party": "ex:capaci",
    "role": "participant",
    "participation_status": "cancelled",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS447",
    slug="cancelled-without-reason",
    severity="warning",
    title="A party cancelled, but no reason is stated.",
    message="The party cancelled, but not stated why.",
    why="Why partners stay away is what organisers of the next exchange want to know.",
    fix="State the reason; if the source does not say it, a row of the sheet Statements can "
    "hold that.",
    wrong=Example(records=[SEMINAR, CAPACI], at={"record": "ex:pa-1", "field": "reason"}),
    right=Example(records=[SEMINAR, {**CAPACI, "reason": {"en": "Travel was not allowed."}}]),
    on=("Participation",),
    where=both(stating("participation_status"), lacking("reason")),
    check=check,
)
