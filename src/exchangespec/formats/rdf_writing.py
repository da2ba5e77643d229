"""Records to triples as text: every value in the form the model gives it, whatever the syntax.

Values that the model refuses are said as well as RDF can, so that a reader finds the same fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from exchangespec.formats.rdf_text import LANGUAGE_MARK, is_address
from exchangespec.spec import default_base, triples
from exchangespec.spec.namespaces import NAMESPACES
from exchangespec.spec.triples import Form, TripleSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.formats.format import Document

Pair = tuple[str, str]
Pairs = list[Pair]
Item = Callable[[Any], str]


class Saying(NamedTuple):
    """How a field is said: its predicate, and what makes an object of one of its values.

    `item` is None for a text in several languages; `pair` gives predicate and object of a text.
    """

    predicate: str
    item: Item | None
    pair: Callable[[str], Pair]


# How each field met so far is said; None for what is no statement.
Fields = dict[str, Saying | None]
NO_STATEMENT: Fields = {"type": None, "id": None, "@context": None}
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


@lru_cache(maxsize=1_000)
def language_mark(tag: object) -> str:
    """Return what marks a text's language, or nothing where the tag is none."""
    known = type(tag) is str and LANGUAGE_TAG.fullmatch(tag)
    return f"{LANGUAGE_MARK}{tag}" if known else ""


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
        self._types: dict[str, tuple[Pairs, Mapping[str, TripleSpec], Fields]] = {}
        self._strangers: Fields = NO_STATEMENT.copy()
        self._references: dict[str, str] = {}

    def subject(self, record_id: object, blank: str) -> str:
        """Return the node of a record; a blank one when its id cannot be an IRI."""
        if type(record_id) is not str:
            return blank
        written = self._references.get(record_id)
        if written is None:
            iri = triples.expanded(record_id, self.prefixes)
            if not is_address(iri):
                iri = unspaced(iri)
                if not is_address(iri):
                    return blank
                return self._syntax.node(iri)
            written = self._remember(record_id, iri)
        return written

    def _remember(self, reference: str, iri: str) -> str:
        """Return the node of a reference, and keep it for the next time it is written."""
        if len(self._references) >= MOST_WORDS:
            self._references.clear()
        written = self._references[reference] = self._syntax.node(iri)
        return written

    def dataset(self) -> str:
        """Return the node of the package, which is also the name of its graph."""
        return self.subject(self.document.header.get("id"), DATASET)

    def subjects(self) -> Iterator[tuple[str, Pairs]]:
        """Yield each subject with its predicates and objects: the package, then each record.

        The package comes several times, since the records it holds may be many.
        """
        dataset = self.dataset()
        about = self.document.header
        yield dataset, self._pairs([], about, triples.header_triples(), NO_STATEMENT.copy())
        nodes = self._nodes()
        part = self._syntax.node(triples.HAS_RECORD)
        while parts := [(part, node) for node in islice(nodes, PARTS_AT_ONCE)]:
            yield dataset, parts
        for node, record in zip(self._nodes(), self.document.records, strict=True):
            yield node, self.record(record)

    def _nodes(self) -> Iterator[str]:
        """Yield the node of each record."""
        for number, record in enumerate(self.document.records):
            yield self.subject(record.get("id"), f"_:r{number}")

    def record(self, record: Mapping[str, Any]) -> Pairs:
        """Return predicates and objects of one record, its class first."""
        record_type = record.get("type")
        if type(record_type) is not str:
            return self._pairs([], record, {}, self._strangers)
        entry = self._types.get(record_type)
        if entry is None:
            iri = triples.class_iri(record_type)
            known = triples.type_of_class(iri)
            specs = triples.record_triples(record_type) if known else {}
            first = [(self._type, self._syntax.node(unspaced(iri)))]
            entry = self._types[record_type] = (first, specs, NO_STATEMENT.copy())
        first, specs, fields = entry
        return self._pairs(first.copy(), record, specs, fields)

    def _pairs(
        self,
        pairs: Pairs,
        values: Mapping[str, Any],
        specs: Mapping[str, TripleSpec],
        fields: Fields,
    ) -> Pairs:
        """Add predicates and objects of what is stated to `pairs`, in the order it is stated."""
        for field, value in values.items():
            try:
                saying = fields[field]
            except KeyError:
                saying = fields[field] = self._saying(field, specs.get(field))
            if saying is None:
                continue
            predicate, item, pair = saying
            kind = type(value)
            if kind is str:
                pairs.append(pair(value))
            elif kind is list:
                pairs += [
                    pair(one) if type(one) is str else (predicate, (item or self._odd)(one))
                    for one in value
                ]
            elif item is None and kind is dict:
                pairs += [(predicate, self._text(tag, text)) for tag, text in value.items()]
            elif value is not None:
                pairs.append((predicate, item(value) if item else self._odd(value)))
        return pairs

    def _saying(self, field: str, known: TripleSpec | None) -> Saying:
        """Return how a field is said, be it one of the model's, an extension or unknown."""
        if known is not None:
            predicate, item = self._syntax.node(known.predicate), self._item(known)
        else:
            if triples.EXTENSION.fullmatch(field):
                iri = triples.extension_predicate(field, self.base)
            else:
                iri = NAMESPACES["es"] + field
            predicate, item = self._syntax.node(unspaced(iri)), self._odd
        write = item or self._odd

        def pair(text: str) -> Pair:
            """Return the predicate and the object of one value."""
            return predicate, write(text)

        # Codes, dates and references come again and again; web addresses hardly ever.
        repeats = known is not None and known.form is not Form.ADDRESS
        return Saying(predicate, item, lru_cache(MOST_WORDS)(pair) if repeats else pair)

    def _item(self, known: TripleSpec) -> Item | None:
        """Return what turns one value of a field into an object; None for texts."""
        match known.form:
            case Form.TEXT:
                return None
            case Form.REFERENCE:
                return self._reference
            case Form.ADDRESS:
                return self._address
            case Form.NAME:
                return self._name(known.base)
            case Form.LITERAL:
                return self._literal(known.datatype)

    # --- one value -------------------------------------------------------------------------------

    def _reference(self, value: Any) -> str:
        """Return the IRI of a reference, or what is none as text."""
        if type(value) is not str:
            return self._odd(value)
        written = self._references.get(value)
        if written is None:
            iri = triples.expanded(value, self.prefixes)
            if not is_address(iri):
                return self._odd(value)
            written = self._remember(value, iri)
        return written

    def _address(self, value: Any) -> str:
        """Return an address, or what is none as text."""
        if type(value) is str and is_address(value):
            return self._syntax.node(value)
        return self._odd(value)

    def _name(self, base: str) -> Item:
        """Return what writes a code or another word of a fixed namespace."""
        node, odd = self._syntax.node, self._odd

        def write(value: Any) -> str:
            """Return the IRI of the word, or what cannot be one as text."""
            if type(value) is not str:
                return odd(value)
            safe = is_address(value) if ":" in value else WORD.fullmatch(value)
            return node(triples.named(value, base)) if safe else odd(value)

        return write

    def _literal(self, datatype: str) -> Item:
        """Return what writes a literal of a datatype."""
        literal, odd = self._syntax.literal, self._odd
        expected = EXPECTED.get(datatype, (str,))
        as_it_is = str in expected

        def write(value: Any) -> str:
            """Return the literal, or a value of another type in its own."""
            kind = type(value)
            if kind is str and as_it_is:
                return literal(value, datatype)
            if kind in expected:
                return literal(triples.lexical(value, datatype), datatype)
            return odd(value)

        return write

    def _text(self, tag: object, text: Any) -> str:
        """Return a text in one language; without the tag when it is none."""
        mark = language_mark(tag)
        return self._syntax.literal(text, mark) if mark and type(text) is str else self._odd(text)

    def _odd(self, value: Any) -> str:
        """Return a value that does not have its field's form, as the literal nearest to it."""
        for kinds, datatype in OWN_TYPES:
            if isinstance(value, kinds):
                return self._syntax.literal(triples.lexical(value, datatype), datatype)
        text = triples.lexical(value, triples.JSON_LITERAL)
        return self._syntax.literal(text, triples.JSON_LITERAL)


