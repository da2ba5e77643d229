"""An outside identifier that belongs to a place of another name or country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.gazetteer import gazetteer
from exchangespec.gazetteer.words import bare, parts
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.places import PLACE_COLUMNS, cities, identified, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_places(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Yield each city whose identifier stands for a place of another name or country."""
    for city in cities(known):
        place = identified(city)
        if place is None:
            continue
        params = {"place": place.name, "country": place.country, "identifier": place.identifier}
        texts = [text for name in names_of(city) for text in (name, *map(bare, parts(name)))]
        if texts and not any(gazetteer().has_name(place, text) for text in texts):
            yield city, _fault(params, "name")
        elif city.text("country") and city.text("country") != place.country:
            yield city, _fault(params, "country")


def _fault(params: dict[str, str], variant: str) -> Fault:
    """Return the fault at the identifiers."""
    return Fault("identifier-of-another-place", params, field="identifiers", variant=variant)


WOLVERHAMPTON = {
    "type": "City",
    "id": "ex:wolverhampton",
    "name": {"en": "Wolverhampton"},
    "country": "GB",
    "identifiers": ["geonames:2655603"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS520",
    slug="identifier-of-another-place",
    severity="warning",
    title="The identifier of a city belongs to another place.",
    message={
        "name": "{identifier} is {place} ({country}), which is not known under this name.",
        "country": "{identifier} is {place}, which lies in {country}.",
    },
    why="Whoever joins data by identifiers takes this city for the other one.",
    fix="Look the city up anew; `exchangespec reconcile` proposes identifiers.",
    wrong=Example(
        records=[WOLVERHAMPTON],
        gazetteer=True,
        at={"record": "ex:wolverhampton", "field": "identifiers"},
    ),
    right=Example(records=[{**WOLVERHAMPTON, "identifiers": ["geonames:2633691"]}], gazetteer=True),
    reads=PLACE_COLUMNS,
    check_places=check_places,
)
