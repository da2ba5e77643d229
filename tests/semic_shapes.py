"""Judges the aligned layer by the shapes that SEMIC publishes, with pySHACL."""

from functools import cache
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import SH

from exchangespec.conversion import read_document
from exchangespec.formats.format import Document, Source, whole
from exchangespec.formats.rdf_aligned import ALIGNED
from exchangespec.intake import TakeOptions

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLES = sorted((REPOSITORY / "examples").glob("*/package.json"))
SHAPES = {path.stem: path for path in sorted((REPOSITORY / "tests/data/semic").glob("*.ttl"))}


def document_at(path: Path) -> Document:
    """Return a package of the examples."""
    return read_document(Source(str(path), path=path), TakeOptions()).document


def graph_of(document: Document) -> rdflib.Graph:
    """Return a document in both layers."""
    content = b"".join(content for _, content in whole(ALIGNED["turtle"](document)))
    return rdflib.Graph().parse(data=content, format="turtle")


@cache
def shapes(name: str) -> rdflib.Graph:
    """Return the shapes of a vocabulary."""
    return rdflib.Graph().parse(SHAPES[name])


def results(graph: rdflib.Graph, name: str) -> set[tuple[str, str, str]]:
    """Return node, property and component of what a vocabulary's shapes refuse."""
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes(name), inference="none")
    assert isinstance(report, rdflib.Graph)
    found = {
        (
            str(report.value(one, SH.focusNode)),
            str(report.value(one, SH.resultPath)),
            str(report.value(one, SH.sourceConstraintComponent)).rpartition("#")[2],
        )
        for one in report.objects(None, SH.result)
    }
    assert conforms is not bool(found)
    return found


def targets(graph: rdflib.Graph, name: str) -> set[str]:
    """Return the classes of a graph's nodes that a vocabulary's shapes look at."""
    asked = set(shapes(name).objects(None, SH.targetClass))
    return {str(one) for one in graph.objects(None, rdflib.RDF.type) if one in asked}
