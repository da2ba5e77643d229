"""How many and how much: nodes with a value or bounds, since ours may be bounds themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.model.quantities import quantity_span
from exchangespec.spec.aligned.nodes import Value, number, plain, typed_date

if TYPE_CHECKING:
    from exchangespec.spec.aligned.nodes import Node
    from exchangespec.spec.aligned.portrait import Portrait

# Quantities that another recipe says.
TOLD = frozenset({("Funding", "amount"), ("Statement", "quantity")})
PER_CENT = "%"


def bounded(node: Node, value: Any) -> bool:
    """Say what a quantity is, or between what it lies; tell whether anything could be said.

    What is only about right is neither a value nor a bound.
    """
    span = quantity_span(value)
    if span is None or span.approximate:
        return False
    if span.exact and span.low is not None:
        node.add("schema:value", number(span.low))
    else:
        node.add("schema:minValue", None if span.low is None else number(span.low))
        node.add("schema:maxValue", None if span.high is None else number(span.high))
    if span.percent:
        node.add("schema:unitText", plain(PER_CENT))
    return True


def of_record(portrait: Portrait) -> None:
    """Give each quantity of a record a node."""
    for known in spec.records()[portrait.type].fields.values():
        if known.kind.name != "quantity" or (portrait.type, known.name) in TOLD:
            continue
        span = quantity_span(portrait.record.get(known.name))
        if span is None or span.approximate:
            continue
        node = portrait.hang(
            known.name.replace("_", "-"), "schema:QuantitativeValue", "schema:PropertyValue"
        )
        node.add("schema:propertyID", plain(known.name))
        bounded(node, portrait.record[known.name])
        if known.name == "population":
            node.add("schema:observationDate", typed_date(portrait.record.get("population_date")))
        portrait.node.add("schema:additionalProperty", Value(node.subject))


def amount(portrait: Portrait) -> None:
    """Say how much money it was."""
    span = quantity_span(portrait.record.get("amount"))
    if span is None or span.approximate:
        return
    portrait.node.is_a("schema:MonetaryGrant")
    node = portrait.hang("amount", "schema:MonetaryAmount")
    bounded(node, portrait.record["amount"])
    if (currency := portrait.text("currency")) is not None:
        node.add("schema:currency", plain(currency))
    portrait.node.add("schema:amount", Value(node.subject))


def observation(portrait: Portrait) -> None:
    """Say what a source counted, or which value it gives."""
    portrait.node.add("schema:observationDate", typed_date(portrait.record.get("as_of")))
    if (value := portrait.text("value")) is not None:
        portrait.node.add("schema:value", plain(value))
    elif "quantity" in portrait.record:
        bounded(portrait.node, portrait.record["quantity"])
