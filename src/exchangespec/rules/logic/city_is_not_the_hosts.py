"""A visit that took place in a city that none of its hosts belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    COMPANY_COLUMNS,
    HOSTING,
    PARTY_COLUMNS,
    PLACE_COLUMNS,
    above,
    city_of,
    companies,
    needed,
    parties,
    party_ids,
)
from exchangespec.submission.timing import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield visits none of whose cities is a host's city or inside one, nor otherwise explained."""
    fitting: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for visits in companies(known):
        cities = visits[0].all("cities")
        named = cities, party_ids(known, visits[0], *HOSTING)
        # Most visits have the cities and hosts of another one.
        if not cities or named in fitting:
            continue
        hosting = _hosting(known, visits[0])
        # Where a host's own place is not known, nothing can be said against the city.
        if not hosting or None in hosting or not _known(known, cities):
            continue
        if any(_lies_in(known, city, hosting) for city in cities):
            fitting.add(named)
            continue
        for visit in visits:
            if not _is_online(known, visit) and not _attends_in(known, visit, cities):
                facts = {"cities": cities, "hosts": sorted(filter(None, hosting))}
                yield visit, Fault("city-is-not-the-hosts", facts, field="cities")


def _hosting(known: Known, visit: Facts) -> set[str | None]:
    """Return the cities of the hosts; None stands for one that is not known."""
    if known.pointing("Participation", "event", visit.id):
        hosts = parties(known, visit, *HOSTING)
        return {city_of(known, host.id) if host.id else None for host in hosts}
    return {city_of(known, host) for host in party_ids(known, visit, *HOSTING)}


def _is_online(known: Known, visit: Facts) -> bool:
    """Tell whether a visit, or the first of its parents to say so, is held online."""
    for occasion in (visit, *ancestors(known, visit)):
        if occasion.states("format"):
            return occasion.text("format") == "online"
    return False


def _attends_in(known: Known, visit: Facts, cities: tuple[str, ...]) -> bool:
    """Tell whether an independent event attended during a visit was in one of its cities."""
    attended = filter(None, map(known.get, visit.all("attended")))
    return any(
        event.type == "Event" and not set(cities).isdisjoint(event.all("cities"))
        for event in attended
    )


def _known(known: Known, cities: tuple[str, ...]) -> bool:
    """Tell whether every city has a record, so that what it lies in can be told."""
    return all(known.type_of(city) == "City" for city in cities)


def _lies_in(known: Known, city: str, hosting: set[str | None]) -> bool:
    """Tell whether a city is one of those, or inside one."""
    record = known.get(city)
    return record is not None and any(
        place.id in hosting for place in (record, *above(known, record, "part_of"))
    )


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS422",
    slug="city-is-not-the-hosts",
    severity="warning",
    title="A visit took place in no city of its hosts.",
    message="The visit took place in {cities}, but its hosts are in {hosts}.",
    why="Visitors and hosts may have been swapped, or a host is missing.",
    fix=(
        "Check the cities and the hosts; if an event elsewhere was attended, name it under "
        "“Attended”."
    ),
    wrong=Example(
        records=[{**VISIT, "cities": ["ex:capaci"]}], at={"record": "ex:v-1", "field": "cities"}
    ),
    right=Example(records=[{**VISIT, "cities": ["ex:mechelen"]}]),
    reads=needed(
        COMPANY_COLUMNS,
        PARTY_COLUMNS,
        PLACE_COLUMNS,
        {
            "City": ("part_of",),
            "Event": ("parent", "format", "cities"),
            "Visit": ("parent", "format", "cities", "attended"),
        },
    ),
    apart=True,
    check_all=check_all,
)
