"""Vocabularies that publishers made for themselves, and what their terms are in schema.org.

A term stands here only after a publisher's own documentation and data were looked at; what is not
here is named in a finding and left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchangespec.formats.rdf_text import NODE, RDF_TYPE
from exchangespec.imports.graph import usual
from exchangespec.spec.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exchangespec.formats.rdf_text import Triple


@dataclass(frozen=True, slots=True)
class Dialect:
    """One vocabulary: its classes and properties by the name of the same thing in schema.org.

    `elsewhere` holds terms of other vocabularies that this publisher uses in a sense of its own,
    by class.
    """

    namespace: str
    classes: Mapping[str, str]
    properties: Mapping[str, str]
    elsewhere: Mapping[tuple[str, str], str]

    def spelt(self, one: Triple, classes: Mapping[str, str]) -> Triple:
        """Return a statement in the terms of schema.org, as far as they are known."""
        predicate = usual(one.predicate)
        if predicate == RDF_TYPE and one.form == NODE:
            name = self.classes.get(one.value.removeprefix(self.namespace))
            return one._replace(value=expand(f"schema:{name}")) if name else one
        name = self.elsewhere.get((classes.get(one.subject, ""), predicate))
        if predicate.startswith(self.namespace):
            name = self.properties.get(predicate.removeprefix(self.namespace))
        return one._replace(predicate=expand(f"schema:{name}")) if name else one


MADRID = Dialect(
    namespace="https://data.eventsinmadrid.org/ontology#",
    classes={"Event": "Event", "Facility": "Place", "Address": "PostalAddress"},
    properties={
        "eventType": "keywords",
        "hasAddress": "address",
        "hasDescription": "description",
        "hasFinishDate": "endDate",
        "hasHour": "startTime",
        "hasPostalCode": "postalCode",
        "hasStartDate": "startDate",
        "hasTargetAudience": "audience",
        "hasType": "keywords",
        "hasURL": "url",
        "isHeldAt": "location",
        "isHeldIn": "location",
    },
    elsewhere={
        # The hour at which it begins, which the agenda itself calls HORA.
        ("Event", expand("schema:doorTime")): "startTime",
        ("Address", expand("rdfs:label")): "streetAddress",
    },
)
DIALECTS = (MADRID,)


def spelt_out(statements: Iterable[Triple]) -> Iterator[Triple]:
    """Yield statements with the terms of every known dialect put into those of schema.org."""
    kept = list(statements)
    for dialect in DIALECTS:
        classes = {
            one.subject: one.value.removeprefix(dialect.namespace)
            for one in kept
            if one.predicate == RDF_TYPE and one.value.startswith(dialect.namespace)
        }
        if classes:
            kept = [dialect.spelt(one, classes) for one in kept]
    yield from kept
