"""Vocabulary, code lists and alignment: no term without a definition, no text that does not parse."""

import csv
import importlib
import io
import json
import re
from typing import Any

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from exchangespec import spec
from exchangespec.codelists import CODELISTS, codelist
from exchangespec.emit import alignment, shapes, skos, vocabulary
from exchangespec.emit.artefacts import ARTEFACTS
from exchangespec.emit.context import document
from exchangespec.spec import triples
from exchangespec.spec.namespaces import NAMESPACES, expand

OWN = NAMESPACES["es"]
TURTLE = ("vocabulary", "skos", "shapes", "alignment")
# Names of ours beside the vocabulary: codes, shapes, records and what else has an address.
OTHER_ADDRESSES = (
    triples.CODES,
    triples.SHAPES,
    triples.IDENTIFIERS,
    triples.PROFILES,
    triples.VERSIONS,
)
# Vocabularies whose terms rdflib knows.
KNOWN_TO_RDFLIB = {
    "dcat": "DCAT", "dct": "DCTERMS", "foaf": "FOAF", "org": "ORG", "owl": "OWL", "prof": "PROF",
    "prov": "PROV", "rdf": "RDF", "rdfs": "RDFS", "sh": "SH", "skos": "SKOS", "time": "TIME",
    "schema": "SDO", "xsd": "XSD",
}  # fmt: skip
# Terms that rdflib's lists do not have yet, with where they stand.
NEWER = {
    "dcat:previousVersion": "DCAT 3",
    "dcat:version": "DCAT 3",
}


def graph(artefact: str) -> rdflib.Graph:
    """Return a derived Turtle file as a graph."""
    [(_, content)] = ARTEFACTS[artefact]()
    return rdflib.Graph().parse(data=content, format="turtle")


@pytest.fixture(scope="module")
def defined() -> set[str]:
    """The terms that the vocabulary defines."""
    found = graph("vocabulary")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype)
    return {str(term) for kind in kinds for term in found.subjects(RDF.type, kind)}


def addresses(value: Any) -> set[str]:
    """Return every address in the context."""
    if isinstance(value, dict):
        return {one for item in value.values() for one in addresses(item)}
    if isinstance(value, list):
        return {one for item in value for one in addresses(item)}
    return {value} if isinstance(value, str) and ":" in value else set()


def used() -> set[str]:
    """Return every address that context, shapes, vocabulary, code lists and alignment use."""
    found = addresses(document())
    for artefact in TURTLE:
        found |= {
            str(term)
            for triple in graph(artefact)
            for term in triple
            if isinstance(term, rdflib.URIRef)
        }
        found |= {
            str(term.datatype)
            for term in graph(artefact).objects()
            if isinstance(term, rdflib.Literal) and term.datatype
        }
    for table in (triples.header_triples(), *map(triples.record_triples, spec.records())):
        found |= {one.predicate for one in table.values()}
        found |= {one.datatype for one in table.values() if one.datatype}
    return found | {triples.class_iri(name) for name in spec.records()} | {triples.HAS_RECORD}


def test_every_term_of_ours_is_defined(defined: set[str]) -> None:
    """Whatever is used anywhere and lies in our namespace stands in the vocabulary."""
    own = {one for one in used() if one.startswith(OWN) and one != OWN}
    assert own - defined == set()
    assert defined - own == set()


def test_every_other_term_lies_in_a_named_vocabulary() -> None:
    """No address is of an unknown origin."""
    named = tuple(NAMESPACES.values())
    schemes = tuple(triples.scheme_bases().values())
    strays = {
        one
        for one in used()
        if not one.startswith((*named, *schemes, *OTHER_ADDRESSES, spec.NAMESPACE))
    }
    assert strays - {vocabulary.LICENCE} == set()


