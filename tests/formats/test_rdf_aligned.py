"""The aligned layer in four formats: written beside ours, without blank nodes, and never read back."""

from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from exchangespec import spec
from exchangespec.conversion import differences, in_order, read_document
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Document, Source, whole
from exchangespec.formats.rdf_aligned import ALIGNED
from exchangespec.formats.rdf_reading import packages_if_gathered
from exchangespec.intake import TakeOptions
from exchangespec.rules.world import HEADER, RECORDS
from exchangespec.spec import triples
from exchangespec.spec.canonical import canonical
from rdf_triples import generated_packages
from semic_shapes import EXAMPLES, document_at

SYNTAXES = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
}
# What says that something was not understood.
PASSED_OVER = {"EXS006", "EXS008", "EXS019", "EXS021"}
# Where an address may have a `#` before the local part, and a dataset one of its own.
PLACES: list[dict[str, Any]] = [
    {"base": "https://example.org/ids#", "id": "ex:package"},
    {"base": "https://example.org/ids/", "id": "https://example.org/data#all"},
    {"base": "urn:example:", "id": "ex:package"},
]


def document_of(package: tuple[dict[str, Any], list[dict[str, Any]]]) -> Document:
    """Return a package as a document."""
    header, records = package
    forms = spec.records()
    return Document(
        canonical(header, spec.header()),
        in_order(canonical(one, forms[one["type"]].fields) for one in records),
    )


def written(document: Document, name: str) -> bytes:
    """Return a document in both layers."""
    return b"".join(content for _, content in whole(ALIGNED[name](document)))


def unlike(document: Document, name: str) -> list[str]:
    """Return what reads back otherwise, and what is said not to be understood."""
    source = Source("data", content=written(document, name))
    again = read_document(source, TakeOptions(format_name=name))
    strange = [str(one) for one in again.outcome.findings if one.code in PASSED_OVER]
    return [*differences(document, again.document), *again.lost, *strange]


def quads(document: Document, name: str) -> set[tuple[str, ...]]:
    """Return what another reader finds in a document in both layers."""
    found = pyoxigraph.parse(written(document, name), format=SYNTAXES[name])
    return {
        (str(one.subject), str(one.predicate), str(one.object), str(one.graph_name))
        for one in found
    }


@pytest.mark.parametrize("name", ALIGNED)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_reads_back_the_same(path: Path, name: str) -> None:
    """The aligned layer adds nothing to a record and gives no finding."""
    assert unlike(document_at(path), name) == []


@pytest.mark.parametrize("name", ALIGNED)
def test_generated_packages_read_back_the_same(name: str) -> None:
    """Whatever fields are stated, none is read from the aligned layer."""
    for package in generated_packages(20):
        assert unlike(document_of(package), name) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ALIGNED)
def test_many_generated_packages_read_back_the_same(name: str) -> None:
    """The same for ten times as many."""
    for package in generated_packages(200):
        assert unlike(document_of(package), name) == []


@pytest.mark.parametrize("name", ALIGNED)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place["base"])
def test_parts_of_any_address_are_told_from_records(place: dict[str, Any], name: str) -> None:
    """A node that hangs on a record is none itself, whatever the addresses look like."""
    document = document_of(({**HEADER, **place}, RECORDS))
    assert unlike(document, name) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_all_formats_say_the_same(path: Path) -> None:
    """Four formats hold the same triples, ours among them, and no blank node."""
    document = document_at(path)
    found = {name: {quad[:3] for quad in quads(document, name)} for name in ALIGNED}
    assert len(set(map(frozenset, found.values()))) == 1
    own = pyoxigraph.parse(
        b"".join(content for _, content in whole(FORMATS["ntriples"].write(document))),
        format=SYNTAXES["ntriples"],
    )
    assert {(str(one.subject), str(one.predicate), str(one.object)) for one in own} < found[
        "turtle"
    ]
    assert not [term for triple in found["turtle"] for term in triple if term.startswith("_:")]


@pytest.mark.parametrize("name", ["trig", "nquads"])
def test_the_layer_has_a_graph_of_its_own(name: str) -> None:
    """Ours stands in the graph of the package, the rest in one that can be dropped."""
    document = document_at(EXAMPLES[0])
    dataset = triples.expanded(document.header["id"], triples.all_prefixes(document.header))
    graphs: dict[str, set[tuple[str, ...]]] = {}
    for quad in quads(document, name):
        graphs.setdefault(quad[3], set()).add(quad[:3])
    assert set(graphs) == {f"<{dataset}>", f"<{dataset}#aligned>"}
    own = pyoxigraph.parse(
        b"".join(content for _, content in whole(FORMATS[name].write(document))),
        format=SYNTAXES[name],
    )
    assert graphs[f"<{dataset}>"] == {
        (str(one.subject), str(one.predicate), str(one.object)) for one in own
    }


def test_quads_stay_readable_one_subject_at_a_time(tmp_path: Path) -> None:
    """All that is said of a subject stands together, so reading needs no memory for it."""
    path = tmp_path / "package.nq"
    path.write_bytes(written(document_at(EXAMPLES[0]), "nquads"))
    assert packages_if_gathered(Source("package.nq", path=path))


@pytest.mark.parametrize("name", ALIGNED)
def test_writing_twice_gives_the_same_bytes(name: str) -> None:
    """Nothing depends on the order of a set."""
    document = document_of((dict(HEADER), [dict(one) for one in RECORDS]))
    assert written(document, name) == written(document, name)


def test_a_record_without_an_address_has_no_alignment() -> None:
    """What cannot be named cannot be described either, and the rest is written all the same."""
    document = Document(
        {"prefix": "ex"},
        [{"type": "City", "name": {"en": "A"}, "country": "BE"}, {"type": "City", "id": "ex:b"}],
    )
    text = written(document, "nquads").decode()
    assert "_:r0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in text
    assert "/b#authority>" in text
    assert "AdministrativeArea" in text
