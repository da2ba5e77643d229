"""A date is uncertain or approximate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import date_span
from exchangespec.rules.dates.year_unknown import lacks_year
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.timing import DATE_FIELDS, HAPPENINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield every date with a mark of doubt, unless it is its year that is in doubt."""
    for field in DATE_FIELDS[record.type]:
        value = record.text(field)
        span = date_span(value) if value else None
        if span is None or not (span.uncertain or span.approximate) or lacks_year(value):
            continue
        both = span.uncertain and span.approximate
        variant = "both" if both else "uncertain" if span.uncertain else "approximate"
        if span.uncertain and record.type in HAPPENINGS and not record.states("date_text"):
            variant = "without_words"
        yield Fault("date-uncertain", {"value": value}, field=field, variant=variant)


_VISIT = {
    "type": "Visit",
    "id": "ex:visit-1",
    "kind": "study_visit",
    "visitors": ["ex:mechelen"],
    "hosts": ["ex:capaci"],
    "cities": ["ex:capaci"],
    "networks": ["ex:inclucities"],
    "start": "2021-10-16?",
    "date_text": "on a Saturday in autumn",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS403",
    slug="date-uncertain",
    severity="info",
    title="A date is marked as uncertain or approximate.",
    message={
        "uncertain": "{value} is marked as uncertain.",
        "approximate": "{value} is marked as approximate.",
        "both": "{value} is marked as uncertain and approximate.",
        "without_words": (
            "{value} is marked as uncertain, and the date as the source words it is not kept."
        ),
    },
    why="Whoever uses the date should know; whoever can settle it should see that it is open.",
    fix=(
        "If the date has been settled, take the mark (?, ~ or %) away; else keep the wording of "
        "the source under “Date text”."
    ),
    wrong=Example(records=[_VISIT], at={"record": "ex:visit-1", "field": "start"}),
    right=Example(records=[{**_VISIT, "start": "2021-10-16"}]),
    on=tuple(DATE_FIELDS),
    each=("date",),
    check=check,
)
