"""A network of which no lead partner is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    MEMBER_COLUMNS,
    STATEMENT_COLUMNS,
    current,
    memberships,
    needed,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield networks without a lead partner, unless their members are not all stated."""
    for network in current(known, "Network"):
        roles = {membership.get("role") for membership in memberships(known, network.id)}
        if "lead_partner" not in roles and not stated(
            known, network.id, ("gap", "partial"), "Membership"
        ):
            yield network, Fault("no-lead-partner")


MEMBER = {
    "type": "Membership",
    "id": "ex:m-1",
    "group": "ex:inclucities",
    "member": "ex:mechelen",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS701",
    slug="no-lead-partner",
    severity="info",
    title="No lead partner of a network is stated.",
    message="Nobody in the sheet Partners has the role of lead partner in this network.",
    why="The lead partner answers for the network and is asked first.",
    fix="Give the leading city or organisation the role of lead partner in the sheet Partners.",
    wrong=Example(records=[{**MEMBER, "role": "partner"}], at={"record": "ex:inclucities"}),
    right=Example(records=[{**MEMBER, "role": "lead_partner"}]),
    reads=needed(MEMBER_COLUMNS, STATEMENT_COLUMNS, {"Network": ()}),
    apart=True,
    check_all=check_all,
)
