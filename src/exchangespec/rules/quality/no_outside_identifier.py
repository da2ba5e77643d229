"""A city without an outside identifier that the gazetteer could give."""

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
    """Yield each city without identifiers of which the gazetteer knows one place in its country."""
    for city in cities(known):
        if city.states("identifiers") or not city.text("country"):
            continue
        places = candidates_in_country(city)
        # Several places are another rule's matter, unless coordinates tell which is meant.
        if len(places) == 1 or (places and city.states("latitude")):
            yield (
                city,
                Fault("no-outside-identifier", {}, field="identifiers", suggestions=shown(places)),
            )


CAPACI = {
    "type": "City",
    "id": "ex:capaci",
    "name": {"en": "Capaci"},
    "country": "IT",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS521",
    slug="no-outside-identifier",
    severity="info",
    title="A city has no outside identifier.",
    message="No outside identifier is stated, though the gazetteer knows a place of this name.",
    why="Names change with the language; an identifier is the same in all data.",
    fix="Add the identifier if it is this place; `exchangespec reconcile` proposes it.",
    wrong=Example(
        records=[CAPACI], gazetteer=True, at={"record": "ex:capaci", "field": "identifiers"}
    ),
    right=Example(records=[{**CAPACI, "identifiers": ["geonames:2525392"]}], gazetteer=True),
    reads=PLACE_COLUMNS,
    check_places=check_places,
)
