"""A record being said in official vocabularies: its values, its node, and what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec.spec.aligned.nodes import Node, Value, part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.spec.aligned.surroundings import Surroundings


class Portrait:
    """One record with the nodes that tell of it; the first of them is its own."""

    def __init__(self, record: Mapping[str, Any], node: Node, around: Surroundings) -> None:
        """Start with the record's own node."""
        self.record = record
        self.type = str(record["type"])
        self.node = node
        self.subject = node.subject
        self.around = around
        self.nodes = [node]

    def hang(self, name: str, *classes: str) -> Node:
        """Return a new node that hangs on the record."""
        node = Node(part(self.subject, name), *classes)
        self.nodes.append(node)
        return node

    def at(self, name: str) -> Value:
        """Return the address of a node that hangs on the record."""
        return Value(part(self.subject, name))

    def text(self, field: str) -> str | None:
        """Return the one text of a field, None where there is none."""
        value = self.record.get(field)
        return value if isinstance(value, str) else None

    def texts(self, field: str) -> list[str]:
        """Return the texts of a field, be it one or many."""
        value = self.record.get(field)
        items = value if isinstance(value, list) else [value]
        return [item for item in items if isinstance(item, str)]

    def languages(self, field: str) -> Mapping[str, str]:
        """Return the texts of a field by language."""
        value = self.record.get(field)
        return value if isinstance(value, dict) else {}
