"""Records to triples as text: every value in the form the model gives it, whatever the syntax.

Values that the model refuses are said as well as RDF can, so that a reader finds the same fault.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol

from exchangespec.formats.rdf_text import LANGUAGE_MARK, is_address
from exchangespec.spec import default_base, triples
from exchangespec.spec.namespaces import NAMESPACES
from exchangespec.spec.triples import Form, TripleSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exchangespec.formats.format import Document

Pairs = list[tuple[str, str]]
Writer = "Callable[[Any], list[str]]"
LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
WORD = re.compile(r"[^\x00-\x20<>\"{}|^`\\/?#:]+")
NOT_IN_ADDRESS = re.compile(r"[\x00-\x20<>\"{}|^`\\\x7f\ud800-\udfff]")
DATASET = "_:package"


class Syntax(Protocol):
    """How one syntax writes a term."""

    def node(self, iri: str) -> str:
        """Return an IRI that is known to be one."""

    def literal(self, text: str, form: str) -> str:
        """Return a literal; `form` is `@` and a language tag, or the IRI of a datatype."""


def unspaced(address: str) -> str:
    """Return an address whose forbidden signs are written as per cent and digits."""
    return NOT_IN_ADDRESS.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", "replace")),
        address,
    )


class Description:
    """What a package says, subject by subject, in one syntax."""

    def __init__(self, document: Document, syntax: Syntax) -> None:
        """Prepare the writer of each field; prefixes come from the header."""
        self.document = document
        self.prefixes = triples.all_prefixes(document.header)
        prefix = document.header.get("prefix")
        own = default_base(prefix if isinstance(prefix, str) else "x")
        self.base = str(document.header.get("base") or own)
        self._syntax = syntax
        self._type = syntax.node(triples.RDF_TYPE)
        self._fields: dict[str, dict[str, tuple[str, Callable[[Any], list[str]]]]] = {}

    def subject(self, record_id: object, blank: str) -> str:
        """Return the node of a record; a blank one when its id cannot be an IRI."""
        if isinstance(record_id, str):
            iri = unspaced(triples.expanded(record_id, self.prefixes))
            if is_address(iri):
                return self._syntax.node(iri)
        return blank

    def dataset(self) -> str:
        """Return the node of the package, which is also the name of its graph."""
        return self.subject(self.document.header.get("id"), DATASET)

    def subjects(self) -> Iterator[tuple[str, Pairs]]:
        """Yield each subject with its predicates and objects: the package, then each record."""
        pairs = self._pairs(self.document.header, "", triples.header_triples())
        part = self._syntax.node(triples.HAS_RECORD)
        numbered = enumerate(self.document.records)
        pairs.extend((part, self.subject(one.get("id"), f"_:r{n}")) for n, one in numbered)
        yield self.dataset(), pairs
        for number, record in enumerate(self.document.records):
            yield self.subject(record.get("id"), f"_:r{number}"), self.record(record)

    def record(self, record: Mapping[str, Any]) -> Pairs:
        """Return predicates and objects of one record, its class first."""
        record_type = record.get("type")
        known = isinstance(record_type, str) and triples.type_of_class(
            triples.class_iri(record_type)
        )
        specs = triples.record_triples(str(record_type)) if known else {}
        pairs = self._pairs(record, str(record_type) if known else "?", specs)
        if isinstance(record_type, str):
            iri = unspaced(triples.class_iri(record_type))
            pairs.insert(0, (self._type, self._syntax.node(iri)))
        return pairs

    def _pairs(
        self, values: Mapping[str, Any], name: str, specs: Mapping[str, TripleSpec]
    ) -> Pairs:
        """Return predicates and objects of what is stated, in the order it is stated."""
        fields = self._fields.setdefault(name, {})
        pairs: Pairs = []
        for field, value in values.items():
            entry = fields.get(field)
            if entry is None:
                if field in {"type", "id", "@context"}:
                    continue
                entry = fields[field] = self._entry(field, specs.get(field))
            predicate, write = entry
            for text in write(value):
                pairs.append((predicate, text))  # noqa: PERF401 - the hot path: no inner function
        return pairs

    def _entry(
        self, field: str, known: TripleSpec | None
    ) -> tuple[str, Callable[[Any], list[str]]]:
        """Return the predicate of a field and what turns its value into objects."""
        if known is not None:
            return self._syntax.node(known.predicate), self._writer(known)
        if triples.EXTENSION.fullmatch(field):
            iri = triples.extension_predicate(field, self.base)
        else:
            iri = NAMESPACES["es"] + field
        return self._syntax.node(unspaced(iri)), self._odd

    def _writer(self, known: TripleSpec) -> Callable[[Any], list[str]]:
        """Return what turns a value of a field into objects."""
        if known.form is Form.TEXT:
            return self._text
        item = {
            Form.REFERENCE: self._reference,
            Form.ADDRESS: self._address,
            Form.NAME: self._name,
            Form.LITERAL: self._literal,
        }[known.form](known)

        def write(value: Any) -> list[str]:
            """Return the objects of one value or of a list of them."""
            if type(value) is not list:
                return item(value)
            return [text for one in value for text in item(one)]

        return write

    # --- one value -------------------------------------------------------------------------------

    def _reference(self, _known: TripleSpec) -> Callable[[Any], list[str]]:
        """Return what writes a reference to a record or an identifier elsewhere."""
        node, prefixes, odd = self._syntax.node, self.prefixes, self._odd

        def write(value: Any) -> list[str]:
            """Return the IRI, or what is not one as text."""
            if type(value) is str:
                iri = triples.expanded(value, prefixes)
                if is_address(iri):
                    return [node(iri)]
            return odd(value)

        return write

    def _address(self, _known: TripleSpec) -> Callable[[Any], list[str]]:
        """Return what writes an address."""
        node, odd = self._syntax.node, self._odd

        def write(value: Any) -> list[str]:
            """Return the IRI, or what is not one as text."""
            return [node(value)] if type(value) is str and is_address(value) else odd(value)

        return write

    def _name(self, known: TripleSpec) -> Callable[[Any], list[str]]:
        """Return what writes a code or another word of a fixed namespace."""
        node, odd, base = self._syntax.node, self._odd, known.base
        written: dict[str, list[str]] = {}

        def write(value: Any) -> list[str]:
            """Return the IRI of the word, or what cannot be one as text."""
            if type(value) is not str:
                return odd(value)
            known_text = written.get(value)
            if known_text is None:
                iri = triples.named(value, base)
                safe = is_address(iri) if ":" in value else WORD.fullmatch(value) is not None
                known_text = [node(iri)] if safe else odd(value)
                if len(written) < MOST_WORDS:
                    written[value] = known_text
            return known_text

        return write

    def _literal(self, known: TripleSpec) -> Callable[[Any], list[str]]:
        """Return what writes a literal of the field's datatype."""
        literal, datatype, odd = self._syntax.literal, known.datatype, self._odd
        expected = EXPECTED.get(datatype, (str,))
        as_it_is = expected == (str,)

        def write(value: Any) -> list[str]:
            """Return the literal, or a value of another type in its own."""
            kind = type(value)
            if kind is str and as_it_is:
                return [literal(value, datatype)]
            if kind in expected:
                return [literal(triples.lexical(value, datatype), datatype)]
            return odd(value)

        return write

    def _text(self, value: Any) -> list[str]:
        """Return one literal a language."""
        if type(value) is not dict:
            return self._odd(value)
        literal = self._syntax.literal
        return [
            literal(text, LANGUAGE_MARK + tag)
            for tag, text in value.items()
            if type(text) is str and LANGUAGE_TAG.fullmatch(tag)
        ] + [
            literal(str(text), triples.STRING)
            for tag, text in value.items()
            if text is not None and (type(text) is not str or not LANGUAGE_TAG.fullmatch(tag))
        ]

    def _odd(self, value: Any) -> list[str]:
        """Return a value that does not have its field's form, as the literal nearest to it."""
        if value is None:
            return []
        if isinstance(value, list):
            return [text for item in value for text in self._odd(item)]
        for kinds, datatype in (
            (str, triples.STRING),
            (bool, triples.BOOLEAN),
            (int, triples.INTEGER),
            (float, triples.DOUBLE),
        ):
            if isinstance(value, kinds):
                return [self._syntax.literal(triples.lexical(value, datatype), datatype)]
        return [self._syntax.literal(triples.lexical(value, triples.JSON_LITERAL), triples.JSON_LITERAL)]


