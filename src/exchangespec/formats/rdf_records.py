"""Triples to records: what is said of one subject becomes the plain values of its type."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec import spec
from exchangespec.finding import Fault, Fix
from exchangespec.formats.rdf_text import BLANK, LANGUAGE_MARK, NODE, Triple, is_address
from exchangespec.spec import aligned, triples
from exchangespec.spec.namespaces import NAMESPACES, expand
from exchangespec.spec.triples import Form, TripleSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
        "foaf:Document", "org:Organization", "org:Role",
    )
)  # fmt: skip
# Properties that others may put beside ours, as our own aligned layer did before.
ALSO_PASSED_OVER = (
    "dct:conformsTo", "dct:date", "dct:type", "dcat:theme", "dpv:hasPersonalData", "org:hasMember",
    "prov:wasAssociatedWith", "rdfs:label", "schema:contributor", "schema:description",
    "schema:organizer", "skos:prefLabel",
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
    return frozenset(found | aligned.predicates() | {expand(name) for name in ALSO_PASSED_OVER})


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

    `items` holds the values of each field in the order they are said, each with its line; `texts`
    the line of each language.
    """

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    items: dict[str, dict[Any, int]] = field(default_factory=dict)
    texts: dict[str, dict[str, int]] = field(default_factory=dict)
    strange: list[Triple] = field(default_factory=list)

    def line(self, name: str, item: int | str | None) -> int:
        """Return the line of a field, or of one item or language of it; 0 where none is known."""
        lines = self.items.get(name) or self.texts.get(name) or {}
        first = next(iter(lines.values()), 0)
        if isinstance(item, str):
            return lines.get(item, first)
        if item is None or item >= len(lines):
            return first
        return list(lines.values())[item]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A value that is no key of a map, such as a text with its language where none belongs."""

    value: Any


MOST_HEADS = 10_000
MOST_IDS = 20_000


class Ids:
    """IRIs back to ids, by the prefixes of the package and the names of identifier schemes."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        """Take the prefixes that the header gives a meaning."""
        self.prefixes = triples.all_prefixes(header)
        self._near: dict[str, dict[str, str]] = {}
        self._known: dict[str, str] = {}

    def of(self, iri: str) -> str:
        """Return `prefix:local`, or the IRI itself where no base fits."""
        known = self._known.get(iri)
        if known is None:
            if len(self._known) >= MOST_IDS:
                self._known.clear()
            known = self._known[iri] = self._found(iri)
        return known

    def _found(self, iri: str) -> str:
        """Return what an IRI is called that was not met lately."""
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


class Entry(NamedTuple):
    """How the statements of one property are read; `form` is what its values should be."""

    field: str
    kind: Form
    form: str
    base: str
    many: bool
    known: TripleSpec


def _entries(specs: Mapping[str, TripleSpec]) -> dict[str, Entry]:
    """Return how each property is read."""
    return {
        predicate: Entry(
            known.field,
            known.form,
            known.datatype if known.form is Form.LITERAL else NODE,
            known.base,
            known.many,
            known,
        )
        for predicate, known in specs.items()
    }


@cache
def record_entries(record_type: str) -> dict[str, Entry]:
    """Return how each property of a record type is read; none for a type that is not ours."""
    if record_type not in spec.records():
        return {}
    return _entries(triples.record_predicates(record_type))


@cache
def header_entries() -> dict[str, Entry]:
    """Return how each property of the header is read."""
    return _entries(triples.header_predicates())


class Meaning:
    """How statements are understood, given what the header says of prefixes."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        """Take the header's prefixes."""
        self.ids = Ids(header)
        self._bases = tuple(triples.package_prefixes(header).values())

    # --- subjects --------------------------------------------------------------------------------

    def record(self, subject: str, statements: Sequence[Triple]) -> Told:
        """Return the plain values of a record."""
        told = Told()
        name = _type(told, [one for one in statements if one[2] == triples.RDF_TYPE])
        if not subject.startswith(BLANK):
            told.values["id"] = self.ids.of(subject)
        self._fill(told, statements, record_entries(name))
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
            other = set(versions) - set(ours or versions[:1])
            statements = [one for one in statements if one not in other]
        self._fill(told, statements, header_entries())
        return told

    # --- fields ----------------------------------------------------------------------------------

    def _fill(  # noqa: C901, PLR0912 - one loop over every statement: calls would double its time
        self, told: Told, statements: Iterable[Triple], entries: Mapping[str, Entry]
    ) -> None:
        """Note the value of every statement at its field; the hot path, so all in one place."""
        items, ids = told.items, self.ids
        many = set()
        for one in statements:
            line, _, predicate, text, form = one
            entry = entries.get(predicate)
            if entry is None:
                self._without_field(told, one, entries)
                continue
            name, kind, expected, base, is_many, _ = entry
            value: Any = text
            if kind is Form.TEXT:
                _note_text(told, name, one)
                continue
            if is_many:
                many.add(name)
            if form != expected:
                value = self._unfit(told, entry, one)
                if value is None:
                    continue
            elif kind is Form.REFERENCE:
                value = ids.of(text)
            elif kind is Form.NAME:
                value = triples.word_of(text, base)
            elif kind is Form.LITERAL and form not in TEXTUAL:
                value = _read(text, form, text)
            found = items.get(name)
            if found is None:
                items[name] = {_key(value): line}
            else:
                found.setdefault(_key(value), line)
        for name, found in items.items():
            values = [one.value if type(one) is Held else one for one in found]
            if name != "type":
                told.values[name] = values if name in many or len(values) > 1 else values[0]

    def _without_field(self, told: Told, one: Triple, entries: Mapping[str, Entry]) -> None:
        """Keep what an `x_` property or an unknown term of ours says; remember other strangers."""
        predicate = one.predicate
        if predicate in {triples.RDF_TYPE, triples.HAS_RECORD}:
            return
        name = next(
            filter(None, (triples.extension_name(predicate, base) for base in self._bases)), None
        )
        if name is None and predicate.startswith(OWN):
            name = predicate[len(OWN) :]
            fields = {entry.field for entry in entries.values()} | {"id", "type", ""}
            name = f"es:{name}" if name in fields else name
        if name is not None:
            value = self.ids.of(one.value) if one.form == NODE else plain(one)
            told.items.setdefault(name, {}).setdefault(_key(value), one.line)
        elif predicate not in aligned_predicates():
            told.strange.append(one)

    # --- values that do not have their field's form ----------------------------------------------

    def _unfit(self, told: Told, entry: Entry, one: Triple) -> Any:
        """Return the value nearest to what a statement says, and note what is wrong with it.

        None is returned when there is no such value.
        """
        fit = self._as_text(entry, one) if entry.form == NODE else self._as_literal(entry, one)
        value, expected = fit
        if expected:
            item = len(told.items.get(entry.field, ())) if entry.many else None
            shown = self.ids.of(one.value) if one.form == NODE else one.value
            fix = None if value is None else Fix(value, safe=True)
            params = {"value": shown, "expected": expected}
            told.faults.append(Fault("wrong-type", params, field=entry.field, item=item, fix=fix))
        if value is None:
            told.failed.add(entry.field)
            told.texts.setdefault(entry.field, {}).setdefault("", one.line)
        return value

    def _as_text(self, entry: Entry, one: Triple) -> tuple[Any, str]:
        """Return the text that stands where an IRI belongs; it may be meant as its short form."""
        value = plain(one)
        if not isinstance(value, str):
            return value, ""
        if entry.kind is Form.NAME:
            meant = WORD.fullmatch(value) is not None
        else:
            meant = is_address(triples.expanded(value, self.ids.prefixes))
        return value, "an IRI, not a text" if meant else ""

    def _as_literal(self, entry: Entry, one: Triple) -> tuple[Any, str]:
        """Return the value of a literal of another datatype, which is wrong though it may fit."""
        if one.form == NODE:
            return None, "a text, not an IRI"
        if one.form[0] == LANGUAGE_MARK:
            return plain(one), ""
        value = _read(one.value, entry.form, None)
        return (plain(one), "") if value is None else (value, compact_name(entry.form))


