"""The aligned layer: what a package says in official vocabularies, worked out record by record.

It is written beside our own triples and never read back, so nothing here may say what a field of
ours says: a property that a record type uses itself is left out of that type's alignment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec.spec.aligned.closing import closing_nodes
from exchangespec.spec.aligned.dataset import dataset_nodes
from exchangespec.spec.aligned.fields import predicates
from exchangespec.spec.aligned.nodes import Node
from exchangespec.spec.aligned.records import record_nodes
from exchangespec.spec.aligned.surroundings import Surroundings, surroundings
from exchangespec.spec.triples import expanded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Alignment", "Node", "Surroundings", "predicates"]


class Alignment:
    """The aligned layer of one package; first the package, then the records, then the rest."""

    def __init__(self, header: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> None:
        """Look once at all records for what others need to know of them."""
        self._header = header
        self._around = surroundings(header, records)

    def dataset(self) -> list[Node]:
        """Return what is said of the package: its own node first."""
        return dataset_nodes(self._header, self._around)

    def record(self, record: Mapping[str, Any]) -> list[Node]:
        """Return what is said of a record: its own node first, then those that hang on it."""
        subject = expanded(str(record["id"]), self._around.prefixes)
        return record_nodes(record, subject, self._around)

    def rest(self) -> Iterator[Node]:
        """Yield what was referred to: codes, countries, languages, and what lies outside."""
        return closing_nodes(self._around.referred)
