"""A visitor or host that does not belong to the network the visit was made in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    COMPANY_COLUMNS,
    PARTY_COLUMNS,
    STANDING_COLUMNS,
    STATEMENT_COLUMNS,
    bodies,
    companies,
    memberships,
    needed,
    parties,
    party_ids,
    pointing,
    standing,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield visitors and hosts that belong to none of the networks named, where all are known."""
    belonging: dict[str, frozenset[str] | None] = {}
    outside: dict[tuple[str, tuple[str, ...]], bool] = {}
    for visits in companies(known):
        networks = visits[0].all("networks")
        named = party_ids(known, visits[0], "visitor", "host")
        for network in set(networks) - belonging.keys():
            belonging[network] = _belonging(known, network)
        if not networks or any(belonging[network] is None for network in networks):
            continue
        for name in named:
            if (name, networks) not in outside:
                of_them = standing(known, name) if name in known else None
                outside[name, networks] = of_them is not None and all(
                    of_them.isdisjoint(belonging[network] or ()) for network in networks
                )
        if not any(outside[name, networks] for name in named):
            continue
        for party in (one for visit in visits for one in parties(known, visit, "visitor", "host")):
            if party.id and outside[party.id, networks]:
                facts = {"party": party.id, "networks": networks}
                yield (
                    party.record,
                    Fault("party-outside-network", facts, field=party.field, item=party.item),
                )


def _belonging(known: Known, network: str) -> frozenset[str] | None:
    """Return who belongs to a network; None where its members are not all known."""
    members = memberships(known, network)
    if not members or stated(known, network, ("gap", "partial"), "Membership"):
        return None
    through = (member.text("via") for member in members if member.get("via"))
    named = bodies(known, (*(member.text("member") for member in members), *through))
    groups = (group.id for group in pointing(known, "Organisation", "network", network))
    return named | frozenset(groups)


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "cities": ["ex:mechelen"],
    "hosts": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS423",
    slug="party-outside-network",
    severity="warning",
    title="A visitor or host is not a member of the network named.",
    message="{party} is not a member of {networks}, nor part of a member.",
    why="Guests from outside are welcome, but often a partner is missing from the list of members "
    "or the wrong network was chosen.",
    fix="Add the party to the sheet Partners, or correct the network; leave it as it is if the "
    "party truly came from outside.",
    wrong=Example(
        records=[{**VISIT, "visitors": ["ex:aiccre"]}],
        at={"record": "ex:v-1", "field": "visitors", "item": 0},
    ),
    right=Example(records=[{**VISIT, "visitors": ["ex:capaci"]}]),
    reads=needed(
        COMPANY_COLUMNS,
        PARTY_COLUMNS,
        STANDING_COLUMNS,
        STATEMENT_COLUMNS,
        {"Visit": ("networks",), "Membership": ("via",), "Organisation": ("network",)},
    ),
    apart=True,
    check_all=check_all,
)
