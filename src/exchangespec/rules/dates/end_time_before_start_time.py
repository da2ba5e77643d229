"""On one day, the end time lies before the start time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import DATING, HAPPENINGS, dates_of, is_one_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every event and visit of one day whose times run backwards.

    Where only the first day is stated, it may have lasted past midnight.
    """
    for record in known.stating(("end_time",), *HAPPENINGS):
        start, end = record.text("start_time"), record.text("end_time")
        if start and end and end < start and is_one_day(dates_of(known, record)):
            params = {"start": start, "end": end}
            yield record, Fault("end-time-before-start-time", params, field="end_time")


_EVENT = {
    "type": "Event",
    "id": "ex:workshop",
    "name": {"en": "Workshop on buddies"},
    "kind": "workshop",
    "start": "2022-10-12",
    "end": "2022-10-12",
    "start_time": "14:00",
    "end_time": "03:30",
    "cities": ["ex:mechelen"],
    "networks": ["ex:inclucities"],
    "organisers": ["ex:vvsg"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS407",
    slug="end-time-before-start-time",
    severity="error",
    title="On the same day, the end time lies before the start time.",
    message="This ends at {end}, before it starts at {start} on the same day.",
    why="The agenda cannot be put in order. Often an afternoon time was typed as 3:30, not 15:30.",
    fix="Correct the times (24 hours), or give the last day if it went on past midnight.",
    wrong=Example(records=[_EVENT], at={"record": "ex:workshop", "field": "end_time"}),
    right=Example(records=[{**_EVENT, "end_time": "15:30"}]),
    reads=dict.fromkeys(HAPPENINGS, (*DATING, "end_time", "start_time")),
    apart=True,
    check_all=check,
)
