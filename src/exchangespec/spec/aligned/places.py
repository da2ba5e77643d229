"""Where: cities as places, addresses of events, and the languages spoken there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import countries
from exchangespec.spec.aligned.nodes import ADDRESS_TYPE, Value, plain, words

if TYPE_CHECKING:
    from exchangespec.spec.aligned.portrait import Portrait

WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
ENGLISH = "en"


def city(portrait: Portrait) -> None:
    """Say what a city is called, what it lies in and where it is on the map."""
    around, node = portrait.around, portrait.node
    for tag, text in portrait.languages("name").items():
        node.add("foaf:name", words(text, tag))
        node.add("schema:name", words(text, tag))
    if (country := portrait.text("country")) is not None:
        node.add("schema:containedInPlace", around.country(country))
    if (region := portrait.text("nuts")) is not None:
        node.add("schema:containedInPlace", around.region(region))
    latitude, longitude = portrait.record.get("latitude"), portrait.record.get("longitude")
    if latitude is not None and longitude is not None:
        geometry = portrait.hang("geometry", "locn:Geometry")
        geometry.add("cv:latitude", plain(str(latitude)))
        geometry.add("cv:longitude", plain(str(longitude)))
        geometry.add("cv:crs", Value(WGS84, ADDRESS_TYPE))
        node.add("locn:geometry", Value(geometry.subject))


def languages(portrait: Portrait) -> None:
    """Say which languages something is in."""
    for field in ("languages", "language"):
        for tag in portrait.texts(field):
            portrait.node.add("dct:language", portrait.around.spoken(tag))


def address(portrait: Portrait) -> None:
    """Say where an event was: the house, the city when it is one and known here, the country."""
    around = portrait.around
    cities = portrait.texts("cities")
    found = around.cities.get(cities[0]) if len(cities) == 1 else None
    country = portrait.text("country") or (found.country if found is not None else "")
    venue = portrait.languages("venue")
    if (own := portrait.text("country")) is not None:
        portrait.node.add("dct:spatial", around.country(own))
    known = countries().get(country)
    if found is None and known is None and not venue:
        return
    node = portrait.hang("address", "locn:Address")
    for tag, text in venue.items():
        node.add("locn:locatorName", words(text, tag))
    for tag, text in found.names.items() if found is not None else ():
        node.add("locn:postName", words(text, tag))
    if known is not None:
        node.add("locn:adminUnitL1", words(known.names[ENGLISH], ENGLISH))
    portrait.node.add("locn:address", Value(node.subject))
