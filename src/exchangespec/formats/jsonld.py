"""JSON-LD: ours is our JSON; any other is read as RDF, with no context fetched."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from exchangespec.formats import json_, rdf_engines
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
from exchangespec.formats.json_text import JsonTextError, line_column, offset_of
from exchangespec.formats.json_text import parse as parse_json
from exchangespec.formats.jsonld_lines import Lines
from exchangespec.formats.rdf_reading import WholeReading
from exchangespec.formats.rdf_text import RdfTextError, Triple
from exchangespec.spec import CONTEXT_URL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.formats.json_text import Path

NAME = "jsonld"
# The beginning of what we write: our context first, perhaps with others' prefixes after it.
OURS = re.compile(rf'\s*\{{\s*"@context"\s*:\s*(?:\[\s*)?"{re.escape(CONTEXT_URL)}"')
START = 4096


@cache
def our_context() -> Any:
    """Return the content of our own context, which ships with the package."""
    file = resources.files("exchangespec").joinpath("schemas", "context.jsonld")
    return json.loads(file.read_text(encoding="utf-8"))["@context"]


def read(source: Source, options: ReadOptions) -> Reading:
    """Open a JSON-LD document: as JSON where it is ours, with line, column and pointer."""
    content = source.read()
    start = content[:START].decode("utf-8", "replace").removeprefix("\ufeff")
    too_large = len(content) > options.limits.document_bytes
    if too_large or (OURS.match(start) and b'"@graph"' not in content):
        return json_.JsonReading(source, options, NAME)
    try:
        document = parse_json(content, depth=options.limits.json_depth)
    except JsonTextError:
        return json_.JsonReading(source, options, NAME)
    if holds_our_context(document.value):
        return InlineReading(source, options, NAME)
    return WholeReading(source, options, NAME, rdf_engines.once(parse))


def holds_our_context(value: Any) -> bool:
    """Tell whether a document is our JSON with our whole context in the place of its address."""
    if not isinstance(value, dict) or "@graph" in value:
        return False
    context = value.get("@context")
    first = context[0] if isinstance(context, list) and context else context
    return bool(first == our_context())


class InlineReading(json_.JsonReading):
    """Our JSON with our whole context in it, which is read as if its address stood there."""

    def __init__(self, source: Source, options: ReadOptions, format_name: str) -> None:
        """Parse the document, and put the address back."""
        super().__init__(source, options, format_name)
        if self.header is not None:
            context = self.header.values["@context"]
            rest = context[1:] if isinstance(context, list) else []
            self.header.values["@context"] = [CONTEXT_URL, *rest]


def parse(content: bytes, limits: Limits) -> Iterator[Triple]:
    """Yield the triples of a document in any form of JSON-LD, with lines where they can be found.

    Raises:
        RdfTextError: if a context would have to be fetched, or the document is no JSON-LD.
    """
    document = parse_json(content, depth=limits.json_depth)
    if isinstance(document.value, dict) and "@context" not in document.value:
        no_context = {"@graph", "@id", "@type"}.isdisjoint(document.value)
        if no_context:
            raise RdfTextError(1, "no-context")
    for path, address in remote(document.value, ()):
        line, _ = line_column(document.text, offset_of(document.text, path, 0)[0])
        raise RdfTextError(line, "remote-context", value=address)
    found = rdf_engines.parsed(rdf_engines.compact_json(inlined(document.value)), "jsonld")
    lines = Lines(document, our_context())
    for one in found:
        yield one._replace(line=lines.of(one))


def remote(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every context that would have to be fetched, with its place."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "@context":
                entries = item if isinstance(item, list) else [item]
                for number, entry in enumerate(entries):
                    if isinstance(entry, str) and entry != CONTEXT_URL:
                        place = (*path, key, number) if isinstance(item, list) else (*path, key)
                        yield place, entry
            if key == "@import" and isinstance(item, str):
                yield (*path, key), item
            yield from remote(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from remote(item, (*path, number))


def inlined(value: Any) -> Any:
    """Return a document in which our own context stands in place of its address."""
    if isinstance(value, list):
        return [inlined(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: inlined(item) for key, item in value.items()}
    context = result.get("@context")
    if isinstance(context, str):
        result["@context"] = our_context()
    elif isinstance(context, list):
        result["@context"] = [
            our_context() if isinstance(entry, str) else entry for entry in context
        ]
    return result


def write_inline(document: Document) -> Iterator[File]:
    """Write our JSON with our whole context in it, for those who load no other file."""
    _, *rest = json_.context_of(document)
    texts = json_.texts(document, [our_context(), *rest])
    yield "", in_pieces(text.encode() for text in texts)


FORMAT = Format(
    name=NAME,
    title="JSON-LD",
    suffixes=(".jsonld",),
    media_type="application/ld+json",
    read=read,
    write=json_.write,
    holds_anything=True,
)
