"""Triples to records: what is said of one subject becomes the plain values of its type."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.codelists import canonical_language
from exchangespec.finding import Fault, Fix
from exchangespec.formats.rdf_text import BLANK, LANGUAGE_MARK, NODE, Triple, is_address
from exchangespec.spec import triples
from exchangespec.spec.namespaces import NAMESPACES, expand
from exchangespec.spec.triples import Form, TripleSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

OWN = NAMESPACES["es"]
PREFIX = expand("es:prefix")
VERSION = triples.header_triples()["exchangespec"]
WORD = re.compile(r"[^\x00-\x20<>\"{}|^`\\/?#:]+")
NUMBERS = frozenset(
    expand(f"xsd:{name}") for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort",
        "unsignedByte", "decimal", "double", "float",
    )
)  # fmt: skip
# A number as XML Schema writes it; Python would take other digits and underscores as well.
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
# Classes that only close the aligned layer, so that others' shapes find what they ask for.
CLOSING = frozenset(
    expand(name)
    for name in (
        "skos:Concept", "skos:ConceptScheme", "dct:Location", "dct:LinguisticSystem", "foaf:Agent",
        "dct:Standard", "dct:LicenseDocument", "dcat:Distribution", "prof:Profile",
    )
)  # fmt: skip
# Properties of the aligned layer that no field's own text names.
ALSO_ALIGNED = (
    "cv:eventNumber", "cv:hasParticipation", "dct:conformsTo", "dct:date", "dct:language",
    "dct:license", "dct:publisher", "dct:relation", "dct:spatial", "dct:temporal", "dct:type",
    "dcat:distribution", "dcat:theme", "dpv:hasPersonalData", "foaf:name", "org:hasMember",
    "prov:wasAssociatedWith", "rdfs:label", "schema:amount", "schema:contributor",
    "schema:description", "schema:name", "schema:organizer", "schema:performer", "skos:prefLabel",
    "time:hasTime",
)  # fmt: skip
TERM = re.compile(r"\b([a-z]+):([A-Za-z]+)")


@cache
def aligned_predicates() -> frozenset[str]:
    """Return the properties of the aligned layer, which is written by us and never read back."""
    texts = [known.aligned for known in spec.header().values()]
    for form in spec.records().values():
        texts += [known.aligned for known in form.fields.values()]
    found = {
        expand(f"{prefix}:{name}")
        for text in texts
        for prefix, name in TERM.findall(text)
        if prefix in NAMESPACES
    }
    return frozenset(found | {expand(name) for name in ALSO_ALIGNED})


def compact_name(iri: str) -> str:
    """Return an IRI by the usual prefix of its vocabulary, for people to read."""
    best = max(
        ((prefix, base) for prefix, base in NAMESPACES.items() if iri.startswith(base)),
        key=lambda pair: len(pair[1]),
        default=None,
    )
    return iri if best is None else f"{best[0]}:{iri[len(best[1]) :]}"


@cache
def language(tag: str) -> str:
    """Return a language tag in its usual case: in RDF, case carries no meaning."""
    parts = tag.split("-")
    cased = [parts[0].lower()]
    private = False
    for part in parts[1:]:
        if private or len(part) not in {2, 4} or not part.isalpha():
            cased.append(part.lower())
        else:
            cased.append(part.upper() if len(part) == 2 else part.title())  # noqa: PLR2004 - a country has two letters
        private = private or len(part) == 1
    return "-".join(cased)


@dataclass(slots=True)
class Told:
    """What the statements about one subject say.

    `lines` gives the line of each field, and of each item or language of it.
    """

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    lines: dict[tuple[str, int | str | None], int] = field(default_factory=dict)
    strange: list[Triple] = field(default_factory=list)


MOST_HEADS = 10_000


class Ids:
    """IRIs back to ids, by the prefixes of the package and the names of identifier schemes."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        """Take the prefixes that the header gives a meaning."""
        self.prefixes = triples.all_prefixes(header)
        self._near: dict[str, dict[str, str]] = {}

    def of(self, iri: str) -> str:
        """Return `prefix:local`, or the IRI itself where no base fits."""
        if iri.startswith(BLANK):
            return iri
        head = iri[: iri.rfind("/") + 1]
        near = self._near.get(head)
        if near is None:
            if len(self._near) > MOST_HEADS:
                self._near.clear()
            near = self._near[head] = {
                prefix: base
                for prefix, base in self.prefixes.items()
                if head.startswith(base) or base.startswith(head)
            }
        return triples.compacted(iri, near)


class Meaning:
    """How statements are understood, given what the header says of prefixes."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        """Take the header's prefixes."""
        self.ids = Ids(header)
        own = triples.package_prefixes(header)
        self._bases = tuple(own.values())
        self._readers: dict[str, Callable[[Triple], tuple[Any, Fault | None]]] = {}

    # --- subjects --------------------------------------------------------------------------------

    def record(self, subject: str, statements: Sequence[Triple]) -> Told:
        """Return the plain values of a record."""
        told = Told()
        types = [one for one in statements if one.predicate == triples.RDF_TYPE]
        name = self._type(told, types)
        if not subject.startswith(BLANK):
            told.values["id"] = self.ids.of(subject)
        known = name in spec.records()
        self._fill(told, statements, triples.record_predicates(name) if known else {})
        return told

    def header(self, subject: str, statements: Sequence[Triple]) -> Told:
        """Return the plain values of a package's header."""
        told = Told()
        if not subject.startswith(BLANK):
            told.values["id"] = self.ids.of(subject)
        versions = [one for one in statements if one.predicate == VERSION.predicate]
        if len(versions) > 1:
            # Others' standards may be named beside ours.
            ours = [one for one in versions if one.value.startswith(VERSION.base)]
            other = set(versions) - set(ours[:1] or versions[:1])
            statements = [one for one in statements if one not in other]
        self._fill(told, statements, triples.header_predicates())
        return told

    def _type(self, told: Told, types: Iterable[Triple]) -> str:
        """Note the record type: the narrowest of our classes that a subject is said to have."""
        names: dict[str, int] = {}
        for one in types:
            if one.value.startswith(OWN):
                names.setdefault(one.value[len(OWN) :], one.line)
        wider = {
            above.partition(":")[2]
            for name in names
            if name in spec.records()
            for above in spec.records()[name].superclasses
            if above.startswith("es:")
        }
        names = {name: line for name, line in names.items() if name not in wider} or names
        if not names:
            return ""
        first = next(iter(names))
        told.values["type"] = first
        told.lines["type", None] = names[first]
        if len(names) > 1:
            params = {"expected": 1, "seen": len(names)}
            told.faults.append(
                Fault("wrong-number-of-values", params, field="type", variant="many")
            )
        return first

    # --- fields ----------------------------------------------------------------------------------

    def _fill(
        self, told: Told, statements: Sequence[Triple], specs: Mapping[str, TripleSpec]
    ) -> None:
        """Note the value of every statement at its field."""
        several: dict[str, list[Any]] = {}
        seen: set[tuple[str, str, str]] = set()
        for one in statements:
            _, _, predicate, text, form = one
            if (predicate, text, form) in seen:
                continue
            seen.add((predicate, text, form))
            known = specs.get(predicate)
            if known is None:
                self._without_field(told, one, several, specs)
            elif known.form is Form.TEXT:
                self._text(told, known.field, one)
            else:
                self._note(told, known.field, one, several, self._value(known, one))
        for name, items in several.items():
            known_many = any(one.field == name and one.many for one in specs.values())
            if items:
                told.values[name] = items if known_many or len(items) > 1 else items[0]

    def _note(
        self,
        told: Told,
        name: str,
        one: Triple,
        several: dict[str, list[Any]],
        read: tuple[Any, Fault | None],
    ) -> None:
        """Note one value of a field, what is wrong with it, and its line."""
        value, fault = read
        items = several.setdefault(name, [])
        told.lines.setdefault((name, None), one.line)
        if value is None:
            told.failed.add(name)
        else:
            told.lines[name, len(items)] = one.line
            items.append(value)
        if fault is not None:
            told.faults.append(
                Fault(
                    fault.slug, fault.params, field=name, item=_item(fault, items), fix=fault.fix
                )
            )

    def _text(self, told: Told, name: str, one: Triple) -> None:
        """Note a text in one language."""
        told.lines.setdefault((name, None), one.line)
        if one.form == NODE or one.form[0] != LANGUAGE_MARK:
            # As in JSON: a text without its language is not understood, nor is anything else.
            if name in told.values or one.form == NODE:
                told.faults.append(_unfit(one, "a text with its language", name))
                told.failed.add(name)
            else:
                told.values[name] = plain(one)
            return
        tag = language(one.form[1:])
        texts = told.values.setdefault(name, {})
        if not isinstance(texts, dict):
            told.faults.append(_unfit(one, "a text with its language", name))
            told.failed.add(name)
            return
        told.lines.setdefault((name, tag), one.line)
        if tag in texts:
            params = {"expected": 1, "seen": 2}
            told.faults.append(
                Fault("wrong-number-of-values", params, field=name, item=tag, variant="many")
            )
        else:
            texts[tag] = one.value

    def _without_field(
        self,
        told: Told,
        one: Triple,
        several: dict[str, list[Any]],
        specs: Mapping[str, TripleSpec],
    ) -> None:
        """Keep what an `x_` property or an unknown term of ours says; remember other strangers."""
        predicate = one.predicate
        if predicate in {triples.RDF_TYPE, triples.HAS_RECORD}:
            return
        for base in self._bases:
            name = triples.extension_name(predicate, base)
            if name is not None:
                self._note(told, name, one, several, (self._any(one), None))
                return
        if predicate.startswith(OWN):
            name = predicate[len(OWN) :]
            fields = {known.field for known in specs.values()} | {"id", "type"}
            name = f"es:{name}" if name in fields or not name else name
            self._note(told, name, one, several, (self._any(one), None))
        elif predicate not in aligned_predicates():
            told.strange.append(one)

    # --- values ----------------------------------------------------------------------------------

    def _any(self, one: Triple) -> Any:
        """Return a value for which there is no field to say what it should be."""
        return self.ids.of(one.value) if one.form == NODE else plain(one)

    def _value(self, known: TripleSpec, one: Triple) -> tuple[Any, Fault | None]:
        """Return the value of a field that a statement gives, and what is wrong with its form."""
        if known.form is Form.LITERAL:
            return self._literal(known, one)
        if one.form != NODE:
            return self._named_by_text(known, one)
        if known.form is Form.REFERENCE:
            return self.ids.of(one.value), None
        if known.form is Form.NAME:
            return triples.word_of(one.value, known.base), None
        return one.value, None

    def _named_by_text(self, known: TripleSpec, one: Triple) -> tuple[Any, Fault | None]:
        """Return the text that stands where an IRI belongs; it may be meant as its short form."""
        value = plain(one)
        if isinstance(value, str):
            iri = triples.expanded(value, self.ids.prefixes)
            word = known.form is Form.NAME and WORD.fullmatch(value)
            if word or (known.form is not Form.NAME and is_address(iri)):
                params = {"value": value, "expected": "an IRI, not a text"}
                return value, Fault("wrong-type", params, fix=Fix(value, safe=True))
        return value, None

    def _literal(self, known: TripleSpec, one: Triple) -> tuple[Any, Fault | None]:
        """Return the value of a literal; one of another datatype is wrong, though it may fit."""
        if one.form == NODE:
            params = {"value": self.ids.of(one.value), "expected": "a text, not an IRI"}
            return None, Fault("wrong-type", params)
        if one.form == known.datatype:
            return _read(one.value, known.datatype, one.value), None
        if one.form[0] == LANGUAGE_MARK:
            return plain(one), None
        value = _read(one.value, known.datatype, None)
        if value is None:
            return plain(one), None
        params = {"value": one.value, "expected": compact_name(known.datatype)}
        return value, Fault("wrong-type", params, fix=Fix(value, safe=True))


