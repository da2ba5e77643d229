"""The JSON-LD 1.1 context that makes our JSON our RDF.

It names full addresses only, so that it takes no prefix from the publishers, and it is never
fetched: whoever processes a package gives it to the processor under its versioned address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.emit.json_text import compact, pretty
from exchangespec.spec import triples
from exchangespec.spec.triples import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.spec.triples import TripleSpec

PATH = "schemas/rdf/context.jsonld"
PACKAGE_PATH = "src/exchangespec/schemas/context.jsonld"

Definition = dict[str, Any]


def definition(one: TripleSpec) -> Definition:
    """Return what a field's name means in JSON-LD."""
    found: Definition = {"@id": one.predicate}
    if one.form is Form.TEXT:
        return found | {"@container": "@language"}
    if one.form is Form.NAME:
        found["@type"] = "@vocab"
    elif one.form is not Form.LITERAL:
        found["@type"] = "@id"
    elif one.datatype == triples.JSON_LITERAL:
        found["@type"] = "@json"
    elif one.datatype != triples.STRING:
        found["@type"] = one.datatype
    if one.many:
        found["@container"] = "@set"
    if one.form is Form.NAME:
        return found | {"@context": _words_only(one, found)}
    return found


def _words_only(one: TripleSpec, found: Definition) -> list[Any]:
    """Return the context in which a field's values are words of one namespace and nothing else.

    A code may have the name of a field (`member`, `value`) or of a publisher's prefix. So all
    terms are cleared but the field itself, without which some processors would forget that its
    values are addresses.
    """
    return [None, {"@vocab": one.base, one.field: found}]


def is_shadowed(list_name: str) -> bool:
    """Tell whether a code of a list is taken for a code, be it also the name of a field or prefix.

    It is where the field has a context of its own that clears all other words.
    """
    users = [
        one
        for record_type, form in spec.records().items()
        for name, one in triples.record_triples(record_type).items()
        if form.fields[name].codelist == list_name
    ]
    return all((definition(one).get("@context") or [0])[0] is None for one in users)


def context() -> dict[str, Any]:
    """Return the content of `@context`.

    On top stand keywords, record types, the schemes of identifiers, the header's fields, and what
    means the same in all types. A type's own context holds what means something else there.
    """
    shared = _shared_fields()
    top: dict[str, Any] = {
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        "records": {"@id": triples.HAS_RECORD, "@container": "@set"},
    }
    types = {name: _type(name, shared) for name in spec.records()}
    return top | types | dict(triples.scheme_bases()) | shared


def _shared_fields() -> dict[str, Definition]:
    """Return the fields that need no type: the header's, and those that mean the same in all."""
    header = {name: definition(one) for name, one in triples.header_triples().items()}
    variants: dict[str, list[Definition]] = {}
    for record_type in spec.records():
        for name, one in triples.record_triples(record_type).items():
            found = definition(one)
            if found not in variants.setdefault(name, []):
                variants[name].append(found)
    own = {
        name: found[0]
        for name, found in variants.items()
        if len(found) == 1 and name not in header and name not in triples.scheme_bases()
    }
    return header | own


def _type(name: str, shared: Mapping[str, Definition]) -> Any:
    """Return what a record type's name means, with the fields that are special to it."""
    own = triples.record_triples(name)
    schemes = {
        scheme: {"@id": base, "@prefix": True}
        for scheme, base in triples.scheme_bases().items()
        if scheme in own
    }
    scoped = {}
    for field, one in own.items():
        found = definition(one)
        if schemes and one.form is Form.REFERENCE:
            # Here a field has the name of a scheme; in a reference the scheme is meant.
            found["@context"] = schemes
        if found != shared.get(field):
            scoped[field] = found
    address = triples.class_iri(name)
    return {"@id": address, "@context": scoped} if scoped else address


def document() -> dict[str, Any]:
    """Return the context as the document that stands under its address."""
    return {"@context": context()}


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield the context for readers."""
    yield PATH, pretty(document())


def emit_package_data() -> Iterator[tuple[str, bytes]]:
    """Yield the context for the copy that ships with the package, by which others' data is read."""
    yield PACKAGE_PATH, compact(document())
