"""Opens linked data of other standards, in whichever syntax it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.formats import detect, rdfxml, turtle
from exchangespec.formats.rdf_reading import statements_of
from exchangespec.formats.rdf_text import RdfTextError, Triple
from exchangespec.imports import jsonld_tree, org, schema_org
from exchangespec.imports.dialects import DIALECTS, spelt_out
from exchangespec.imports.graph import Graph
from exchangespec.imports.reading import ImportReading
from exchangespec.location import Location
from exchangespec.spec import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exchangespec.formats.format import Limits, ReadOptions, Source

LINES = frozenset({"ntriples", "nquads"})
TREES = frozenset({"json", "jsonld"})
WHOLE: dict[str, Callable[[bytes, Limits], Iterable[Triple]]] = {
    "turtle": turtle.parse,
    "trig": turtle.parse,
    "rdfxml": rdfxml.parse,
    **dict.fromkeys(TREES, jsonld_tree.statements),
}
# What is written in every file of our own, and in a file of those vocabularies.
OURS = NAMESPACE.partition("://")[2].encode()
SIGNS = tuple(
    sign.encode()
    for sign in ("schema.org", "www.w3.org/ns/org#", *(one.namespace for one in DIALECTS))
)
MOST_BROKEN = 100
MOST_NAMED = 10


def recognised(source: Source, options: ReadOptions) -> ImportReading | None:
    """Open a source if its content is linked data of another standard, and none of ours."""
    syntax = _foreign_syntax(source, options)
    if not syntax or syntax in TREES:
        return _read(source, options, syntax, None) if syntax else None
    try:
        graph, broken = _graph(source, options, syntax)
    except RdfTextError:
        return None
    importer = _importer(graph)
    if importer is None:
        return None
    reading = ImportReading(source, options, importer[0])
    return _filled(reading, graph, broken, importer[1])


def _foreign_syntax(source: Source, options: ReadOptions) -> str:
    """Return the syntax of what may be linked data of another standard, by words in it."""
    found = detect(source)
    if isinstance(found, Fault) or (found.name not in WHOLE and found.name not in LINES):
        return ""
    if OURS in source.start() or source.size() > options.limits.document_bytes:
        return ""
    content = source.read()
    ours = OURS in content or b'"exchangespec"' in content
    if ours or not any(sign in content for sign in SIGNS):
        return ""
    return "" if found.name in TREES and b'"@context"' not in content else found.name


Filling = tuple[str, "Callable[[ImportReading, Graph], None]"]


def _importer(graph: Graph) -> Filling | None:
    """Return the vocabulary that a graph speaks, by the classes of its subjects."""
    if schema_org.is_here(graph):
        return schema_org.NAME, schema_org.fill
    if org.is_here(graph):
        return org.NAME, org.fill
    return None


def read_schema_org(source: Source, options: ReadOptions) -> ImportReading:
    """Open linked data as schema.org, in the syntax that its content shows."""
    return _read(source, options, "", (schema_org.NAME, schema_org.fill))


def read_org(source: Source, options: ReadOptions) -> ImportReading:
    """Open linked data as the Organization Ontology, in the syntax that its content shows."""
    return _read(source, options, "", (org.NAME, org.fill))


def _read(
    source: Source, options: ReadOptions, syntax: str, importer: Filling | None
) -> ImportReading:
    """Read a source whole; whatever keeps it from being read is a finding."""
    reading = ImportReading(source, options, importer[0] if importer else schema_org.NAME)
    if source.size() > options.limits.document_bytes:
        params = {"limit": options.limits.document_bytes, "what": "bytes"}
        reading.refuse(Fault("limit-exceeded", params))
        return reading
    found = syntax or detect(source)
    if isinstance(found, Fault):
        reading.refuse(found)
        return reading
    name = found if isinstance(found, str) else found.name
    if name not in WHOLE and name not in LINES:
        reading.refuse(Fault("unknown-format", {"seen": "not-linked"}))
        return reading
    try:
        graph, broken = _graph(source, options, name)
    except RdfTextError as problem:
        reading.refuse(Fault(problem.slug, problem.params), _place(source, problem))
        return reading
    chosen = importer or _importer(graph)
    if chosen is None:
        classes = dict.fromkeys(one for subject in graph.about for one in graph.classes(subject))
        tables = list(classes)[:MOST_NAMED] or ["subjects without a class"]
        reading.refuse(Fault("no-known-table", {"tables": tables}, variant="statements"))
        return reading
    reading.format = chosen[0]
    return _filled(reading, graph, broken, chosen[1])


def _filled(
    reading: ImportReading,
    graph: Graph,
    broken: list[RdfTextError],
    fill: Callable[[ImportReading, Graph], None],
) -> ImportReading:
    """Make the records, after saying what could not be read."""
    for problem in broken[:MOST_BROKEN]:
        reading.complete = False
        reading.say(Fault(problem.slug, problem.params), _place(reading.source, problem))
    return reading.make(lambda one: fill(one, graph))


def _place(source: Source, problem: RdfTextError) -> Location:
    """Return the place of a problem."""
    return Location(file=source.name, line=problem.line or None)


def _graph(source: Source, options: ReadOptions, syntax: str) -> tuple[Graph, list[RdfTextError]]:
    """Return the statements of a source, and which of its lines are broken.

    Raises:
        RdfTextError: if it is understood as a whole or not at all, and is not.
    """
    broken: list[RdfTextError] = []
    if syntax in LINES:
        statements: Iterable[Triple] = list(_whole_lines(source, broken))
    else:
        statements = WHOLE[syntax](source.read(), options.limits)
    return Graph(spelt_out(statements)), broken


def _whole_lines(source: Source, broken: list[RdfTextError]) -> Iterator[Triple]:
    """Yield the statements of a file of lines, and keep what is wrong with the others."""
    for one in statements_of(source):
        if isinstance(one, RdfTextError):
            broken.append(one)
        else:
            yield one
