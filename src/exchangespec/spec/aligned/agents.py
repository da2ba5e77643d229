"""Who acts: authorities, public bodies and persons, as SEMIC's vocabularies describe them.

Core Public Organisation and Core Person ask for texts with a language where ours have none
(`skos:altLabel`, `foaf:name`). So the record is an agent, and a node that hangs on it is the public
organisation or the person in their sense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import codelist
from exchangespec.spec.aligned.closing import official_matches
from exchangespec.spec.aligned.nodes import Value, fragment, part, words
from exchangespec.spec.namespaces import expand

if TYPE_CHECKING:
    from exchangespec.spec.aligned.nodes import Node
    from exchangespec.spec.aligned.portrait import Portrait

PUBLIC = "cv:PublicOrganisation"
BASES = expand("gdpr:A6-1-a").removesuffix("a")


def authority(portrait: Portrait) -> None:
    """Give a city without a record for its authority the implied one."""
    if portrait.text("authority") is not None:
        return
    node = portrait.hang("authority", PUBLIC, "org:Organization", "foaf:Agent")
    _called(portrait, node)
    node.add("dct:spatial", Value(portrait.subject))


def organisation(portrait: Portrait) -> None:
    """Say where a body is, and what it is when it is a public one."""
    around = portrait.around
    places = [around.iri(city, "dct:Location") for city in portrait.texts("city")]
    places += [around.iri(city) for city in around.seats.get(str(portrait.record.get("id")), ())]
    country = portrait.text("country")
    if country is not None and (known := around.country(country)) is not None:
        places.append(known)
    portrait.node.add("dct:spatial", *places)
    for parent in portrait.texts("parent"):
        around.iri(parent, "org:Organization")
    address = portrait.text("address")
    if address is not None:
        node = portrait.hang("address", "locn:Address")
        node.add("locn:fullAddress", words(address, around.language))
        portrait.node.add("locn:address", Value(node.subject))
    entry = codelist("organisation_kind").codes.get(portrait.text("kind") or "")
    if entry is None or expand(PUBLIC) not in official_matches(entry):
        return
    node = portrait.hang("organisation", PUBLIC, "org:Organization", "foaf:Agent")
    _called(portrait, node)
    _same(portrait, node, "adms:identifier")
    node.add("dct:spatial", *places)
    node.add("org:classification", around.code("organisation_kind", entry.code))
    if address is not None:
        node.add("locn:address", portrait.at("address"))
    if (url := portrait.text("url")) is not None:
        node.add("foaf:homepage", around.document(url))


def person(portrait: Portrait) -> None:
    """Describe a person by a name in the package's language and by the basis for sharing it."""
    node = portrait.hang("person", "person:Person", "foaf:Person", "foaf:Agent")
    name = portrait.text("name")
    if name is not None:
        node.add("foaf:name", words(name, portrait.around.language))
    _same(portrait, node, "dct:identifier")
    entry = codelist("privacy_basis").codes.get(portrait.text("basis") or "")
    if entry is not None:
        articles = (one for one in official_matches(entry) if one.startswith(BASES))
        node.add("dpv:hasLegalBasis", *map(Value, articles))


def homepage(portrait: Portrait) -> None:
    """Say which page is a body's own; of other things that cannot be said."""
    url = portrait.text("url")
    if url is not None:
        portrait.node.add("foaf:homepage", portrait.around.document(url))


def _called(portrait: Portrait, node: Node) -> None:
    """Give a node the names of the record."""
    for tag, text in portrait.languages("name").items():
        node.add("skos:prefLabel", words(text, tag))
        node.add("foaf:name", words(text, tag))


def _same(portrait: Portrait, node: Node, identified: str) -> None:
    """Say that a node is the record in another form, of the same identifiers."""
    node.add("prov:alternateOf", Value(portrait.subject))
    for text in portrait.texts("identifiers"):
        scheme, _, value = text.partition(":")
        name = f"id-{fragment(scheme)}-{fragment(value)}"
        node.add(identified, Value(part(portrait.subject, name)))
