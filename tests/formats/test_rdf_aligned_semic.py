"""The five examples with the aligned layer conform to the shapes that SEMIC publishes."""

from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, Literal, URIRef

from exchangespec.spec.namespaces import expand
from rdf_shapes import results as own_results
from semic_shapes import EXAMPLES, SHAPES, document_at, graph_of, results, targets

pytestmark = pytest.mark.slow

DAY = "https://w3id.org/exchangespec/id/vvsg/day"
# What each vocabulary's shapes must have had to look at, over the five examples.
LOOKED_AT = {
    "core-location-2.1.0": ("dct:Location", "locn:Address"),
    "core-person-2.1.2": ("person:Person", "foaf:Agent"),
    "core-public-event-1.1.1": ("cv:PublicEvent", "cv:Participation", "time:TemporalEntity"),
    "core-public-organisation-2.1.2": ("cv:PublicOrganisation", "adms:Identifier"),
    "dcat-ap-3.0.1": ("dcat:Dataset", "dcat:Distribution", "foaf:Agent"),
}


@cache
def example(path: Path) -> rdflib.Graph:
    """Return an example in both layers."""
    return graph_of(document_at(path))


def day() -> rdflib.Graph:
    """Return the example with an agenda, to be spoilt."""
    graph = rdflib.Graph()
    graph += example(next(path for path in EXAMPLES if path.parent.name == "inspiration-day"))
    return graph


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_conforms(path: Path, name: str) -> None:
    """No shape finds anything in an example."""
    assert results(example(path), name) == set()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_our_own_shapes_find_nothing_more(path: Path) -> None:
    """Our shapes judge a record as they do without the layer."""
    violations = [one for one in own_results(example(path)) if one["severity"] == "Violation"]
    assert violations == []


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_have_something_to_look_at(name: str) -> None:
    """The examples hold what a vocabulary is about, so that conforming means something."""
    found = {one for path in EXAMPLES for one in targets(example(path), name)}
    assert set(map(expand, LOOKED_AT[name])) <= found


@pytest.mark.parametrize(
    ("name", "part", "term", "value"),
    [
        ("core-public-event-1.1.1", "", "cv:eventNumber", Literal(12)),
        ("core-public-event-1.1.1", "", "dct:language", URIRef("https://example.org/dutch")),
        ("core-public-event-1.1.1", "#organiser", "cv:hasParticipant", Literal("a guest")),
        ("core-public-event-1.1.1", "#organiser", "cv:role", URIRef("https://example.org/role")),
        ("core-location-2.1.0", "#address", "locn:postName", Literal("Mechelen")),
        ("core-person-2.1.2", "#address", "locn:postName", Literal("Mechelen")),
    ],
)
def test_a_planted_error_is_caught(
    name: str, part: str, term: str, value: rdflib.term.Node
) -> None:
    """One wrong statement more gives a result at its node and property."""
    graph = day()
    graph.add((URIRef(DAY + part), URIRef(expand(term)), value))
    found = results(graph, name)
    assert found
    assert {(node, path) for node, path, _ in found} == {(DAY + part, expand(term))}


def test_a_dataset_without_title_is_caught() -> None:
    """DCAT-AP asks for a title."""
    graph = day()
    [dataset] = graph.subjects(RDF.type, URIRef(expand("dcat:Dataset")))
    graph.remove((dataset, URIRef(expand("dct:title")), None))
    assert results(graph, "dcat-ap-3.0.1") == {
        (str(dataset), expand("dct:title"), "MinCountConstraintComponent")
    }


@pytest.mark.parametrize(
    ("record_class", "official", "name", "term"),
    [
        ("es:Person", "person:Person", "core-person-2.1.2", "foaf:name"),
        (
            "es:Organisation",
            "cv:PublicOrganisation",
            "core-public-organisation-2.1.2",
            "skos:altLabel",
        ),
    ],
)
def test_why_persons_and_public_bodies_have_nodes_of_their_own(
    record_class: str, official: str, name: str, term: str
) -> None:
    """The record itself would be refused: our texts without a language are not what is asked for."""
    graph = day()
    for node in list(graph.subjects(RDF.type, URIRef(expand(record_class)))):
        graph.add((node, RDF.type, URIRef(expand(official))))
    assert {path for _, path, _ in results(graph, name)} == {expand(term)}


def test_why_everything_referred_to_has_a_class() -> None:
    """Without the classes of what lies around, SEMIC's shapes refuse what refers to it."""
    graph = day()
    for term in ("skos:Concept", "dct:LinguisticSystem", "dct:Location", "foaf:Agent"):
        graph.remove((None, RDF.type, URIRef(expand(term))))
    components = {one for name in SHAPES for _, _, one in results(graph, name)}
    assert components == {"ClassConstraintComponent"}
