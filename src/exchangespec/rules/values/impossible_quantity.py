"""A quantity that cannot be: negative, upside down, or more than the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.quantities import QuantitySpan, quantity_span
from exchangespec.rules.fields import values_of_kind
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

WHOLE = 100


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Look at the bounds of every quantity."""
    for known, item, value in values_of_kind(record, "quantity"):
        span = quantity_span(value)
        variant = impossible(span) if span else None
        if variant:
            yield Fault(
                "impossible-quantity",
                {"value": value},
                field=known.name,
                item=item,
                variant=variant,
            )


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
    },
    why="One impossible figure spoils every sum it goes into.",
    fix="Write the figure as the source has it; the lower end of a range comes first.",
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
    each=("quantity",),
    check=check,
)
