"""An action plan that says nothing of what it plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import CHALLENGE, PLAN
from exchangespec.submission.relations import (
    STATEMENT_COLUMNS,
    current,
    needed,
    pointing,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

WITH_ITEMS = {"integrated_action_plan", "local_action_plan", "mentee_action_plan"}


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield action plans without items, unless the source is said to give none."""
    for plan in current(known, "ActionPlan"):
        if plan.get("kind") not in WITH_ITEMS or pointing(known, "PlanItem", "plan", plan.id):
            continue
        if not stated(known, plan.id, ("gap", "partial"), "PlanItem"):
            yield plan, Fault("plan-without-items")


RULE = Rule(
    code="EXS432",
    slug="plan-without-items",
    severity="warning",
    title="An action plan has no items.",
    message="This action plan has no challenge, objective or action in the sheet Plan items.",
    why="What a city means to change can be compared only when the plan's items are listed.",
    fix="Add its challenges, objectives and actions to the sheet Plan items; if the source "
    "gives none, a row of the sheet Statements can hold that.",
    wrong=Example(records=[PLAN], at={"record": "ex:plan"}),
    right=Example(records=[PLAN, CHALLENGE]),
    reads=needed(STATEMENT_COLUMNS, {"ActionPlan": ("kind",), "PlanItem": ("plan",)}),
    apart=True,
    check_all=check_all,
)
