"""Several submissions put together: what only shows when the data of all are side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exchangespec.submission.relations import body

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.identities import Entities
    from exchangespec.submission.known import Known


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Joined:
    """The newest record of each id of several submissions.

    Attributes:
        known: the records.
        prefixes: the prefixes of the publishers whose data are here.
        entities: which records of them are the same thing.
        publishers: who publishes under each prefix: a name, or an id.
    """

    known: Known
    prefixes: frozenset[str]
    entities: Entities
    publishers: Mapping[str, str] = field(default_factory=dict, compare=False)

    def party(self, name: str) -> str:
        """Return what stands for a party: an authority counts as its city (BODY_COLUMNS)."""
        return self.entities.of(body(self.known, self.entities.of(name)))

    def parties(self, names: Iterable[str]) -> frozenset[str]:
        """Return what stands for several parties (BODY_COLUMNS)."""
        return frozenset(map(self.party, names))


def publisher(record: Facts) -> str:
    """Return the prefix of the publisher whose record it is."""
    return record.id.partition(":")[0]
