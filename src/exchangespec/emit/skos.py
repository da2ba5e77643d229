"""The code lists as SKOS concept schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import CODELISTS, codelist
from exchangespec.codelists.tables import table
from exchangespec.emit.turtle_text import TurtleText
from exchangespec.spec import triples
from exchangespec.spec.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.codelists import Code

PATH = "schemas/rdf/codelists.ttl"
WORDS = "The code lists of exchangespec. Derived from the model; do not edit."
LABEL = "label."
# Roles of members are also what the Organization Ontology calls roles.
ALSO = {"member_role": "org:Role"}
OPEN = "Others may add codes by a profile."
CLOSED = "Only these codes are allowed."
TRUE = "true"


def scheme_iri(name: str) -> str:
    """Return the address of a list."""
    return f"{triples.CODES}{name}"


def code_iri(name: str, code: str) -> str:
    """Return the address of a code."""
    return f"{triples.CODES}{name}/{code}"


def prefixes() -> dict[str, str]:
    """Return the vocabularies' prefixes, and one for the codes of each list."""
    return NAMESPACES | {name: code_iri(name, "") for name in CODELISTS}


def official(match: str) -> str | None:
    """Return the official term that a match names, or None where it is only a remark."""
    prefix, colon, local = match.partition(":")
    known = colon and prefix in NAMESPACES and local and " " not in local
    return match if known else None


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield all lists in one file."""
    text = TurtleText(prefixes())
    for name in CODELISTS:
        _scheme(text, name)
        labels = {row["code"]: row for row in table(f"lists/{name}")}
        for entry in codelist(name).codes.values():
            _concept(text, name, entry, labels[entry.code])
    yield PATH, text.text(WORDS)


def _scheme(text: TurtleText, name: str) -> None:
    """Say what a list is."""
    entries = codelist(name)
    tops = [text.iri(code_iri(name, one.code)) for one in entries.codes.values() if not one.broader]
    text.node(
        f"<{scheme_iri(name)}>",
        [
            ("a", ["skos:ConceptScheme"]),
            ("skos:prefLabel", [text.literal(entries.title, "en")]),
            ("skos:definition", [text.literal(entries.definition, "en")]),
            ("skos:note", [text.literal(OPEN if entries.open else CLOSED, "en")]),
            ("skos:hasTopConcept", tops),
        ],
    )


def _concept(text: TurtleText, name: str, entry: Code, row: Mapping[str, str]) -> None:
    """Say what a code is."""
    scheme = f"<{scheme_iri(name)}>"
    labels = {
        heading.removeprefix(LABEL): words
        for heading, words in row.items()
        if heading.startswith(LABEL) and words
    }
    statements: list[tuple[str, list[str]]] = [
        ("a", ["skos:Concept", *([text.term(ALSO[name])] if name in ALSO else [])]),
        ("skos:inScheme", [scheme]),
        ("skos:notation", [text.literal(entry.code)]),
        (
            "skos:prefLabel",
            [text.literal(words, tongue) for tongue, words in sorted(labels.items())],
        ),
    ]
    if entry.definition:
        statements.append(("skos:definition", [text.literal(entry.definition, "en")]))
    if entry.broader:
        statements.append(("skos:broader", [text.iri(code_iri(name, entry.broader))]))
    else:
        statements.append(("skos:topConceptOf", [scheme]))
    statements += [
        ("skos:closeMatch", [text.iri(expand(found))])
        for match in entry.match
        if (found := official(match))
    ]
    if entry.deprecated:
        statements.append(("owl:deprecated", [TRUE]))
    text.node(text.iri(code_iri(name, entry.code)), statements)
