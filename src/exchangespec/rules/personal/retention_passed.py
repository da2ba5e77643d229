"""A person whose record should have been removed by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import date_span
from exchangespec.rules.fields import stating
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, context: Context) -> Iterator[Fault]:
    """Compare the last day that the date can mean with today."""
    value = record.text("remove_after")
    span = date_span(value) if value else None
    if span is not None and span.latest is not None and span.latest < context.today:
        yield Fault("retention-passed", {"value": value}, field="remove_after")


PERSON = {
    "type": "Person",
    "id": "ex:alderman",
    "name": "Alderman for Integration",
    "organisations": ["ex:mechelen"],
    "basis": "consent",
}

RULE = Rule(
    code="EXS603",
    slug="retention-passed",
    severity="warning",
    title="The day after which a person must be removed has passed.",
    message="This person was to be removed after {value}.",
    why="Personal data may be kept only as long as was said.",
    fix="Remove the record, or put the role in the place of the name.",
    wrong=Example(
        [{**PERSON, "remove_after": "2020-12-31"}],
        header={"personal_data": "restricted"},
        at={"record": "ex:alderman", "field": "remove_after"},
    ),
    right=Example(
        [{**PERSON, "remove_after": "2999-12"}],
        header={"personal_data": "restricted"},
    ),
    on=("Person",),
    where=stating("remove_after"),
    check=check,
)