MOST_WORDS = 10_000
# The types of plain values that a datatype holds, where that is not text alone.
EXPECTED: dict[str, tuple[type, ...]] = {
    triples.BOOLEAN: (bool,),
    triples.INTEGER: (int, float),
    triples.DOUBLE: (int, float),
    triples.QUANTITY: (str, int, float),
    triples.JSON_LITERAL: (dict,),
}


def losses(document: Document) -> list[str]:
    """Return what RDF cannot hold of a document, one sentence each."""
    prefixes = triples.all_prefixes(document.header)
    found = [
        f"{record_id}: records of the same id, which would become one"
        for record_id, count in Counter(
            str(record["id"]) for record in document.records if "id" in record
        ).items()
        if count > 1
    ]
    forms = [(document.header, triples.header_triples(), "header")]
    for record in document.records:
        label = str(record.get("id", record.get("type")))
        if not isinstance(record.get("id"), str):
            found.append(f"{label}: a record without an id, to which nothing could refer")
        forms.append((record, triples.record_triples(str(record["type"])), label))
    for values, specs, label in forms:
        if "id" in values and _changes(values["id"], prefixes):
            found.append(f"{label}: id, which would read back as another")
        found += [
            f"{label}: {name}, which would read back as another"
            for name, value in values.items()
            if name in specs and _lost(specs[name], value, prefixes)
        ]
    return found


def _lost(known: TripleSpec, value: Any, prefixes: Mapping[str, str]) -> bool:
    """Tell whether a value of a field reads back as another."""
    items = value if isinstance(value, list) else [value]
    if known.form is Form.REFERENCE:
        return any(_changes(item, prefixes) for item in items)
    if known.form is Form.NAME:
        return any(
            isinstance(item, str) and triples.word_of(triples.named(item, known.base), known.base) != item
            for item in items
        )
    return False


def _changes(value: object, prefixes: Mapping[str, str]) -> bool:
    """Tell whether a reference is not the one that its IRI is read as."""
    return isinstance(value, str) and (
        triples.compacted(triples.expanded(value, prefixes), prefixes) != value
    )
