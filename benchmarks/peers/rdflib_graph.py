"""Writes and reads RDF with rdflib: builds a graph of statements and serialises it, and back.

    python rdflib_graph.py write FORMAT LOADED.statements.ndjson FILE.statements.ndjson OUTPUT
    python rdflib_graph.py serialise FORMAT LOADED.statements.ndjson FILE.statements.ndjson OUTPUT
    python rdflib_graph.py read FORMAT FILE

A statement is a JSON array: subject, predicate, object, and the object's form, which is nothing for
an address, `@` and a tag for a text in a language, else a datatype. `write` loads a first file and
writes a second, so that loading can be told from writing. `serialise` builds the graphs of both, so
that the serialiser alone can be told from all else. `read` groups the statements by subject
and predicate. Does not do: records, values of the model's kinds, faults, lines.
"""

import json
import sys
from pathlib import Path

from rdflib import Dataset, Graph, Literal, URIRef

Statement = list[str]
# The prefixes that the statements need most, so that Turtle is as short as ours.
PREFIXES = {
    "bench": "https://w3id.org/exchangespec/id/bench/",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "es": "https://w3id.org/exchangespec/ns#",
    "schema": "https://schema.org/",
}


def load(path: Path) -> list[Statement]:
    """Return the statements of a file."""
    with path.open("rb") as lines:
        return [json.loads(line) for line in lines]


def build(statements: list[Statement], graph: Graph) -> None:
    """Add statements to a graph."""
    for subject, predicate, value, form in statements:
        if not form:
            term = URIRef(value)
        elif form[0] == "@":
            term = Literal(value, lang=form[1:])
        elif form.endswith("XMLSchema#string"):
            term = Literal(value)
        else:
            term = Literal(value, datatype=URIRef(form))
        graph.add((URIRef(subject), URIRef(predicate), term))


def graph_of(name: str, statements: list[Statement]) -> Graph:
    """Build a graph, in N-Quads one that the package names."""
    whole = Dataset() if name == "nquads" else Graph()
    graph = whole.graph(URIRef(statements[0][0])) if isinstance(whole, Dataset) else whole
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
    build(statements, graph)
    return whole


def write(name: str, whole: Graph, target: Path) -> None:
    """Serialise a graph."""
    whole.serialize(str(target), format=name, encoding="utf-8")


def read(name: str, path: Path) -> int:
    """Parse a file, gather each subject's values by predicate; return the number of subjects."""
    graph = Dataset(default_union=True) if name == "nquads" else Graph()
    graph.parse(str(path), format=name)
    subjects: dict[str, dict[str, list[object]]] = {}
    for subject, predicate, value in graph.triples((None, None, None)):
        subjects.setdefault(str(subject), {}).setdefault(str(predicate), []).append(value)
    return len(subjects)


def main(task: str, *given: str) -> None:
    """Do one task."""
    if task == "write":
        name, loaded, path, target = given
        kept = load(Path(loaded))
        statements = kept if path == loaded else load(Path(path))
        write(name, graph_of(name, statements), Path(target))
    elif task == "serialise":
        name, loaded, path, target = given
        graph = graph_of(name, load(Path(loaded)))
        write(name, graph if path == loaded else graph_of(name, load(Path(path))), Path(target))
    else:
        name, path = given
        print(read(name, Path(path)), "subjects")


if __name__ == "__main__":
    main(*sys.argv[1:])
