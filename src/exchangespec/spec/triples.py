"""The model as triples: which property each field becomes, and what form its value has.

The JSON-LD context, the shapes, the writers and the readers of RDF all work from this one table,
so what a context yields from our JSON is what our own writers write.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from exchangespec.codelists import identifier_schemes
from exchangespec.model.kinds import EXTENSION_PATTERN
from exchangespec.model.quantities import canonical_quantity
from exchangespec.spec import NAMESPACE, FieldSpec, default_base, header, records
from exchangespec.spec.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CODES = f"{NAMESPACE}code/"
PROFILES = f"{NAMESPACE}profile/"
VERSIONS = f"{NAMESPACE}version/"
IDENTIFIERS = f"{NAMESPACE}identifier/"
SHAPES = f"{NAMESPACE}shapes#"
# The shape of the header; that of a record is named like its type.
HEADER_SHAPE = "Package"

RDF_TYPE = expand("rdf:type")
LANG_STRING = expand("rdf:langString")
JSON_LITERAL = expand("rdf:JSON")
STRING = expand("xsd:string")
BOOLEAN = expand("xsd:boolean")
INTEGER = expand("xsd:integer")
DOUBLE = expand("xsd:double")
LANGUAGE = expand("xsd:language")
EDTF = expand("edtf:EDTF")
QUANTITY = expand("es:Quantity")

# From the package to each of its records.
HAS_RECORD = expand("dct:hasPart")
# What a package is. Plain JSON has no type for it, so the canonical layer does not say it.
HEADER_CLASS = expand("dcat:Dataset")

EXTENSION = re.compile(EXTENSION_PATTERN)
PREFIX_ENDS = (":", "/", "?", "#", "[", "]", "@")


class Form(StrEnum):
    """What a value becomes.

    A REFERENCE is the IRI of `prefix:local`: a record, an identifier elsewhere, a dataset. An
    ADDRESS is an IRI already. A NAME is a word of a fixed namespace: a code, a profile, a version.
    A TEXT is one literal a language; every other LITERAL has the datatype named.
    """

    REFERENCE = "reference"
    ADDRESS = "address"
    NAME = "name"
    TEXT = "text"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class TripleSpec:
    """How one field is said in RDF.

    `predicate` is a full IRI; `datatype` that of a literal; `base` what a NAME's word is put after.
    """

    field: str
    predicate: str
    form: Form
    many: bool
    datatype: str = ""
    base: str = ""


FORMS: dict[str, Form] = {
    "id": Form.REFERENCE,
    "ref": Form.REFERENCE,
    "identifier": Form.REFERENCE,
    "iri": Form.REFERENCE,
    "url": Form.ADDRESS,
    "code": Form.NAME,
    "text": Form.TEXT,
}
DATATYPES: dict[str, str] = {
    "boolean": BOOLEAN,
    "country": STRING,
    "currency": STRING,
    "date": EDTF,
    "integer": INTEGER,
    "language": LANGUAGE,
    "number": DOUBLE,
    "period": EDTF,
    "prefixes": JSON_LITERAL,
    "quantity": QUANTITY,
    "string": STRING,
    "text": LANG_STRING,
    "time": STRING,
}
# Header fields that hold a word of a fixed namespace, though no code list has it.
NAMED = {"exchangespec": VERSIONS, "profiles": PROFILES}


def triple_spec(known: FieldSpec) -> TripleSpec:
    """Return how a field is said in RDF."""
    named = NAMED.get(known.name, "")
    form = Form.NAME if named else FORMS.get(known.kind.name, Form.LITERAL)
    literal = form in {Form.TEXT, Form.LITERAL}
    return TripleSpec(
        field=known.name,
        predicate=expand(known.term),
        form=form,
        many=known.many,
        datatype=DATATYPES[known.kind.name] if literal else "",
        base=named or (f"{CODES}{known.codelist}/" if known.codelist else ""),
    )


def _triple_specs(fields: Iterable[FieldSpec]) -> Mapping[str, TripleSpec]:
    """Return the triples of fields, but for those that are subject and class."""
    return MappingProxyType(
        {
            known.name: triple_spec(known)
            for known in fields
            if known.term not in {"@id", "rdf:type"}
        }
    )


@cache
def record_triples(record_type: str) -> Mapping[str, TripleSpec]:
    """Return how each field of a record type is said, in model order, without `type` and `id`."""
    return _triple_specs(records()[record_type].fields.values())


@cache
def header_triples() -> Mapping[str, TripleSpec]:
    """Return how each field of the header is said, in model order, without `id`."""
    return _triple_specs(header().values())


@cache
def record_predicates(record_type: str) -> Mapping[str, TripleSpec]:
    """Return the fields of a record type by their predicates, for reading."""
    return MappingProxyType({one.predicate: one for one in record_triples(record_type).values()})


@cache
def header_predicates() -> Mapping[str, TripleSpec]:
    """Return the fields of the header by their predicates, for reading."""
    return MappingProxyType({one.predicate: one for one in header_triples().values()})


# --- classes -------------------------------------------------------------------------------------


def class_iri(record_type: str) -> str:
    """Return the class of a record type."""
    return NAMESPACES["es"] + record_type


def type_of_class(iri: str) -> str | None:
    """Return the record type that a class stands for, or None."""
    name = iri.removeprefix(NAMESPACES["es"])
    return name if name != iri and name in records() else None


# --- IRIs ----------------------------------------------------------------------------------------


@cache
def scheme_bases() -> Mapping[str, str]:
    """Return what each identifier scheme's name stands for as a prefix.

    Where a scheme publishes no addresses, or writes something after the value, a prefix cannot
    make its address: then it is one of ours, and the aligned layer adds the scheme's own.
    """
    return MappingProxyType(
        {name: scheme_base(name, scheme.iri) for name, scheme in identifier_schemes().items()}
    )


def scheme_base(name: str, template: str) -> str:
    """Return the address before a scheme's values, from its template `https://.../{}`."""
    base, _, rest = template.partition("{}")
    return base if base and not rest else f"{IDENTIFIERS}{name}/"


