"""SHACL shapes of the package and of every record type, in SHACL Core only.

They judge the canonical layer as the classes judge plain values. What a record is alone, they say
whole; what only holds between records or within a text stays with the rules (`EXPRESSED` names
what they cover). No shape is closed: extension columns and the aligned layer may stand beside.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.codelists import countries, currencies
from exchangespec.emit.conditions import Condition, Need, alternatives, in_words
from exchangespec.emit.skos import code_iri, prefixes
from exchangespec.emit.turtle_text import TurtleText, collection
from exchangespec.model import kinds
from exchangespec.model.constraints import Needs
from exchangespec.model.texts import VISIBLE
from exchangespec.spec import targets_in_words, triples
from exchangespec.spec.profiled import standard
from exchangespec.spec.triples import HEADER_SHAPE, SHAPES, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exchangespec.model.constraints import AnyConstraint
    from exchangespec.spec import FieldSpec
    from exchangespec.spec.profiled import Model
    from exchangespec.spec.triples import TripleSpec

    Pair = tuple[str, list[str]]

PATH = "schemas/rdf/shapes.ttl"
WORDS = (
    "SHACL shapes of exchangespec. Derived from the model; do not edit.\n"
    "They judge the canonical layer: what the JSON-LD context makes of a package."
)
WARNING = "sh:Warning"
VIOLATION = "sh:Violation"
# Any of these makes a node a package: plain JSON has no type for it.
HEADER_MARKS = ("es:prefix", "es:personalData", "es:publisher")
ITEM = "            "
INNER = "        "
REFERENCED = "outside"
ONE_LINE = "line-break"

# The rules whose findings the shapes give as well, each with the means they use.
EXPRESSED: dict[str, str] = {
    "required-field-missing": "sh:minCount",
    "header-field-missing": "sh:minCount",
    "no-legal-basis": "sh:minCount",
    "fewer-than-two-parties": "sh:minCount",
    "wrong-number-of-values": "sh:maxCount, sh:minCount",
    "wrong-type": "sh:datatype, sh:nodeKind, sh:minInclusive, sh:maxInclusive",
    "empty-value": "sh:pattern",
    "value-not-in-list": "sh:in",
    "value-not-in-open-list": "sh:in, as a warning",
    "unknown-country": "sh:in",
    "unknown-currency": "sh:in",
    "base-without-end": "sh:pattern",
    "separator-in-list-item": "sh:pattern",
    "unknown-standard-version": "sh:pattern (the form of the version)",
    "malformed-prefix": "sh:pattern",
    "malformed-language-tag": "sh:pattern (fields that hold a tag)",
    "malformed-nuts-code": "sh:pattern",
    "not-a-date": "sh:pattern",
    "not-a-time": "sh:pattern",
    "not-a-quantity": "sh:pattern",
    "not-a-web-address": "sh:pattern",
    "number-out-of-range": "sh:minInclusive, sh:maxInclusive",
    "wrong-reference-type": "sh:class",
    "replaced-but-not-withdrawn": "sh:or",
    "city-missing-for-authority": "sh:or",
    "rounds-without-parent": "sh:or",
    "no-party": "sh:or",
    "no-payer": "sh:or",
    "amount-without-currency": "sh:or",
    "statement-incomplete": "sh:or",
}


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield the shapes."""
    yield PATH, shapes(standard())


def shapes(model: Model) -> bytes:
    """Return the shapes of the standard, or of what a profile makes of it."""
    words = WORDS
    if model.name:
        words += f"\nProfile {model.name}: its own columns (x_...) are not judged."
    return Shapes(model).text.text(words)


# --- patterns ------------------------------------------------------------------------------------


def plain_pattern(pattern: str) -> str:
    """Return a pattern in the flavour of XPath that SHACL asks for.

    It has no groups that capture nothing and no escapes by number; here the characters themselves
    stand in their place. Text in RDF cannot hold the character zero.
    """
    text = pattern.replace("(?:", "(").replace(r"\u0000", r"\u0001")
    return re.sub(r"\\u([0-9a-f]{4})", _character, text)


def _character(found: re.Match[str]) -> str:
    """Return the character of a number, escaped where it has a meaning of its own."""
    sign = chr(int(found[1], 16))
    return f"\\{sign}" if sign in "[]\\^-" else sign


WHOLE = r"^-?(0|[1-9][0-9]*)$"


