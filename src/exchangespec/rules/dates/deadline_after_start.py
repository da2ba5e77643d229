"""The last day to register lies after the event has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import before
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import DATING, HAPPENINGS, dates_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every event whose registration certainly closes after its first day.

    A call is open from its first day to its deadline.
    """
    for record in known.of("Event"):
        deadline = record.text("registration_deadline")
        if deadline and record.get("kind") != "call":
            start = dates_of(known, record).start
            if start and before(start, deadline):
                params = {"value": deadline, "start": start}
                yield (
                    record,
                    Fault("deadline-after-start", params, field="registration_deadline"),
                )


_EVENT = {
    "type": "Event",
    "id": "ex:workshop",
    "name": {"en": "Workshop on buddies"},
    "kind": "workshop",
    "start": "2022-10-12",
    "access": "registration",
    "registration_deadline": "2022-11-05",
    "registration_url": "https://example.org/register",
    "cities": ["ex:mechelen"],
    "networks": ["ex:inclucities"],
    "organisers": ["ex:vvsg"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS409",
    slug="deadline-after-start",
    severity="warning",
    title="The last day to register lies after the start.",
    message="One may register until {value}, but the event starts on {start}.",
    why="Month or year are likely mistyped in one of the two; or the event was moved.",
    fix="Correct the deadline, which is the last day on which one may register, or the start.",
    wrong=Example(records=[_EVENT], at={"record": "ex:workshop", "field": "registration_deadline"}),
    right=Example(records=[{**_EVENT, "registration_deadline": "2022-10-05"}]),
    reads={
        "Event": (*DATING, "registration_deadline", "kind"),
        **{name: DATING for name in HAPPENINGS if name != "Event"},
    },
    apart=True,
    check_all=check,
)
