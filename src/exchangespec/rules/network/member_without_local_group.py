"""A member city of a network that has no local group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.network.membership_of_cities import COLUMNS, asked_networks, member_cities
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import ARRIVAL, PLAN, URBACT
from exchangespec.submission.relations import needed, pointing, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.profile.settings import LocalGroups
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

SLUG = "member-without-local-group"


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield member cities without a local group, unless a Statement says that it is a gap."""
    asked: LocalGroups
    for asked in known.asked.get(SLUG, ()):
        for network in asked_networks(known, asked):
            for city in member_cities(known, network, asked):
                if not has_group(known, city, network) and not stated(
                    known, city.id, ("gap", "partial"), "Organisation"
                ):
                    params = {
                        "city": city.id,
                        "network": network.id,
                        "profile": asked.profile,
                        "check": asked.code,
                    }
                    yield city, Fault(SLUG, params, related=(network.id,))


def has_group(known: Known, city: Facts, network: Facts) -> bool:
    """Tell whether a city has a local group for a network, or one that names no network."""
    seats = [city.id, city.text("authority")]
    groups = (group for seat in seats if seat for group in groups_of(known, seat))
    return any(
        group.text("kind") == "local_group" and group.get("network") in {None, network.id}
        for group in groups
    )


def groups_of(known: Known, seat: str) -> Iterator[Facts]:
    """Yield what sits in a city, is part of its authority, or has it for a member."""
    yield from pointing(known, "Organisation", "city", seat)
    yield from pointing(known, "Organisation", "parent", seat)
    for membership in pointing(known, "Membership", "member", seat):
        group = known.get(membership.text("group"))
        if group is not None and group.type == "Organisation":
            yield group


MEMBERS = [
    {
        "type": "Membership",
        "id": f"ex:m-1{number}",
        "group": "ex:arrival",
        "member": member,
        "role": role,
        "sources": ["ex:report"],
    }
    for number, (member, role) in enumerate(
        (("ex:mechelen", "lead_partner"), ("ex:capaci", "observer"), ("ex:aiccre", "partner"))
    )
]
DRAFT = {**PLAN, "plan_status": "draft"}
GROUP = {
    "type": "Organisation",
    "id": "ex:group",
    "name": {"en": "Local group of Mechelen"},
    "kind": "local_group",
    "city": "ex:mechelen",
    "network": "ex:arrival",
    "sources": ["ex:report"],
}
COORDINATOR = {
    "type": "Membership",
    "id": "ex:m-20",
    "group": "ex:group",
    "member": "ex:mechelen",
    "role": "coordinator",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS709",
    slug=SLUG,
    severity="warning",
    title="A member city of a network has no local group.",
    message="{city} is a member of {network} and has no local group there; the profile {profile} "
    "expects one ({check}).",
    why="In these networks each city works with a local group; often it was only not written down.",
    fix="Add the group on the sheet Organisations, as a local group with its city and network; "
    "if the source does not name one, a row of the sheet Statements can hold that.",
    wrong=Example([ARRIVAL, *MEMBERS, DRAFT], header=URBACT, at={"record": "ex:mechelen"}),
    right=Example([ARRIVAL, *MEMBERS, DRAFT, GROUP, COORDINATOR], header=URBACT),
    reads=needed(COLUMNS, {"Organisation": ("network", "parent")}),
    apart=True,
    check_all=check_all,
)
