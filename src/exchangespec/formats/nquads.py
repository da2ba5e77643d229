"""N-Triples and N-Quads: a statement a line; in N-Quads all stand in the package's own graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.formats.format import (
    Document,
    File,
    Format,
    Reading,
    ReadOptions,
    Source,
    in_pieces,
)
from exchangespec.formats.rdf_losses import losses
from exchangespec.formats.rdf_reading import LinesReading
from exchangespec.formats.rdf_text import LANGUAGE_MARK, XSD_STRING, quoted
from exchangespec.formats.rdf_writing import Description

if TYPE_CHECKING:
    from collections.abc import Iterator


class Plain:
    """Terms in full."""

    def node(self, iri: str) -> str:
        """Return an IRI in angle brackets."""
        return f"<{iri}>"

    def literal(self, text: str, form: str) -> str:
        """Return a literal with its language or datatype."""
        if form[0] == LANGUAGE_MARK:
            return quoted(text) + form
        if form == XSD_STRING:
            return quoted(text)
        return f"{quoted(text)}^^<{form}>"


class Ending:
    """What ends the lines of one document; without a graph it is known from the start."""

    def __init__(self) -> None:
        """Begin without a graph."""
        self.text = " .\n"

    def rest(self, predicate: str, value: str) -> bytes:
        """Return a line but for its subject."""
        return f" {predicate} {value}{self.text}".encode()


def blocks(document: Document, *, graph: bool) -> Iterator[bytes]:
    """Yield the statements about one subject after the other, as whole lines.

    A line is its subject and a rest, which is ready as bytes where it was said before.
    """
    ending = Ending()
    description = Description(document, Plain(), ending.rest)
    if graph:
        ending.text = f" {description.dataset()} .\n"
    for node, rests in description.subjects():
        if rests:
            subject = node.encode()
            yield subject + subject.join(rests)


def write_triples(document: Document) -> Iterator[File]:
    """Write N-Triples."""
    yield "", in_pieces(blocks(document, graph=False))


def write_quads(document: Document) -> Iterator[File]:
    """Write N-Quads, the package's id naming the graph."""
    yield "", in_pieces(blocks(document, graph=True))


def read_triples(source: Source, options: ReadOptions) -> Reading:
    """Open an N-Triples file."""
    return LinesReading(source, options, "ntriples")


def read_quads(source: Source, options: ReadOptions) -> Reading:
    """Open an N-Quads file."""
    return LinesReading(source, options, "nquads")


FORMATS = (
    Format(
        name="ntriples",
        title="N-Triples",
        suffixes=(".nt",),
        media_type="application/n-triples",
        read=read_triples,
        write=write_triples,
        losses=losses,
    ),
    Format(
        name="nquads",
        title="N-Quads",
        suffixes=(".nq",),
        media_type="application/n-quads",
        read=read_quads,
        write=write_quads,
        losses=losses,
    ),
)
