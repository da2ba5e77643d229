"""A plan item that serves an item of another plan, or one of a lower order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import CHALLENGE, PLAN
from exchangespec.submission.relations import current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# From the widest to the narrowest; indicators, milestones and risks stand under any item.
ORDER = ("challenge", "focus", "objective", "action")


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield items whose parent is of another plan, or does not stand above them."""
    for item in current(known, "PlanItem"):
        parent = known.get(item.text("parent"))
        if parent is None or parent.type != "PlanItem" or parent.id == item.id:
            continue
        plans = item.get("plan"), parent.get("plan")
        if None not in plans and plans[0] != plans[1]:
            facts = {"parent": parent.id, "plan": plans[1]}
            yield item, Fault("plan-item-order", facts, field="parent", variant="other_plan")
        elif not _stands_above(parent.get("kind"), item.get("kind")):
            facts = {"parent": parent.get("kind"), "kind": item.get("kind")}
            yield item, Fault("plan-item-order", facts, field="parent", variant="order")


def _stands_above(parent: str | None, kind: str | None) -> bool:
    """Tell whether an item of one kind may serve one of another; sub-items may share its kind."""
    if parent is None or kind is None or kind not in ORDER:
        return True
    return parent in ORDER and ORDER.index(parent) <= ORDER.index(kind)


OBJECTIVE = {**CHALLENGE, "id": "ex:item-2", "kind": "objective", "name": {"en": "Jobs for all"}}
ACTION = {**CHALLENGE, "id": "ex:item-3", "kind": "action", "name": {"en": "Coaching"}}

RULE = Rule(
    code="EXS433",
    slug="plan-item-order",
    severity="error",
    title="A plan item serves an item of another plan, or of a lower order.",
    message={
        "order": "An item of kind {kind} cannot serve one of kind {parent}.",
        "other_plan": "The item it serves, {parent}, belongs to another plan, {plan}.",
    },
    why="An action serves an objective, an objective a focus or challenge, all of one plan.",
    fix=(
        "Name under “Parent” the wider item that this one serves, in the same plan; perhaps the "
        "two were swapped."
    ),
    wrong=Example(
        records=[
            PLAN,
            CHALLENGE,
            {**OBJECTIVE, "parent": "ex:item-1"},
            {**ACTION, "parent": "ex:item-2"},
            {**OBJECTIVE, "id": "ex:item-4", "parent": "ex:item-3"},
        ],
        at={"record": "ex:item-4", "field": "parent"},
    ),
    right=Example(
        records=[
            PLAN,
            CHALLENGE,
            {**OBJECTIVE, "parent": "ex:item-1"},
            {**ACTION, "parent": "ex:item-2"},
            {**OBJECTIVE, "id": "ex:item-4", "parent": "ex:item-1"},
        ]
    ),
    reads=needed({"PlanItem": ("plan", "kind", "parent")}),
    apart=True,
    check_all=check_all,
)
