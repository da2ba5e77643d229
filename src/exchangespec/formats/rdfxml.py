"""RDF/XML: read with a library once it is known to be harmless; written a property a line."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING
from xml.parsers import expat

from exchangespec.formats import rdf_engines
from exchangespec.formats.format import (
    Document,
    File,
    Format,
    Limits,
    Reading,
    ReadOptions,
    Source,
    Unheld,
    in_pieces,
)
from exchangespec.formats.rdf_losses import losses as rdf_losses
from exchangespec.formats.rdf_reading import WholeReading
from exchangespec.formats.rdf_text import BLANK, LANGUAGE_MARK, RdfTextError, Triple
from exchangespec.formats.rdf_writing import Description, as_pair
from exchangespec.formats.xml_text import NOT_IN_XML, in_quotes, worded
from exchangespec.spec import triples
from exchangespec.spec.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

RDF = NAMESPACES["rdf"]
SPLIT = " "
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
UTF_8 = {None, "utf-8", "utf8", "us-ascii", "ascii"}


# --- reading -------------------------------------------------------------------------------------


class Harmless:
    """A look through an XML document: refuses what could do harm, and notes lines."""

    def __init__(self, depth: int) -> None:
        """Prepare the parser."""
        self.lines: dict[tuple[str, str], int] = {}
        self._depth = depth
        self._subjects: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=SPLIT)
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.XmlDeclHandler = self._declaration

    def look(self, content: bytes) -> None:
        """Go through the document.

        Raises:
            RdfTextError: if it is no XML, declares a document type, or is too deep.
        """
        try:
            self._parser.Parse(content, True)  # noqa: FBT003 - that it is all is said by position
        except expat.ExpatError as error:
            raise RdfTextError(error.lineno, "no-document") from None

    def _doctype(self, *_parts: object) -> None:
        """Refuse a document type, which may name files to fetch or texts to unpack."""
        raise RdfTextError(self._parser.CurrentLineNumber, "document-type")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Refuse an encoding that not every library reads."""
        if (encoding and encoding.casefold()) not in UTF_8:
            raise RdfTextError(self._parser.CurrentLineNumber, "not-utf8")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """Note the line of a subject, or of a property of the subject above."""
        line = self._parser.CurrentLineNumber
        if len(self._subjects) >= self._depth:
            raise RdfTextError(line, "depth", limit=self._depth)
        above = self._subjects[-1] if self._subjects else ""
        about = attributes.get(f"{RDF}{SPLIT}about")
        if about is not None:
            self.lines.setdefault((about, ""), line)
            self._subjects.append(about)
            return
        if above:
            self.lines.setdefault((above, name.replace(SPLIT, "")), line)
        self._subjects.append(above)

    def _end(self, _name: str) -> None:
        """Go back to the subject above."""
        self._subjects.pop()


def parse(content: bytes, limits: Limits) -> Iterator[Triple]:
    """Yield the triples of a document, with the line of the property where it can be had.

    Raises:
        RdfTextError: if the document is no RDF/XML or could do harm.
    """
    look = Harmless(limits.json_depth)
    look.look(content)
    for one in rdf_engines.parsed(content, "rdfxml"):
        line = look.lines.get((one.subject, one.predicate)) or look.lines.get((one.subject, ""), 0)
        yield one._replace(line=line)


def read(source: Source, options: ReadOptions) -> Reading:
    """Open an RDF/XML document."""
    return WholeReading(source, options, "rdfxml", rdf_engines.once(parse))


# --- writing -------------------------------------------------------------------------------------


class Markup:
    """Terms as they stand in a property element: attributes, then what it holds."""

    def node(self, iri: str) -> str:
        """Return an IRI as it is; where it stands decides how it is written."""
        return iri

    def literal(self, text: str, form: str) -> str:
        """Return the rest of a property element that holds a literal."""
        words = worded(text)
        if form == triples.STRING:
            return f">{words}"
        if form[0] == LANGUAGE_MARK:
            return f" xml:lang={in_quotes(form[1:])}>{words}"
        return f" rdf:datatype={in_quotes(form)}>{words}"


def lines(document: Document) -> Iterator[str]:
    """Yield an RDF/XML document line by line."""
    description = Description(document, Markup(), as_pair)
    spaces = {base: prefix for prefix, base in NAMESPACES.items()}
    spaces[f"{description.base}#"] = "own"
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield "<rdf:RDF"
    for base, prefix in spaces.items():
        yield f"\n    xmlns:{prefix}={in_quotes(base)}"
    yield ">\n"
    for subject, pairs in description.subjects():
        yield f"\n  <rdf:Description {_named(subject, 'about')}>\n"
        for predicate, text in pairs:
            name = _element(predicate, spaces)
            if name is None:
                continue
            if text[0] in " >":
                yield f"    <{name}{text}</{name}>\n"
            else:
                yield f"    <{name} {_named(text, 'resource')}/>\n"
        yield "  </rdf:Description>\n"
    yield "\n</rdf:RDF>\n"


def _named(node: str, attribute: str) -> str:
    """Return the attribute that names a node."""
    if node.startswith(BLANK):
        return f"rdf:nodeID={in_quotes(node[len(BLANK) :])}"
    return f"rdf:{attribute}={in_quotes(node)}"


def _element(predicate: str, spaces: dict[str, str]) -> str | None:
    """Return the name of a property's element, or None where XML has no such name."""
    cut = max(predicate.rfind("/"), predicate.rfind("#")) + 1
    prefix, local = spaces.get(predicate[:cut]), predicate[cut:]
    return f"{prefix}:{local}" if prefix and NAME.fullmatch(local) else None


def write(document: Document) -> Iterator[File]:
    """Write RDF/XML."""
    yield "", in_pieces(line.encode("utf-8", "replace") for line in lines(document))


def losses(document: Document) -> list[Unheld]:
    """Return what no RDF can hold, and what holds signs that XML has no way to write."""
    found = rdf_losses(document)
    for number, values in chain([(None, document.header)], enumerate(document.records)):
        found += [
            Unheld(number, name, "which holds a sign that XML cannot hold")
            for name, value in values.items()
            if any(NOT_IN_XML.search(text) for text in _texts(value))
        ]
    return found


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


FORMAT = Format(
    name="rdfxml",
    title="RDF/XML",
    suffixes=(".rdf",),
    media_type="application/rdf+xml",
    read=read,
    write=write,
    losses=losses,
)
