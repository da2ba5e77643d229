"""All that is kept of a submission for rules on records together: ids, places, declared columns."""

from __future__ import annotations

from collections import defaultdict
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.submission.facts import FAILED, NOWHERE, Facts, Key, RecordFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from exchangespec.submission.judged import ReadBlock

# So many layouts are told apart; records beyond have room for every column.
MOST_LAYOUTS = 4096


class Layout(NamedTuple):
    """How records of one type that state the same fields are kept.

    Attributes:
        names: the columns that have a value, in the order of the kept row.
        columns: the place in the row of every declared column; a last place is that of nothing.
    """

    names: tuple[str, ...]
    columns: Mapping[str, int]


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
        self._columns = {name: tuple(sorted(set(names))) for name, names in columns.items()}
        # By the fields that records state, and by those of them that are kept.
        self._layouts: dict[tuple[str, ...], Layout] = {}
        self._kept_layouts: dict[tuple[str, ...], Layout] = {}
        self._layouts_of: dict[str, list[Layout]] = defaultdict(list)
        self._rows: dict[str, list[Facts]] = defaultdict(list)
        self._index: dict[str, Facts] = {}
        self._last = NOWHERE
        self._in_order = True
        self._interned: dict[Any, Any] = {}
        self._unknown: set[str] = set()
        self._pointing: dict[tuple[str, str], dict[str, list[Facts]]] = {}
        self._alike: dict[tuple[str, ...], list[list[Facts]]] = {}
        # For whom each party stands, worked out once; a further record may change it.
        self.standing_for: dict[str, str] = {}
        self.groups: dict[tuple[str, ...], frozenset[str]] = {}

    def header_states(self, field: str) -> bool:
        """Tell whether a header field was stated, be it rightly or wrongly, or left open."""
        return field in self.header or field in self.header_failed | self.header_open

    def add(self, record: RecordFacts) -> None:
        """Keep what rules may ask of a record; a second record of the same id is kept as well."""
        values, failed = record.values, record.failed
        states = record.type, *values, *failed
        names, columns = self._layouts.get(states) or self._layout(states)
        keep, keep_text = self._kept, self._interned.setdefault
        if failed:
            partly = record.partly
            row = [
                partly.get(name, FAILED) if name in failed else keep(values.get(name))
                for name in names
            ]
        else:
            row = [
                keep_text(value, value) if value.__class__ is str else keep(value)
                for value in map(values.get, names)
            ]
        row.append(None)
        self._forget()
        kept = Facts(record.type, record.id, tuple(row), columns, record.key)
        self._rows[record.type].append(kept)
        if record.key < self._last:
            self._in_order = False
        self._last = record.key
        if record.id:
            self._note(kept)

    def add_block(self, block: ReadBlock) -> None:
        """Keep what rules may ask of many records, one at least, as if each were added alone."""
        columns, keys = block.columns, block.keys
        states = block.type, "type", *columns
        names, places = self._layouts.get(states) or self._layout(states)
        everything = {"type": [block.type] * len(keys), **columns}
        # Where there are too many layouts, a row has room for what no record states.
        absent = [None] * len(keys)
        kept = [self._kept_column(everything.get(name, absent)) for name in names]
        rows = zip(*kept, repeat(None))
        self._forget()
        records = list(map(Facts, everything["type"], columns["id"], rows, repeat(places), keys))
        self._rows[block.type].extend(records)
        if keys[0] < self._last:
            self._in_order = False
        self._last = keys[-1]
        for record in records:
            self._note(record)

    def _kept_column(self, column: Sequence[Any]) -> Iterable[Any]:
        """Return values in their smallest form, equal ones only once."""
        if set(map(type, column)) == {str}:
            return map(self._interned.setdefault, column, column)
        return map(self._kept, column)

    def _forget(self) -> None:
        """Forget what was worked out of the records before, now that there are more."""
        if self.standing_for:
            self.standing_for.clear()
            self.groups.clear()
        if self._alike:
            self._alike.clear()

    def _layout(self, states: tuple[str, ...]) -> Layout:
        """Return how records are kept that state the same: their type, and then their fields."""
        record_type = states[0]
        declared = self._columns.get(record_type, ())
        stated = set(states[1:])
        names = tuple(name for name in declared if name in stated)
        if len(self._kept_layouts) >= MOST_LAYOUTS:
            names = declared
        layout = self.layout_of(record_type, names)
        if len(self._layouts) < MOST_LAYOUTS:
            self._layouts[states] = layout
        return layout

    def layout_of(self, record_type: str, names: tuple[str, ...]) -> Layout:
        """Return how records of a type are kept of which these columns are stated."""
        layout = self._kept_layouts.get((record_type, *names))
        if layout is None:
            columns = dict.fromkeys(self._columns.get(record_type, ()), len(names))
            columns.update({name: at for at, name in enumerate(names)})
            layout = self._kept_layouts[record_type, *names] = Layout(names, columns)
            self._layouts_of[record_type].append(layout)
        return layout

    def add_unknown(self, record_id: object) -> None:
        """Keep the id of a record whose type is not known: what points to it is not dangling."""
        if isinstance(record_id, str):
            self._unknown.add(record_id)

    def settle(self) -> None:
        """Put the records in the order they stand in, whatever order they were judged in."""
        if self._in_order:
            return
        self._alike.clear()
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
        if value.__class__ is list:
            items = tuple(value)
            kept = self._interned.get(items)
            if kept is None:
                kept = tuple([self._interned.setdefault(item, item) for item in items])
                self._interned[kept] = kept
            return kept
        if value is None or isinstance(value, (dict, bool)):
            return value
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

    def ids(self) -> Iterator[str]:
        """Iterate over every id once."""
        return iter(self._index)

    def firsts(self) -> Iterator[Facts]:
        """Iterate over the first record of every id."""
        return iter(self._index.values())

    def in_parts(self) -> Iterator[Known]:
        """Iterate over parts of the records, each as a submission of its own; here, over all."""
        yield self

    def doubled(self) -> frozenset[str]:
        """Return the ids that more than one record has."""
        return frozenset(second.id for _, second in self.duplicates)

    def sharing(
        self, records: Iterable[Facts], keys: Callable[[Facts], Iterable[Hashable]]
    ) -> Iterator[tuple[Hashable, list[Facts]]]:
        """Yield each key that more than one of some records of these has, with the records.

        The records are in the order in which they were read, the keys in that of their first ones.
        """
        groups: dict[Hashable, Facts | list[Facts]] = {}
        for record in records:
            for key in keys(record):
                there = groups.setdefault(key, record)
                if isinstance(there, list):
                    there.append(record)
                elif there is not record:
                    groups[key] = [there, record]
        return ((key, group) for key, group in groups.items() if isinstance(group, list))

    def of(self, *record_types: str) -> Iterator[Facts]:
        """Iterate over the records of some types, or of all, in the order they were read."""
        for record_type in record_types or tuple(self._rows):
            yield from self._rows.get(record_type, ())

    def stating(self, fields: Iterable[str], *record_types: str) -> Iterator[Facts]:
        """Iterate over the records that state one of some columns, rightly or wrongly.

        Few rules have something to say of every record; what most of them ask for, few records
        state. Only the layouts are looked at, so that some may be among them that do not.
        """
        asked = set(fields)
        for record_type in record_types or tuple(self._rows):
            layouts = self._layouts_of[record_type]
            fitting = {id(one.columns) for one in layouts if not asked.isdisjoint(one.names)}
            records = self._rows.get(record_type, ())
            if len(fitting) == len(layouts):
                yield from records
            elif fitting:
                yield from (one for one in records if id(one.columns) in fitting)

    def alike(self, record_type: str, *fields: str) -> Iterable[Sequence[Facts]]:
        """Return the records of a type, those together that hold the same in some columns.

        What a rule finds by these columns alone it finds once for all of them. Groups are in the
        order of their first records; there may be more than one of a kind.
        """
        found = self._alike.get((record_type, *fields))
        if found is None:
            groups = in_groups(self._rows.get(record_type, ()), fields)
            found = self._alike[record_type, *fields] = list(groups)
        return found

    def texts(self, record_type: str, field: str) -> set[str]:
        """Return what is stated in a column, each text once."""
        return {record.text(field) for record in self.stating((field,), record_type)}

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


def in_groups(records: Iterable[Facts], fields: Sequence[str]) -> Iterable[list[Facts]]:
    """Return records that hold the same in some columns together."""
    groups: dict[Any, list[Facts]] = {}
    # By the layout of the records: what takes from a row the places of the columns.
    takers: dict[int, itemgetter[Any]] = {}
    for record in records:
        columns = record.columns
        take = takers.get(id(columns))
        if take is None:
            take = takers[id(columns)] = itemgetter(*(columns[name] for name in fields))
        held = take(record.row)
        group = groups.get(held)
        if group is None:
            groups[held] = [record]
        else:
            group.append(record)
    return groups.values()


def _place(record: Facts) -> Key:
    """Return where a record was read, by which records are sorted."""
    return record.key
