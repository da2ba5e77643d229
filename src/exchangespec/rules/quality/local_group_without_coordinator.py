"""A local group of which nobody is named as coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    MEMBER_COLUMNS,
    STATEMENT_COLUMNS,
    current,
    is_local_group,
    memberships,
    needed,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield local groups without a coordinator, unless their members are not all stated."""
    for group in filter(is_local_group, current(known, "Organisation")):
        roles = {membership.get("role") for membership in memberships(known, group.id)}
        if "coordinator" not in roles and not stated(
            known, group.id, ("gap", "partial"), "Membership"
        ):
            yield group, Fault("local-group-without-coordinator")


GROUP = {
    "type": "Organisation",
    "id": "ex:group",
    "name": {"en": "Local group of Mechelen"},
    "kind": "local_group",
    "city": "ex:mechelen",
    "network": "ex:inclucities",
    "sources": ["ex:report"],
}
COORDINATOR = {
    "type": "Membership",
    "id": "ex:m-9",
    "group": "ex:group",
    "member": "ex:mechelen",
    "role": "coordinator",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS512",
    slug="local-group-without-coordinator",
    severity="info",
    title="Nobody is named as coordinator of a local group.",
    message="Nobody in the sheet Partners has the role coordinator in this local group.",
    why="Partners look for the coordinator when they want to get in touch with a local group.",
    fix="Add a row to the sheet Partners with this group, the role coordinator, and who it is.",
    wrong=Example(records=[GROUP], at={"record": "ex:group"}),
    right=Example(records=[GROUP, COORDINATOR]),
    reads=needed(MEMBER_COLUMNS, STATEMENT_COLUMNS, {"Organisation": ("kind",)}),
    apart=True,
    check_all=check_all,
)
