"""More members of other kinds in a network than its programme allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.network.membership_of_cities import COLUMNS, asked_networks, members
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import ARRIVAL, URBACT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.profile.settings import OtherMembers
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

SLUG = "too-many-other-members"


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield networks with more members of other kinds than a profile takes."""
    asked: OtherMembers
    for asked in known.asked.get(SLUG, ()):
        for network in asked_networks(known, asked):
            others = [
                member
                for member in members(known, network, asked)
                if member.type == "Organisation"
                and member.text("kind")
                and member.text("kind") not in asked.kinds
            ]
            if len(others) > asked.most:
                params = {
                    "count": len(others),
                    "expected": asked.most,
                    "members": [member.id for member in others],
                    "profile": asked.profile,
                    "check": asked.code,
                }
                related = tuple(member.id for member in others)
                yield network, Fault(SLUG, params, related=related)


def membership(number: int, member: str) -> dict[str, object]:
    """Return the membership of a body in the network."""
    return {
        "type": "Membership",
        "id": f"ex:m-1{number}",
        "group": "ex:arrival",
        "member": member,
        "role": "partner",
        "sources": ["ex:report"],
    }


UNIVERSITY = {
    "type": "Organisation",
    "id": "ex:university",
    "name": {"en": "University"},
    "kind": "university",
    "country": "BE",
    "sources": ["ex:report"],
}
MEMBERS = [membership(number, member) for number, member in enumerate(("ex:vvsg", "ex:aiccre"))]

RULE = Rule(
    code="EXS708",
    slug=SLUG,
    severity="error",
    title="A network has more members of other kinds than a profile allows.",
    message="{count} members of this network are no local authorities; the profile {profile} "
    "allows {expected} ({check}): {members}.",
    why="The programme pays for networks of local authorities; others may take part, but few.",
    fix="Correct the kind of the organisations, or their role in the network; a body that is no "
    "partner may be an associated one.",
    wrong=Example(
        [ARRIVAL, UNIVERSITY, *MEMBERS, membership(3, "ex:university")],
        header=URBACT,
        at={"record": "ex:arrival"},
    ),
    right=Example(
        [ARRIVAL, UNIVERSITY, *MEMBERS, {**membership(3, "ex:university"), "role": "expert"}],
        header=URBACT,
    ),
    reads=COLUMNS,
    apart=True,
    check_all=check_all,
)
