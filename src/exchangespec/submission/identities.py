"""Which records of several publishers are one and the same thing: never told by names alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.spec import NAMED_FROM_OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Node = str | tuple[str, str]

TOLD, REPLACED = "told", "replaced"


class Identified(NamedTuple):
    """What is looked at of a record: what it is, and what it is called elsewhere."""

    id: str
    type: str
    identifiers: tuple[str, ...]
    replaced_by: str | None = None


class Member(NamedTuple):
    """A record that is one thing with others: the record that stands for all, and by what."""

    id: str
    type: str
    entity: str
    by: tuple[str, ...]


class Entities:
    """Groups of records that share an outside identifier, or of which one names the other's id.

    Records of different types are never one thing: a municipality is a place and a body. A record
    that was replaced is one thing with what stands for it now.
    """

    def __init__(self, records: Iterable[Identified], told: Iterable[tuple[str, str]] = ()) -> None:
        """Put records together; `told` names pairs that somebody says are the same."""
        self._above: dict[Node, Node] = {}
        self._outside: dict[str, str] = {}
        found = {record.id: record for record in records}
        links: dict[Node, set[str]] = defaultdict(set)
        for record in found.values():
            self._join(record, found, links)
        for one, other in told:
            if one in found and other in found and found[one].type == found[other].type:
                self._unite(one, other)
                links[one, TOLD] = {one, other}
        self.members = self._members(found, links)
        self._outside = self._identified(found)

    def _join(
        self, record: Identified, found: Mapping[str, Identified], links: dict[Node, set[str]]
    ) -> None:
        """Put a record together with everything that it says it is."""
        for name in record.identifiers:
            other = found.get(name)
            if other is not None and other.type != record.type:
                continue
            self._unite(record.id, name if other else (record.type, name))
            links[record.type, name] |= {record.id, *([name] if other else [])}
        heir = found.get(record.replaced_by or "")
        if heir is not None and heir.type == record.type:
            self._unite(record.id, heir.id)
            links[record.id, REPLACED] = {record.id, heir.id}

    def _top(self, node: Node) -> Node:
        """Return what stands for the group of a node."""
        path = []
        while (above := self._above.get(node, node)) != node:
            path.append(node)
            node = above
        for one in path:
            self._above[one] = node
        return node

    def _unite(self, one: Node, other: Node) -> None:
        """Make two groups one."""
        first, second = self._top(one), self._top(other)
        if first != second:
            self._above[second] = first

    def _members(
        self, found: Mapping[str, Identified], links: Mapping[Node, set[str]]
    ) -> dict[str, Member]:
        """Return the records of every group that has more than one."""
        groups: dict[Node, list[str]] = defaultdict(list)
        for name in found:
            groups[self._top(name)].append(name)
        by: dict[str, set[str]] = defaultdict(set)
        for node, names in links.items():
            if len(names) > 1 and isinstance(node, tuple):
                for name in names:
                    by[name].add(node[1])
        members = {}
        for group in groups.values():
            if len(group) > 1:
                current = [name for name in group if not found[name].replaced_by] or group
                entity = min(current)
                for name in sorted(group):
                    reasons = tuple(sorted(by[name]))
                    members[name] = Member(name, found[name].type, entity, reasons)
        return members

    def _identified(self, found: Mapping[str, Identified]) -> dict[str, str]:
        """Return the record that an outside identifier stands for in a reference."""
        outside: dict[str, str] = {}
        for record_type in NAMED_FROM_OUTSIDE:
            for record in found.values():
                if record.type == record_type:
                    for name in record.identifiers:
                        outside.setdefault(name, self.of(record.id))
        return outside

    def of(self, name: str) -> str:
        """Return the record that stands for the thing a reference means."""
        member = self.members.get(name)
        if member is not None:
            return member.entity
        return self._outside.get(name, name)


def identified(record_id: str, record_type: str, values: Mapping[str, Any]) -> Identified:
    """Return what is looked at of a record."""
    identifiers = values.get("identifiers")
    replaced_by = values.get("replaced_by")
    names = identifiers if isinstance(identifiers, (list, tuple)) else ()
    return Identified(
        record_id,
        record_type,
        tuple(name for name in names if isinstance(name, str)),
        replaced_by if isinstance(replaced_by, str) else None,
    )
