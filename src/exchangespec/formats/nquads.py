"""N-Triples and N-Quads: a statement a line; in N-Quads all stand in the package's own graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.formats.format import Document, Format, Reading, ReadOptions, Source
from exchangespec.formats.rdf_reading import LinesReading
from exchangespec.formats.rdf_text import LANGUAGE_MARK, XSD_STRING, quoted
from exchangespec.formats.rdf_writing import Description, losses

if TYPE_CHECKING:
    from collections.abc import Iterator


class Plain:
    """Terms in full."""

    def node(self, iri: str) -> str:
        """Return an IRI in angle brackets."""
        return f"<{iri}>"

    def literal(self, text: str, form: str) -> str:
        """Return a literal with its language or datatype."""
        if form == XSD_STRING:
            return quoted(text)
        if form[0] == LANGUAGE_MARK:
            return quoted(text) + form
        return f"{quoted(text)}^^<{form}>"


def lines(document: Document, *, graph: bool) -> Iterator[str]:
    """Yield the statements about one subject after the other, as whole lines."""
    description = Description(document, Plain())
    end = f" {description.dataset()} .\n" if graph else " .\n"
    for subject, pairs in description.subjects():
        if pairs:
            between = f"{end}{subject} "
            yield f"{subject} {between.join(map(' '.join, pairs))}{end}"


def write_triples(document: Document) -> Iterator[tuple[str, bytes]]:
    """Write N-Triples."""
    yield "", b"".join(map(str.encode, lines(document, graph=False)))


def write_quads(document: Document) -> Iterator[tuple[str, bytes]]:
    """Write N-Quads, the package's id naming the graph."""
    yield "", b"".join(map(str.encode, lines(document, graph=True)))


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
