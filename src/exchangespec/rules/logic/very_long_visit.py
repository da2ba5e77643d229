"""A visit of more than a month, which is more likely a slip in a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import date_span
from exchangespec.rules.fields import stating
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import at_least, is_current

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts

LONGEST = 31
# So many signs of a date tell its month.
MONTH = 7


def check(visit: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault where a visit that is no staff exchange surely lasted longer than a month."""
    if visit.get("kind") == "staff_exchange" or not is_current(visit):
        return
    first, last = visit.text("start"), visit.text("end")
    if first[:MONTH] == last[:MONTH] and not visit.states("days"):
        return  # within one month
    start, end = date_span(first), date_span(last)
    days = at_least(visit.get("days"))
    if start and end and start.latest and end.earliest:
        lasted = (end.earliest - start.latest).days + 1
        if lasted > LONGEST:
            yield Fault("very-long-visit", {"count": lasted, "limit": LONGEST}, field="end")
            return
    if days is not None and days > LONGEST:
        yield Fault("very-long-visit", {"count": days, "limit": LONGEST}, field="days")


def suspects(part: Part, _context: Context) -> Iterable[int]:
    """Yield which visits do not end in the month in which they started."""
    if "start" not in part.columns or "end" not in part.columns or "days" in part.columns:
        return range(len(part))
    pairs = enumerate(zip(part.columns["start"], part.columns["end"], strict=True))
    return (at for at, (start, end) in pairs if start[:MONTH] != end[:MONTH])


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "cities": ["ex:mechelen"],
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS424",
    slug="very-long-visit",
    severity="warning",
    title="A visit lasted longer than 31 days.",
    message="The visit lasted at least {count} days; visits rarely last more than {limit}.",
    why="Most often a month or a year was mistyped.",
    fix="Check the start, the end and the number of days; a stay at a colleague's office is of "
    "the kind staff exchange.",
    wrong=Example(
        records=[{**VISIT, "end": "2021-11-08"}], at={"record": "ex:v-1", "field": "end"}
    ),
    right=Example(records=[{**VISIT, "end": "2021-09-08"}]),
    on=("Visit",),
    where=stating("end", "days"),
    suspects=suspects,
    check=check,
)