MOST_WORDS = 10_000
PARTS_AT_ONCE = 1_000
# The datatype of a plain value that stands where another is expected.
OWN_TYPES: tuple[tuple[type, str], ...] = (
    (str, triples.STRING),
    (bool, triples.BOOLEAN),
    (int, triples.INTEGER),
    (float, triples.DOUBLE),
)
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
    if not triples.package_prefixes(document.header):
        found += [
            f"{label}: {name}, a name that only the prefix of a header makes one in RDF"
            for values, _, label in forms
            for name in values
            if triples.EXTENSION.fullmatch(name)
        ]
    return found


def _lost(known: TripleSpec, value: Any, prefixes: Mapping[str, str]) -> bool:
    """Tell whether a value of a field reads back as another."""
    items = value if isinstance(value, list) else [value]
    if known.form is Form.REFERENCE:
        return any(_changes(item, prefixes) for item in items)
    if known.form is Form.NAME:
        return any(
            isinstance(item, str)
            and triples.word_of(triples.named(item, known.base), known.base) != item
            for item in items
        )
    return False


def _changes(value: object, prefixes: Mapping[str, str]) -> bool:
    """Tell whether a reference is not the one that its IRI is read as."""
    return isinstance(value, str) and (
        triples.compacted(triples.expanded(value, prefixes), prefixes) != value
    )
