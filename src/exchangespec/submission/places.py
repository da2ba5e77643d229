"""What the gazetteer says of the cities of a submission."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.gazetteer import SCHEME, gazetteer
from exchangespec.gazetteer.words import bare
from exchangespec.submission.relations import current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.gazetteer import Place
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

PLACE_COLUMNS = needed(
    {"City": ("name", "other_names", "country", "identifiers", "latitude", "longitude")},
    {"City": ("population", "population_date")},
)
MOST_CANDIDATES = 5
NUMBER = re.compile("[0-9]{1,12}")


def cities(known: Known) -> Iterator[Facts]:
    """Yield the cities that are not withdrawn."""
    return current(known, "City")


def names_of(city: Facts) -> Iterator[str]:
    """Yield the names of a city as they are written, and without the words around them."""
    texts = city.get("name")
    for name in (*(texts.values() if isinstance(texts, dict) else ()), *city.all("other_names")):
        yield str(name)
        yield bare(str(name))


def identified(city: Facts) -> Place | None:
    """Return the place that a city's own identifier stands for, if it is in the gazetteer."""
    for identifier in city.all("identifiers"):
        scheme, _, number = str(identifier).partition(":")
        if scheme == SCHEME and NUMBER.fullmatch(number):
            return gazetteer().place(int(number))
    return None


def candidates(city: Facts) -> Sequence[Place]:
    """Return the places of a city's names, those of its country if there are any."""
    found = {place.number: place for name in names_of(city) for place in gazetteer().named(name)}
    country = city.text("country")
    in_country = [place for place in found.values() if place.country == country]
    return in_country or list(found.values())


def shown(places: Sequence[Place]) -> list[str]:
    """Return places as suggestions: the identifier, and what it stands for."""
    return [
        f"{place.identifier} ({place.name}, {place.country}, {place.population:,})"
        for place in places[:MOST_CANDIDATES]
    ]
