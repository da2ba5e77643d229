"""A date that the calendar does not have, such as 30 February."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import OPEN, date_span, ends_of
from exchangespec.rules.fields import on_header, values_of_kind
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Look at every date, and at both ends of every period."""
    for known, item, value in values_of_kind(record, "date", "period"):
        for end in ends_of(value):
            if end != OPEN and date_span(end) is None:
                yield Fault("day-does-not-exist", {"value": end}, field=known.name, item=item)
                break


RULE = Rule(
    code="EXS231",
    slug="day-does-not-exist",
    severity="error",
    title="A date names a day that does not exist.",
    message="The calendar has no {value}.",
    why="No program can place it in time.",
    fix="Write the day as the source has it; leave the day out if it is not known, as in 2021-02.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "start": "2021-02-30",
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
                "start": "2021-02-28",
            }
        ],
    ),
    each=("date", "period"),
    check=check,
    check_all=on_header(check),
)
