"""Turtle and TriG: prefixes first, then a subject after the other, one value a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.formats.format import (
    Document,
    File,
    Format,
    Limits,
    Reading,
    ReadOptions,
    Source,
    in_pieces,
)
from exchangespec.formats.rdf_losses import losses
from exchangespec.formats.rdf_reading import WholeReading
from exchangespec.formats.rdf_text import LANGUAGE_MARK, RdfTextError, Triple, is_address, quoted
from exchangespec.formats.rdf_writing import Description, Pair, as_pair
from exchangespec.formats.turtle_text import TurtleText
from exchangespec.spec import triples
from exchangespec.spec.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Local parts that need no escape in any reading of the grammar.
LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# What such a literal looks like when it needs neither quotation marks nor a datatype.
BARE = {
    triples.BOOLEAN: re.compile(r"true|false"),
    triples.INTEGER: re.compile(r"[+-]?[0-9]+"),
    triples.DOUBLE: re.compile(r"[+-]?[0-9]+\.[0-9]+E[+-]?[0-9]+"),
}
# A prefix that Turtle allows as well.
PREFIX = re.compile(r"[a-z][a-z0-9-]*")
INDENT = "    "
MOST_NAMES = 10_000


class Short:
    """Terms by the prefixes that are declared, in full where none fits."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        """Take the prefixes, each with what it stands for."""
        self._bases = {base: prefix for prefix, base in reversed(prefixes.items())}
        self._names: dict[str, str] = {triples.RDF_TYPE: "a"}

    def node(self, iri: str) -> str:
        """Return an IRI by its prefix, or in angle brackets."""
        name = self._names.get(iri)
        if name is None:
            name = self._short(iri)
            if len(self._names) > MOST_NAMES:
                self._names = {triples.RDF_TYPE: "a"}
            self._names[iri] = name
        return name

    def _short(self, iri: str) -> str:
        """Return the name of an IRI whose last part is plain."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._bases.get(iri[:cut])
        local = iri[cut:]
        if prefix is None or not LOCAL.fullmatch(local):
            return f"<{iri}>"
        return f"{prefix}:{local}"

    def literal(self, text: str, form: str) -> str:
        """Return a literal with its language or datatype; numbers and truth values stand bare."""
        if form == triples.STRING:
            return quoted(text)
        if form[0] == LANGUAGE_MARK:
            return quoted(text) + form
        bare = BARE.get(form)
        if bare is not None and bare.fullmatch(text):
            return text
        return f"{quoted(text)}^^{self.node(form)}"


def prefixes_of(document: Document, vocabularies: Iterable[str] = ()) -> dict[str, str]:
    """Return the prefixes that a document's terms need, in the order they are declared.

    `vocabularies` are prefixes of others that are needed as well.
    """
    used: dict[str, set[str]] = {}
    for record in document.records:
        used.setdefault(str(record.get("type")), set()).update(record)
    specs = [one for name, one in triples.header_triples().items() if name in document.header]
    classes = []
    for name, fields in used.items():
        if name in spec.records():
            known = triples.record_triples(name)
            specs += [one for field, one in known.items() if field in fields]
            classes.append(triples.class_iri(name))
    needed = {triples.HAS_RECORD, *classes}
    needed |= {one.predicate for one in specs} | {one.datatype for one in specs}
    found = {
        prefix: base
        for prefix, base in NAMESPACES.items()
        if prefix in vocabularies or any(iri.startswith(base) for iri in needed)
    }
    lists = {one.base for one in specs if one.base}
    found |= {_name_of(base, found): base for base in sorted(lists)}
    own = {
        prefix: base
        for prefix, base in triples.package_prefixes(document.header).items()
        if is_address(str(base)) and PREFIX.fullmatch(prefix)
    }
    return found | {_free(prefix, found): base for prefix, base in own.items()}


def _name_of(base: str, taken: dict[str, str]) -> str:
    """Return a prefix for the words of a fixed namespace: the last part of its address."""
    return _free(base.rstrip("/").rpartition("/")[2], taken)


def _free(prefix: str, taken: dict[str, str]) -> str:
    """Return a prefix that no vocabulary has."""
    while prefix in taken:
        prefix += "-id"
    return prefix


def statement_lines(subject: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines about one subject, each value on its own."""
    before = ""
    line = subject
    for predicate, text in pairs:
        if predicate == before:
            yield f"{line} ,\n"
            line = f"{INDENT}{INDENT}{text}"
        else:
            if before:
                yield f"{line} ;\n"
                line = f"{INDENT}{predicate} {text}"
            else:
                line = f"{subject} {predicate} {text}"
            before = predicate
    if before:
        yield f"{line} .\n"


def lines(document: Document) -> Iterator[str]:
    """Yield a Turtle document line by line."""
    prefixes = prefixes_of(document)
    yield from declarations(prefixes)
    yield from _body(Description(document, Short(prefixes), as_pair))


def graph_lines(document: Document) -> Iterator[str]:
    """Yield a TriG document line by line: one graph, named by the package's id."""
    prefixes = prefixes_of(document)
    description = Description(document, Short(prefixes), as_pair)
    yield from declarations(prefixes)
    yield f"\n{description.dataset()} {{\n"
    yield from _body(description)
    yield "}\n"


def declarations(prefixes: dict[str, str]) -> Iterator[str]:
    """Yield a line for each prefix."""
    for prefix, base in prefixes.items():
        yield f"@prefix {prefix}: <{base}> .\n"


def _body(description: Description[Pair]) -> Iterator[str]:
    """Yield the lines about each subject, a blank line before each."""
    for subject, pairs in description.subjects():
        if pairs:
            yield "\n"
        yield from statement_lines(subject, pairs)


def write_turtle(document: Document) -> Iterator[File]:
    """Write Turtle."""
    yield "", in_pieces(map(str.encode, lines(document)))


def write_trig(document: Document) -> Iterator[File]:
    """Write TriG."""
    yield "", in_pieces(map(str.encode, graph_lines(document)))


def parse(content: bytes, limits: Limits) -> Iterator[Triple]:
    """Yield the triples of a document in either syntax; TriG's graphs mean nothing to us.

    Raises:
        RdfTextError: at the first place that breaks the grammar.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RdfTextError(content.count(b"\n", 0, error.start) + 1, "not-utf8") from None
    yield from TurtleText(text, depth=limits.json_depth).triples()


def read_turtle(source: Source, options: ReadOptions) -> Reading:
    """Open a Turtle document."""
    return WholeReading(source, options, "turtle", parse)


def read_trig(source: Source, options: ReadOptions) -> Reading:
    """Open a TriG document."""
    return WholeReading(source, options, "trig", parse)


FORMATS = (
    Format(
        name="turtle",
        title="Turtle",
        suffixes=(".ttl",),
        media_type="text/turtle",
        read=read_turtle,
        write=write_turtle,
        losses=losses,
    ),
    Format(
        name="trig",
        title="TriG",
        suffixes=(".trig",),
        media_type="application/trig",
        read=read_trig,
        write=write_trig,
        losses=losses,
    ),
)
