"""More days are counted than lie between the first and the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import DAY, date_span
from exchangespec.model.quantities import quantity_span
from exchangespec.rules.fields import stating
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.timing import HAPPENINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a number of days that certainly exceeds the span of two full dates."""
    most = span_in_days(record.text("start"), record.text("end"))
    days = quantity_span(record.get("days"))
    if most is None or days is None or days.low is None or days.approximate:
        return
    if days.low > most or (days.low_open and days.low == most):
        params = {
            "value": record.get("days"),
            "most": most,
            "start": record.get("start"),
            "end": record.get("end"),
        }
        yield Fault("more-days-than-dates", params, field="days")


def span_in_days(start: str, end: str) -> int | None:
    """Return how many days two full and certain dates include, None where they run backwards."""
    first, last = date_span(start), date_span(end)
    if first is None or last is None or first.earliest is None or last.latest is None:
        return None
    if any(one.precision != DAY or one.uncertain or one.approximate for one in (first, last)):
        return None
    days = (last.latest - first.earliest).days + 1
    return days if days > 0 else None


_VISIT = {
    "type": "Visit",
    "id": "ex:visit-1",
    "kind": "study_visit",
    "visitors": ["ex:mechelen"],
    "hosts": ["ex:capaci"],
    "cities": ["ex:capaci"],
    "networks": ["ex:inclucities"],
    "start": "2021-10-16",
    "end": "2021-10-19",
    "days": 14,
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS413",
    slug="more-days-than-dates",
    severity="error",
    title="More days are counted than the dates allow.",
    message="{value} days do not fit between {start} and {end}; the most is {most}.",
    why="Either the dates or the number of days are wrong, and both are used to add up exchanges.",
    fix="Correct the number of days or the dates; the first and the last day both count.",
    wrong=Example(records=[_VISIT], at={"record": "ex:visit-1", "field": "days"}),
    right=Example(records=[{**_VISIT, "days": 4}]),
    on=HAPPENINGS,
    where=stating("days"),
    check=check,
)
