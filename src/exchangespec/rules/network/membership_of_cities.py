"""The networks that a profile's check speaks of, and the bodies and cities that belong to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.submission.relations import (
    BODY_COLUMNS,
    MEMBER_COLUMNS,
    STATEMENT_COLUMNS,
    body,
    current,
    memberships,
    needed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.profile.settings import AskedOfNetworks
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

COLUMNS = needed(MEMBER_COLUMNS, BODY_COLUMNS, STATEMENT_COLUMNS, {"Network": ("programme",)})


def asked_networks(known: Known, asked: AskedOfNetworks) -> Iterator[Facts]:
    """Yield the networks that a check speaks of."""
    for network in current(known, "Network"):
        if not asked.programmes or network.text("programme") in asked.programmes:
            yield network


def members(known: Known, network: Facts, asked: AskedOfNetworks) -> Iterator[Facts]:
    """Yield the members in the roles that a check speaks of, an authority as its city."""
    seen = set()
    for membership in memberships(known, network.id):
        if membership.text("role") not in asked.roles:
            continue
        member = known.get(body(known, membership.text("member")))
        if member is not None and member.id not in seen:
            seen.add(member.id)
            yield member


def member_cities(known: Known, network: Facts, asked: AskedOfNetworks) -> Iterator[Facts]:
    """Yield the cities among the members."""
    return (member for member in members(known, network, asked) if member.type == "City")
