"""All that is kept of a submission for rules on records together: ids, places, declared columns."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from exchangespec.submission.facts import FAILED, NOWHERE, Facts, Key, RecordFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        # The prefixes of further publishers whose packages are here as well.
        self.publishers: frozenset[str] = frozenset()
        # What nobody was asked for, and may be right.
        self.header_open: frozenset[str] = frozenset()
        # Checks that profiles ask for, by the slug of the rule, each with what it is told.
        self.asked: Mapping[str, tuple[Any, ...]] = {}
        self.duplicates: list[tuple[Facts, Facts]] = []
        self._columns = {
            record_type: {name: number for number, name in enumerate(sorted(set(names)))}
            for record_type, names in columns.items()
        }
        self._rows: dict[str, list[Facts]] = defaultdict(list)
        self._index: dict[str, Facts] = {}
        self._last = NOWHERE
        self._in_order = True
        self._interned: dict[Any, Any] = {}
        self._unknown: set[str] = set()
        self._pointing: dict[tuple[str, str], dict[str, list[Facts]]] = {}
        # For whom each party stands, worked out once; a further record may change it.
        self.standing_for: dict[str, str] = {}
        self.groups: dict[tuple[str, ...], frozenset[str]] = {}

    def header_states(self, field: str) -> bool:
        """Tell whether a header field was stated, be it rightly or wrongly, or left open."""
        return field in self.header or field in self.header_failed | self.header_open

    def add(self, record: RecordFacts) -> None:
        """Keep what rules may ask of a record; a second record of the same id is kept as well."""
        columns = self._columns.get(record.type, {})
        failed = record.failed
        row: list[Any] = [None] * len(columns)
        for name, value in record.values.items():
            column = columns.get(name)
            if column is not None:
                row[column] = (
                    record.partly.get(name, FAILED) if name in failed else self._kept(value)
                )
        if failed:
            for name in failed - record.values.keys():
                if name in columns:
                    row[columns[name]] = FAILED
        if self.standing_for:
            self.standing_for.clear()
            self.groups.clear()
        kept = Facts(record.type, record.id, tuple(row), columns, record.key)
        self._rows[record.type].append(kept)
        if record.key < self._last:
            self._in_order = False
        self._last = record.key
        if record.id:
            self._note(kept)

    def add_unknown(self, record_id: object) -> None:
        """Keep the id of a record whose type is not known: what points to it is not dangling."""
        if isinstance(record_id, str):
            self._unknown.add(record_id)

    def settle(self) -> None:
        """Put the records in the order they stand in, whatever order they were judged in."""
        if self._in_order:
            return
        self.duplicates.clear()
        self._index.clear()
        for rows in self._rows.values():
            rows.sort(key=_place)
        everything = [record for rows in self._rows.values() for record in rows if record.id]
        everything.sort(key=_place)
        for record in everything:
            self._note(record)

    def _note(self, record: Facts) -> None:
        """Note where an id stands; the second of the same id is a duplicate."""
        first = self._index.setdefault(record.id, record)
        if first is not record:
            self.duplicates.append((first, record))

    def _kept(self, value: Any) -> Any:
        """Return a value in its smallest form, equal ones only once."""
        if value.__class__ is str:
            return self._interned.setdefault(value, value)
        if value is None or isinstance(value, (dict, bool)):
            return value
        if isinstance(value, list):
            value = tuple([self._interned.setdefault(item, item) for item in value])
        return self._interned.setdefault(value, value)

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
        return self._index.get(record_id) if record_id else None

    def type_of(self, record_id: str) -> str | None:
        """Return the type of the record of this id, or None."""
        found = self._index.get(record_id)
        return None if found is None else found.type

    def has(self, record_type: str) -> bool:
        """Tell whether there is a record of a type."""
        return bool(self._rows.get(record_type))

    def picking(
        self, record_type: str, names: Sequence[str]
    ) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
        """Return what picks some columns, which a rule declared, out of every record of a type."""
        columns = self._columns[record_type]
        if len(names) == 1:
            at = columns[names[0]]
            return lambda row: (row[at],)
        return itemgetter(*(columns[name] for name in names))

    def ids(self) -> Iterator[str]:
        """Iterate over every id once."""
        return iter(self._index)

    def of(self, *record_types: str) -> Iterator[Facts]:
        """Iterate over the records of some types, or of all, in the order they were read."""
        for record_type in record_types or tuple(self._rows):
            yield from self._rows.get(record_type, ())

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


def _place(record: Facts) -> Key:
    """Return where a record was read, by which records are sorted."""
    return record.key
