"""All that is kept of a submission for rules on records together: ids, places, declared columns."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from exchangespec.submission.facts import FAILED, Facts, Key, RecordFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date


class Known:
    """The index of one submission.

    It keeps every id with its type and place, and of each record only the columns that some rule
    declared, so that memory grows with what is asked and not with what is sent.
    """

    def __init__(self, columns: Mapping[str, Iterable[str]], *, today: date) -> None:
        """Prepare to keep `columns`, named by record type."""
        self.today = today
        self.header: Mapping[str, Any] = {}
        self.header_failed: frozenset[str] = frozenset()
        # What nobody was asked for, and may be right.
        self.header_open: frozenset[str] = frozenset()
        # Checks that profiles ask for, by the slug of the rule, each with what it is told.
        self.asked: Mapping[str, tuple[Any, ...]] = {}
        self.duplicates: list[tuple[Facts, Facts]] = []
        self._columns = {
            record_type: {name: number for number, name in enumerate(sorted(set(names)))}
            for record_type, names in columns.items()
        }
        self._rows: dict[str, list[tuple[str, tuple[Any, ...], Key]]] = defaultdict(list)
        self._index: dict[str, tuple[str, int]] = {}
        self._interned: dict[Any, Any] = {}
        self._unknown: set[str] = set()
        self._pointing: dict[tuple[str, str], dict[str, list[Facts]]] = {}

    def header_states(self, field: str) -> bool:
        """Tell whether a header field was stated, be it rightly or wrongly, or left open."""
        return field in self.header or field in self.header_failed | self.header_open

    def add(self, record: RecordFacts) -> None:
        """Keep what rules may ask of a record; a second record of the same id is kept as well."""
        columns = self._columns.get(record.type, {})
        row: list[Any] = [None] * len(columns)
        for name in record.values:
            column = columns.get(name)
            if column is not None:
                row[column] = self._kept(record, name)
        for name in record.failed - record.values.keys():
            if name in columns:
                row[columns[name]] = FAILED
        rows = self._rows[record.type]
        rows.append((record.id, tuple(row), record.key))
        if record.id:
            self._note(record.id, record.type, len(rows) - 1)

    def add_unknown(self, record_id: object) -> None:
        """Keep the id of a record whose type is not known: what points to it is not dangling."""
        if isinstance(record_id, str):
            self._unknown.add(record_id)

    def settle(self) -> None:
        """Put the records in the order they stand in, whatever order they were judged in."""
        self.duplicates.clear()
        self._index.clear()
        for rows in self._rows.values():
            rows.sort(key=lambda row: row[2])
        everything = [
            (key, record_id, record_type, number)
            for record_type, rows in self._rows.items()
            for number, (record_id, _, key) in enumerate(rows)
            if record_id
        ]
        everything.sort()
        for _, record_id, record_type, number in everything:
            self._note(record_id, record_type, number)

    def _note(self, record_id: str, record_type: str, number: int) -> None:
        """Note where an id stands; the second of the same id is a duplicate."""
        first = self._index.setdefault(record_id, (record_type, number))
        if first != (record_type, number):
            self.duplicates.append((self._facts(*first), self._facts(record_type, number)))

    def _kept(self, record: RecordFacts, name: str) -> Any:
        """Return a value in its smallest form, equal ones only once."""
        if name in record.failed:
            return record.partly.get(name, FAILED)
        value = record.values.get(name)
        if value is None or isinstance(value, (dict, bool)):
            return value
        if isinstance(value, list):
            value = tuple(self._interned.setdefault(item, item) for item in value)
        return self._interned.setdefault(value, value)

    def _facts(self, record_type: str, number: int) -> Facts:
        """Return the view of one kept row."""
        record_id, row, key = self._rows[record_type][number]
        return Facts(record_type, record_id, row, self._columns.get(record_type, {}), key)

    def __contains__(self, record_id: str) -> bool:
        """Tell whether a record of this id was read, be it valid or not."""
        return record_id in self._index or record_id in self._unknown

    def __len__(self) -> int:
        """Return the number of records read."""
        return sum(len(rows) for rows in self._rows.values())

    def counts(self) -> dict[str, int]:
        """Return how many records of each type were read."""
        return {record_type: len(rows) for record_type, rows in self._rows.items()}

    def get(self, record_id: str | None) -> Facts | None:
        """Return the record of this id, or None."""
        found = self._index.get(record_id) if record_id else None
        return None if found is None else self._facts(*found)

    def type_of(self, record_id: str) -> str | None:
        """Return the type of the record of this id, or None."""
        found = self._index.get(record_id)
        return None if found is None else found[0]

    def ids(self) -> Iterator[str]:
        """Iterate over every id once."""
        return iter(self._index)

    def of(self, *record_types: str) -> Iterator[Facts]:
        """Iterate over the records of some types, or of all, in the order they were read."""
        for record_type in record_types or tuple(self._rows):
            for number in range(len(self._rows.get(record_type, ()))):
                yield self._facts(record_type, number)

    def pointing(self, record_type: str, field: str, target: str) -> list[Facts]:
        """Return the records of a type whose reference field holds `target`."""
        index = self._pointing.get((record_type, field))
        if index is None:
            index = defaultdict(list)
            for record in self.of(record_type):
                for item in record.all(field) or (record.get(field),):
                    if isinstance(item, str):
                        index[item].append(record)
            index.default_factory = None
            self._pointing[record_type, field] = index
        return index.get(target, [])
