"""What the alignment of one record needs to know of the others, and what it refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchangespec.codelists import countries
from exchangespec.codelists.languages import language_alpha3
from exchangespec.model.kinds import LANGUAGE_PATTERN
from exchangespec.spec import triples
from exchangespec.spec.aligned.nodes import Value, part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

AUTHORITIES = "http://publications.europa.eu/resource/authority/"
NUTS = "http://data.europa.eu/nuts/code/"
LICENCES = "http://spdx.org/licenses/"
# What may be written as an address, and what SPDX may call a licence: nearly all of its names tell
# a version, so that a mere word such as "open" is none.
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
SPDX_NAME = re.compile(r"(?=\S*-[0-9])[A-Za-z0-9][A-Za-z0-9.+-]*|0BSD|ISC|MIT|Unlicense|WTFPL|Zlib")
UNDETERMINED = "und"
OPEN_TO_ALL = frozenset({"public", "registration"})
GATHERINGS = frozenset({"Event", "Visit"})


@dataclass(slots=True)
class Referred:
    """What the aligned layer has referred to, by address: codes, and the classes of the rest."""

    codes: set[tuple[str, str]] = field(default_factory=set)
    classes: dict[str, set[str]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)

    def note(self, address: str, *classes: str) -> Value:
        """Note what an address stands for, and return it."""
        self.classes.setdefault(address, set()).update(classes)
        return Value(address)


@dataclass(slots=True)
class City:
    """What others need of a city."""

    names: Mapping[str, str]
    country: str
    authority: str | None


@dataclass(slots=True)
class Surroundings:
    """What is known beyond one record.

    Attributes:
        prefix: that of the package; what has another lies outside.
        prefixes: what each prefix stands for.
        language: the tag of texts that have none of their own.
        cities: those of the package, by id.
        seats: the cities whose authority an organisation is.
        participations: those of an event or visit.
        open_events: ids of what the public could come to, with all that it is part of.
        referred: what has been referred to so far.
    """

    prefix: str
    prefixes: Mapping[str, str]
    language: str
    cities: dict[str, City] = field(default_factory=dict)
    seats: dict[str, list[str]] = field(default_factory=dict)
    participations: dict[str, list[str]] = field(default_factory=dict)
    open_events: set[str] = field(default_factory=set)
    referred: Referred = field(default_factory=Referred)

    def iri(self, reference: str, *classes: str) -> Value:
        """Return the address of a reference; of what lies outside, note what it must be."""
        address = triples.expanded(reference, self.prefixes)
        if classes and reference.partition(":")[0] != self.prefix:
            return self.referred.note(address, *classes)
        return Value(address)

    def agent(self, reference: str) -> Value:
        """Return who acts: for a city its authority."""
        city = self.cities.get(reference)
        if city is None:
            return self.iri(reference, "foaf:Agent")
        if city.authority is not None:
            return self.iri(city.authority, "foaf:Agent")
        return Value(part(triples.expanded(reference, self.prefixes), "authority"))

    def code(self, codelist: str, code: str) -> Value:
        """Return a code as a concept."""
        base = f"{triples.CODES}{codelist}/"
        if code != triples.named(code, base):
            self.referred.codes.add((codelist, code))
        return Value(triples.named(code, base))

    def country(self, code: str) -> Value | None:
        """Return a country as the Publications Office names it."""
        known = countries().get(code)
        if known is None:
            return None
        address = f"{AUTHORITIES}country/{known.alpha3}"
        self.referred.countries[address] = code
        return self.referred.note(address, "dct:Location")

    def spoken(self, tag: str) -> Value | None:
        """Return a language as the Publications Office names it."""
        code = language_alpha3(tag)
        if code is None:
            return None
        address = f"{AUTHORITIES}language/{code.upper()}"
        return self.referred.note(address, "dct:LinguisticSystem")

    def region(self, code: str) -> Value:
        """Return a NUTS region."""
        return self.referred.note(f"{NUTS}{code}", "dct:Location")

    def document(self, address: str) -> Value:
        """Return a web page."""
        return self.referred.note(address, "foaf:Document")

    def licence(self, name: str) -> Value | None:
        """Return a licence, by its address or by its SPDX name; None if it is told in words."""
        if ADDRESS.fullmatch(name):
            return self.referred.note(name, "dct:LicenseDocument")
        if SPDX_NAME.fullmatch(name):
            return self.referred.note(f"{LICENCES}{name}", "dct:LicenseDocument")
        return None


def surroundings(header: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> Surroundings:
    """Look once at every record."""
    tag = header.get("language")
    known = isinstance(tag, str) and re.fullmatch(LANGUAGE_PATTERN, tag)
    around = Surroundings(
        prefix=str(header.get("prefix", "")),
        prefixes=triples.all_prefixes(header),
        language=str(tag) if known else UNDETERMINED,
    )
    parents: dict[str, str | None] = {}
    for record in records:
        name, record_id = record.get("type"), str(record.get("id", ""))
        if name == "City":
            around.cities[record_id] = City(
                names_of(record), str(record.get("country", "")), record.get("authority")
            )
            if isinstance(record.get("authority"), str):
                around.seats.setdefault(record["authority"], []).append(record_id)
        elif name == "Participation" and isinstance(record.get("event"), str):
            around.participations.setdefault(record["event"], []).append(record_id)
        elif name in GATHERINGS and record.get("access") in OPEN_TO_ALL:
            parents[record_id] = record.get("parent")
    around.open_events = set(_open_throughout(parents))
    return around


def _open_throughout(parents: Mapping[str, str | None]) -> Iterable[str]:
    """Yield what is open to the public and part of nothing that is not."""
    for event in parents:
        seen = {event}
        above = parents[event]
        while above is not None and above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above is None:
            yield event


def names_of(record: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the name of a record by language."""
    name = record.get("name")
    return name if isinstance(name, dict) else {}
