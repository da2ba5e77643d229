"""A network with two lead partners at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    BODY_COLUMNS,
    MEMBER_COLUMNS,
    at_the_same_time,
    body,
    counts_as_member,
    current,
    grouped,
    needed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield lead partners of a network in the time of another party that leads it."""

    def network(membership: Facts) -> str | None:
        group = membership.text("group")
        leads = membership.get("role") == "lead_partner" and counts_as_member(membership)
        return group if leads and known.type_of(group) == "Network" else None

    for group in grouped(known, current(known, "Membership"), network):
        for membership, other in at_the_same_time(group):
            parties = membership.text("member"), other.text("member")
            if body(known, parties[0]) != body(known, parties[1]):
                facts = {"party": parties[0], "other": parties[1], "network": network(membership)}
                fault = Fault("two-lead-partners", facts, field="role", related=(other.id,))
                yield membership, fault


CAPACI = {
    "type": "Membership",
    "id": "ex:m-2",
    "group": "ex:inclucities",
    "member": "ex:capaci",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS702",
    slug="two-lead-partners",
    severity="error",
    title="A network has two lead partners at the same time.",
    message="{party} and {other} both lead {network} at the same time.",
    why="A network is led by one partner at a time.",
    fix="Set the role of one of them to partner; if one followed the other, state end and start.",
    wrong=Example(
        records=[{**CAPACI, "role": "lead_partner"}], at={"record": "ex:m-2", "field": "role"}
    ),
    right=Example(records=[{**CAPACI, "role": "partner"}]),
    reads=needed(MEMBER_COLUMNS, BODY_COLUMNS, {"Membership": ("start", "end"), "Network": ()}),
    check_all=check_all,
)
