"""An action of a plan that serves no objective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import CHALLENGE, PLAN
from exchangespec.submission.relations import current, needed
from exchangespec.submission.timing import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield actions of which nothing that they serve is an objective."""
    for action in current(known, "PlanItem"):
        if action.get("kind") != "action":
            continue
        chain = [action, *ancestors(known, action)]
        # Above a parent that is not here, or was stated wrongly, may stand an objective.
        if chain[-1].states("parent") or any(item.get("kind") == "objective" for item in chain):
            continue
        yield action, Fault("action-without-objective", field="parent")


OBJECTIVE = {
    **CHALLENGE,
    "id": "ex:item-2",
    "kind": "objective",
    "name": {"en": "Jobs for all"},
    "parent": "ex:item-1",
}
ACTION = {**CHALLENGE, "id": "ex:item-3", "kind": "action", "name": {"en": "Coaching"}}

RULE = Rule(
    code="EXS434",
    slug="action-without-objective",
    severity="warning",
    title="An action serves no objective.",
    message="No objective is stated that this action serves.",
    why="Whether an action did what it was for can be told only from the objective it serves.",
    fix="Give the objective that the action serves, by its id; if the source does not say it, a "
    "row of the sheet Statements can hold that.",
    wrong=Example(
        records=[PLAN, CHALLENGE, OBJECTIVE, {**ACTION, "parent": "ex:item-1"}],
        at={"record": "ex:item-3", "field": "parent"},
    ),
    right=Example(records=[PLAN, CHALLENGE, OBJECTIVE, {**ACTION, "parent": "ex:item-2"}]),
    reads=needed({"PlanItem": ("kind", "parent")}),
    apart=True,
    check_all=check_all,
)
