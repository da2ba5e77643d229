"""What each column of a table holds, and where its cells are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.codelists import fold
from exchangespec.finding import Fault, Fix
from exchangespec.formats.cells import Defaults, cell_text
from exchangespec.formats.format import Origin
from exchangespec.formats.table.headings import (
    Meaning,
    meaning,
    nearest_fields,
    type_by_headings,
)
from exchangespec.location import Location, cell_name
from exchangespec.spec import MADE_IDS, FieldSpec, RecordSpec
from exchangespec.spec.headings import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchangespec.formats.table.grid import Table
    from exchangespec.formats.table.head import Head

NOT_A_NAME = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 60
# Comparing is slow, and nobody reads more guesses about one table.
MOST_GUESSES = 200


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a field, in a language where it is text, or an extension `x_...`."""

    index: int
    heading: str
    name: str
    field: FieldSpec | None
    language: str | None = None


@dataclass(slots=True)
class ColumnPlan:
    """How the columns of one table are read; `faults` were noticed while planning it.

    `row` is the first row of the headings, `last_heading` the last; `missing` are required fields
    without a column; `nameless` are columns without a heading; `width` is how many columns the
    table has, `limit` that from which on another table stands beside it.
    """

    table: Table
    spec: RecordSpec
    row: int
    columns: list[Column]
    faults: list[tuple[Fault, Location]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    width: int = 0
    last_heading: int = 0
    limit: int | None = None

    def find(self, name: str | None, item: int | str | None) -> Column | None:
        """Return the column of a field, in the language `item` where it names one."""
        first = None
        for column in self.columns:
            if column.name == name:
                if column.language == item:
                    return column
                first = first or column
        return first

    def widen(self, width: int) -> None:
        """Know of rows with cells beyond the headings: their columns have no name."""
        self.nameless.extend(range(self.width, width))
        self.width = max(self.width, width)

    @property
    def key(self) -> Column | None:
        """Return the column that names a record: its id, or else the first."""
        return self.find("id", None) or min(
            self.columns, key=lambda column: column.index, default=None
        )


class TableOrigin(Origin):
    """A table that records were read from; a position is a row number."""

    def __init__(self, plan: ColumnPlan) -> None:
        """Look up columns in the plan that the rows were read by."""
        self.plan = plan

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return the cell of a field, though it be empty; the row, by its key cell, otherwise."""
        column = self.plan.find(field, item)
        place = column or self.plan.key
        if place is None:
            return self.plan.table.place(position, field=field)
        # The key cell stands for the row; its heading would name the wrong field.
        named = column or (None if field else place)
        heading = named.heading if named else None
        return self.plan.table.place(position, place.index, column=heading or None, field=field)


class TableHead(NamedTuple):
    """What the rows of a table are, and where its headings stand."""

    type: str
    place: Location


def heads_of(origins: Iterable[Origin]) -> dict[tuple[str, str | None, str | None], TableHead]:
    """Return the heads of tables by file, member and sheet; none where two stand in one sheet."""
    found: dict[tuple[str, str | None, str | None], TableHead] = {}
    for origin in origins:
        if isinstance(origin, TableOrigin):
            plan = origin.plan
            place = plan.table.place(plan.row)
            part = (place.file, place.member, place.sheet)
            head = TableHead(plan.spec.name if part not in found else "", place)
            found[part] = head
    return {part: head for part, head in found.items() if head.type}


class Planner:
    """Plans the columns of one table."""

    def __init__(self, table: Table, spec: RecordSpec, row: int, defaults: Defaults) -> None:
        """Start with no column known."""
        self.defaults = defaults
        self.plan = ColumnPlan(table, spec, row, [])
        self._taken: dict[tuple[str, str | None], str] = {}
        self._counts: dict[str, int] = {}
        self._guessed = 0

    def add(self, index: int, heading: str, machine: str) -> None:
        """Plan one column by its heading, or by the machine name where it has one."""
        word = machine or heading
        if not word:
            self.plan.nameless.append(index)
            return
        found = meaning(word, self.plan.spec)
        if found is None:
            self._keep_unknown(index, heading)
            return
        spec = self.plan.spec.fields.get(found.name)
        language = found.language
        if spec is not None and spec.localised:
            language = language or self.defaults.text_language
        shown = heading or word
        first = self._taken.get((found.name, language))
        if first is not None:
            params = {"heading": shown, "first": first, "field": found.name}
            self._say(Fault("column-twice", params, field=found.name), index, shown)
            return
        self._taken[found.name, language] = shown
        if not found.exact:
            params = {"heading": shown, "field": _machine_name(found, self.defaults)}
            self._say(Fault("column-matched", params, field=found.name), index, shown)
        self.plan.columns.append(Column(index, shown, found.name, spec, language))

    def _keep_unknown(self, index: int, heading: str) -> None:
        """Keep a column that no field stands for under a name of its own."""
        name = self._free_name(heading, index)
        self._taken[name, None] = heading
        self._guessed += 1
        near = nearest_fields(heading, self.plan.spec) if self._guessed <= MOST_GUESSES else ()
        fault = Fault(
            "unknown-column",
            {"heading": heading, "kept_as": name, "type": self.plan.spec.name},
            field=name,
            suggestions=near,
            fix=Fix(near[0]) if near else None,
        )
        self._say(fault, index, heading)
        self.plan.columns.append(Column(index, heading, name, None))

    def name_nameless(self, index: int) -> None:
        """Keep a column without a heading, now that a row has something in it."""
        self.plan.nameless.remove(index)
        self._keep_unknown(index, "")

    def _free_name(self, heading: str, index: int) -> str:
        """Return an extension name that no other column has."""
        plain = NOT_A_NAME.sub("_", _ascii(heading)).strip("_")[: LONGEST_NAME - 4]
        letters = cell_name(1, index + 1)[:-1].lower()
        name = base = f"x_{plain or f'column_{letters}'}"
        count = self._counts.get(base, 2)
        while (name, None) in self._taken:
            name = f"{base}_{count}"
            count += 1
        self._counts[base] = count
        return name

    def check_missing(self) -> None:
        """Note required fields that have no column."""
        held = {column.name for column in self.plan.columns}
        name = self.plan.spec.name
        for key, spec in self.plan.spec.fields.items():
            if not spec.required or key in held or key == "type":
                continue
            if key == "id" and name in MADE_IDS:
                continue
            self.plan.missing.append(key)
            params = {"field": key, "heading": title(name, key), "type": name}
            fault = Fault("required-column-missing", params, field=key)
            self.plan.faults.append((fault, self.plan.table.place(self.plan.row, field=key)))

    def _say(self, fault: Fault, index: int, heading: str) -> None:
        """Note a fault at the heading of a column."""
        place = self.plan.table.place(
            self.plan.row, index, column=heading or None, field=fault.field
        )
        self.plan.faults.append((fault, place))


def _machine_name(found: Meaning, defaults: Defaults) -> str:
    """Return the heading that canonical tables would have."""
    if found.language is None or found.language == defaults.text_language:
        return found.name
    return f"{found.name}.{found.language}"


def _ascii(text: str) -> str:
    """Return the part of a text that an extension name can hold, words kept apart."""
    return (
        " ".join(fold(word) for word in re.split(r"[\W_]+", text))
        .encode("ascii", "ignore")
        .decode()
    )


def plan_columns(table: Table, spec: RecordSpec, head: Head, defaults: Defaults) -> Planner:
    """Decide what each column holds, from the headings and the machine names below, if any."""
    # Only what we made has a row of machine names below its headings.
    planner = Planner(
        table, spec, head.rows[0][0], replace(defaults, template=head.machine is not None)
    )
    planner.plan.last_heading = head.last
    names = [cell_text(cell) for cell in head.machine[1]] if head.machine else []
    limit = beside(head.texts, spec)
    planner.plan.limit = limit
    width = max(len(head.texts), len(names)) if limit is None else limit
    for index in range(width):
        planner.add(
            index,
            head.texts[index] if index < len(head.texts) else "",
            names[index] if index < len(names) else "",
        )
    planner.plan.width = width
    return planner


def beside(texts: Sequence[str], spec: RecordSpec) -> int | None:
    """Return the column at which another table begins beside the first, if there is one.

    After a column without a heading, or where the first heading comes again, there are headings
    that for the most part have been there already or make a table of their own.
    """
    words = [meaning(text, spec) if text else None for text in texts]
    named = [at for at, text in enumerate(texts) if text]
    if len(named) < 2 * LEAST_BESIDE:
        return None
    first = fold(texts[named[0]])
    for start in named[1:]:
        if texts[start - 1] and fold(texts[start]) != first:
            continue
        before = {(one.name, one.language) for one in words[:start] if one}
        there = [at for at in named if at >= start]
        again = sum(one is not None and one[:2] in before for one in map(words.__getitem__, there))
        if len(there) < LEAST_BESIDE or len(before) < LEAST_BESIDE:
            continue
        other = type_by_headings([texts[at] for at in there])
        begins = words[start]
        if begins is not None and begins.name == "id" and ("id", None) in before:
            return start
        if 2 * again >= len(there) and again > 1:
            return start
        fresh = sum(words[at] is None for at in there)
        if other not in {None, spec.name} and 2 * (again + fresh) >= len(there):
            return start
    return None


LEAST_BESIDE = 2
