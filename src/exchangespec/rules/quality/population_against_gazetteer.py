"""A number of inhabitants far from what the gazetteer says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.quantities import quantity_span
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.places import PLACE_COLUMNS, candidates_in_country, cities, identified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

FACTOR = 10


def check_places(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Yield each city with more than ten times, or less than a tenth, of the inhabitants known."""
    for city in cities(known):
        span = quantity_span(city.get("population"))
        place = identified(city)
        if place is None:
            places = candidates_in_country(city)
            place = places[0] if len(places) == 1 else None
        if span is None or place is None or not place.population:
            continue
        few = span.high is not None and float(span.high) * FACTOR < place.population
        many = span.low is not None and float(span.low) > place.population * FACTOR
        if few or many:
            params = {"value": city.get("population"), "place": place.name,
                      "found": f"{place.population:,}"}  # fmt: skip
            yield city, Fault("population-against-gazetteer", params, field="population")


VANTAA = {
    "type": "City",
    "id": "ex:vantaa",
    "name": {"en": "Vantaa"},
    "country": "FI",
    "identifiers": ["geonames:632453"],
    "population": 223,
    "population_date": "2017",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS522",
    slug="population-against-gazetteer",
    severity="warning",
    title="The inhabitants differ more than tenfold from what the gazetteer says.",
    message="{value} inhabitants are stated; the gazetteer has {found} for {place}.",
    why="Most likely thousands were meant, or another place.",
    fix="Write the number in full (223000), or check which place is meant.",
    wrong=Example(
        records=[VANTAA], gazetteer=True, at={"record": "ex:vantaa", "field": "population"}
    ),
    right=Example(records=[{**VANTAA, "population": 223000}], gazetteer=True),
    reads=PLACE_COLUMNS,
    check_places=check_places,
)
