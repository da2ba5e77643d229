"""Somebody who attended an event that was cancelled or has yet to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import PARTICIPATION
from exchangespec.submission.relations import current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

NOT_HELD = {"cancelled", "planned"}


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield participations said to have been attended although the event was not held."""
    for record in current(known, "Participation"):
        event = known.get(record.text("event"))
        if event is None or event.type not in {"Event", "Visit"}:
            continue
        status = event.get("event_status")
        if status in NOT_HELD and record.get("participation_status") == "attended":
            facts = {"event": event.id, "value": status}
            fault = Fault("attended-what-was-not-held", facts, field="participation_status")
            yield record, fault


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
    "event_status": "cancelled",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS446",
    slug="attended-what-was-not-held",
    severity="warning",
    title="A party attended an event that is cancelled or still planned.",
    message="The party is said to have attended, but {event} is {value}.",
    why="Nobody can have attended what was not held.",
    fix="Correct the status of the event, or that of the participation (announced, confirmed).",
    wrong=Example(
        records=[SEMINAR, {**PARTICIPATION, "participation_status": "attended"}],
        at={"record": "ex:pa-1", "field": "participation_status"},
    ),
    right=Example(records=[SEMINAR, {**PARTICIPATION, "participation_status": "invited"}]),
    reads=needed(
        {
            "Participation": ("event", "participation_status"),
            "Event": ("event_status",),
            "Visit": ("event_status",),
        }
    ),
    apart=True,
    check_all=check_all,
)
