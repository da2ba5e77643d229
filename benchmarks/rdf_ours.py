"""Writes and reads RDF with exchangespec's own formats: the part of a conversion that rdflib has.

    python rdf_ours.py prepare FILE.ndjson
    python rdf_ours.py write FORMAT LOADED.ndjson FILE.ndjson OUTPUT
    python rdf_ours.py read FORMAT FILE

`prepare` puts beside a file what it says in RDF: as N-Quads, as Turtle, as JSON arrays of subject,
predicate, object and form, a line each, for a peer to build its graph from; and their number.
`write` loads a first file and writes a second, so that loading can be told from writing. `read`
gives a record for each subject, with its faults, and does not judge them.
"""

import json
import sys
from pathlib import Path

from exchangespec.formats import FORMATS
from exchangespec.formats.format import Document, ReadOptions, Source
from exchangespec.formats.nquads_text import statement

SUFFIXES = {"nquads": ".nq", "turtle": ".ttl"}


def load(path: Path) -> Document:
    """Return the header and the records of a file as plain data."""
    with path.open("rb") as lines:
        header, *records = map(json.loads, lines)
    return Document(header, records)


def prepare(path: Path) -> None:
    """Write one file's statements in every form that is read or built from."""
    document = load(path)
    for name, suffix in SUFFIXES.items():
        write(name, document, path.with_suffix(suffix))
    lines = path.with_suffix(".nq").read_text(encoding="utf-8").split("\n")
    found = [one[1:] for one in (statement(line, 0) for line in lines) if one is not None]
    with path.with_suffix(".statements.ndjson").open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(one) + "\n" for one in found)
    path.with_suffix(".triples.json").write_text(json.dumps(len(found)), encoding="utf-8")


def write(name: str, document: Document, target: Path) -> None:
    """Write a document in one format."""
    with target.open("wb") as stream:
        for _, pieces in FORMATS[name].write(document):
            stream.writelines(pieces)


def read(name: str, path: Path) -> int:
    """Read all records of a file; return how many there are."""
    reading = FORMATS[name].read(Source(str(path), path=path), ReadOptions())
    return sum(1 for _ in reading.records())


def main(task: str, *given: str) -> None:
    """Do one task."""
    if task == "prepare":
        prepare(Path(given[0]))
    elif task == "write":
        name, loaded, path, target = given
        kept = load(Path(loaded))
        write(name, kept if path == loaded else load(Path(path)), Path(target))
    else:
        name, path = given
        print(read(name, Path(path)), "records")


if __name__ == "__main__":
    main(*sys.argv[1:])
