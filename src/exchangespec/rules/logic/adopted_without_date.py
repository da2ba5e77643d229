"""A plan that was adopted nobody knows when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import both, lacking, stating
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(plan: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault where a plan is adopted, by itself or into another, without a date."""
    adopted = plan.get("plan_status") == "adopted" or plan.states("adopted_into")
    if adopted and not plan.states("adopted") and is_current(plan):
        yield Fault("adopted-without-date", field="adopted")


PLAN = {
    "type": "ActionPlan",
    "id": "ex:plan",
    "name": {"en": "Integration strategy of Mechelen"},
    "kind": "strategy",
    "owners": ["ex:mechelen"],
    "plan_status": "adopted",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS436",
    slug="adopted-without-date",
    severity="warning",
    title="A plan was adopted, but no date of adoption is stated.",
    message="The plan was adopted, but not stated when.",
    why="Only with a date can it be told whether an exchange led to the decision.",
    fix="State under “Adopted” when the plan was adopted, be it only the year.",
    wrong=Example(records=[PLAN], at={"record": "ex:plan", "field": "adopted"}),
    right=Example(records=[{**PLAN, "adopted": "2021"}]),
    on=("ActionPlan",),
    where=both(stating("plan_status", "adopted_into"), lacking("adopted")),
    check=check,
)
