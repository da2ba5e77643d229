"""The alignment: which official term each term of ours comes near, as SSSOM table and as Turtle.

Rows come from what the model already says: the super-classes and super-properties of the
vocabulary, the official terms of the aligned layer, and the matches of the code lists.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.codelists import CODELISTS, codelist
from exchangespec.emit.skos import official, prefixes
from exchangespec.emit.turtle_text import TurtleText
from exchangespec.emit.vocabulary import LICENCE, SUPER_PROPERTIES, label, uses
from exchangespec.spec.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

TURTLE_PATH = "schemas/rdf/alignment.ttl"
TABLE_PATH = "schemas/rdf/alignment.sssom.tsv"
WORDS = (
    "Which official term each term of exchangespec comes near. Derived from the model; do not "
    "edit.\nThe same rows as alignment.sssom.tsv."
)
MAPPING_SET = f"{spec.NAMESPACE}alignment"
SEMAPV = "https://w3id.org/semapv/vocab/"
CURATED = "semapv:ManualMappingCuration"
SUB_CLASS = "rdfs:subClassOf"
SUB_PROPERTY = "rdfs:subPropertyOf"
CLOSE = "skos:closeMatch"
RELATED = "skos:relatedMatch"
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "comment",
)
# A term, perhaps with a remark after it. Where a path, a node between, or an address in angle
# brackets follows, the two are related but not near.
OFFICIAL = re.compile(r"(?P<term>[a-z]+:[A-Za-z][A-Za-z0-9-]*)(?P<rest>.*)")
INVERSE = "inverse "
# Official terms that lead to a node of their own, where ours has the value at once.
TO_A_NODE = frozenset(
    {"dct:temporal", "org:memberDuring", "schema:containedInPlace", "time:hasTime"}
)
# A comma or slash between terms, but not within a remark in brackets.
BETWEEN = re.compile(r",? ?[,/] (?![^(]*\))")


@dataclass(frozen=True, slots=True, order=True)
class Mapping:
    """One row: a term of ours, how it is related to an official term, and what limits that."""

    subject: str
    predicate: str
    object: str
    label: str
    comment: str = ""


def mappings() -> list[Mapping]:
    """Return every row, sorted, each once."""
    found: dict[tuple[str, str, str], Mapping] = {}
    for row in (*_classes(), *_properties(), *_codes()):
        key = (row.subject, row.predicate, row.object)
        if key not in found or (row.comment and not found[key].comment):
            found[key] = row
    above = {(row.subject, row.object) for row in found.values() if _is_sub(row.predicate)}
    return sorted(
        row
        for row in found.values()
        # What stands below a term need not be said to be near it.
        if _is_sub(row.predicate) or (row.subject, row.object) not in above
    )


def _is_sub(predicate: str) -> bool:
    """Tell whether a relation puts one term below another."""
    return predicate in {SUB_CLASS, SUB_PROPERTY}


def _classes() -> Iterator[Mapping]:
    """Yield the official classes above and near each record type."""
    for form in spec.records().values():
        subject = f"es:{form.name}"
        words = label(subject).capitalize()
        for above in form.superclasses:
            yield Mapping(subject, SUB_CLASS, above, words)
        for predicate, target, comment in official_terms(BETWEEN.sub("; ", form.aligned)):
            if target != subject:
                yield Mapping(subject, predicate, target, words, comment)


def _properties() -> Iterator[Mapping]:
    """Yield the official properties above and near each property of ours."""
    for term, fields in uses().items():
        for above in SUPER_PROPERTIES.get(term, ()):
            yield Mapping(term, SUB_PROPERTY, above, label(term))
        for _, known in fields:
            for predicate, target, comment in official_terms(known.aligned):
                yield Mapping(term, predicate, target, label(term), comment)


def _codes() -> Iterator[Mapping]:
    """Yield the official terms near each code."""
    for name in CODELISTS:
        for entry in codelist(name).codes.values():
            for match in entry.match:
                if official(match):
                    yield Mapping(f"{name}:{entry.code}", CLOSE, match, entry.label)


def official_terms(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield relation, term and remark of each official term that the model names."""
    for part in text.split("; "):
        inverse = part.startswith(INVERSE)
        found = OFFICIAL.match(part.removeprefix(INVERSE))
        if found is None or found["term"].partition(":")[0] not in NAMESPACES:
            continue
        rest = found["rest"].strip()
        through = inverse or rest.startswith(("/", "<")) or found["term"] in TO_A_NODE
        yield (RELATED if through else CLOSE, found["term"], part if inverse or rest else "")


def emit_turtle() -> Iterator[tuple[str, bytes]]:
    """Yield the alignment as plain triples."""
    text = TurtleText(prefixes())
    rows = mappings()
    for subject in dict.fromkeys(row.subject for row in rows):
        own = [row for row in rows if row.subject == subject]
        relations = dict.fromkeys(row.predicate for row in own)
        text.node(
            text.term(subject),
            [
                (relation, [text.term(row.object) for row in own if row.predicate == relation])
                for relation in relations
            ],
        )
    yield TURTLE_PATH, text.text(WORDS)


def emit_table() -> Iterator[tuple[str, bytes]]:
    """Yield the alignment as an SSSOM table: what it is as comments, then a row a mapping."""
    rows = mappings()
    stream = io.StringIO(newline="")
    for line in _metadata(rows):
        stream.write(f"# {line}\n")
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        fields = (row.subject, row.label, row.predicate, row.object, CURATED, row.comment)
        writer.writerow(fields)
    yield TABLE_PATH, stream.getvalue().encode()


def _metadata(rows: list[Mapping]) -> Iterator[str]:
    """Yield the description of the table, as SSSOM has it: YAML in comments."""
    terms = [one for row in rows for one in (row.subject, row.predicate, row.object)]
    names = sorted({one.partition(":")[0] for one in terms})
    known = prefixes()
    yield f'mapping_set_id: "{MAPPING_SET}"'
    yield f'mapping_set_version: "{spec.STANDARD_VERSION}"'
    yield 'mapping_set_title: "Official terms near those of exchangespec"'
    yield f'license: "{LICENCE}"'
    yield "curie_map:"
    for name in names:
        yield f'  {name}: "{known[name]}"'
    yield f'  semapv: "{SEMAPV}"'
