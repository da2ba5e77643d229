"""A register of identifiers: names, countries and identifiers, from the gazetteer or a file."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from exchangespec.errors import RegisterError
from exchangespec.gazetteer import SCHEME, Place, gazetteer, key, number_of
from exchangespec.gazetteer.distance import Point, point
from exchangespec.model.kinds import Identifiers
from exchangespec.reconciling.rows import FilledTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REQUIRED = ("name", "identifier")
OPTIONAL = ("country", "other_names", "record_type", "population", "latitude", "longitude")
LIST_MARK = ";"
IDENTIFIER = re.compile(Identifiers.pattern or "")


class Entry(NamedTuple):
    """One thing with its identifier; what is not known is None or empty."""

    identifier: str
    name: str
    country: str
    population: float | None
    latitude: float | None
    longitude: float | None

    @property
    def point(self) -> Point | None:
        """Return where it lies, if that is known."""
        return point(self.latitude, self.longitude)


class Book(Protocol):
    """What entries are looked up in."""

    scheme: str

    def named(self, name: str) -> Sequence[Entry]:
        """Return the entries of a name, however it is written."""

    def near(self, country: str) -> Mapping[str, Sequence[Entry]]:
        """Return the keys of all names in a country, to find those that are near."""

    def entry(self, identifier: str) -> Entry | None:
        """Return the entry of an identifier."""


def entry_of(place: Place) -> Entry:
    """Return a place of the gazetteer as an entry."""
    population = float(place.population) if place.population else None
    return Entry(
        place.identifier, place.name, place.country, population, place.latitude, place.longitude
    )


class GazetteerBook:
    """The gazetteer that ships, as a book of entries."""

    scheme = SCHEME

    def named(self, name: str) -> Sequence[Entry]:
        """Return the places of a name."""
        return [entry_of(place) for place in gazetteer().named(name)]

    def near(self, country: str) -> Mapping[str, Sequence[Entry]]:
        """Return the keys of all names in a country."""
        return Near(gazetteer().names_in(country))

    def entry(self, identifier: str) -> Entry | None:
        """Return the place of an identifier."""
        number = number_of(identifier)
        place = None if number is None else gazetteer().place(number)
        return None if place is None else entry_of(place)


class Near(dict[str, "Sequence[Entry]"]):
    """Keys of names whose entries are looked up when they are asked for."""

    def __init__(self, numbers: Mapping[str, Sequence[int]]) -> None:
        """Keep the numbers of the places."""
        super().__init__(dict.fromkeys(numbers, ()))
        self.numbers = numbers

    def __getitem__(self, name: str) -> Sequence[Entry]:
        """Return the places of a key."""
        found = (gazetteer().place(number) for number in self.numbers[name])
        return [entry_of(place) for place in found if place is not None]


@dataclass(slots=True)
class Register:
    """A register from a file.

    Attributes:
        scheme: the scheme of its identifiers, such as `wikidata`.
        record_type: the record type it is about.
    """

    scheme: str
    record_type: str
    by_key: dict[str, list[Entry]] = field(default_factory=dict)
    by_country: dict[str, dict[str, list[Entry]]] = field(default_factory=dict)
    by_identifier: dict[str, Entry] = field(default_factory=dict)

    def add(self, entry: Entry, names: Sequence[str]) -> None:
        """Add an entry under its names."""
        self.by_identifier[entry.identifier] = entry
        for one in {key(name) for name in (entry.name, *names)} - {""}:
            self.by_key.setdefault(one, []).append(entry)
            self.by_country.setdefault(entry.country, {}).setdefault(one, []).append(entry)

    def named(self, name: str) -> Sequence[Entry]:
        """Return the entries of a name."""
        return self.by_key.get(key(name), [])

    def near(self, country: str) -> Mapping[str, Sequence[Entry]]:
        """Return the keys of all names in a country."""
        return self.by_country.get(country, {})

    def entry(self, identifier: str) -> Entry | None:
        """Return the entry of an identifier."""
        return self.by_identifier.get(identifier)


def read_register(name: str, content: str) -> Register:
    """Read a register from CSV with the columns name and identifier, and others that help.

    Raises:
        RegisterError: if a column is missing or unknown, or a row is not what it should be.
    """
    table = FilledTable(name, content)
    known = (*REQUIRED, *OPTIONAL)
    table.need(REQUIRED, hint=f"; columns are {', '.join(known)}")
    unknown = next((head for head in table.headings if head not in known), None)
    if unknown is not None:
        columns = ", ".join(known)
        raise RegisterError(name, 1, f"it has a column {unknown!r}; columns are {columns}")
    register: Register | None = None
    for row in table.rows():
        entry = _entry(table, row)
        scheme = entry.identifier.partition(":")[0]
        register = register or Register(scheme, row.get("record_type") or "City")
        if scheme != register.scheme:
            raise table.refusal(f"{scheme} is another scheme than before")
        others = row.get("other_names", "").split(LIST_MARK)
        register.add(entry, [one.strip() for one in others])
    if register is None:
        raise RegisterError(name, 1, "it has no rows")
    return register


def _finite(text: str) -> float:
    """Return a number.

    Raises:
        ValueError: if it is none, or no end of one.
    """
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _entry(table: FilledTable, row: Mapping[str, str]) -> Entry:
    """Return the entry of a row."""
    identifier = row["identifier"]
    if not IDENTIFIER.fullmatch(identifier):
        raise table.refusal(f"{identifier!r} is no identifier such as wikidata:Q162022")
    numbers = []
    for head in ("population", "latitude", "longitude"):
        text = row.get(head, "")
        try:
            numbers.append(_finite(text) if text else None)
        except ValueError:
            raise table.refusal(f"{text!r} is no {head}") from None
    return Entry(identifier, row["name"], row.get("country", "").upper(), *numbers)