def test_official_terms_exist() -> None:
    """Where the terms of an official vocabulary are at hand, every term that is used is one."""
    missing = []
    everything = used()
    for prefix, name in KNOWN_TO_RDFLIB.items():
        namespace = getattr(importlib.import_module("rdflib.namespace"), name)
        assert "noSuchTerm" not in namespace
        for address in everything:
            local = address.removeprefix(NAMESPACES[prefix])
            if address != local and local and f"{prefix}:{local}" not in NEWER:
                assert re.fullmatch(r"[A-Za-z0-9]+", local), address
                if local not in namespace:
                    missing.append(f"{prefix}:{local}")
    assert missing == []


def test_every_term_has_its_words(defined: set[str]) -> None:
    """Label, definition and home of each term; a property stands below another or says why not."""
    found = graph("vocabulary")
    for address in defined:
        term = rdflib.URIRef(address)
        assert len(set(found.objects(term, RDFS.label))) == 1, address
        assert len(set(found.objects(term, SKOS.definition))) == 1, address
        assert found.value(term, RDFS.isDefinedBy) == rdflib.URIRef(OWN)
        if (term, RDF.type, RDF.Property) in found:
            below = set(found.objects(term, RDFS.subPropertyOf))
            reasons = set(found.objects(term, RDFS.comment))
            assert bool(below) != bool(reasons), address
            assert len(reasons) <= 1
            assert not set(found.objects(term, RDFS.domain))


def test_tables_of_the_vocabulary_name_only_what_is_used() -> None:
    """A property that is renamed or dropped leaves nothing behind."""
    used_terms = vocabulary.uses().keys()
    above, reasons = vocabulary.SUPER_PROPERTIES.keys(), vocabulary.REASONS.keys()
    assert above | reasons == used_terms
    assert above & reasons == set()
    several = {
        term
        for term, fields in vocabulary.uses().items()
        if len({known.definition for _, known in fields}) > 1
    }
    unsaid = several - vocabulary.GENERAL.keys()
    assert not unsaid, f"fields differ in words; say in GENERAL what they share: {sorted(unsaid)}"
    assert vocabulary.GENERAL.keys() - used_terms == set()


def test_classes_stand_below_official_ones(defined: set[str]) -> None:
    """Every record type has a class above it, none of them ours: a shape judges its own type only."""
    found = graph("vocabulary")
    for name in spec.records():
        address = triples.class_iri(name)
        assert address in defined
        above = set(found.objects(rdflib.URIRef(address), RDFS.subClassOf))
        assert above, name
        assert [one for one in above if str(one).startswith(OWN)] == []


@pytest.mark.parametrize("artefact", ["vocabulary", "skos", "alignment"])
def test_there_are_no_blank_nodes(artefact: str) -> None:
    """Everything has a name that others can point to."""
    assert [term for term in graph(artefact).all_nodes() if isinstance(term, rdflib.BNode)] == []


@pytest.mark.parametrize("name", CODELISTS)
def test_code_lists_are_whole(name: str) -> None:
    """Every code is a concept of its scheme, with label and notation, below its broader code."""
    found = graph("skos")
    scheme = rdflib.URIRef(skos.scheme_iri(name))
    assert (scheme, RDF.type, SKOS.ConceptScheme) in found
    entries = codelist(name).codes
    concepts = {str(one) for one in found.subjects(SKOS.inScheme, scheme)}
    assert concepts == {skos.code_iri(name, code) for code in entries}
    tops = {str(one) for one in found.objects(scheme, SKOS.hasTopConcept)}
    assert tops == {skos.code_iri(name, one.code) for one in entries.values() if not one.broader}
    for entry in entries.values():
        concept = rdflib.URIRef(skos.code_iri(name, entry.code))
        assert str(found.value(concept, SKOS.notation)) == entry.code
        languages = [str(one.language) for one in found.objects(concept, SKOS.prefLabel)]  # type: ignore[attr-defined]
        assert "en" in languages
        assert len(languages) == len(set(languages))
        above = {str(one) for one in found.objects(concept, SKOS.broader)}
        assert above == ({skos.code_iri(name, entry.broader)} if entry.broader else set())


def test_matches_that_are_remarks_are_left_out() -> None:
    """A match is an official term; what only says where to look is none."""
    assert skos.official("schema:City") == "schema:City"
    assert skos.official("ROR education") is None
    assert skos.official("cv:PublicOrganisation (per scope note)") is None
    assert skos.official("unknown:Term") is None


