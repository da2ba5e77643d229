"""RDF as plain tuples: what four processors make of JSON-LD, and what our table says of it.

A term is `("iri", address)` or `("literal", text, datatype, language)`. Two things are compared by
what they mean and not by how they are written: doubles, and the case of language tags.
"""

import contextlib
import json
import shutil
import subprocess
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from exchangespec import spec
from exchangespec.emit.context import context
from exchangespec.formats.format import Document
from exchangespec.formats.json_ import context_of
from exchangespec.spec import triples
from exchangespec.spec.triples import Form, TripleSpec
from generated import packages

Term = tuple[str, ...]
Triple = tuple[str, str, Term]
NODE_FOLDER = Path(__file__).parent / "node"


def literal(text: str, datatype: str, language: str = "") -> Term:
    """Return a literal in the form in which literals are compared."""
    if datatype == triples.DOUBLE:
        with contextlib.suppress(ValueError):
            text = triples.canonical_double(float(text))
    return ("literal", text, datatype, language.lower())


def json_ld(header: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a package as our JSON, with our context in the place of its address."""
    document = {"@context": context_of(Document(header, records)), **header, "records": records}
    return inlined(document)


def inlined(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with our context in the place of its address; nothing is ever fetched."""
    entries = [context() if one == spec.CONTEXT_URL else one for one in document["@context"]]
    return {**document, "@context": entries}


# --- what our table says -------------------------------------------------------------------------


def expected(header: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> set[Triple]:
    """Return the triples of a package, worked out value by value."""
    prefixes = triples.all_prefixes(header)
    dataset = triples.expanded(header["id"], prefixes)
    found = set(statements(dataset, header, triples.header_triples(), prefixes))
    for record in records:
        subject = triples.expanded(record["id"], prefixes)
        found.add((dataset, triples.HAS_RECORD, ("iri", subject)))
        found.add((subject, triples.RDF_TYPE, ("iri", triples.class_iri(record["type"]))))
        found |= set(statements(subject, record, triples.record_triples(record["type"]), prefixes))
        found |= {
            (
                subject,
                triples.extension_predicate(name, prefixes[header["prefix"]]),
                literal(text, triples.STRING),
            )
            for name, text in record.items()
            if name.startswith("x_")
        }
    return found


def statements(
    subject: str,
    values: Mapping[str, Any],
    table: Mapping[str, TripleSpec],
    prefixes: Mapping[str, str],
) -> Iterable[Triple]:
    """Yield the triples of the fields that a header or record states."""
    for name, value in values.items():
        if name in table:
            for term in terms(table[name], value, prefixes):
                yield subject, table[name].predicate, term


def terms(one: TripleSpec, value: Any, prefixes: Mapping[str, str]) -> Iterable[Term]:
    """Yield the terms of a field's value."""
    if one.form is Form.TEXT:
        for language, text in value.items():
            yield literal(text, one.datatype, language)
        return
    for item in value if isinstance(value, list) else [value]:
        match one.form:
            case Form.REFERENCE:
                yield ("iri", triples.expanded(item, prefixes))
            case Form.ADDRESS:
                yield ("iri", item)
            case Form.NAME:
                yield ("iri", triples.named(item, one.base))
            case _ if isinstance(item, str):
                yield literal(item, one.datatype)
            case _:
                yield literal(triples.lexical(item, one.datatype), one.datatype)


# --- what processors say -------------------------------------------------------------------------


def rdflib_terms(graph: Any) -> set[Triple]:
    """Return a graph of rdflib."""
    from rdflib import URIRef

    return {
        (
            str(subject),
            str(predicate),
            ("iri", str(value))
            if isinstance(value, URIRef)
            else literal(
                str(value),
                str(value.datatype or (triples.LANG_STRING if value.language else triples.STRING)),
                value.language or "",
            ),
        )
        for subject, predicate, value in graph
    }


def by_rdflib(document: Any) -> set[Triple]:
    """Return what rdflib reads."""
    import rdflib

    graph = rdflib.Graph()
    with warnings.catch_warnings():
        # rdflib uses a class of its own that it has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=json.dumps(document), format="json-ld")
    return rdflib_terms(graph)


def by_oxigraph(document: Any) -> set[Triple]:
    """Return what Oxigraph reads; it has no loader of documents."""
    import pyoxigraph

    quads = pyoxigraph.parse(json.dumps(document), format=pyoxigraph.RdfFormat.JSON_LD)
    return oxigraph_terms(quads)


def oxigraph_terms(quads: Iterable[Any]) -> set[Triple]:
    """Return quads of Oxigraph."""
    import pyoxigraph

    return {
        (
            quad.subject.value,
            quad.predicate.value,
            ("iri", quad.object.value)
            if isinstance(quad.object, pyoxigraph.NamedNode)
            else literal(quad.object.value, quad.object.datatype.value, quad.object.language or ""),
        )
        for quad in quads
    }


def quads_of(dataset: Iterable[Mapping[str, Any]], kind: str) -> set[Triple]:
    """Return the quads of a processor that gives them as objects, whose kind has that name."""
    return {
        (
            quad["subject"]["value"],
            quad["predicate"]["value"],
            ("iri", quad["object"]["value"])
            if quad["object"][kind] in {"IRI", "NamedNode"}
            else literal(
                quad["object"]["value"],
                datatype
                if isinstance(datatype := quad["object"]["datatype"], str)
                else datatype["value"],
                quad["object"].get("language") or "",
            ),
        )
        for quad in dataset
    }


def refuse(address: str, _options: Any) -> None:
    """Load nothing."""
    message = f"nothing is fetched: {address}"
    raise AssertionError(message)


def by_pyld(document: Any) -> set[Triple]:
    """Return what PyLD reads."""
    from pyld import jsonld

    dataset = jsonld.to_rdf(document, {"documentLoader": refuse})
    return quads_of(dataset["@default"], "type")


def by_jsonld_js(documents: Sequence[Any]) -> list[set[Triple]]:
    """Return what jsonld.js reads, of many documents in one run."""
    done = subprocess.run(
        [str(shutil.which("node")), "to_rdf.mjs"],
        cwd=NODE_FOLDER,
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return [quads_of(dataset, "termType") for dataset in json.loads(done.stdout)]


# --- packages to try -----------------------------------------------------------------------------


@cache
def generated_packages(count: int) -> tuple[tuple[dict[str, Any], list[dict[str, Any]]], ...]:
    """Return that many generated packages, the same in every run."""
    found = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(packages())
    def gather(package: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
        found.append(package)

    gather()
    return tuple(found)
