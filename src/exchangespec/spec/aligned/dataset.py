"""The package as a dataset of DCAT, with publisher, licence, contact and one distribution."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from exchangespec.model.kinds import ID_PATTERN
from exchangespec.spec import triples
from exchangespec.spec.aligned.nodes import Node, Value, part, plain, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.spec.aligned.surroundings import Surroundings

MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
VERSION = triples.header_triples()["exchangespec"]


def dataset_nodes(header: Mapping[str, Any], around: Surroundings) -> list[Node]:
    """Return the dataset and the nodes that hang on it."""
    subject = triples.expanded(str(header.get("id", "")), around.prefixes)
    # The version of the standard is the field's own; profiles are named beside it.
    own = frozenset(triples.header_predicates()) - {VERSION.predicate}
    dataset = Node(subject, "dcat:Dataset", own=own)
    nodes = [dataset]
    if isinstance(header.get("language"), str):
        dataset.add("dct:language", around.spoken(header["language"]))
    if isinstance(header.get("publisher"), str):
        dataset.add("dct:publisher", _publisher(header["publisher"], subject, around, nodes))
    licence = None
    if isinstance(header.get("license"), str):
        licence = around.licence(header["license"])
        if licence is None:
            licence = _licence_in_words(header["license"], subject, nodes)
        dataset.add("dct:license", licence)
    if isinstance(header.get("contact"), str):
        dataset.add("dcat:contactPoint", _contact(header["contact"], subject, nodes))
    _conforms(header, dataset, around)
    distribution = Node(part(subject, "distribution"), "dcat:Distribution")
    distribution.add("dcat:accessURL", Value(subject))
    distribution.add("dct:license", licence)
    for tag, text in (header.get("title") or {}).items():
        distribution.add("dct:title", words(str(text), tag))
    dataset.add("dcat:distribution", Value(distribution.subject))
    return [*nodes, distribution]


def _publisher(name: str, subject: str, around: Surroundings, nodes: list[Node]) -> Value:
    """Return who publishes: a record, or a node with the name."""
    if re.fullmatch(ID_PATTERN, name) and name.partition(":")[0] in around.prefixes:
        return around.agent(name)
    publisher = Node(part(subject, "publisher"), "foaf:Agent")
    publisher.add("foaf:name", plain(name))
    nodes.append(publisher)
    return Value(publisher.subject)


def _licence_in_words(text: str, subject: str, nodes: list[Node]) -> Value:
    """Return a licence that has neither address nor name of SPDX: what it says is its title."""
    licence = Node(part(subject, "licence"), "dct:LicenseDocument")
    licence.add("dct:title", plain(text))
    nodes.append(licence)
    return Value(licence.subject)


def _contact(text: str, subject: str, nodes: list[Node]) -> Value:
    """Return whom to ask: an address of mail, or whatever it says."""
    contact = Node(part(subject, "contact"), "vcard:Kind", "vcard:Organization")
    contact.add("vcard:fn", plain(text))
    if MAIL.fullmatch(text):
        contact.add("vcard:hasEmail", Value(f"mailto:{text}"))
    nodes.append(contact)
    return Value(contact.subject)


def _conforms(header: Mapping[str, Any], dataset: Node, around: Surroundings) -> None:
    """Say what the data conform to; what is named as a standard is one."""
    if isinstance(header.get("exchangespec"), str):
        around.referred.note(triples.named(header["exchangespec"], VERSION.base), "dct:Standard")
    for profile in header.get("profiles") or ():
        address = triples.named(str(profile), triples.PROFILES)
        if not address.startswith(VERSION.base):
            dataset.add("dct:conformsTo", around.referred.note(address, "dct:Standard"))
