"""Judges records by our SHACL shapes with pySHACL, many in one run."""

import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pyshacl
import rdflib
from rdflib.namespace import SH

from exchangespec.emit import shapes
from exchangespec.spec import triples
from rdf_triples import Term, Triple, expected

PREFIXES = triples.all_prefixes({"prefix": "ex"})


@cache
def shapes_graph() -> rdflib.Graph:
    """Return the shapes."""
    [(_, content)] = shapes.emit()
    return rdflib.Graph().parse(data=content, format="turtle")


def node_of(term: Term) -> rdflib.term.Node:
    """Return a term as rdflib has it, whatever its text."""
    if term[0] == "iri":
        return rdflib.URIRef(term[1])
    _, text, datatype, language = term
    if language:
        return rdflib.Literal(text, lang=language)
    if datatype == triples.STRING:
        # rdflib takes "BE" and "BE"^^xsd:string for two things; files have the former.
        return rdflib.Literal(text)
    return rdflib.Literal(text, datatype=rdflib.URIRef(datatype), normalize=False)


def graph_of(found: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as a graph."""
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for subject, predicate, value in found:
            graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), node_of(value)))
    return graph


def results(graph: rdflib.Graph, shapes_used: rdflib.Graph | None = None) -> list[dict[str, str]]:
    """Return the results of a validation: node, path, shape, severity, component."""
    used = shapes_used if shapes_used is not None else shapes_graph()
    _, report, _ = pyshacl.validate(graph, shacl_graph=used, inference="none")
    assert isinstance(report, rdflib.Graph)
    return [
        {
            "node": str(report.value(result, SH.focusNode)),
            "path": str(report.value(result, SH.resultPath) or ""),
            "severity": str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
            "component": str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2],
            "shape": str(report.value(result, SH.sourceShape)).rpartition("#")[2],
            "message": str(report.value(result, SH.resultMessage) or ""),
        }
        for result in report.objects(None, SH.result)
    ]


def refused(
    header: Mapping[str, Any],
    records: Iterable[Mapping[str, Any]],
    shapes_used: rdflib.Graph | None = None,
) -> dict[str, list[dict[str, str]]]:
    """Return the violations of a package by the address of the node."""
    found = defaultdict(list)
    for result in results(graph_of(expected(header, records)), shapes_used):
        if result["severity"] == "Violation":
            found[result["node"]].append(result)
    return dict(found)
