"""A quantity that cannot be: negative, upside down, more than the whole, or half a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.quantities import QuantitySpan, quantity_span
from exchangespec.rules.fields import fields, of_kind, values_of_kind
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts

WHOLE = 100
# What is counted one by one: people, and partners, events and the like by their measure.
COUNTED = frozenset({"attendance", "delegation_size", "headcount", "population"})
COUNTED_MEASURES = frozenset(
    {
        "asylum_seekers_accommodated",
        "beneficiaries",
        "delegates_maximum",
        "delegates_planned",
        "events_held",
        "ideas",
        "languages_spoken",
        "members",
        "migrants",
        "municipalities",
        "nationalities",
        "participants",
        "participants_expected",
        "partnerships",
        "people_received",
        "people_sent",
        "population",
        "population_rank",
        "projects",
        "reception_places",
        "visits_held",
        "volunteers",
    }
)
PARTNERS_AT_ONCE = frozenset({"offer", "need"})


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Look at the bounds of every quantity."""
    for known, item, value in values_of_kind(record, "quantity"):
        span = quantity_span(value)
        variant = impossible(span) if span else None
        if span and variant is None and is_counted(record, known.name) and is_fraction(span):
            variant = "fraction"
        if variant:
            yield Fault(
                "impossible-quantity",
                {"value": value},
                field=known.name,
                item=item,
                variant=variant,
            )


def suspects(part: Part, _context: Context) -> Iterable[int]:
    """Yield which records state a quantity that is not just a number, from 0 on."""
    known = fields(part.type)
    columns = [
        column
        for name, column in part.columns.items()
        if name in known and known[name].kind.name == "quantity"
    ]
    return {
        at
        for column in columns
        for at, value in enumerate(column)
        if value.__class__ is not int or value < 0
    }


def is_counted(record: RecordFacts, name: str) -> bool:
    """Tell whether a field holds a number of people or things, of which there is no half."""
    if name != "quantity":
        return name in COUNTED
    return (
        record.get("measure") in COUNTED_MEASURES
        if "measure" in record.values
        else record.get("kind") in PARTNERS_AT_ONCE
    )


def is_fraction(span: QuantitySpan) -> bool:
    """Tell whether a bound is no whole number; a share may be any."""
    bounds = (bound for bound in (span.low, span.high) if bound is not None)
    return not span.percent and any(bound % 1 for bound in bounds)


def impossible(span: QuantitySpan) -> str | None:
    """Return what makes a quantity impossible, or None."""
    if span.low is not None and span.high is not None and span.high < span.low:
        return "reversed"
    bounds = [bound for bound in (span.low, span.high) if bound is not None]
    # "<0" has no value left, "<1" has.
    if any(bound < 0 for bound in bounds) or (span.high_open and span.high == 0):
        return "negative"
    if span.percent and (max(bounds) > WHOLE or (span.low_open and span.low == WHOLE)):
        return "share"
    return None


RULE = Rule(
    code="EXS219",
    slug="impossible-quantity",
    severity="error",
    title="A quantity cannot be true.",
    message={
        "negative": "{value} is less than nothing.",
        "reversed": "In {value} the upper end is below the lower.",
        "share": "{value} is more than the whole.",
        "fraction": "{value} is no whole number, and “{title}” is a number of people or things.",
    },
    why="One impossible figure spoils every sum it goes into.",
    fix="Write the figure as the source has it; the lower end of a range comes first. An average "
    "is no count: it belongs into a statement whose measure is `other`.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "attendance": "60..50",
            }
        ],
        at={"record": "ex:vis-1", "field": "attendance"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "attendance": "50..60",
            }
        ],
    ),
    # Not `each`: what a number counts is said by another field of the record.
    where=of_kind("quantity"),
    suspects=suspects,
    check=check,
)
