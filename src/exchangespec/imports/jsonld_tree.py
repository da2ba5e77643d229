"""JSON-LD of schema.org as statements with their lines; its context is known by name only.

Web pages of cities hold JSON-LD whose context is the address of schema.org and nothing else, or
hardly more. It is read here by the plain rules that this context stands for, so that each statement
has its line. A context that says more is left to a library.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from exchangespec.formats import rdf_engines
from exchangespec.formats.json_text import (
    JsonText,
    JsonTextError,
    item_offsets,
    line_column,
    members,
    offset_of,
)
from exchangespec.formats.json_text import parse as parse_json
from exchangespec.formats.jsonld import remote
from exchangespec.formats.rdf_text import BLANK, LANGUAGE_MARK, NODE, RDF_TYPE, RdfTextError, Triple
from exchangespec.spec.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.formats.format import Limits

SCHEMA = NAMESPACES["schema"]
# The addresses by which documents name the context of schema.org.
CONTEXT = re.compile(
    r"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.json(?:ld)?)?(?:#.*)?"
)
ALIASES = {"id": "@id", "type": "@type"}
# What stands in for the context where a library reads the document.
STAND_IN = {"@vocab": SCHEMA, **ALIASES}
KEYWORDS = frozenset({"@context", "@id", "@type", "@value", "@language", "@list", "@set", "@graph"})
# What may follow a prefix that a context declares.
ENDS = ("/", "#", ":")


class NotPlainError(Exception):
    """A document whose context says more than is read here."""


def statements(content: bytes, limits: Limits) -> list[Triple]:
    """Return the statements of a JSON-LD document.

    Raises:
        RdfTextError: if it is no JSON-LD, or a context would have to be fetched.
    """
    try:
        document = parse_json(content, depth=limits.json_depth)
    except JsonTextError as problem:
        reason = str(problem.params.get("reason") or problem.params.get("what") or "no-document")
        raise RdfTextError(problem.line, reason, **_limit(problem)) from None
    for path, address in remote(document.value, ()):
        if not CONTEXT.fullmatch(address):
            offset, _ = offset_of(document.text, path, 0)
            line, _ = line_column(document.text, offset)
            raise RdfTextError(line, "remote-context", value=address)
    try:
        return list(Tree(document).statements())
    except NotPlainError:
        inlined = rdf_engines.compact_json(_inlined(document.value))
        return rdf_engines.parsed(inlined, "jsonld")


def _limit(problem: JsonTextError) -> dict[str, Any]:
    """Return the facts of a problem beside its reason."""
    return {key: one for key, one in problem.params.items() if key not in {"reason", "what"}}


def _inlined(value: Any) -> Any:
    """Return a document in which a stand-in takes the place of schema.org's address."""
    if isinstance(value, list):
        return [_inlined(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: _inlined(item) for key, item in value.items()}
    context = result.get("@context")
    if isinstance(context, str):
        result["@context"] = STAND_IN
    elif isinstance(context, list):
        result["@context"] = [STAND_IN if isinstance(one, str) else one for one in context]
    return result


@dataclass(frozen=True, slots=True)
class Context:
    """What a plain context says: which vocabulary bare names are of, prefixes, the language."""

    vocabulary: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    language: str = ""

    def with_(self, said: Any) -> Context:
        """Return this context after what a document adds to it.

        Raises:
            NotPlainError: if it says more than is read here.
        """
        if isinstance(said, list):
            result = self
            for one in said:
                result = result.with_(one)
            return result
        if isinstance(said, str):
            prefixes = {**self.prefixes, "schema": SCHEMA}
            return replace(self, vocabulary=SCHEMA, prefixes=prefixes)
        if not isinstance(said, dict):
            raise NotPlainError
        result = self
        for name, value in said.items():
            result = result._with_entry(name, value)
        return result

    def _with_entry(self, name: str, value: Any) -> Context:
        """Return this context after one entry."""
        if not isinstance(value, str):
            raise NotPlainError
        if name == "@vocab":
            return replace(self, vocabulary=value)
        if name == "@language":
            return replace(self, language=value)
        if ALIASES.get(name) == value:
            return self
        if name.startswith("@") or not value.endswith(ENDS):
            raise NotPlainError
        return replace(self, prefixes={**self.prefixes, name: value})

    def iri(self, name: str) -> str:
        """Return the address that a name stands for; a name of nothing as it is."""
        prefix, colon, local = name.partition(":")
        if colon:
            base = self.prefixes.get(prefix)
            return name if base is None or local.startswith("//") else base + local
        return f"{self.vocabulary}{name}"


class Tree:
    """One document being walked, value by value."""

    def __init__(self, document: JsonText) -> None:
        """Note where its lines begin."""
        self.text = document.text
        self.value = document.value
        self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        self._blank = 0

    def statements(self) -> Iterator[Triple]:
        """Yield the statements of the document.

        Raises:
            NotPlainError: if a context in it says more than is read here.
        """
        offset = len(self.text) - len(self.text.lstrip())
        yield from self._nodes(self.value, offset, Context())

    def _line(self, offset: int) -> int:
        """Return the line of an offset."""
        return bisect_right(self._starts, offset)

    def _nodes(self, value: Any, offset: int, context: Context) -> Iterator[Triple]:
        """Yield what nodes on their own say: those of a list, or of a graph."""
        if isinstance(value, list):
            for item, place in zip(value, item_offsets(self.text, offset), strict=False):
                yield from self._nodes(item, place, context)
        elif isinstance(value, dict):
            yield from self._node(value, offset, context, self._name(value, context))

    def _name(self, value: dict[str, Any], context: Context) -> str:
        """Return the address of a node, or a label for one that has none."""
        stated = value.get("@id", value.get("id"))
        if isinstance(stated, str) and stated and not stated.startswith(BLANK):
            return context.iri(stated) if ":" in stated else stated
        if isinstance(stated, str) and stated:
            return f"{stated}-stated"
        self._blank += 1
        return f"{BLANK}b{self._blank}"

    def _node(
        self, value: dict[str, Any], offset: int, context: Context, subject: str
    ) -> Iterator[Triple]:
        """Yield what a node says of itself, and what nodes within it say."""
        places = members(self.text, offset)
        if "@context" in value:
            context = context.with_(value["@context"])
        for key, item in value.items():
            name = ALIASES.get(key, key)
            place = places.get(key, offset)
            if name == "@type":
                for one in item if isinstance(item, list) else [item]:
                    if isinstance(one, str):
                        iri = context.iri(one)
                        yield Triple(self._line(place), subject, RDF_TYPE, iri, NODE)
            elif name == "@graph":
                yield from self._nodes(item, place, context)
            elif name.startswith("@") and name not in KEYWORDS:
                raise NotPlainError
            elif not name.startswith("@"):
                yield from self._values(item, place, context, (subject, context.iri(name)))

    def _values(
        self, value: Any, offset: int, context: Context, about: tuple[str, str]
    ) -> Iterator[Triple]:
        """Yield what a property says: a literal, a node, or several."""
        line = self._line(offset)
        if isinstance(value, list):
            for item, place in zip(value, item_offsets(self.text, offset), strict=False):
                yield from self._values(item, place, context, about)
        elif isinstance(value, dict):
            if "@context" in value:
                context = context.with_(value["@context"])
            listed = next((key for key in ("@list", "@set") if key in value), None)
            if listed is not None:
                place = members(self.text, offset).get(listed, offset)
                yield from self._values(value[listed], place, context, about)
            elif "@value" in value:
                yield from self._literal(value, line, context, about)
            else:
                subject = self._name(value, context)
                yield Triple(line, *about, subject, NODE)
                yield from self._node(value, offset, context, subject)
        elif value is not None:
            text, form = _plain(value)
            if isinstance(value, str) and context.language:
                form = f"{LANGUAGE_MARK}{context.language}"
            yield Triple(line, *about, text, form)

    def _literal(
        self, value: dict[str, Any], line: int, context: Context, about: tuple[str, str]
    ) -> Iterator[Triple]:
        """Yield a literal that says its language or datatype."""
        said = value["@value"]
        if said is None or isinstance(said, (dict, list)):
            return
        text, form = _plain(said)
        language = value.get("@language", context.language)
        datatype = value.get("@type")
        if isinstance(datatype, str):
            form = context.iri(datatype)
        elif isinstance(language, str) and language:
            form = f"{LANGUAGE_MARK}{language}"
        yield Triple(line, *about, text, form)


def _plain(value: Any) -> tuple[str, str]:
    """Return a plain value as the text and datatype of a literal."""
    if isinstance(value, bool):
        return str(value).lower(), expand("xsd:boolean")
    if isinstance(value, int):
        return str(value), expand("xsd:integer")
    if isinstance(value, float):
        return repr(value), expand("xsd:double")
    return str(value), expand("xsd:string")
