"""Places by name and by number, from two tables that are searched by halving."""

from __future__ import annotations

import gzip
import math
import re
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from exchangespec.gazetteer.distance import kilometres
from exchangespec.gazetteer.names import key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What identifiers of places are called in records: `geonames:2791537`.
SCHEME = "geonames"
NUMBER = re.compile("[0-9]{1,12}")
ATTRIBUTION = "Places and names: GeoNames (geonames.org), CC BY 4.0"
KM_A_DEGREE = 111.195
POLE, MERIDIAN = 90.0, 180.0


class Place(NamedTuple):
    """A place.

    Attributes:
        number: its number in GeoNames.
        name: its usual name.
        country: code of its country (ISO 3166-1 alpha-2).
        latitude: degrees north.
        longitude: degrees east.
        population: inhabitants; 0 if not known.
    """

    number: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int

    @property
    def identifier(self) -> str:
        """Return its identifier as records hold it."""
        return f"{SCHEME}:{self.number}"

    def kilometres_to(self, latitude: float, longitude: float) -> float:
        """Return the great-circle distance to a point, in kilometres."""
        return kilometres((self.latitude, self.longitude), (latitude, longitude))


def number_of(identifier: str) -> int | None:
    """Return the number in an identifier of a place as records hold it; None for any other."""
    scheme, _, number = identifier.partition(":")
    return int(number) if scheme == SCHEME and NUMBER.fullmatch(number) else None


class Gazetteer:
    """The places and their names."""

    @cached_property
    def _places(self) -> bytes:
        return _table("places.tsv.gz")

    @cached_property
    def _names(self) -> bytes:
        return _table("names.tsv.gz")

    def place(self, number: int) -> Place | None:
        """Return the place of a number."""
        line = _found(self._places, number, lambda one: int(one.partition(b"\t")[0]))
        return None if line is None else _place(line)

    def named(self, name: str) -> list[Place]:
        """Return the places of a name in any language, however it is written; largest first."""
        wanted = key(name).encode()
        line = _found(self._names, wanted, lambda one: one.partition(b"\t")[0]) if wanted else None
        if line is None:
            return []
        numbers = line.partition(b"\t")[2].split(b",")
        places = [place for number in numbers if (place := self.place(int(number)))]
        return sorted(places, key=lambda one: (-one.population, one.number))

    def has_name(self, place: Place, name: str) -> bool:
        """Tell whether a place is known under a name."""
        return any(one.number == place.number for one in self.named(name))

    @cached_property
    def _by_country(self) -> dict[str, dict[str, list[int]]]:
        """All keys of names with their places, by country; made when near names are sought."""
        country_of = {place.number: place.country for place in self}
        found: dict[str, dict[str, list[int]]] = {}
        for line in self._names.splitlines():
            name, _, numbers = line.decode().partition("\t")
            for number in map(int, numbers.split(",")):
                found.setdefault(country_of[number], {}).setdefault(name, []).append(number)
        return found

    def names_in(self, country: str) -> dict[str, list[int]]:
        """Return the keys of all names of places in a country, with their numbers."""
        return self._by_country.get(country, {})

    def knows(self, country: str) -> bool:
        """Tell whether the places of a country are in it."""
        return country in self._countries

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset(line.split(b"\t")[2].decode() for line in self._places.splitlines())

    def near(self, latitude: float, longitude: float, within: float) -> list[Place]:
        """Return the places within so many kilometres of a point; not across the 180th meridian."""
        if abs(latitude) > POLE or abs(longitude) > MERIDIAN:
            return []
        rows = within / KM_A_DEGREE
        columns = min(MERIDIAN, rows / max(0.01, math.cos(math.radians(latitude))))
        return [
            place
            for row in range(math.floor(latitude - rows), math.floor(latitude + rows) + 1)
            for column in range(
                math.floor(longitude - columns), math.floor(longitude + columns) + 1
            )
            for place in self._grid.get((row, column), ())
            if place.kilometres_to(latitude, longitude) <= within
        ]

    @cached_property
    def _grid(self) -> dict[tuple[int, int], list[Place]]:
        """The places in squares of one degree."""
        found: dict[tuple[int, int], list[Place]] = {}
        for place in self:
            square = math.floor(place.latitude), math.floor(place.longitude)
            found.setdefault(square, []).append(place)
        return found

    def __iter__(self) -> Iterator[Place]:
        """Iterate over all places, by number."""
        return map(_place, self._places.splitlines())


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer; it reads its tables when it is first asked."""
    return Gazetteer()


def _table(name: str) -> bytes:
    """Return one table of the package, unpacked."""
    packed = files("exchangespec.gazetteer").joinpath("data", name).read_bytes()
    return gzip.decompress(packed)


def _place(line: bytes) -> Place:
    """Return the place of a line."""
    number, name, country, latitude, longitude, population = line.decode().split("\t")
    return Place(int(number), name, country, float(latitude), float(longitude), int(population))


Sorted = TypeVar("Sorted", int, bytes)


def _found(table: bytes, wanted: Sorted, of: Callable[[bytes], Sorted]) -> bytes | None:
    """Return the line of a sorted table that has a key, found by halving."""
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", 0, (low + high) // 2) + 1
        end = table.find(b"\n", start)
        found = of(table[start:end])
        if found == wanted:
            return table[start:end]
        if found < wanted:
            low = end + 1
        else:
            high = start
    return None