def _item(fault: Fault, items: list[Any]) -> int | None:
    """Return the index of the value a fault is about."""
    return len(items) - 1 if fault.fix is not None and len(items) > 1 else None


def _unfit(one: Triple, expected: str, name: str) -> Fault:
    """Return the fault of a statement that does not fit its field."""
    return Fault("wrong-type", {"value": one.value, "expected": expected}, field=name)


def plain(one: Triple) -> Any:
    """Return a literal as plain data by its own datatype; anything unknown as its text."""
    if one.form[:1] == LANGUAGE_MARK:
        return {language(one.form[1:]): one.value}
    if one.form in NUMBERS:
        kind = triples.INTEGER if "." not in one.value and "E" not in one.value.upper() else ""
        return _read(one.value, kind or triples.DOUBLE, one.value)
    if one.form in {triples.BOOLEAN, triples.JSON_LITERAL}:
        return _read(one.value, one.form, one.value)
    return one.value


def _read(text: str, datatype: str, otherwise: Any) -> Any:
    """Return the value that a text stands for, or something else when it is none of the type."""
    if datatype in NUMBERS and not NUMBER.fullmatch(text):
        return otherwise
    if datatype in triples.DOUBLE:
        text = text.replace("INF", "inf")
    try:
        value = triples.value_of(text, datatype)
        if datatype == triples.JSON_LITERAL:
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return otherwise
    return value
