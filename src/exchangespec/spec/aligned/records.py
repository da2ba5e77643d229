"""One record in official vocabularies: its classes, plain fields, and the recipes of its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.codelists import CODELISTS, codelist, identifier_schemes
from exchangespec.codelists.identifiers import iri as official_address
from exchangespec.spec import triples
from exchangespec.spec.aligned import agents, gatherings, places, quantities
from exchangespec.spec.aligned.closing import official_matches
from exchangespec.spec.aligned.fields import copy_fields
from exchangespec.spec.aligned.nodes import Node, Value, fragment, part, plain
from exchangespec.spec.aligned.portrait import Portrait
from exchangespec.spec.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchangespec.spec.aligned.surroundings import Surroundings

# Classes beside the super-classes of a type.
CLASSES: Mapping[str, tuple[str, ...]] = {
    "ActionPlan": ("schema:CreativeWork",),
    "Membership": ("schema:OrganizationRole",),
    "Organisation": ("foaf:Agent", "foaf:Organization", "schema:Organization"),
    "Output": ("schema:CreativeWork",),
    "Person": ("foaf:Agent", "schema:Person"),
    "Source": ("schema:CreativeWork",),
}
# Classes whose shapes refuse a record's own texts: a node of its own is of that class.
ELSEWHERE = frozenset({"person:Person"})
# A class of schema.org in the place of one that asks more than such a record says.
INSTEAD = {NAMESPACES["dcat"] + "Dataset": NAMESPACES["schema"] + "Dataset"}


def record_nodes(record: Mapping[str, Any], subject: str, around: Surroundings) -> list[Node]:
    """Return the record's node and those that hang on it."""
    name = str(record["type"])
    form = spec.records().get(name)
    if form is None:
        return [Node(subject)]
    own = frozenset(triples.record_predicates(name))
    node = Node(subject, own=own)
    node.is_a(*(one for one in form.superclasses if one not in ELSEWHERE), *CLASSES.get(name, ()))
    portrait = Portrait(record, node, around)
    _classes_of_kind(portrait)
    copy_fields(record, node, around)
    _identifiers(portrait)
    _codes(portrait)
    for recipe in RECIPES.get(name, ()):
        recipe(portrait)
    quantities.of_record(portrait)
    return portrait.nodes


def _classes_of_kind(portrait: Portrait) -> None:
    """Say what schema.org calls a record of this kind."""
    form = spec.records()[portrait.type].fields.get("kind")
    kind = portrait.text("kind")
    if form is None or form.codelist not in CODELISTS or kind is None:
        return
    entry = codelist(form.codelist).codes.get(kind)
    for address in official_matches(entry) if entry is not None else ():
        named = INSTEAD.get(address, address)
        if named.startswith(NAMESPACES["schema"]):
            portrait.node.is_a(f"schema:{named.removeprefix(NAMESPACES['schema'])}")


def _identifiers(portrait: Portrait) -> None:
    """Give each identifier a node with its notation, who gave it, and its address if it has one."""
    for text in portrait.texts("identifiers"):
        scheme, _, value = text.partition(":")
        name = f"id-{fragment(scheme)}-{fragment(value)}"
        node = Node(part(portrait.subject, name), "adms:Identifier")
        known = identifier_schemes().get(scheme)
        node.add("skos:notation", plain(value))
        node.add("adms:schemaAgency", plain(scheme if known is None else known.label))
        address = official_address(text)
        node.add("schema:url", None if address is None else Value(address))
        portrait.node.add("adms:identifier", Value(node.subject))
        portrait.nodes.append(node)


def _codes(portrait: Portrait) -> None:
    """Refer to every code that the record holds, so that it is told what it is."""
    for known in spec.records()[portrait.type].fields.values():
        if known.codelist is not None:
            for code in portrait.texts(known.name):
                portrait.around.code(known.codelist, code)


RECIPES: Mapping[str, tuple[Callable[[Portrait], None], ...]] = {
    "ActionPlan": (gatherings.temporal, places.languages),
    "City": (places.city, agents.authority),
    "Event": gatherings.RECIPES,
    "Funding": (quantities.amount,),
    "Membership": (gatherings.member_during,),
    "Network": (agents.homepage,),
    "Organisation": (agents.homepage, agents.organisation),
    "Output": (places.languages,),
    "Participation": (gatherings.party,),
    "Person": (agents.person,),
    "Source": (places.languages,),
    "Statement": (quantities.observation,),
    "Visit": gatherings.RECIPES,
}
