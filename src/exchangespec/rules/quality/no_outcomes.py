"""An event or visit that was held, without a word on what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import both, lacking, stating
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(event: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault where something was held without outcomes; a session need not have its own."""
    held = event.get("event_status") == "held"
    if event.type == "Event" and event.states("parent"):
        return
    if held and not event.states("outcomes") and is_current(event):
        yield Fault("no-outcomes", field="outcomes")


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
    "event_status": "held",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS509",
    slug="no-outcomes",
    severity="info",
    title="An event or visit was held, but no outcomes are stated.",
    message="This was held, but what came out is not stated.",
    why="What was learnt is the part of an exchange that helps others most.",
    fix="Tell in outcomes what was learnt or decided, if only in a sentence.",
    wrong=Example(records=[SEMINAR], at={"record": "ex:e-1", "field": "outcomes"}),
    right=Example(
        records=[{**SEMINAR, "outcomes": {"en": "Capaci decided to try buddies for newcomers."}}]
    ),
    on=("Event", "Visit"),
    where=both(stating("event_status"), lacking("outcomes")),
    check=check,
)
