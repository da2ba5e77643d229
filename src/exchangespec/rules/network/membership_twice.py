"""The same membership recorded twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import at_the_same_time, current, grouped, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield memberships with the group, member and role of another at the same time."""
    for group in grouped(known, current(known, "Membership"), _who):
        for membership, other in at_the_same_time(group):
            if membership.id == other.id:
                continue  # the same id twice is a finding of its own
            facts = {"other": other.id, "party": membership.get("member")}
            yield membership, Fault("membership-twice", facts, related=(other.id,))


def _who(membership: Facts) -> tuple[str, str, str] | None:
    """Return group, member and role; None where one of them is not known."""
    group, member = membership.text("group"), membership.text("member")
    role = membership.text("role")
    return (group, member, role) if group and member and role else None


MEMBER = {
    "type": "Membership",
    "id": "ex:m-2",
    "group": "ex:inclucities",
    "member": "ex:capaci",
    "role": "partner",
    "start": "2020-01",
    "end": "2021-03",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS704",
    slug="membership-twice",
    severity="error",
    title="A party belongs to the same group in the same role twice at the same time.",
    message="{other} says already that {party} belongs to this group in this role at this time.",
    why="The member would be counted twice.",
    fix="Delete one of the two, or correct the dates if the party left and came back.",
    wrong=Example(
        records=[MEMBER, {**MEMBER, "id": "ex:m-4", "start": "2020-06", "end": "2022-12"}],
        at={"record": "ex:m-4"},
    ),
    right=Example(
        records=[MEMBER, {**MEMBER, "id": "ex:m-4", "start": "2021-06", "end": "2022-12"}]
    ),
    reads=needed({"Membership": ("group", "member", "role", "start", "end")}),
    check_all=check_all,
)
