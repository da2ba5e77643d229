"""An event to register for, without saying where or until when."""

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
    """Yield a fault where registration is needed, but neither its page nor its deadline stated."""
    told = event.states("registration_url") or event.states("registration_deadline")
    if event.get("access") == "registration" and not told and is_current(event):
        yield Fault("registration-without-details", field="registration_url")


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
    "access": "registration",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS508",
    slug="registration-without-details",
    severity="info",
    title="Registration is needed, but neither its page nor its deadline is stated.",
    message="One has to register, but neither where nor until when is stated.",
    why="Whoever finds the event cannot take part.",
    fix="State the address for registration, or the last day for it.",
    wrong=Example(records=[SEMINAR], at={"record": "ex:e-1", "field": "registration_url"}),
    right=Example(records=[{**SEMINAR, "registration_deadline": "2022-03-03"}]),
    on=("Event",),
    where=both(stating("access"), lacking("registration_url")),
    check=check,
)
