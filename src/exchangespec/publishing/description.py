"""Describes a release for data portals: a dataset of DCAT-AP 3 with a distribution a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exchangespec.model.texts import in_english
from exchangespec.spec import triples
from exchangespec.spec.aligned.nodes import part
from exchangespec.spec.aligned.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib import Graph, URIRef

    from exchangespec.formats.format import Document

SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
SPDX = "http://spdx.org/rdf/terms#"
MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"


class Part(NamedTuple):
    """One file of a release: its name, what it is, its media type, its size and its sum."""

    name: str
    title: str
    media_type: str
    size: int
    sha256: str


def publisher_name(document: Document) -> str:
    """Return what the publisher is called, be it a record or a name."""
    stated = str(document.header["publisher"])
    record = next((one for one in document.records if one.get("id") == stated), None)
    names = record.get("name") if record else None
    return in_english(names) if isinstance(names, dict) and names else stated


def description(document: Document, parts: Sequence[Part], address: str) -> bytes:
    """Return the description in Turtle; `address` is where the folder is to be found.

    The dataset is the package itself, by its own id. The same release gives the same bytes.
    """
    from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

    header = document.header
    graph = Graph()
    spdx = Namespace(SPDX)
    for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("spdx", spdx)):
        graph.bind(prefix, namespace)
    prefixes = triples.package_prefixes(header)
    dataset = URIRef(triples.expanded(str(header["id"]), prefixes))
    graph.add((dataset, RDF.type, DCAT.Dataset))
    for name, term in (("title", DCTERMS.title), ("description", DCTERMS.description)):
        texts = header.get(name) or (header["title"] if name == "description" else {})
        for tag, text in texts.items():
            graph.add((dataset, term, Literal(text, lang=tag)))
    publisher = URIRef(f"{dataset}#publisher")
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal(publisher_name(document))))
    graph.add((dataset, URIRef(f"{DCAT}version"), Literal(str(header["version"]))))
    around = surroundings(header, ())
    licence = None
    if "license" in header:
        stated = str(header["license"])
        known = around.licence(stated)
        licence = URIRef(known.text if known else part(str(dataset), "licence"))
        if known is None:
            graph.add((licence, DCTERMS.title, Literal(stated)))
        graph.add((licence, RDF.type, DCTERMS.LicenseDocument))
    version = triples.header_triples()["exchangespec"]
    standard = URIRef(triples.named(str(header["exchangespec"]), version.base))
    graph.add((dataset, DCTERMS.conformsTo, standard))
    graph.add((standard, RDF.type, DCTERMS.Standard))
    spoken = around.spoken(str(header.get("language", "")))
    if spoken is not None:
        graph.add((dataset, DCTERMS.language, URIRef(spoken.text)))
        graph.add((URIRef(spoken.text), RDF.type, DCTERMS.LinguisticSystem))
    graph.add((URIRef(SHA256), RDF.type, spdx.ChecksumAlgorithm))
    for one in parts:
        _add_distribution(graph, dataset, one, address)
        if licence is not None:
            graph.add((URIRef(f"{dataset}#{one.name}"), DCTERMS.license, licence))
    turtle = str(graph.serialize(format="turtle"))
    return (turtle.strip() + "\n").encode()


def _add_distribution(graph: Graph, dataset: URIRef, released: Part, address: str) -> None:
    """Add one file: where it is, what it is, how large, and its sum."""
    from rdflib import DCAT, DCTERMS, RDF, XSD, Literal, Namespace, URIRef

    spdx = Namespace(SPDX)
    node = URIRef(f"{dataset}#{released.name}")
    place = URIRef(f"{address.rstrip('/')}/{released.name}")
    checksum = URIRef(f"{node}-sha256")
    media = URIRef(MEDIA_TYPES + released.media_type)
    graph.add((dataset, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, Literal(released.title, lang="en")))
    graph.add((node, DCAT.accessURL, place))
    graph.add((node, DCAT.downloadURL, place))
    graph.add((node, DCAT.mediaType, media))
    graph.add((media, RDF.type, DCTERMS.MediaType))
    size = Literal(str(released.size), datatype=XSD.nonNegativeInteger)
    graph.add((node, DCAT.byteSize, size))
    graph.add((node, spdx.checksum, checksum))
    graph.add((checksum, RDF.type, spdx.Checksum))
    graph.add((checksum, spdx.algorithm, URIRef(SHA256)))
    value = Literal(released.sha256, datatype=XSD.hexBinary)
    graph.add((checksum, spdx.checksumValue, value))