def table() -> tuple[list[str], list[dict[str, str]]]:
    """Return the comments and the rows of the SSSOM table."""
    [(_, content)] = ARTEFACTS["sssom"]()
    lines = content.decode().splitlines()
    head = [line for line in lines if line.startswith("#")]
    body = "\n".join(line for line in lines if not line.startswith("#"))
    return head, list(csv.DictReader(io.StringIO(body), delimiter="\t"))


def test_the_alignment_says_the_same_twice() -> None:
    """Table and Turtle have the same rows, and no row stands twice."""
    _, rows = table()
    known = skos.prefixes()

    def full(compact: str) -> rdflib.URIRef:
        prefix, _, local = compact.partition(":")
        return rdflib.URIRef(known[prefix] + local)

    said = [
        (full(row["subject_id"]), full(row["predicate_id"]), full(row["object_id"])) for row in rows
    ]
    assert len(said) == len(set(said)) > 150
    assert set(said) == set(graph("alignment"))


def test_the_table_declares_its_prefixes() -> None:
    """Every prefix in a row stands in the map before it; each row has its justification."""
    head, rows = table()
    declared = {line.split()[1].rstrip(":") for line in head if line.startswith("#   ")}
    for row in rows:
        for column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            assert row[column].partition(":")[0] in declared, row
    assert '# mapping_set_version: "1.0"' in head


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("schema:name", [("skos:closeMatch", "schema:name", "")]),
        (
            "schema:startDate; time:hasTime",
            [
                ("skos:closeMatch", "schema:startDate", ""),
                ("skos:relatedMatch", "time:hasTime", ""),
            ],
        ),
        ("inverse dct:spatial", [("skos:relatedMatch", "dct:spatial", "inverse dct:spatial")]),
        (
            "locn:address / locn:fullAddress",
            [("skos:relatedMatch", "locn:address", "locn:address / locn:fullAddress")],
        ),
        (
            "frapo:hasAwardDate (full dates only)",
            [("skos:closeMatch", "frapo:hasAwardDate", "frapo:hasAwardDate (full dates only)")],
        ),
        ("PO country authority IRI", []),
        ("gn:population when exact", []),
        ("", []),
    ],
)
def test_official_terms_are_found_in_words(text: str, rows: list[tuple[str, str, str]]) -> None:
    """A plain term is near, one that is reached by a path only related, a remark no term."""
    assert list(alignment.official_terms(text)) == rows


def test_super_properties_and_classes_are_rows() -> None:
    """The alignment holds every relation of the vocabulary to an official term."""
    rows = {(one.subject, one.predicate, one.object) for one in alignment.mappings()}
    for term, above in vocabulary.SUPER_PROPERTIES.items():
        for one in above:
            assert (term, "rdfs:subPropertyOf", one) in rows
    for name, form in spec.records().items():
        for one in form.superclasses:
            assert (f"es:{name}", "rdfs:subClassOf", one) in rows


def test_derived_files_do_not_depend_on_the_run() -> None:
    """The same model gives the same bytes."""
    for artefact in (*TURTLE, "context", "sssom"):
        assert list(ARTEFACTS[artefact]()) == list(ARTEFACTS[artefact]())


def test_the_quantity_is_a_datatype() -> None:
    """Its examples are quantities of the standard."""
    found = graph("vocabulary")
    quantity = rdflib.URIRef(triples.QUANTITY)
    assert (quantity, RDF.type, RDFS.Datatype) in found
    pattern = re.compile(
        shapes.literal_pattern(spec.records()["Event"].fields["attendance"].kind) or ""
    )
    for example in found.objects(quantity, SKOS.example):
        assert pattern.search(str(example))
    assert expand("es:Quantity") == triples.QUANTITY


def test_the_context_file_is_json() -> None:
    """What is written is the context and nothing else."""
    [(path, content)] = ARTEFACTS["context"]()
    assert path == "schemas/rdf/context.jsonld"
    assert json.loads(content) == document()
