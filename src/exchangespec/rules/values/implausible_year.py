"""A date whose year is most likely a slip, or a number that a spreadsheet took for a date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from exchangespec.finding import Fault, Fix
from exchangespec.model.dates import DAY, OPEN, DateSpan, date_span, ends_of
from exchangespec.rules.fields import on_header, values_of_kind
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

EARLIEST_YEAR = 1945
YEARS_AHEAD = 5
YEARS_AHEAD_OF_PLANS = 50

# What may be old: bodies were founded, joined, twinned, written and counted long ago.
MAY_BE_OLD = frozenset(
    {("Organisation", "start"), ("Organisation", "end"), ("City", "population_date")}
    | {("Membership", "start"), ("Membership", "end"), ("Source", "published")}
    | {("Partnership", "start"), ("Partnership", "end"), ("Partnership", "signed")}
    | {("Statement", "as_of")}
)
# What may lie far ahead: aims, and the ends of what runs long.
MAY_LIE_AHEAD = frozenset(
    {("ActionPlan", "end"), ("PlanItem", "start"), ("PlanItem", "end"), ("Network", "end")}
    | {("Membership", "end"), ("Partnership", "end"), ("Funding", "end")}
    | {("Person", "remove_after"), ("Statement", "as_of")}
)
# Day 0 of the two calendars of spreadsheets; an empty cell, a time or a small number lands here.
SPREADSHEET_ZERO = date(1899, 12, 30)
ARTEFACTS = (
    (date(1899, 12, 30), date(1900, 1, 1)),
    (date(1904, 1, 1), date(1904, 1, 2)),
)


def check(record: RecordFacts, context: Context) -> Iterator[Fault]:
    """Look at every date, and at both ends of every period."""
    for known, item, value in values_of_kind(record, "date", "period"):
        for end in ends_of(value):
            found = slip_of(end, (record.type, known.name), context.today)
            if found is not None:
                variant, meant = found
                yield Fault(
                    "implausible-year",
                    {"value": end, "expected": meant},
                    field=known.name,
                    item=item,
                    variant=variant,
                    suggestions=(meant,) if meant else (),
                    fix=Fix(meant) if meant else None,
                )
                break


@lru_cache(maxsize=65_536)
def slip_of(end: str, place: tuple[str, str], today: date) -> tuple[str, str] | None:
    """Return which slip a date looks like, and what may have been meant; nothing for no date."""
    span = None if end == OPEN else date_span(end)
    return slip(span, place, today) if span else None


def slip(span: DateSpan, place: tuple[str, str], today: date) -> tuple[str, str] | None:
    """Return which slip it looks like, and what may have been meant."""
    earliest, latest = span.earliest, span.latest
    if earliest is None or latest is None:
        return None
    if span.precision == DAY:
        year = (earliest - SPREADSHEET_ZERO).days
        if EARLIEST_YEAR <= year <= today.year + YEARS_AHEAD:
            return "year-as-day", str(year)
        if any(first <= earliest <= last for first, last in ARTEFACTS):
            return "artefact", ""
    if latest.year < EARLIEST_YEAR and place not in MAY_BE_OLD:
        return "early", ""
    ahead = YEARS_AHEAD_OF_PLANS if place in MAY_LIE_AHEAD else YEARS_AHEAD
    if earliest.year > today.year + ahead:
        return "late", ""
    return None


RULE = Rule(
    code="EXS232",
    slug="implausible-year",
    severity="warning",
    title="The year of a date is hardly right.",
    message={
        "early": "{value} is very long ago for “{title}”.",
        "late": "{value} is very far ahead for “{title}”.",
        "year-as-day": "{value} looks like the year {expected} in a cell that shows dates.",
        "artefact": "{value} is what a spreadsheet shows for an empty or half-filled date.",
    },
    why="A slip in the year moves a visit by decades in every chart.",
    fix="Check the year against the source.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "start": "1905-07-12",
            }
        ],
        at={"record": "ex:vis-1", "field": "start"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "start": "2020",
            }
        ],
    ),
    each=("date", "period"),
    check=check,
    check_all=on_header(check),
)
