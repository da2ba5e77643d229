"""The vocabulary: our classes, properties and datatype as RDFS and OWL, below official ones.

Labels and definitions are those of the model. Every property of our own either stands below an
official one or says why it does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.emit.turtle_text import TurtleText
from exchangespec.model import kinds
from exchangespec.spec import triples
from exchangespec.spec.namespaces import NAMESPACES, expand
from exchangespec.spec.triples import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = "schemas/rdf/vocabulary.ttl"
OWN = "es:"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
WORDS = (
    "The vocabulary of exchangespec. Derived from the model; do not edit.\n"
    "Fields that have an official property (dct:title, org:member ...) use that and are not here."
)
TITLE = "exchangespec vocabulary"
DESCRIPTION = (
    "Classes and properties for exchange between cities: visits, mentoring, networks, action "
    "plans, and what sources say about them."
)
QUANTITY = (
    "How many or how much: a plain number, or a bound, range, approximation or share in the "
    "notation of the standard. Two quantities are equal when they are written alike."
)
QUANTITY_EXAMPLES = ("223000", ">100", "50..60", "~80", ">17 %")

# --- properties that stand below official ones ---------------------------------------------------

DATE = "dct:date"
RELATION = "dct:relation"
DESCRIBED = "dct:description"
CONTRIBUTOR = "dct:contributor"
TOOK_PART = "schema:contributor"
ASSOCIATED = "prov:wasAssociatedWith"

SUPER_PROPERTIES: dict[str, tuple[str, ...]] = {
    "es:accessed": (DATE,),
    "es:adopted": (DATE,),
    "es:adoptedBy": (CONTRIBUTOR,),
    "es:adopter": (ASSOCIATED,),
    "es:asOf": (DATE,),
    "es:attended": (RELATION,),
    "es:awarded": (DATE,),
    "es:basisNote": (DESCRIBED,),
    "es:decidedBy": (CONTRIBUTOR,),
    "es:delegate": (TOOK_PART,),
    "es:edited": (DATE,),
    "es:end": (DATE,),
    "es:facilitator": (CONTRIBUTOR,),
    "es:follows": (RELATION,),
    "es:host": (TOOK_PART, "schema:organizer"),
    "es:lead": (CONTRIBUTOR,),
    "es:mentee": ("org:hasMember",),
    "es:mentor": ("org:hasMember",),
    "es:mentoring": (RELATION,),
    "es:moderator": (TOOK_PART,),
    "es:modified": (DATE,),
    "es:monitoredBy": (CONTRIBUTOR,),
    "es:monitoring": (DESCRIBED,),
    "es:network": (RELATION,),
    "es:outcomes": (DESCRIBED,),
    "es:participant": (TOOK_PART,),
    "es:partnership": (RELATION,),
    "es:performer": (TOOK_PART,),
    "es:plan": (RELATION,),
    "es:populationDate": (DATE,),
    "es:preconditions": (DESCRIBED,),
    "es:profile": ("dct:conformsTo",),
    "es:provider": (ASSOCIATED,),
    "es:published": (DATE,),
    "es:question": (DESCRIBED,),
    "es:reason": (DESCRIBED,),
    "es:recipient": (CONTRIBUTOR,),
    "es:reciprocates": (RELATION,),
    "es:registrationDeadline": (DATE,),
    "es:removeAfter": (DATE,),
    "es:repeats": (RELATION,),
    "es:servesItem": (RELATION,),
    "es:signed": (DATE,),
    "es:signedAt": (RELATION,),
    "es:speaker": (TOOK_PART,),
    "es:start": (DATE,),
    "es:visitor": (TOOK_PART,),
}

# --- properties that do not, and why -------------------------------------------------------------

NO_NUMBER = "Official properties ask for a plain number or for a node with bounds."
NO_INSTANT = "Official properties ask for an instant; this is local time, read with the day."
NO_RESOURCE = "The official property asks for a resource; the aligned layer gives it."
NO_WORDING = "No official property keeps the words of a source beside what they mean."
NO_CODE = "No official property was found for this code."
NO_READING = "It tells how the package is read and says nothing about the world."
NO_SUCH = "No official property was found for it."
NO_FIELD = "It is about the data, not about the world."

REASONS: dict[str, str] = {
    "es:access": NO_CODE,
    "es:address": NO_RESOURCE,
    "es:amount": NO_NUMBER,
    "es:amountBasis": NO_CODE,
    "es:attendance": NO_NUMBER,
    "es:audience": NO_RESOURCE,
    "es:authorText": NO_WORDING,
    "es:authority": "It is a kind of inverse of dct:spatial, which points the other way.",
    "es:base": NO_READING,
    "es:confidence": NO_CODE,
    "es:contact": NO_RESOURCE,
    "es:country": NO_RESOURCE,
    "es:currency": NO_RESOURCE,
    "es:dateText": NO_WORDING,
    "es:days": NO_NUMBER,
    "es:decisionResult": NO_CODE,
    "es:delegationSize": NO_NUMBER,
    "es:endTime": NO_INSTANT,
    "es:excludes": "With whom not: no vocabulary says of parties that they are kept apart.",
    "es:frequency": NO_CODE,
    "es:funderText": NO_WORDING,
    "es:headcount": NO_NUMBER,
    "es:language": NO_RESOURCE,
    "es:lau": NO_RESOURCE,
    "es:level": NO_CODE,
    "es:license": NO_RESOURCE,
    "es:locator": NO_SUCH,
    "es:measure": NO_CODE,
    "es:number": NO_SUCH,
    "es:nuts": NO_RESOURCE,
    "es:nutsVersion": NO_READING,
    "es:onBehalfOf": NO_SUCH,
    "es:otherTimeZone": NO_INSTANT,
    "es:participationStatus": NO_CODE,
    "es:partnershipStatus": NO_CODE,
    "es:partyText": NO_WORDING,
    "es:personalData": NO_CODE,
    "es:population": NO_NUMBER,
    "es:prefix": NO_READING,
    "es:prefixMap": NO_READING,
    "es:programmingPeriod": NO_CODE,
    "es:progress": NO_CODE,
    "es:property": NO_FIELD,
    "es:publisher": NO_RESOURCE,
    "es:quantity": NO_NUMBER,
    "es:rank": NO_FIELD,
    "es:rate": NO_NUMBER,
    "es:recordStatus": NO_FIELD,
    "es:roleText": NO_WORDING,
    "es:round": NO_SUCH,
    "es:speakerText": NO_WORDING,
    "es:startTime": NO_INSTANT,
    "es:target": NO_NUMBER,
    "es:timeZone": NO_INSTANT,
    "es:toward": "The other side of a figure: no vocabulary counts from one party to another.",
    "es:value": NO_FIELD,
    "es:venue": NO_RESOURCE,
    "es:via": NO_SUCH,
}

# --- properties that several fields use, each in its own words -----------------------------------

GENERAL: dict[str, str] = {
    "es:audience": "For whom it is meant.",
    "es:country": "The country it is in or belongs to, by its ISO 3166-1 alpha-2 code.",
    "es:end": "When it ended, as far as is known; `..` while it goes on.",
    "es:host": "Who received the others.",
    "es:language": "A language that is used in it, as a BCP 47 tag.",
    "es:level": "A level of government that is part of it.",
    "es:network": "The network or project it belongs to.",
    "es:number": "Its number in a series or in a larger whole.",
    "es:onBehalfOf": "The body that is represented.",
    "es:outcomes": "What came out of it.",
    "es:participationStatus": "How far a party has taken part.",
    "es:plan": "The action plan it belongs to or has led to.",
    "es:preconditions": "What must be in place before it can be used elsewhere.",
    "es:progress": "How far it has come.",
    "es:published": "When it was first published.",
    "es:roleText": "The role as the source words it.",
    "es:start": "When it began, as far as is known.",
    "es:timeZone": "The IANA time zone of the times stated.",
    "es:via": "The body through which a party takes part.",
}

Use = tuple[str, spec.FieldSpec]


def uses() -> dict[str, list[Use]]:
    """Return the fields that use each property of our own, each with its record type's name."""
    found: dict[str, list[Use]] = {}
    for owner, fields in [
        *((name, form.fields) for name, form in spec.records().items()),
        ("", spec.header()),
    ]:
        for known in fields.values():
            if known.term.startswith(OWN):
                found.setdefault(known.term, []).append((owner, known))
    return dict(sorted(found.items()))


