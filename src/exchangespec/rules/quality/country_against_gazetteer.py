"""A city whose name the gazetteer knows only in another country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.gazetteer import gazetteer
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.places import PLACE_COLUMNS, candidates, cities, identified, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_places(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Yield each city without an identifier of its own that is known in other countries only."""
    for city in cities(known):
        country = city.text("country")
        if not gazetteer().knows(country) or identified(city) is not None:
            continue
        places = candidates(city)
        if places and all(place.country != country for place in places):
            found = ", ".join(sorted({place.country for place in places}))
            params = {"country": country, "found": found}
            yield (
                city,
                Fault(
                    "country-against-gazetteer", params, field="country", suggestions=shown(places)
                ),
            )


CAPACI = {
    "type": "City",
    "id": "ex:capaci",
    "name": {"en": "Capaci"},
    "country": "ES",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS523",
    slug="country-against-gazetteer",
    severity="warning",
    title="A city of this name is known, but in another country.",
    message="In {country} no place of this name is known; there is one in {found}.",
    why="The country may be that of the line above, or of the organisation that filled in the row.",
    fix="Check the country; if it is right, add an outside identifier.",
    wrong=Example(records=[CAPACI], gazetteer=True, at={"record": "ex:capaci", "field": "country"}),
    right=Example(
        records=[{**CAPACI, "country": "IT", "identifiers": ["geonames:2525392"]}], gazetteer=True
    ),
    reads=PLACE_COLUMNS,
    check_places=check_places,
)