def _type(told: Told, types: Sequence[Triple]) -> str:
    """Note the record type: the first of our classes that a subject is said to have."""
    names = {one.value[len(OWN) :]: one.line for one in types if one.value.startswith(OWN)}
    if not names:
        return ""
    first = next(iter(names))
    told.values["type"] = first
    told.items["type"] = {first: names[first]}
    if len(names) > 1:
        params: dict[str, Any] = {"expected": 1, "seen": len(names)}
        told.faults.append(Fault("wrong-number-of-values", params, field="type", variant="many"))
    return first


def _note_text(told: Told, name: str, one: Triple) -> None:
    """Note a text in one language; without a language it is not understood, as in JSON."""
    texts = told.values.get(name)
    lines = told.texts.setdefault(name, {})
    if one.form[:1] != LANGUAGE_MARK:
        if texts is None and one.form != NODE:
            told.values[name] = plain(one)
        else:
            expected = "a text with its language"
            params: dict[str, Any] = {"value": one.value, "expected": expected}
            told.faults.append(Fault("wrong-type", params, field=name))
            told.failed.add(name)
        lines.setdefault("", one.line)
        return
    tag = language(one.form[1:])
    if texts is None:
        texts = told.values[name] = {}
    if not isinstance(texts, dict) or texts.get(tag, one.value) != one.value:
        params = {"expected": 1, "seen": 2}
        item = tag if isinstance(texts, dict) else None
        fault = Fault("wrong-number-of-values", params, field=name, item=item, variant="many")
        told.faults.append(fault)
        return
    texts[tag] = one.value
    lines.setdefault(tag, one.line)


def _key(value: Any) -> Any:
    """Return a value as the key of a map."""
    return value if type(value) in KEYS else Held(value)


KEYS = {str, int, float, bool}
# Datatypes whose values are the text as it stands.
TEXTUAL = frozenset({triples.STRING, triples.EDTF, triples.LANGUAGE})


def plain(one: Triple) -> Any:
    """Return a literal as plain data by its own datatype; anything unknown as its text."""
    if one.form[:1] == LANGUAGE_MARK:
        return {language(one.form[1:]): one.value}
    if one.form in NUMBERS:
        whole = "." not in one.value and "E" not in one.value.upper()
        return _read(one.value, triples.INTEGER if whole else triples.DOUBLE, one.value)
    if one.form in {triples.BOOLEAN, triples.JSON_LITERAL}:
        return _read(one.value, one.form, one.value)
    return one.value


def _read(text: str, datatype: str, otherwise: Any) -> Any:
    """Return the value that a text stands for, or something else when it is none of the type."""
    if datatype in NUMBERS:
        if not NUMBER.fullmatch(text):
            return otherwise
        text = text.replace("INF", "inf")
    try:
        value = triples.value_of(text, datatype)
        if datatype == triples.JSON_LITERAL:
            # Half characters, which no text can hold.
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return otherwise
    return value