def literal_pattern(kind: kinds.Kind) -> str | None:
    """Return the pattern of a literal of a kind, if it has one."""
    if isinstance(kind, kinds.Quantity):
        return plain_pattern(f"{WHOLE}|{kind.regex()}")
    if kind.name in {"integer", "number", "boolean", "country", "currency", "prefixes"}:
        return None
    if kind.name == "text":
        return plain_pattern(VISIBLE)
    found = kind.regex()
    return plain_pattern(found) if found else None


def open_list_pattern(list_name: str) -> str:
    """Return the pattern of the address of a code of an open list."""
    own = kinds.code_pattern(list_name).removeprefix("^")
    return f"^{code_iri(list_name, '').replace('.', '[.]')}{own}"


# --- the shapes ----------------------------------------------------------------------------------


class Shapes:
    """All shapes, being written."""

    def __init__(self, model: Model) -> None:
        """Write what is shared, the package, and a shape a record type."""
        self.model = model
        self.base = SHAPES.replace("#", f"/{model.name}#") if model.name else SHAPES
        self.text = TurtleText(prefixes() | {"shape": self.base})
        self._ontology()
        self._shared()
        marks = self._marks()
        self._node(HEADER_SHAPE, "What a submission says about itself.", model.header, marks)
        self._constraints(HEADER_SHAPE, model.header_constraints, model.header, marks)
        for form in model.records.values():
            target = ("sh:targetClass", [self.text.iri(triples.class_iri(form.name))])
            self._node(form.name, form.definition, form.fields, target)
            self._constraints(form.name, form.constraints, form.fields, target)

    def shape(self, name: str) -> str:
        """Return the name of a shape."""
        return self.text.iri(self.base + name)

    def words(self, text: str) -> list[str]:
        """Return English words as the object of a statement."""
        return [self.text.literal(text, "en")]

    def _ontology(self) -> None:
        """Say what the shapes are, and for which vocabulary."""
        title = "exchangespec shapes"
        if self.model.name:
            title = f"{title}, profile {self.model.title}"
        self.text.node(
            f"<{self.base}>",
            [
                ("a", [self.text.term("owl:Ontology")]),
                ("dct:title", self.words(title)),
                ("owl:versionInfo", [self.text.literal(spec.STANDARD_VERSION)]),
            ],
        )

    def _shared(self) -> None:
        """Write the shapes that many properties use."""
        classes = [self.text.iri(triples.class_iri(name)) for name in self.model.records]
        listed = self.text.nested([("sh:in", [collection(classes, INNER)])], INNER)
        kept = [("sh:path", ["rdf:type"]), ("sh:not", [listed])]
        self.text.term("rdf:type")
        self.text.node(
            self.shape(REFERENCED),
            [
                ("a", [self.text.term("sh:NodeShape")]),
                ("rdfs:comment", self.words("A node that these data have no record of.")),
                ("sh:property", [self.text.nested(kept, "    ")]),
            ],
        )
        self.text.node(
            self.shape(ONE_LINE),
            [
                ("a", ["sh:NodeShape"]),
                (
                    "rdfs:comment",
                    self.words(
                        "Text with a line break. Some engines let one pass at the end of a pattern."
                    ),
                ),
                ("sh:pattern", [self.text.literal("[\n\r]")]),
            ],
        )
        for name, words, codes in (
            ("country", "A country's ISO 3166-1 alpha-2 code; Kosovo is XK.", countries()),
            ("currency", "A currency's ISO 4217 code.", currencies()),
        ):
            values = collection([self.text.literal(code) for code in codes], "    ")
            self.text.node(
                self.shape(name),
                [("a", ["sh:NodeShape"]), ("rdfs:comment", self.words(words)), ("sh:in", [values])],
            )

    def _marks(self) -> Pair:
        """Return the target of the package's shape."""
        return ("sh:targetSubjectsOf", [self.text.term(mark) for mark in HEADER_MARKS])

    def _node(
        self, name: str, definition: str, fields: Mapping[str, FieldSpec], target: Pair
    ) -> None:
        """Write the shape of one record type or of the package, and one a field."""
        table = triples.header_triples() if name == HEADER_SHAPE else triples.record_triples(name)
        judged = {field: self.shape(f"{name}-{field}") for field in table}
        warned = {
            field: self.shape(f"{name}-{field}-listed")
            for field in table
            if (listed := fields[field].codelist) and self.model.codelists[listed].open
        }
        self.text.node(
            self.shape(name),
            [
                ("a", ["sh:NodeShape"]),
                ("rdfs:label", self.words(name)),
                ("rdfs:comment", self.words(definition)),
                target,
                ("sh:nodeKind", ["sh:IRI"]),
                ("sh:property", [*judged.values(), *warned.values()]),
            ],
        )
        for order, (field, one) in enumerate(table.items()):
            self._property(judged[field], fields[field], one, (order, name))
        for field, subject in warned.items():
            self._listed(subject, fields[field], table[field])

    def _property(
        self, subject: str, known: FieldSpec, one: TripleSpec, place: tuple[int, str]
    ) -> None:
        """Write the shape of one field; `place` is its position and the name of its owner."""
        order, owner = place
        statements: list[Pair] = [
            ("a", ["sh:PropertyShape"]),
            ("sh:path", [self.text.iri(one.predicate)]),
            ("sh:name", self.words(known.title)),
            ("sh:description", self.words(known.definition)),
            ("sh:order", [str(order)]),
        ]
        if known.required:
            statements.append(("sh:minCount", [str(max(1, known.at_least))]))
        elif known.at_least > 1:
            message = f"{subject}: a list with a least length is required"
            raise NotImplementedError(message)
        if one.form is Form.TEXT:
            statements.append(("sh:uniqueLang", ["true"]))
        elif not known.many:
            statements.append(("sh:maxCount", ["1"]))
        statements += self._values(known, one, owner)
        statements += [
            ("sh:severity", [VIOLATION]),
            ("sh:message", self.words(self._message(known))),
        ]
        self.text.node(subject, statements)

    def _values(self, known: FieldSpec, one: TripleSpec, owner: str) -> list[Pair]:
        """Return what each value of a field must be."""
        if one.form is Form.NAME:
            return self._names(known, one)
        if one.form is Form.REFERENCE:
            return [("sh:nodeKind", ["sh:IRI"]), *self._targets(known, owner)]
        pattern = literal_pattern(known.kind)
        found: list[Pair] = [
            ("sh:nodeKind", ["sh:IRI"])
            if one.form is Form.ADDRESS
            else ("sh:datatype", [self.text.iri(one.datatype)])
        ]
        if pattern:
            found.append(("sh:pattern", [self.text.literal(pattern)]))
            if pattern.endswith("$"):
                found.append(("sh:not", [self.shape(ONE_LINE)]))
        if known.kind.name in {"country", "currency"}:
            found.append(("sh:node", [self.shape(known.kind.name)]))
        return found + self._limits(known.kind)

    def _names(self, known: FieldSpec, one: TripleSpec) -> list[Pair]:
        """Return what each code of a field must be, or each word of a fixed namespace."""
        name = known.codelist
        if name is None:
            return [("sh:nodeKind", ["sh:IRI"]), *self._word_pattern(known, one)]
        if self.model.codelists[name].open:
            pattern = self.text.literal(open_list_pattern(name))
            return [("sh:nodeKind", ["sh:IRI"]), ("sh:pattern", [pattern])]
        return [("sh:in", [self._codes(name)])]

    def _word_pattern(self, known: FieldSpec, one: TripleSpec) -> list[Pair]:
        """Return the pattern of a word of a fixed namespace, if it has one of its own."""
        form = known.kind.regex() or ""
        if not form.startswith("^") or known.many:
            return []
        pattern = f"^{one.base.replace('.', '[.]')}{plain_pattern(form.removeprefix('^'))}"
        return [("sh:pattern", [self.text.literal(pattern)])]

    def _codes(self, list_name: str, *, indent: str = "    ") -> str:
        """Return the codes of a list."""
        codes = self.model.codelists[list_name].codes
        return collection([self.text.iri(code_iri(list_name, code)) for code in codes], indent)

    def _targets(self, known: FieldSpec, owner: str) -> list[Pair]:
        """Return the classes of what a reference may point to, where these data have it."""
        targets = (owner,) if getattr(known.kind, "same_type", False) else known.targets
        if not targets:
            return []
        classes = [
            self.text.nested([("sh:class", [self.text.iri(triples.class_iri(name))])], "    ")
            for name in targets
        ]
        outside = self.text.nested([("sh:node", [self.shape(REFERENCED)])], "    ")
        return [("sh:or", [collection([*classes, outside], "    ")])]

    def _limits(self, kind: kinds.Kind) -> list[Pair]:
        """Return the least and greatest value of a number."""
        if kind.name == "integer":
            lowest, highest = (
                -float(kinds.LARGEST_EXACT_INTEGER),
                float(kinds.LARGEST_EXACT_INTEGER),
            )
        elif isinstance(kind, kinds.Number):
            lowest, highest = kind.lowest, kind.highest
        else:
            return []
        return [
            (name, [str(int(limit))])
            for name, limit in (("sh:minInclusive", lowest), ("sh:maxInclusive", highest))
            if math.isfinite(limit)
        ]

    def _message(self, known: FieldSpec) -> str:
        """Return what to say of a value that does not fit."""
        many = f"at least {max(1, known.at_least)}" if known.many else "exactly 1"
        often = f"{many}, " if known.required else ("" if known.many else "at most 1, ")
        return f"{known.title}: {often}{self._nature(known)}."

    def _nature(self, known: FieldSpec) -> str:
        """Return in words what a value of a field is."""
        if known.codelist:
            listed = self.model.codelists[known.codelist]
            extra = " or a code of a profile" if listed.open else ""
            return f"a code of the list {known.codelist}{extra}"
        if known.is_reference:
            return f"refers to {targets_in_words(known)}"
        return NATURES[known.kind.name]

    def _listed(self, subject: str, known: FieldSpec, one: TripleSpec) -> None:
        """Write the warning that a code is not in an open list."""
        name = known.codelist or ""
        self.text.node(
            subject,
            [
                ("a", ["sh:PropertyShape"]),
                ("sh:path", [self.text.iri(one.predicate)]),
                ("sh:in", [self._codes(name)]),
                ("sh:severity", [WARNING]),
                (
                    "sh:message",
                    self.words(f"{known.title}: the code is not in the open list {name}."),
                ),
            ],
        )

    # --- between the fields of one record --------------------------------------------------------

    def _constraints(
        self,
        owner: str,
        constraints: Iterable[AnyConstraint],
        fields: Mapping[str, FieldSpec],
        target: Pair,
    ) -> None:
        """Write each constraint between fields as alternatives of which one must hold.

        What must be stated is told at the field itself.
        """
        table = triples.header_triples() if owner == HEADER_SHAPE else triples.record_triples(owner)
        for number, constraint in enumerate(constraints, 1):
            ways = [] if isinstance(constraint, Needs) else alternatives(constraint)
            said = [
                self.text.nested(
                    [("sh:property", [self._condition(table[one.field], one) for one in way])],
                    INNER,
                )
                for way in ways
            ]
            if not said:
                continue
            self.text.node(
                self.shape(f"{owner}-rule-{number}"),
                [
                    ("a", ["sh:NodeShape"]),
                    target,
                    ("sh:or", [collection(said, "    ")]),
                    ("sh:severity", [VIOLATION]),
                    ("sh:message", self.words(in_words(constraint, fields))),
                ],
            )

    def _condition(self, one: TripleSpec, condition: Condition) -> str:
        """Return a condition on one field."""
        path = ("sh:path", [self.text.iri(one.predicate)])
        codes = [self.text.iri(one.base + value) for value in condition.values if one.base]
        listed = collection(codes, ITEM)
        count = condition.values[:1]
        said: Pair = {
            Need.STATED: ("sh:minCount", ["1"]),
            Need.ABSENT: ("sh:maxCount", ["0"]),
            Need.SINGLE: ("sh:maxCount", ["1"]),
            Need.HOLDS: ("sh:hasValue", codes),
            Need.ONLY: ("sh:in", [listed]),
            Need.NONE_OF: ("sh:not", [self.text.nested([("sh:in", [listed])], ITEM)]),
            Need.AT_LEAST: ("sh:minCount", list(count)),
            Need.AT_MOST: ("sh:maxCount", list(count)),
        }[condition.need]
        return self.text.nested([path, said], ITEM)


NATURES: dict[str, str] = {
    "boolean": "true or false",
    "country": "an ISO 3166-1 alpha-2 code",
    "currency": "an ISO 4217 code",
    "date": "a date in the EDTF profile",
    "identifier": "an identifier of a scheme or of another publisher",
    "integer": "a whole number",
    "iri": "an address",
    "language": "a BCP 47 language tag",
    "number": "a number within its limits",
    "period": "a date or an interval in the EDTF profile",
    "prefixes": "a map of prefixes as JSON",
    "quantity": "a number or a quantity such as >100",
    "string": "text that is not blank, in the form of the field",
    "text": "one text a language",
    "time": "a local time HH:MM",
    "url": "a web address",
}
