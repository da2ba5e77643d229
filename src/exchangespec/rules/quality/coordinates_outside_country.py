"""Coordinates of a city that lie in another country, are swapped, or are 0, 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.gazetteer import gazetteer
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.places import PLACE_COLUMNS, cities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# So near, some place of the country is found wherever people live.
NEARBY_KM = 60.0


def check_places(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Yield each city near whose coordinates there is no place of its country."""
    for city in cities(known):
        latitude, longitude = city.get("latitude"), city.get("longitude")
        country = city.text("country")
        if latitude is None or longitude is None or not country:
            continue
        if latitude == longitude == 0:
            yield city, Fault("coordinates-outside-country", field="latitude", variant="zero")
            continue
        around = {place.country for place in gazetteer().near(latitude, longitude, NEARBY_KM)}
        # Where the gazetteer knows nothing at all, as overseas, nothing can be said.
        if country in around or not gazetteer().knows(country):
            continue
        swapped = gazetteer().near(longitude, latitude, NEARBY_KM)
        variant = "outside"
        if any(place.country == country for place in swapped):
            variant = "swapped"
        elif not around:
            continue
        params = {"country": country, "found": ", ".join(sorted(around))}
        yield city, Fault("coordinates-outside-country", params, field="latitude", variant=variant)


MECHELEN = {
    "type": "City",
    "id": "ex:mechelen",
    "name": {"en": "Mechelen"},
    "country": "BE",
    "identifiers": ["geonames:2791537"],
    "latitude": 4.48,
    "longitude": 51.03,
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS518",
    slug="coordinates-outside-country",
    severity="warning",
    title="The coordinates of a city do not lie in its country.",
    message={
        "outside": "Near these coordinates there are only places of {found}, none of {country}.",
        "swapped": "Latitude and longitude seem to be swapped: the other way round they lie in "
        "{country}.",
        "zero": "Latitude and longitude are both 0, a point in the sea off Africa.",
    },
    why="On every map the city will stand where it is not.",
    fix="Copy latitude (north) and longitude (east) anew, or leave both empty.",
    wrong=Example(
        records=[MECHELEN], gazetteer=True, at={"record": "ex:mechelen", "field": "latitude"}
    ),
    right=Example(records=[{**MECHELEN, "latitude": 51.03, "longitude": 4.48}], gazetteer=True),
    reads=PLACE_COLUMNS,
    check_places=check_places,
)
