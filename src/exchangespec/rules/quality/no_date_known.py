"""An event or visit of which no date is known in any way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    PART_COLUMNS,
    STATEMENT_COLUMNS,
    current,
    needed,
    parts,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield events and visits without a start, a parent, a dated part or a source's date."""
    for event in current(known, "Event", "Visit"):
        if event.states("start") or event.states("parent"):
            continue
        dated = any(part.states("start") for part in parts(known, event))
        if not dated and not stated(known, event.id, ("value",), "start"):
            yield event, Fault("no-date-known", field="start")


SEMINAR = {
    "type": "Event",
    "id": "ex:e-1",
    "name": {"en": "Seminar"},
    "kind": "seminar",
    "cities": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS506",
    slug="no-date-known",
    severity="warning",
    title="No date of an event or visit is known.",
    message="When this took place is not stated, not even the year.",
    why="Without any date it cannot be put in order, nor counted for a year.",
    fix="State as the start what is known, be it the year (2021), the decade (202X) or a day "
    "whose year is unknown (XXXX-10-16); if the source does not say it, a row of the sheet "
    "Statements can hold that.",
    wrong=Example(records=[SEMINAR], at={"record": "ex:e-1", "field": "start"}),
    right=Example(records=[{**SEMINAR, "start": "2021"}]),
    reads=needed(PART_COLUMNS, STATEMENT_COLUMNS, {"Event": ("start",), "Visit": ("start",)}),
    apart=True,
    check_all=check_all,
)
