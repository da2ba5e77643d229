"""An indicator of a plan without the value that is aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import lacking
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.rules.world import OBJECTIVE, PLAN
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(item: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault where an indicator has no target."""
    if item.get("kind") == "indicator" and not item.states("target") and is_current(item):
        yield Fault("indicator-without-target", field="target")


INDICATOR = {
    **OBJECTIVE,
    "id": "ex:item-2",
    "kind": "indicator",
    "name": {"en": "Newcomers coached in a year"},
    "parent": "ex:item-1",
}

RULE = Rule(
    code="EXS435",
    slug="indicator-without-target",
    severity="warning",
    title="An indicator has no target.",
    message="No target is stated for this indicator.",
    why="Without a target nobody can tell whether the plan reached what it set out to do.",
    fix="State the target, for example 200 or >=20 %; if the source does not say it, a row of "
    "the sheet Statements can hold that.",
    wrong=Example(
        records=[PLAN, OBJECTIVE, INDICATOR], at={"record": "ex:item-2", "field": "target"}
    ),
    right=Example(records=[PLAN, OBJECTIVE, {**INDICATOR, "target": 200}]),
    on=("PlanItem",),
    where=lacking("target"),
    check=check,
)