def label(term: str) -> str:
    """Return the words of a term: `es:registrationDeadline` -> `registration deadline`."""
    local = term.partition(":")[2]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()


def definition(term: str, fields: list[Use]) -> str:
    """Return what a property means wherever it is used."""
    return GENERAL.get(term) or fields[0][1].definition


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield the vocabulary."""
    text = TurtleText(NAMESPACES)
    _ontology(text)
    for form in spec.records().values():
        _class(text, form)
    for term, fields in uses().items():
        _property(text, term, fields)
    _quantity(text)
    yield PATH, text.text(WORDS)


def _ontology(text: TurtleText) -> None:
    """Say what the vocabulary itself is."""
    text.node(
        f"<{NAMESPACES['es']}>",
        [
            ("a", ["owl:Ontology"]),
            ("dct:title", [text.literal(TITLE, "en")]),
            ("dct:description", [text.literal(DESCRIPTION, "en")]),
            ("dct:license", [f"<{LICENCE}>"]),
            ("owl:versionInfo", [text.literal(spec.STANDARD_VERSION)]),
            ("owl:versionIRI", [f"<{spec.NAMESPACE}{spec.STANDARD_VERSION}/ns>"]),
        ],
    )


def _class(text: TurtleText, form: spec.RecordSpec) -> None:
    """Define the class of a record type."""
    text.node(
        text.iri(triples.class_iri(form.name)),
        [
            ("a", ["rdfs:Class", "owl:Class"]),
            ("rdfs:label", [text.literal(label(f"es:{form.name}").capitalize(), "en")]),
            ("skos:definition", [text.literal(form.definition, "en")]),
            ("rdfs:subClassOf", [text.term(one) for one in form.superclasses]),
            ("rdfs:isDefinedBy", [f"<{NAMESPACES['es']}>"]),
        ],
    )


def _property(text: TurtleText, term: str, fields: list[Use]) -> None:
    """Define one property: its words, what stands above it, what its values are."""
    specs = [triples.triple_spec(known) for _, known in fields]
    literal = specs[0].form in {Form.TEXT, Form.LITERAL}
    said = definition(term, fields)
    statements: list[tuple[str, list[str]]] = [
        ("a", ["rdf:Property", "owl:DatatypeProperty" if literal else "owl:ObjectProperty"]),
        ("rdfs:label", [text.literal(label(term), "en")]),
        ("skos:definition", [text.literal(said, "en")]),
    ]
    notes: dict[str, list[str]] = {}
    for owner, known in fields:
        if known.definition != said:
            notes.setdefault(known.definition, []).append(owner or "the package")
    for words, owners in notes.items():
        scope = f"Of {', '.join(owners)}: {words}"
        statements.append(("skos:scopeNote", [text.literal(scope, "en")]))
    above = SUPER_PROPERTIES.get(term)
    if above:
        statements.append(("rdfs:subPropertyOf", [text.term(one) for one in above]))
    else:
        statements.append(("rdfs:comment", [text.literal(REASONS[term], "en")]))
    datatypes = {one.datatype for one in specs}
    if literal and len(datatypes) == 1:
        statements.append(("rdfs:range", [text.iri(datatypes.pop())]))
    elif all(one.base.startswith(triples.CODES) for one in specs):
        statements.append(("rdfs:range", [text.term("skos:Concept")]))
    statements.append(("rdfs:isDefinedBy", [f"<{NAMESPACES['es']}>"]))
    text.node(text.iri(expand(term)), statements)


def _quantity(text: TurtleText) -> None:
    """Define the datatype of quantities."""
    text.node(
        text.iri(triples.QUANTITY),
        [
            ("a", ["rdfs:Datatype"]),
            ("rdfs:label", [text.literal("Quantity", "en")]),
            ("skos:definition", [text.literal(QUANTITY, "en")]),
            ("skos:note", [text.literal(f"Pattern, beside whole numbers: {_pattern()}")]),
            ("skos:example", [text.literal(example) for example in QUANTITY_EXAMPLES]),
            ("rdfs:isDefinedBy", [f"<{NAMESPACES['es']}>"]),
        ],
    )


def _pattern() -> str:
    """Return the pattern of a quantity that is not a plain number."""
    return kinds.Quantity.pattern or ""
