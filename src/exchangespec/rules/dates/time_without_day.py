"""A time of day is given, but no day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import DATING, HAPPENINGS, dates_of, is_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every event and visit with a time of which no day is known, nor of its parents."""
    for record in known.stating(("start_time", "end_time"), *HAPPENINGS):
        field = next((one for one in ("start_time", "end_time") if record.get(one)), None)
        if field is None:
            continue
        dates = dates_of(known, record)
        if dates.sure and not is_day(dates.start) and not is_day(dates.end):
            params = {"value": record.get(field), "start": dates.start or ""}
            variant = "imprecise" if dates.start else "no_date"
            yield record, Fault("time-without-day", params, field=field, variant=variant)


_EVENT = {
    "type": "Event",
    "id": "ex:workshop",
    "name": {"en": "Workshop on buddies"},
    "kind": "workshop",
    "start": "2022-10",
    "start_time": "14:00",
    "cities": ["ex:mechelen"],
    "networks": ["ex:inclucities"],
    "organisers": ["ex:vvsg"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS408",
    slug="time-without-day",
    severity="warning",
    title="A time of day is given, but the day is not known.",
    message={
        "imprecise": "There is a time ({value}) but no day; the date says only {start}.",
        "no_date": "There is a time ({value}) but no date, neither here nor at the larger event.",
    },
    why="A time says nothing without its day; where one was printed, the other mostly was too.",
    fix="Give the day in the start, here or at the event of which this is a part.",
    wrong=Example(records=[_EVENT], at={"record": "ex:workshop", "field": "start_time"}),
    right=Example(records=[{**_EVENT, "start": "2022-10-12"}]),
    reads=dict.fromkeys(HAPPENINGS, (*DATING, "end_time", "start_time")),
    apart=True,
    check_all=check,
)
