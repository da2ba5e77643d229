"""A city whose name several places of its country have, with nothing that tells which is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.places import PLACE_COLUMNS, candidates_in_country, cities, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_places(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Yield each city with neither identifier nor coordinates that may be one of several places."""
    for city in cities(known):
        if city.states("identifiers") or city.states("latitude") or not city.text("country"):
            continue
        in_country = candidates_in_country(city)
        if len(in_country) > 1:
            params = {"count": len(in_country), "country": city.text("country")}
            yield (
                city,
                Fault(
                    "place-not-told-apart",
                    params,
                    field="identifiers",
                    suggestions=shown(in_country),
                ),
            )


OLDENBURG = {
    "type": "City",
    "id": "ex:oldenburg",
    "name": {"en": "Oldenburg"},
    "country": "DE",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS519",
    slug="place-not-told-apart",
    severity="warning",
    title="Several places of the country have this name, and nothing tells which is meant.",
    message="{count} places in {country} are known under this name; an identifier tells which.",
    why="Whoever joins data of several networks may take one city for the other.",
    fix="Add an outside identifier, such as that of GeoNames, or the coordinates.",
    wrong=Example(
        records=[OLDENBURG], gazetteer=True, at={"record": "ex:oldenburg", "field": "identifiers"}
    ),
    right=Example(records=[{**OLDENBURG, "identifiers": ["geonames:2857458"]}], gazetteer=True),
    reads=PLACE_COLUMNS,
    check_places=check_places,
)
