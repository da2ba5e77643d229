"""RDF in the syntaxes that we leave to a library: pyoxigraph where installed, else rdflib.

Both give the same triples. Neither ever sees what could make it fetch or unpack something: that is
refused before, with its place.
"""

from __future__ import annotations

import json
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from exchangespec.formats.rdf_text import (
    ABSOLUTE,
    BLANK,
    LANGUAGE_MARK,
    NODE,
    RdfTextError,
    Triple,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exchangespec.formats.format import Limits

Name = Literal["rdfxml", "jsonld"]
# What relative addresses are taken to be relative to, so that they show.
NOWHERE = "relative:///"


def once(
    parse: Callable[[bytes, Limits], Iterator[Triple]],
) -> Callable[[bytes, Limits], Iterator[Triple]]:
    """Return a parser that keeps what it found: libraries name blank nodes anew each time."""
    kept: list[Triple] = []

    def again(content: bytes, limits: Limits) -> Iterator[Triple]:
        """Yield the triples, parsing only the first time."""
        if not kept:
            kept.extend(parse(content, limits))
        return iter(kept)

    return again


def parsed(content: bytes, name: Name) -> list[Triple]:
    """Return the triples of a document that holds nothing to be fetched; lines are not known.

    Raises:
        RdfTextError: if the document is none of its syntax.
    """
    try:
        found = by_pyoxigraph(content, name)
    except ModuleNotFoundError:
        found = by_rdflib(content, name)
    return found


def by_pyoxigraph(content: bytes, name: Name) -> list[Triple]:
    """Return the triples that pyoxigraph finds.

    Raises:
        ModuleNotFoundError: if it is not installed.
        RdfTextError: if the document is none of its syntax.
    """
    import pyoxigraph

    formats = {
        "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    found = []
    try:
        for quad in pyoxigraph.parse(content, format=formats[name], base_iri=NOWHERE):
            subject, value = quad.subject, quad.object
            form = NODE
            if isinstance(value, pyoxigraph.Literal):
                form = (
                    f"{LANGUAGE_MARK}{value.language}" if value.language else value.datatype.value
                )
                text = value.value
            else:
                text = _node(value, isinstance(value, pyoxigraph.BlankNode))
            who = _node(subject, isinstance(subject, pyoxigraph.BlankNode))
            found.append(Triple(0, who, quad.predicate.value, text, form))
    except (SyntaxError, ValueError) as error:
        raise RdfTextError(getattr(error, "lineno", None) or 0, "no-document") from None
    return _checked(found)


def _node(term: Any, blank: bool) -> str:  # noqa: FBT001 - which of two kinds of node it is
    """Return an IRI, or the label of a blank node with its mark."""
    return f"{BLANK}{term.value}" if blank else str(term.value)


def by_rdflib(content: bytes, name: Name) -> list[Triple]:
    """Return the triples that rdflib finds.

    Raises:
        RdfTextError: if the document is none of its syntax.
    """
    import rdflib

    formats = {"rdfxml": "xml", "jsonld": "json-ld"}
    graph = rdflib.Dataset(default_union=True)
    found = []
    with _as_written():
        try:
            graph.parse(data=content, format=formats[name], publicID=NOWHERE)
        except Exception as error:  # noqa: BLE001 - its parsers raise whatever they come upon
            line = getattr(error, "getLineNumber", lambda: 0)() or 0
            raise RdfTextError(line, "no-document") from None
        for subject, predicate, value, _ in graph.quads((None, None, None, None)):
            form = NODE
            text = str(value)
            if isinstance(value, rdflib.Literal):
                form = f"{LANGUAGE_MARK}{value.language}" if value.language else ""
                form = form or str(value.datatype or rdflib.XSD.string)
            elif isinstance(value, rdflib.BNode):
                text = f"{BLANK}{value}"
            who = f"{BLANK}{subject}" if isinstance(subject, rdflib.BNode) else str(subject)
            found.append(Triple(0, who, str(predicate), text, form))
    return _checked(found)


@contextmanager
def _as_written() -> Iterator[None]:
    """Let rdflib keep literals as they are written, and keep its remarks to itself."""
    import logging

    import rdflib

    before = rdflib.NORMALIZE_LITERALS
    terms = logging.getLogger("rdflib.term")
    terms_before = terms.level
    rdflib.NORMALIZE_LITERALS = False
    terms.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
        terms.setLevel(terms_before)


def _checked(found: list[Triple]) -> list[Triple]:
    """Return the triples in an order of their own; refuse what is no full address."""
    for one in found:
        for node in (one.subject, one.predicate, *([one.value] if one.form == NODE else [])):
            if node.startswith(BLANK):
                continue
            if node.startswith(NOWHERE) or not ABSOLUTE.fullmatch(node):
                value = node.removeprefix(NOWHERE)
                raise RdfTextError(one.line, "relative-address", value=value)
    return sorted(set(found))


def compact_json(value: Any) -> bytes:
    """Return plain data as the bytes of a JSON document."""
    return json.dumps(value, ensure_ascii=False).encode()
