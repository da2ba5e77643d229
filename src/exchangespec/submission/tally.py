"""Counts what is wrong in one input: findings by severity, and the records that are not ready."""

from __future__ import annotations

from array import array
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.finding import SEVERITIES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exchangespec.submission.facts import Key, RecordFacts
    from exchangespec.submission.judged import ReadBlock


@cache
def recommended() -> Mapping[str, tuple[str, ...]]:
    """Return the fields that the standard recommends, by record type."""
    return {
        name: tuple(field.name for field in form.fields.values() if field.requirement == "S")
        for name, form in spec.records().items()
    }


class Tally:
    """What was counted in one input."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
        self.records: Counter[str] = Counter()
        self._sizes: Counter[int] = Counter()
        # A header, and what is of no known type, is no record that could be ready.
        self._others: set[Key] = set()
        self._faulty: set[Key] = set()
        self._spoilt: set[int] = set()
        self._asked = self._stated = 0

    def see(self, record: RecordFacts) -> None:
        """Count a record."""
        if record.type:
            self.records[record.type] += 1
            self._sizes[record.key.origin] += 1
            wanted = recommended()[record.type]
            self._asked += len(wanted)
            for name in wanted:
                self._stated += record.get(name) is not None
        else:
            self.leave_out(record.key)

    def see_block(self, block: ReadBlock) -> None:
        """Count many records."""
        self.records[block.type] += len(block)
        self._sizes[block.origin] += len(block)
        for name in recommended()[block.type]:
            column = block.columns.get(name, ())
            self._asked += len(block)
            self._stated += len(column) - column.count(None)

    def leave_out(self, key: Key | None) -> None:
        """Know a place as that of the header."""
        if key is not None:
            self._others.add(key)

    def note(self, severity: Severity, key: Key | None = None) -> None:
        """Count a finding, at a record or elsewhere."""
        self.counts[severity] += 1
        if key is not None and severity == "error":
            self._faulty.add(key)

    def spoil(self, origins: Iterable[int]) -> None:
        """Take no record of these tables for ready: something is wrong with each of them."""
        self._spoilt.update(origins)

    @property
    def faulty_positions(self) -> Iterator[int]:
        """Return where records stand that have an error of their own."""
        return (key.position for key in self._faulty - self._others)

    def recommend(self, asked: int, stated: int) -> None:
        """Add how often recommended fields may be stated, and are, in records counted elsewhere."""
        self._asked += asked
        self._stated += stated

    @property
    def recommended(self) -> tuple[int, int]:
        """Return how often a recommended field may be stated, and how often one is."""
        return self._asked, self._stated

    @property
    def faulty(self) -> int:
        """Return how many records have an error, their own or one of their whole table."""
        single = sum(key.origin not in self._spoilt for key in self._faulty - self._others)
        return single + sum(self._sizes[origin] for origin in self._spoilt)


class Lines:
    """Some lines of a file, a bit for each that stands before the last of them."""

    def __init__(self) -> None:
        """Start with none."""
        self._bits = bytearray()

    def add(self, line: int) -> None:
        """Add one."""
        at, bit = divmod(line, 8)
        if at >= len(self._bits):
            self._bits.extend(bytes(at + 1 - len(self._bits)))
        self._bits[at] |= 1 << bit

    def __contains__(self, line: int) -> bool:
        """Tell whether a line is one of them."""
        at, bit = divmod(line, 8)
        return at < len(self._bits) and bool(self._bits[at] >> bit & 1)

    def __len__(self) -> int:
        """Return how many there are."""
        return int.from_bytes(self._bits).bit_count()


class LineTally(Tally):
    """What was counted in a file of lines; of faulty ones it keeps a bit, as there may be many."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        super().__init__()
        self._faulty_lines = Lines()
        self._other_lines = Lines()

    def leave_out(self, key: Key | None) -> None:
        """Know a place as that of the header, or of what is no record."""
        if key is not None:
            self._other_lines.add(key.position)

    def mark(self, positions: bytes, first: int) -> None:
        """Note lines, packed as numbers after `first`, as those of faulty records."""
        numbers = array("Q")
        numbers.frombytes(positions)
        for number in numbers:
            self._faulty_lines.add(number + first)

    def note(self, severity: Severity, key: Key | None = None) -> None:
        """Count a finding, at a record or elsewhere."""
        self.counts[severity] += 1
        if key is not None and severity == "error" and key.position not in self._other_lines:
            self._faulty_lines.add(key.position)

    @property
    def faulty(self) -> int:
        """Return how many records have an error."""
        return len(self._faulty_lines)
