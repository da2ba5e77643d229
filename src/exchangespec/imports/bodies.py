"""Parties and places of linked data, whichever vocabulary speaks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exchangespec.codelists import fold
from exchangespec.codelists.identifiers import identifier_problem
from exchangespec.codelists.registries import match_country
from exchangespec.formats.rdf_text import BLANK, NODE, is_address
from exchangespec.imports.graph import Graph, in_order, text_of
from exchangespec.imports.naming import slug
from exchangespec.model.kinds import LOCAL
from exchangespec.spec.namespaces import expand
from exchangespec.spec.triples import scheme_bases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchangespec.formats.rdf_text import Triple
    from exchangespec.imports.reading import Draft, ImportReading

NAMES = (
    "schema:name", "skos:prefLabel", "rdfs:label", "dct:title", "foaf:name", "vcard:fn",
    "vcard:organization-name", "schema:legalName",
)  # fmt: skip
DESCRIPTIONS = ("schema:description", "dct:description", "rdfs:comment", "vcard:note")
PAGES = ("schema:url", "foaf:homepage", "foaf:page", "vcard:hasURL", "vcard:url")
THE_SAME = ("schema:sameAs", "owl:sameAs")
ADDRESSES = (
    "schema:address", "vcard:hasAddress", "vcard:adr", "org:siteAddress", "locn:address",
)  # fmt: skip
STREETS = ("schema:streetAddress", "vcard:street-address", "locn:thoroughfare", "locn:fullAddress")
POST_CODES = ("schema:postalCode", "vcard:postal-code", "locn:postCode")
LOCALITIES = ("schema:addressLocality", "vcard:locality", "locn:postName")
COUNTRIES = ("schema:addressCountry", "vcard:country-name", "locn:adminUnitL1")
PEOPLE = frozenset(
    expand(name) for name in ("schema:Person", "foaf:Person", "person:Person", "vcard:Individual")
)
CITIES = frozenset(expand(f"schema:{name}") for name in ("City", "AdministrativeArea"))
WEB = ("http://", "https://")
MOST_PREFIXES = 20
OTHERS = "src"


@dataclass(frozen=True, slots=True)
class Address:
    """What a postal address says: street and post code as one text, place, country."""

    street: str
    post_code: str
    locality: str
    country: str
    line: int

    @property
    def text(self) -> str:
        """The address on one line."""
        town = " ".join(filter(None, (self.post_code, self.locality)))
        return ", ".join(filter(None, (self.street, town)))


@dataclass(slots=True)
class Bodies:
    """Makes cities and identifiers out of a graph; each city once."""

    graph: Graph
    reading: ImportReading
    cities: dict[tuple[str, str], str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)

    # --- what any record may say -----------------------------------------------------------------

    def describe(self, draft: Draft, subject: str) -> None:
        """State name, description, page and identifiers of a thing."""
        for terms, name in ((NAMES, "name"), (DESCRIPTIONS, "description")):
            self.put_text(draft, subject, name, *terms)
        self.put_page(draft, subject, *PAGES)
        for one in in_order(self.graph.values(subject, "schema:alternateName", "skos:altLabel")):
            for word in filter(None, map(str.strip, re.split(r"[;\r\n]+", one.value))):
                draft.add("other_names", word, one.line)
        for one in in_order(self.graph.values(subject, *THE_SAME)):
            self.identify(draft, one.value.strip(), one.line)
        if not subject.startswith(BLANK):
            self.identify(draft, subject, draft.line)
        for one in self.graph.values(subject, "schema:dateModified", "dct:modified"):
            day = one.value.strip()[:10]
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
                draft.put("modified", day, one.line)
                self.reading.days.append(day)

    def put_text(self, draft: Draft, subject: str, name: str, *terms: str) -> None:
        """State a text in every language; the first property that says it wins."""
        for term in terms:
            for one in in_order(self.graph.values(subject, term)):
                if one.form != NODE:
                    draft.add(name, text_of(one, self.reading.language), one.line)

    def put_page(self, draft: Draft, subject: str, *terms: str) -> None:
        """State the first web address; name how many more there were."""
        for one in in_order(self.graph.values(subject, *terms)):
            address = one.value.strip()
            if not address.startswith(WEB) or "url" in draft.values:
                self.reading.pass_over("page", "url", line=one.line, subject=subject)
            else:
                draft.put("url", address, one.line)

    def identify(self, draft: Draft, address: str, line: int) -> None:
        """Add what an address identifies elsewhere, as `scheme:value` or by a prefix of its own."""
        curie = known_scheme(address) or self._by_prefix(address)
        if curie:
            draft.add("identifiers", curie, line)
        elif address.startswith(WEB) and "url" not in draft.values:
            draft.put("url", address, line)
        else:
            self.reading.leave_out("identifier", "sameAs", line=line, subject=draft.subject)

    def declare_prefixes(self, subjects: Iterable[str]) -> None:
        """Settle the prefixes by which records name what they are in their source, and elsewhere.

        All at once and in order, so that the order of the source makes no difference.
        """
        found = set()
        for subject in subjects:
            said = (one.value.strip() for one in self.graph.values(subject, *THE_SAME))
            for address in (subject, *said):
                base, local = _cut(address)
                if local and not known_scheme(address):
                    found.add(base)
        for number, base in enumerate(sorted(found)[:MOST_PREFIXES], 1):
            self.reading.prefixes[OTHERS if number == 1 else f"{OTHERS}-{number}"] = base

    def _by_prefix(self, address: str) -> str:
        """Return an address by a prefix that the header will declare."""
        base, local = _cut(address)
        for prefix, known in self.reading.prefixes.items():
            if local and known == base:
                return f"{prefix}:{local}"
        return ""

    # --- places ----------------------------------------------------------------------------------

    def address_of(self, subject: str) -> Address | None:
        """Return the postal address that a node is or has."""
        graph = self.graph
        for one in in_order(graph.values(subject, *ADDRESSES)):
            if one.form != NODE:
                return Address(one.value.strip(), "", "", "", one.line)
            found = self._parts(one.value)
            if found is not None:
                return found
        return self._parts(subject)

    def _parts(self, subject: str) -> Address | None:
        """Return the parts of the postal address that a node is."""
        graph = self.graph
        if not graph.about.get(subject):
            return None
        parts = [graph.first(subject, *terms) for terms in (STREETS, POST_CODES, LOCALITIES)]
        country = self._country(subject)
        if not any(parts):
            return None
        graph.use(subject)
        return Address(parts[0], parts[1], parts[2], country, graph.line(subject))

    def _country(self, subject: str) -> str:
        """Return the code of the country of an address, empty where none is understood."""
        graph = self.graph
        for one in in_order(graph.values(subject, *COUNTRIES)):
            word = one.value
            if one.form == NODE and graph.about.get(word):
                graph.use(word)
                word = graph.first(word, *NAMES, "schema:identifier")
            elif one.form == NODE:
                word = re.split(r"[/#]", word)[-1]
            code = match_country(word.strip()).value if word.strip() else None
            if code:
                return code
            self.reading.pass_over("country", word.strip(), line=one.line, subject=subject)
        return ""

    def city_of(self, address: Address | None, subject: str) -> str:
        """Return the id of the city of an address, making its record the first time."""
        if address is None or not address.locality:
            return ""
        if not address.country:
            self.reading.pass_over(
                "city-without-country", address.locality, line=address.line, subject=subject
            )
            return ""
        key = (fold(address.locality), address.country)
        if key not in self.cities:
            name = f"{slug(address.locality)}-{address.country.lower()}"
            own = name if slug(address.locality) else f"{address.locality} {address.country}"
            city = self.reading.naming.of("city", own)
            self.cities[key] = city
            draft = self.reading.draft("City", city, line=address.line, subject=subject)
            draft.put("name", {self.reading.language: address.locality}, address.line)
            draft.put("country", address.country, address.line)
        return self.cities[key]

    # --- parties ---------------------------------------------------------------------------------

    def is_person(self, subject: str) -> bool:
        """Tell whether a node is said to be a person."""
        return not PEOPLE.isdisjoint(self.graph.classes(subject))

    def leave_out_people(self) -> None:
        """Count the persons of the graph, whose names may not be taken over, as used."""
        for subject, said in self.graph.about.items():
            if self.is_person(subject):
                self.graph.use_all(subject)
                if subject not in self.people:
                    self.reading.pass_over_person("person", line=said[0].line)

    def pass_over_party(self, one: Triple, role: str) -> None:
        """Count a party that is not known to be a body: it may be a person."""
        if one.form == NODE and self.is_person(one.value):
            self.people.add(one.value)
            self.reading.pass_over_person(role, line=one.line, subject=one.subject)
        else:
            self.reading.pass_over("party", role, line=one.line, subject=one.subject)


def _cut(address: str) -> tuple[str, str]:
    """Return an address as base and local part; no local part where it cannot be one."""
    cut = max(address.rfind("/"), address.rfind("#")) + 1
    base, local = address[:cut], address[cut:]
    fits = base.startswith(WEB) and base not in WEB and re.fullmatch(LOCAL, local)
    return (base, local) if fits and is_address(base) else ("", "")


def known_scheme(address: str) -> str:
    """Return an address as `scheme:value` where a known scheme has such addresses."""
    plain = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    if plain == address:
        return ""
    for name, base in scheme_bases().items():
        start = base.removeprefix("https://").removeprefix("http://").removeprefix("www.")
        if plain.startswith(start):
            curie = f"{name}:{plain.removeprefix(start)}"
            if identifier_problem(curie) is None:
                return curie
    if plain.startswith("wikidata.org/wiki/"):
        curie = f"wikidata:{plain.rpartition('/')[2]}"
        return curie if identifier_problem(curie) is None else ""
    return ""