def package_prefixes(values: Mapping[str, Any]) -> dict[str, str]:
    """Return every prefix that a package's header gives a meaning, the publisher's own first.

    What is no text gives none, such as two addresses where one belongs.
    """
    prefix, base, others = (values.get(name) for name in ("prefix", "base", "prefixes"))
    found = {}
    if isinstance(prefix, str):
        found[prefix] = base if base and isinstance(base, str) else default_base(prefix)
    if isinstance(others, dict):
        found |= {name: other for name, other in sorted(others.items()) if isinstance(other, str)}
    return found


def all_prefixes(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what each prefix stands for in a package: its own, then the schemes' names."""
    return {**scheme_bases(), **package_prefixes(values)}


@cache
def reserved_prefixes() -> frozenset[str]:
    """Return the words that the context gives a meaning: no publisher's prefix may be one of them.

    A JSON-LD processor would take the prefix for the field, or the field for the prefix.
    """
    fields = {name for form in records().values() for name in form.fields}
    return frozenset({*fields, *header(), *records(), *scheme_bases(), "records"})


def ends_a_prefix(address: str) -> bool:
    """Tell whether JSON-LD puts what follows a prefix right after this address."""
    return address.endswith(PREFIX_ENDS)


def expanded(compact: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI of `prefix:local`; an address, and what has no known prefix, as it is."""
    prefix, colon, local = compact.partition(":")
    base = prefixes.get(prefix) if colon and not local.startswith("//") else None
    return compact if base is None else base + local


def compacted(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return `prefix:local` by the longest base that fits, the IRI itself where none does."""
    best = ""
    for prefix, base in prefixes.items():
        longer = not best or len(base) > len(prefixes[best])
        if longer and iri.startswith(base) and len(iri) > len(base):
            best = prefix
    local = iri[len(prefixes[best]) :] if best else ""
    return f"{best}:{local}" if best and not local.startswith("//") else iri


def named(word: str, base: str) -> str:
    """Return the IRI of a word in a fixed namespace; what is an IRI already stays one."""
    return word if ":" in word else base + word


def word_of(iri: str, base: str) -> str:
    """Return the word of an IRI in a fixed namespace; any other IRI as it is."""
    return iri.removeprefix(base) or iri


def extension_predicate(name: str, base: str) -> str:
    """Return the property of an `x_` column; `base` is what the publisher's prefix stands for."""
    return f"{base}#{name}"


def extension_name(predicate: str, base: str) -> str | None:
    """Return the `x_` column of a property, or None if it is none of the publisher's."""
    name = predicate.removeprefix(f"{base}#")
    return name if name != predicate and EXTENSION.fullmatch(name) else None


# --- literals ------------------------------------------------------------------------------------


def lexical(value: Any, datatype: str) -> str:
    """Return the text of a value as a literal of a datatype."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if datatype == DOUBLE:
        return canonical_double(value)
    if datatype == JSON_LITERAL:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def value_of(text: str, datatype: str) -> Any:
    """Return the value that the text of a literal stands for.

    Raises:
        ValueError: if the text is none of the datatype.
    """
    if datatype == BOOLEAN:
        if text not in BOOLEANS:
            raise ValueError(text)
        return BOOLEANS[text]
    if datatype == INTEGER:
        return int(text)
    if datatype == DOUBLE:
        number = float(text)
        return int(number) if number.is_integer() else number
    if datatype == QUANTITY:
        return canonical_quantity(text)
    if datatype == JSON_LITERAL:
        return json.loads(text)
    return text


BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def canonical_double(number: float) -> str:
    """Return the canonical text of an xsd:double, no digit longer than it must be: `5.1E1`."""
    exact = Decimal(repr(float(number)))
    sign, digits, exponent = exact.as_tuple()
    if not isinstance(exponent, int):
        return {"n": "NaN", "N": "NaN"}.get(exponent, "-INF" if sign else "INF")
    text = "".join(map(str, digits)).lstrip("0")
    power = len(text) - 1 + exponent if text else 0
    text = text.rstrip("0")
    return f"{'-' if sign else ''}{text[:1] or '0'}.{text[1:] or '0'}E{power}"
