"""What the layer refers to, typed and named, so that others' shapes find what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import CODELISTS, codelist, countries
from exchangespec.spec import triples
from exchangespec.spec.aligned.nodes import Node, Value, plain, words
from exchangespec.spec.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.codelists import Code
    from exchangespec.spec.aligned.surroundings import Referred

ENGLISH = "en"
# Roles of members are also what the Organization Ontology calls roles.
ROLES = "member_role"


def closing_nodes(referred: Referred) -> Iterator[Node]:
    """Yield a node for each thing referred to, lists of codes first."""
    for name in sorted({name for name, _ in referred.codes}):
        yield _scheme(name)
    for name, code in sorted(referred.codes):
        yield _concept(name, code)
    for address, classes in sorted(referred.classes.items()):
        node = Node(address, *sorted(classes))
        known = countries().get(referred.countries.get(address, ""))
        if known is not None:
            node.add("locn:geographicName", words(known.names[ENGLISH], ENGLISH))
        yield node


def _scheme(name: str) -> Node:
    """Return a list of codes."""
    node = Node(f"{triples.CODES}{name}", "skos:ConceptScheme")
    title = codelist(name).title if name in CODELISTS else name
    node.add("dct:title", words(title, ENGLISH))
    return node


def _concept(name: str, code: str) -> Node:
    """Return a code; one that is in no list of ours is called by itself."""
    node = Node(f"{triples.CODES}{name}/{code}", "skos:Concept")
    if name == ROLES:
        node.is_a("org:Role")
    node.add("skos:inScheme", Value(f"{triples.CODES}{name}"))
    node.add("skos:notation", plain(code))
    entry = codelist(name).codes.get(code) if name in CODELISTS else None
    node.add("skos:prefLabel", plain(code) if entry is None else words(entry.label, ENGLISH))
    if entry is not None:
        node.add("skos:closeMatch", *map(Value, official_matches(entry)))
    return node


def official_matches(entry: Code) -> Iterator[str]:
    """Yield the addresses of official terms that a code comes near; a remark is none."""
    for match in entry.match:
        prefix, colon, local = match.partition(":")
        if colon and prefix in NAMESPACES and local and " " not in local:
            yield expand(match)
