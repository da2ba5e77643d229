"""Records that have been read and judged: one with its faults, or many with none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any

from exchangespec.submission.facts import Key, RecordFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exchangespec.finding import Fault
    from exchangespec.formats.format import Part, RawBlock

# A key by what it holds, without the way round through Python that naming its parts takes.
_key_of = partial(tuple.__new__, Key)


# Not frozen, since that costs more than all the rest of making one.
@dataclass(slots=True)
class ReadRecord:
    """A record that has been read and judged."""

    facts: RecordFacts
    faults: list[Fault]


class ReadBlock:
    """Many records of one type, as columns, of none of which reader or model has a word to say.

    Attributes:
        type: what all of them are.
        columns: by field, a value for each record; None where one does not state the field.
        keys: where each was read.
        origin: the number of the origin of all of them.
    """

    __slots__ = ("_raw", "columns", "keys", "origin", "type")

    def __init__(self, raw: RawBlock, origin: int) -> None:
        """Take the records, with the number of their origin."""
        self._raw = raw
        self.type = raw.type
        self.columns: Mapping[str, Sequence[Any]] = raw.columns
        self.origin = origin
        self.keys: list[Key] = list(map(_key_of, zip(repeat(origin), raw.positions)))

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.keys)

    def parts(self) -> list[Part]:
        """Return the records, those together that state the same fields."""
        return self._raw.parts()

    def values(self, at: int) -> dict[str, Any]:
        """Return what one record states."""
        return self._raw.values(at)

    def facts(self, at: int) -> RecordFacts:
        """Return one record as rules see it."""
        values = self.values(at)
        return RecordFacts(self.type, values["id"], values, key=self.keys[at])


def one_by_one(passages: Iterable[ReadRecord | ReadBlock]) -> Iterator[ReadRecord]:
    """Yield each record alone."""
    for one in passages:
        if isinstance(one, ReadBlock):
            yield from (ReadRecord(one.facts(at), []) for at in range(len(one)))
        else:
            yield one
