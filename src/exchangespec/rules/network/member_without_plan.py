"""A member city of a network that has no plan of the kind that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.network.member_without_local_group import (
    COORDINATOR,
    DRAFT,
    GROUP,
    MEMBERS,
)
from exchangespec.rules.network.membership_of_cities import COLUMNS, asked_networks, member_cities
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import ARRIVAL, URBACT
from exchangespec.submission.relations import needed, pointing, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.profile.settings import MemberPlans
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

SLUG = "member-without-plan"


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield member cities without a plan, unless a Statement says that it is a gap."""
    asked: MemberPlans
    for asked in known.asked.get(SLUG, ()):
        for network in asked_networks(known, asked):
            for city in member_cities(known, network, asked):
                if not has_plan(known, city, asked.kinds) and not stated(
                    known, city.id, ("gap", "partial"), "ActionPlan"
                ):
                    params = {
                        "city": city.id,
                        "network": network.id,
                        "kinds": list(asked.kinds),
                        "profile": asked.profile,
                        "check": asked.code,
                    }
                    yield city, Fault(SLUG, params, related=(network.id,))


def has_plan(known: Known, city: Facts, kinds: tuple[str, ...]) -> bool:
    """Tell whether a city, its authority or a body that sits there has a plan of these kinds."""
    owners = [city.id, city.text("authority")]
    owners += [one.id for one in pointing(known, "Organisation", "city", city.id)]
    return any(
        plan.text("kind") in kinds
        for owner in owners
        if owner
        for plan in pointing(known, "ActionPlan", "owners", owner)
    )


RULE = Rule(
    code="EXS710",
    slug=SLUG,
    severity="warning",
    title="A member city of a network has no plan of the kind that a profile expects.",
    message="{city} is a member of {network} and has no plan of the kind {kinds}; the profile "
    "{profile} expects one ({check}).",
    why="In these networks each city ends with a plan; without it nobody sees what has changed.",
    fix="Add the plan on the sheet Plans with the city as owner; if there is none yet, a row of "
    "the sheet Statements can hold that.",
    wrong=Example(
        [ARRIVAL, *MEMBERS, GROUP, COORDINATOR], header=URBACT, at={"record": "ex:mechelen"}
    ),
    right=Example([ARRIVAL, *MEMBERS, GROUP, COORDINATOR, DRAFT], header=URBACT),
    reads=needed(COLUMNS, {"ActionPlan": ("kind", "owners")}),
    apart=True,
    check_all=check_all,
)
