"""RDF with the aligned layer beside our own triples, for those who know only official vocabularies.

In Turtle and N-Triples both stand together; in N-Quads and TriG the aligned layer has a graph of
its own, `#aligned` of the package, so that it can be dropped and made anew. It is never read back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.formats.format import in_pieces
from exchangespec.formats.nquads import Plain
from exchangespec.formats.rdf_text import BLANK, NODE, is_address
from exchangespec.formats.rdf_writing import Description, as_pair
from exchangespec.formats.turtle import (
    Short,
    declarations,
    prefixes_of,
    statement_lines,
)
from exchangespec.spec.aligned import Alignment
from exchangespec.spec.aligned.nodes import part
from exchangespec.spec.triples import expanded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Document, File, Writer
    from exchangespec.formats.rdf_writing import Pairs, Syntax
    from exchangespec.spec.aligned import Node

GRAPH = "aligned"
# Vocabularies of the layer, declared where prefixes are.
VOCABULARIES = (
    "adms", "cv", "dcat", "dct", "dpv", "foaf", "frapo", "gdpr", "locn", "org", "person", "prov",
    "schema", "skos", "time", "vcard", "xsd",
)  # fmt: skip


class AlignedDescription:
    """A package in both layers, subject by subject: its own pairs, then the aligned ones."""

    def __init__(self, document: Document, syntax: Syntax) -> None:
        """Prepare both."""
        self._document = document
        self._syntax = syntax
        self._own = Description(document, syntax, as_pair)
        self._aligned = Alignment(document.header, document.records)

    def dataset(self) -> str:
        """Return the node of the package."""
        return self._own.dataset()

    def graph(self) -> str:
        """Return the name of the aligned layer's graph; the package's own if that has none."""
        name = expanded(str(self._document.header.get("id", "")), self._own.prefixes)
        if self.dataset().startswith(BLANK) or not is_address(name):
            return self.dataset()
        return self._syntax.node(part(name, GRAPH))

    def subjects(self) -> Iterator[tuple[str, Pairs, Pairs]]:
        """Yield each subject with what is said of it in our terms, then in official ones."""
        dataset = self.dataset()
        if dataset.startswith(BLANK):
            yield dataset, self._own.header(), []
        else:
            yield from self._nodes(dataset, self._own.header(), self._aligned.dataset())
        for parts, batch in self._own.batches():
            yield dataset, parts, []
            for subject, record in batch:
                pairs = self._own.record(record)
                if subject.startswith(BLANK):
                    yield subject, pairs, []
                else:
                    yield from self._nodes(subject, pairs, self._aligned.record(record))
        for node in self._aligned.rest():
            yield from self._nodes(self._syntax.node(node.subject), [], [node])

    def _nodes(
        self, subject: str, pairs: Pairs, nodes: list[Node]
    ) -> Iterator[tuple[str, Pairs, Pairs]]:
        """Yield a subject with the first node's statements, then the nodes that hang on it."""
        yield subject, pairs, self._pairs(nodes[0])
        for node in nodes[1:]:
            if is_address(node.subject):
                yield self._syntax.node(node.subject), [], self._pairs(node)

    def _pairs(self, node: Node) -> Pairs:
        """Return predicates and objects of a node; what is no address is left out."""
        write = self._syntax
        return [
            (
                write.node(predicate),
                write.node(value.text)
                if value.form == NODE
                else write.literal(value.text, value.form),
            )
            for predicate, value in node.statements
            if value.form != NODE or is_address(value.text)
        ]


def _described(document: Document) -> tuple[dict[str, str], AlignedDescription]:
    """Return the prefixes of a document in both layers, and its description by them."""
    prefixes = prefixes_of(document, VOCABULARIES)
    return prefixes, AlignedDescription(document, Short(prefixes))


def turtle_lines(document: Document) -> Iterator[str]:
    """Yield a Turtle document line by line."""
    prefixes, description = _described(document)
    yield from declarations(prefixes)
    yield from _body((subject, [*own, *also]) for subject, own, also in description.subjects())


def trig_lines(document: Document) -> Iterator[str]:
    """Yield a TriG document line by line: a graph for each layer."""
    prefixes, description = _described(document)
    yield from declarations(prefixes)
    yield f"\n{description.dataset()} {{\n"
    yield from _body((subject, own) for subject, own, _ in description.subjects())
    yield f"}}\n\n{description.graph()} {{\n"
    yield from _body((subject, also) for subject, _, also in description.subjects())
    yield "}\n"


def _body(subjects: Iterable[tuple[str, Pairs]]) -> Iterator[str]:
    """Yield the lines about each subject, a blank line before each."""
    for subject, pairs in subjects:
        if pairs:
            yield "\n"
        yield from statement_lines(subject, pairs)


def triple_lines(document: Document) -> Iterator[str]:
    """Yield the statements of N-Triples."""
    for subject, own, also in AlignedDescription(document, Plain()).subjects():
        for predicate, value in (*own, *also):
            yield f"{subject} {predicate} {value} .\n"


def quad_lines(document: Document) -> Iterator[str]:
    """Yield the statements of N-Quads."""
    description = AlignedDescription(document, Plain())
    first, second = description.dataset(), description.graph()
    for subject, own, also in description.subjects():
        for pairs, graph in ((own, first), (also, second)):
            for predicate, value in pairs:
                yield f"{subject} {predicate} {value} {graph} .\n"


def write_turtle(document: Document) -> Iterator[File]:
    """Write Turtle with the aligned layer."""
    yield "", in_pieces(map(str.encode, turtle_lines(document)))


def write_trig(document: Document) -> Iterator[File]:
    """Write TriG with the aligned layer."""
    yield "", in_pieces(map(str.encode, trig_lines(document)))


def write_triples(document: Document) -> Iterator[File]:
    """Write N-Triples with the aligned layer."""
    yield "", in_pieces(map(str.encode, triple_lines(document)))


def write_quads(document: Document) -> Iterator[File]:
    """Write N-Quads with the aligned layer."""
    yield "", in_pieces(map(str.encode, quad_lines(document)))


# The formats that can hold the aligned layer.
ALIGNED: dict[str, Writer] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "ntriples": write_triples,
    "nquads": write_quads,
}
