"""Records to triples as text: every value in the form the model gives it, whatever the syntax.

Values that the model refuses are said as well as RDF can, so that a reader finds the same fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

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
# What a predicate and an object become: a pair of them, or the rest of a line.
Said = TypeVar("Said")


def as_pair(predicate: str, value: str) -> Pair:
    """Return predicate and object as they are."""
    return predicate, value


class Sayings(dict[Any, Said]):
    """How one field is said, value by value; what may come again is said once and kept."""

    __slots__ = ("_form", "_predicate", "_repeats", "_write")

    def __init__(
        self, predicate: str, write: Item, form: Callable[[str, str], Said], *, repeats: bool
    ) -> None:
        """Take the predicate, what makes an object of a value, and what both become."""
        super().__init__()
        self._predicate = predicate
        self._write = write
        self._form = form
        self._repeats = repeats

    def __missing__(self, value: Any) -> Said:
        """Say a value, and keep what is said where that is worth it."""
        said = self._form(self._predicate, self._write(value))
        if self._repeats and type(value) is str:
            if len(self) >= MOST_WORDS:
                self.clear()
            self[value] = said
        return said

    def anew(self, value: Any) -> Said:
        """Say a value that is not kept."""
        return self._form(self._predicate, self._write(value))

    def map(self, values: Mapping[Any, Any], say: Callable[[Said], None]) -> None:
        """Say a map: as one value, unless the field is made of maps."""
        say(self.anew(values))


class Texts(Sayings[Said]):
    """How a field is said that holds a text by language."""

    __slots__ = ("_literal",)

    def __init__(
        self, predicate: str, syntax: Syntax, odd: Item, form: Callable[[str, str], Said]
    ) -> None:
        """Take the predicate, what writes literals, what writes anything else."""
        super().__init__(predicate, odd, form, repeats=False)
        self._literal = syntax.literal

    def map(self, values: Mapping[Any, Any], say: Callable[[Said], None]) -> None:
        """Say each language; without its tag where that is none."""
        for tag, text in values.items():
            if type(text) is str and (mark := language_mark(tag)):
                say(self._form(self._predicate, self._literal(text, mark)))
            else:
                say(self.anew(text))


# What is no statement.
NO_STATEMENT = ("type", "id", "@context")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
WORD = re.compile(r"[^\x00-\x20<>\"{}|^`\\/?#:]+")
NOT_IN_ADDRESS = re.compile(r"[\x00-\x20<>\"{}|^`\\\x7f\ud800-\udfff]")
DATASET = "_:package"
# Local parts that stand in any address as they are, and are nothing else.
PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_.-]+").fullmatch


class Fields(dict[str, "Sayings[Said] | None"]):
    """How each field met so far is said; None for what is no statement."""

    def __init__(self, description: Description[Said], specs: Mapping[str, TripleSpec]) -> None:
        """Take the fields that are known."""
        super().__init__(dict.fromkeys(NO_STATEMENT))
        self._description = description
        self._specs = specs

    def __missing__(self, field: str) -> Sayings[Said]:
        """Find out how a field is said that was not met before."""
        sayings = self[field] = self._description.sayings(field, self._specs.get(field))
        return sayings


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


class Description(Generic[Said]):
    """What a package says, subject by subject, in one syntax."""

    def __init__(
        self, document: Document, syntax: Syntax, form: Callable[[str, str], Said]
    ) -> None:
        """Prepare; prefixes come from the header, `form` makes one of predicate and object."""
        self.document = document
        self.prefixes = triples.all_prefixes(document.header)
        prefix = document.header.get("prefix")
        own = default_base(prefix if isinstance(prefix, str) else "x")
        self.base = str(document.header.get("base") or own)
        start = self.prefixes.get(str(prefix), "")
        # What the publisher's own ids begin with, where that is an address.
        self._prefix = prefix if is_address(start) else None
        self._start = start
        self._syntax = syntax
        self._form = form
        self._type = syntax.node(triples.RDF_TYPE)
        self._types: dict[str, tuple[list[Said], Fields[Said]]] = {}
        self._references: dict[str, str] = {}

    def subject(self, record_id: object, blank: str) -> str:
        """Return the node of a record; a blank one when its id cannot be an IRI."""
        if type(record_id) is not str:
            return blank
        prefix, _, local = record_id.partition(":")
        if prefix == self._prefix and PLAIN_LOCAL(local):
            return self._syntax.node(self._start + local)
        iri = triples.expanded(record_id, self.prefixes)
        if not is_address(iri):
            iri = unspaced(iri)
            if not is_address(iri):
                return blank
        return self._syntax.node(iri)

    def _remember(self, reference: str, iri: str) -> str:
        """Return the node of a reference, and keep it for the next time it is written."""
        if len(self._references) >= MOST_WORDS:
            self._references.clear()
        written = self._references[reference] = self._syntax.node(iri)
        return written

    def dataset(self) -> str:
        """Return the node of the package, which is also the name of its graph."""
        return self.subject(self.document.header.get("id"), DATASET)

    def subjects(self) -> Iterator[tuple[str, list[Said]]]:
        """Yield each subject with what is said of it: the package, then each record.

        The package comes again before every so many records, to say that it holds them.
        """
        dataset = self.dataset()
        yield dataset, self.header()
        for parts, batch in self.batches():
            yield dataset, parts
            for node, record in batch:
                yield node, self.record(record)

    def header(self) -> list[Said]:
        """Return what is said of the package, but for the records it holds."""
        return self._said([], self.document.header, Fields(self, triples.header_triples()))

    def batches(self) -> Iterator[tuple[list[Said], list[tuple[str, Mapping[str, Any]]]]]:
        """Yield some records at a time with their nodes, and what the package says of them."""
        part = self._syntax.node(triples.HAS_RECORD)
        records = enumerate(self.document.records)
        while some := list(islice(records, PARTS_AT_ONCE)):
            batch = [
                (self.subject(record.get("id"), f"_:r{number}"), record) for number, record in some
            ]
            yield [self._form(part, node) for node, _ in batch], batch

    def record(self, record: Mapping[str, Any]) -> list[Said]:
        """Return what is said of one record, its class first."""
        record_type = record.get("type")
        if type(record_type) is not str:
            return self._said([], record, Fields(self, {}))
        entry = self._types.get(record_type)
        if entry is None:
            iri = triples.class_iri(record_type)
            known = triples.type_of_class(iri)
            specs = triples.record_triples(record_type) if known else {}
            first = [self._form(self._type, self._syntax.node(unspaced(iri)))]
            entry = self._types[record_type] = (first, Fields(self, specs))
        first, fields = entry
        return self._said(first.copy(), record, fields)

    def _said(
        self, said: list[Said], values: Mapping[str, Any], fields: Fields[Said]
    ) -> list[Said]:
        """Add what is stated, in the order it is stated; the hot path, so all in one place."""
        say = said.append
        for field, value in values.items():
            sayings = fields[field]
            if sayings is None:
                continue
            kind = type(value)
            if kind is str:
                say(sayings[value])
            elif kind is list:
                try:
                    if len(value) == 1:
                        say(sayings[value[0]])
                    else:
                        said += [sayings[one] for one in value]
                except TypeError:  # a map or a list, where neither belongs, can be no key
                    said += [sayings.anew(one) for one in value]
            elif kind is dict:
                sayings.map(value, say)
            elif value is not None:
                say(sayings[value])
        return said

    def sayings(self, field: str, known: TripleSpec | None) -> Sayings[Said]:
        """Return how a field is said, be it one of the model's, an extension or unknown."""
        if known is not None:
            predicate = self._syntax.node(known.predicate)
            write = self._item(known)
            if write is None:
                return Texts(predicate, self._syntax, self._odd, self._form)
            # Codes, dates and references come again and again; addresses and texts hardly ever.
            repeats = known.form is not Form.ADDRESS and known.datatype != triples.STRING
            return Sayings(predicate, write, self._form, repeats=repeats)
        if triples.EXTENSION.fullmatch(field):
            iri = triples.extension_predicate(field, self.base)
        else:
            iri = NAMESPACES["es"] + field
        return Sayings(self._syntax.node(unspaced(iri)), self._odd, self._form, repeats=False)

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

    def _odd(self, value: Any) -> str:
        """Return a value that does not have its field's form, as the literal nearest to it."""
        for kinds, datatype in OWN_TYPES:
            if isinstance(value, kinds):
                return self._syntax.literal(triples.lexical(value, datatype), datatype)
        text = triples.lexical(value, triples.JSON_LITERAL)
        return self._syntax.literal(text, triples.JSON_LITERAL)


MOST_WORDS = 10_000
PARTS_AT_ONCE = 500
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
