"""A network of one member, or of members from one country only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    BODY_COLUMNS,
    MEMBER_COLUMNS,
    PLACE_COLUMNS,
    STATEMENT_COLUMNS,
    bodies,
    country_of,
    current,
    memberships,
    needed,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

FEWEST = 2


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield networks with too few members, unless their members are not all stated."""
    for network in current(known, "Network"):
        if stated(known, network.id, ("gap", "partial"), "Membership"):
            continue
        named = (member.text("member") for member in memberships(known, network.id))
        members = bodies(known, (name for name in named if known.type_of(name) != "Person"))
        countries = {country_of(known, member) for member in members}
        if len(members) < FEWEST:
            few = {"count": len(members), "expected": FEWEST}
            yield network, Fault("too-few-members", few, variant="few")
        elif len(countries) == 1 and None not in countries:
            facts = {"count": len(members), "country": countries.pop()}
            yield network, Fault("too-few-members", facts, variant="country")


RULE = Rule(
    code="EXS703",
    slug="too-few-members",
    severity="warning",
    title="A network has fewer than two members, or all from one country.",
    message={
        "few": "The sheet Partners has {count} of this network's members; at least {expected} "
        "were expected.",
        "country": "All {count} members of this network are from one country, {country}.",
    },
    why="A network of cities joins several, mostly from several countries; often the list of "
    "partners is not complete.",
    fix="Add the missing partners; if the source does not name all, a row of the sheet "
    "Statements can hold that the list is incomplete.",
    wrong=Example(without=["ex:m-2"], at={"record": "ex:inclucities"}),
    right=Example(),
    reads=needed(MEMBER_COLUMNS, BODY_COLUMNS, PLACE_COLUMNS, STATEMENT_COLUMNS, {"Network": ()}),
    apart=True,
    check_all=check_all,
)
