"""What the gazetteer says of the cities of a submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.gazetteer import gazetteer, number_of
from exchangespec.gazetteer.words import bare
from exchangespec.submission.relations import current, needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exchangespec.gazetteer import Place
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

PLACE_COLUMNS = needed(
    {"City": ("name", "other_names", "country", "identifiers", "latitude", "longitude")},
    {"City": ("population", "population_date")},
)
MOST_CANDIDATES = 5


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
        number = number_of(str(identifier))
        if number is not None:
            return gazetteer().place(number)
    return None


def candidates(city: Facts) -> Sequence[Place]:
    """Return the places of a city's names, those of its country if there are any."""
    found = {place.number: place for name in names_of(city) for place in gazetteer().named(name)}
    return _in_country(city, found.values()) or list(found.values())


def candidates_in_country(city: Facts) -> Sequence[Place]:
    """Return the places of a city's names in its country."""
    return _in_country(city, candidates(city))


def _in_country(city: Facts, places: Iterable[Place]) -> list[Place]:
    """Return those of several places that lie in a city's country."""
    return [place for place in places if place.country == city.text("country")]


def shown(places: Sequence[Place]) -> list[str]:
    """Return places as suggestions: the identifier, and what it stands for."""
    return [
        f"{place.identifier} ({place.name}, {place.country}, {place.population:,})"
        for place in places[:MOST_CANDIDATES]
    ]
