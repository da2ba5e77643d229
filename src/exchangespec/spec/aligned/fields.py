"""Fields whose official term needs no node of its own: the value stands there in its own form.

Which term that is, the model says. Terms that need more than a copy have a recipe; a few of those
named in the model are left out, each for a reason.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.model.quantities import quantity_span
from exchangespec.spec.aligned.nodes import Value, number, plain, typed_date, words
from exchangespec.spec.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.spec import FieldSpec
    from exchangespec.spec.aligned.nodes import Node
    from exchangespec.spec.aligned.surroundings import Surroundings

# A term that stands alone between the marks that part terms.
BETWEEN = re.compile(r" / |[;,] ")
TERM = re.compile(r"[a-z]+:[a-z][A-Za-z0-9]*")

# Terms that a recipe writes.
BY_RECIPE = frozenset({
    "adms:identifier", "cv:audience", "cv:eventNumber", "cv:expectedNumberOfParticipants",
    "cv:hasParticipation", "cv:hasParticipant", "cv:role", "dcat:contactPoint",
    "dcat:distribution", "dct:conformsTo", "dct:language", "dct:license", "dct:publisher",
    "dct:spatial", "dct:temporal", "foaf:homepage", "foaf:name", "locn:address",
    "locn:adminUnitL1", "locn:fullAddress", "locn:geometry", "locn:locatorName",
    "org:memberDuring", "schema:additionalProperty", "schema:amount", "schema:containedInPlace",
    "schema:currency",
    "schema:endDate", "schema:eventAttendanceMode", "schema:eventStatus", "schema:maxValue",
    "schema:minValue", "schema:name", "schema:observationDate", "schema:startDate",
    "schema:unitText", "schema:value", "time:hasTime",
})  # fmt: skip
INSTANT = "It asks for an instant, or for one date only, where ours may be a year or a month."
SELECTOR = "It belongs to an annotation or a selector, which a Statement is not."
# Terms that the model names and the layer leaves out.
LEFT_OUT: Mapping[str, str] = {
    "dcat:theme": "It would make every record a resource of a catalogue.",
    "dct:requires": "It asks for a resource; ours is a text.",
    "frapo:hasAwardDate": INSTANT,
    "frapo:hasRegistrationDeadline": INSTANT,
    "gn:population": "It would make the city a feature of GeoNames.",
    "oa:exact": SELECTOR,
    "oa:hasSource": SELECTOR,
    "opengov:onBehalfOf": "Its namespace could not be verified.",
    "org:hasPrimarySite": "It asks for a site with an address; ours is a city.",
    "prov:endedAtTime": INSTANT,
    "prov:startedAtTime": INSTANT,
}
# Terms about who acts: there a city stands for its authority.
OF_AGENTS = frozenset({"org:memberOf", "prov:wasAssociatedWith"})


def terms_of(known: FieldSpec) -> list[str]:
    """Return the official terms that the model names for a field, without remarks."""
    found = (text.split(" ")[0].strip() for text in BETWEEN.split(known.aligned))
    return [term for term in found if TERM.fullmatch(term)]


@cache
def copied(record_type: str) -> Mapping[str, tuple[str, ...]]:
    """Return the official terms of each field of a type that take its value as it is."""
    fields = spec.records()[record_type].fields
    return {
        known.name: terms
        for known in fields.values()
        if (terms := tuple(one for one in terms_of(known) if _is_copied(known, one)))
    }


def _is_copied(known: FieldSpec, term: str) -> bool:
    """Tell whether a term takes the value of a field as it is."""
    if term in LEFT_OUT or term.partition(":")[0] not in NAMESPACES:
        return False
    # Names are copied wherever the model says so; what follows hangs on more than the field.
    return term not in BY_RECIPE or term in {"foaf:name", "schema:name"} or _is_day(known, term)


def _is_day(known: FieldSpec, term: str) -> bool:
    """Tell whether a term takes a day from a field that holds nothing else."""
    return known.kind.name == "date" and term in {"schema:startDate", "schema:endDate"}


@cache
def predicates() -> frozenset[str]:
    """Return every property of the layer."""
    terms = {term for name in spec.records() for one in copied(name).values() for term in one}
    return frozenset(map(expand, terms | BY_RECIPE))


def copy_fields(record: Mapping[str, Any], node: Node, around: Surroundings) -> None:
    """Say by official terms what needs no more than the field's own value."""
    fields = spec.records()[str(record["type"])].fields
    for name, terms in copied(str(record["type"])).items():
        if name in record:
            for term in terms:
                node.add(term, *_values(fields[name], term, record[name], around))


def _values(
    known: FieldSpec, term: str, value: Any, around: Surroundings
) -> Iterator[Value | None]:
    """Yield the values of a field in official forms."""
    if known.localised:
        if isinstance(value, dict):
            yield from (words(str(text), tag) for tag, text in value.items())
        return
    for item in value if isinstance(value, list) else [value]:
        match known.kind.name:
            case "date" | "period":
                yield typed_date(item)
            case "ref" if isinstance(item, str):
                yield around.agent(item) if term in OF_AGENTS else around.iri(item)
            case "code" if isinstance(item, str):
                yield around.code(str(known.codelist), item)
            case "url" | "identifier":
                yield Value(str(item))
            case "quantity":
                span = quantity_span(item)
                if span is not None and span.exact and span.low is not None and not span.percent:
                    yield number(span.low)
            case _:
                yield plain(str(item))
