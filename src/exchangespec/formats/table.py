"""Tables: a row of headings and rows of cells become records, and records become rows.

CSV and workbooks share everything here. A table is read lazily and no row is kept: per column one
converter is made, and each row runs through them. Places are worked out when a finding asks.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from exchangespec.codelists import canonical_language, fold, match_language
from exchangespec.finding import Fault, Fix
from exchangespec.formats.cells import (
    UNREAD,
    Cell,
    Converter,
    Defaults,
    Unreadable,
    cell_text,
    converter,
    extension_converter,
    written,
)
from exchangespec.formats.format import Origin, RawRecord
from exchangespec.location import Location, cell_name
from exchangespec.model.kinds import EXTENSION_PATTERN, LANGUAGE_PATTERN, is_prefix
from exchangespec.model.texts import EDGES
from exchangespec.spec import MADE_IDS, FieldSpec, RecordSpec, header, records
from exchangespec.spec.examples import is_example
from exchangespec.spec.headings import fields_by_heading, table_type, title

EXAMPLE_MARK = "#example"
# How templates mark their example row; no id begins like this.
ROWS_LOOKED_AT = 10
# Headings stand within the first rows; titles and remarks may stand above them.
EXTENSION = re.compile(EXTENSION_PATTERN)
TAG = re.compile(LANGUAGE_PATTERN)
DOTTED = re.compile(r"^(?P<base>.+?)\s*\.\s*(?P<tag>[A-Za-z0-9-]+)$")
BRACKETED = re.compile(r"^(?P<base>.+?)\s*[(\[](?P<tag>[^()\[\]]+)[)\]]$")
EXAMPLE = re.compile(rf"^{EXAMPLE_MARK}(?!\w)", re.IGNORECASE)
NOT_A_NAME = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 60
# What is longer is no heading; expressions with blanks in them would take long to find that out.
LONGEST_HEADING = 500
# Comparing is slow, and nobody reads more guesses about one table.
MOST_GUESSES = 200

Row = tuple[int, Sequence[Cell]]
Say = Callable[[Fault, Location | None], None]


class Lines:
    """The physical line on which each row of a CSV file begins; only the shifts are kept."""

    def __init__(self) -> None:
        """Start with line 1 for row 1."""
        self._rows = [0]
        self._shifts = [0]

    def note(self, row: int, line: int) -> None:
        """Say on which line a row begins; rows come in order."""
        shift = line - row
        if shift != self._shifts[-1]:
            self._rows.append(row)
            self._shifts.append(shift)

    def __call__(self, row: int) -> int:
        """Return the line of a row."""
        return row + self._shifts[bisect_right(self._rows, row) - 1]


@dataclass(slots=True)
class Table:
    """One sheet or CSV file: where it is, and its rows with their true 1-based numbers.

    `sheet` is None for CSV. `line_of` gives the physical line of a row, where there are lines.
    """

    file: str
    rows: Iterable[Row]
    member: str | None = None
    sheet: str | None = None
    line_of: Callable[[int], int] | None = None

    def place(self, row: int | None = None, index: int = 0, **facts: str | None) -> Location:
        """Return the place of a cell by row and 0-based column, of a row, or of the table."""
        cell = None
        if self.sheet is not None and row is not None:
            cell = cell_name(row, index + 1)
        return Location(
            file=self.file,
            member=self.member,
            sheet=self.sheet,
            cell=cell,
            row=row,
            line=self.line_of(row) if self.line_of and row is not None else None,
            **facts,
        )


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

    `missing` are required fields without a column; `nameless` are columns without a heading.
    """

    table: Table
    spec: RecordSpec
    row: int
    columns: list[Column]
    faults: list[tuple[Fault, Location]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    width: int = 0

    def find(self, name: str | None, item: int | str | None) -> Column | None:
        """Return the column of a field, in the language `item` where it names one."""
        found = [column for column in self.columns if column.name == name]
        return next((column for column in found if column.language == item), None) or next(
            iter(found), None
        )

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


class Meaning(NamedTuple):
    """What a heading says: its field and language, and whether these are the machine's words."""

    name: str
    language: str | None
    exact: bool


def meaning(heading: str, spec: RecordSpec) -> Meaning | None:
    """Return what a heading means on a table of this type, in any of its spellings."""
    if len(heading) > LONGEST_HEADING:
        return None
    fields = spec.fields
    if heading in fields or EXTENSION.fullmatch(heading):
        return Meaning(heading, None, exact=True)
    base, dot, tag = heading.partition(".")
    if dot and base in fields and fields[base].localised and TAG.fullmatch(tag):
        return Meaning(base, tag, exact=True)
    words = fields_by_heading(spec.name)
    name = words.get(fold(heading))
    if name is not None:
        return Meaning(name, None, exact=fold(name) == fold(heading))
    for pattern in (DOTTED, BRACKETED):
        found = pattern.match(heading)
        name = words.get(fold(found["base"])) if found else None
        if found and name is not None and fields[name].localised:
            language = canonical_language(found["tag"]) or match_language(found["tag"]).value
            if language is None and pattern is DOTTED:
                language = found["tag"]
            if language is not None:
                return Meaning(name, language, exact=False)
    return None


def find_headings(
    rows: Iterable[Row], spec: RecordSpec
) -> tuple[Row | None, Row | None, Iterator[Row]]:
    """Return the row of headings, the row of machine names below it if any, and all later rows.

    The headings are the first row half of whose cells are known, else the one of which most are,
    else the first that is not blank.
    """
    source = iter(rows)
    seen: list[Row] = []
    for row in source:
        # Blank rows above the headings mean nothing; below them they are passed on.
        if seen or not all(map(is_blank, row[1])):
            seen.append(row)
        if len(seen) >= ROWS_LOOKED_AT:
            break
    if not seen:
        return None, None, iter(())
    position = next((at for at, row in enumerate(seen) if _known_half(row[1], spec)), None)
    if position is None:
        known = [_known(row[1], spec)[0] for row in seen]
        position = known.index(max(known)) if max(known) > 1 else 0
    headings, rest = seen[position], seen[position + 1 :]
    if rest and _machine_row(rest[0][1], spec):
        return headings, rest[0], chain(rest[1:], source)
    return headings, None, chain(rest, source)


def _known(cells: Sequence[Cell], spec: RecordSpec) -> tuple[int, int]:
    """Return how many of a row's cells are headings of the type, and how many are not blank."""
    texts = [cell_text(cell) for cell in cells if not is_blank(cell)]
    return sum(meaning(text, spec) is not None for text in texts), len(texts)


def _known_half(cells: Sequence[Cell], spec: RecordSpec) -> bool:
    """Tell whether at least half of a row's cells are headings of the type."""
    known, filled = _known(cells, spec)
    return known > 0 and 2 * known >= filled


def above_headings(rows: Iterable[Row], headings: Row) -> list[Row]:
    """Return the rows above the headings that are not blank: titles and remarks."""
    return [row for row in rows if row[0] < headings[0] and not all(map(is_blank, row[1]))]


class Watched:
    """Rows on their way, of which the first are remembered."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take rows that can be read once."""
        self.first: list[Row] = []
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows."""
        for row in self._rows:
            if len(self.first) < 2 * ROWS_LOOKED_AT:
                self.first.append(row)
            yield row

    def say(self, headings: Row, table: Table, say: Say) -> None:
        """Say what stands above the headings, which is no record."""
        above = above_headings(self.first, headings)
        if above:
            number, cells = above[0]
            text = next(cell_text(cell) for cell in cells if not is_blank(cell))
            fault = Fault("rows-above-headings", {"count": len(above), "value": text})
            say(fault, table.place(number, 0))


def _machine_row(cells: Sequence[Cell], spec: RecordSpec) -> bool:
    """Tell whether a row repeats the headings as machine names, as templates do."""
    found = [meaning(cell_text(cell), spec) for cell in cells if not is_blank(cell)]
    return len(found) > 1 and all(item is not None and item.exact for item in found)


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing, or nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip(EDGES))


def type_by_headings(headings: Sequence[Cell]) -> str | None:
    """Return the only record type that the headings fit best, if there is one.

    Fields found count for it, required fields missing against it; between equals the type of
    which more required fields are there. Half of the headings must be known at least.
    """
    texts = [cell_text(cell) for cell in headings if not is_blank(cell)]
    scores: dict[str, tuple[int, int]] = {}
    for name, spec in records().items():
        found = {item.name for item in (meaning(text, spec) for text in texts) if item}
        fields = found & spec.fields.keys()
        asked = {key for key, item in spec.fields.items() if item.required} - {"type", "id"}
        if len(fields) > 1 and 2 * len(fields) >= len(texts):
            scores[name] = (2 * len(fields) - 3 * len(asked - fields), len(asked & fields))
    best = max(scores.values(), default=(0, 0))
    fitting = [name for name, score in scores.items() if score == best]
    return fitting[0] if best > (0, 0) and len(fitting) == 1 else None


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


def nearest_fields(heading: str, spec: RecordSpec) -> tuple[str, ...]:
    """Return fields whose names or labels are spelt much like a heading."""
    if len(heading) > LONGEST_HEADING:
        return ()
    words = fields_by_heading(spec.name)
    near = difflib.get_close_matches(fold(heading), words, n=3, cutoff=0.75)
    return tuple(dict.fromkeys(words[word] for word in near))


def plan_columns(
    table: Table, spec: RecordSpec, headings: Row, machine: Row | None, defaults: Defaults
) -> Planner:
    """Decide what each column holds, from the headings and the machine names below, if any."""
    planner = Planner(table, spec, headings[0], defaults)
    words = [cell_text(cell) for cell in headings[1]]
    names = [cell_text(cell) for cell in machine[1]] if machine else []
    for index in range(max(len(words), len(names))):
        planner.add(
            index,
            words[index] if index < len(words) else "",
            names[index] if index < len(names) else "",
        )
    planner.plan.width = max(len(words), len(names))
    return planner


class Step(NamedTuple):
    """What is done with one cell of a row."""

    at: int
    name: str
    language: str | None
    convert: Converter


def make_steps(plan: ColumnPlan, defaults: Defaults) -> list[Step]:
    """Make the converters of all columns, fields in model order."""
    order = {name: at for at, name in enumerate(plan.spec.fields)}
    columns = sorted(plan.columns, key=lambda column: order.get(column.name, len(order)))
    return [
        Step(
            column.index,
            column.name,
            column.language,
            extension_converter(column.name, defaults)
            if column.field is None
            else converter(column.field, defaults, language=column.language),
        )
        for column in columns
        if column.name != "type"  # the table says what its rows are
    ]


def read_table(table: Table, spec: RecordSpec, defaults: Defaults, say: Say) -> Iterator[RawRecord]:
    """Read a table of one record type, row by row; what concerns more than a row is said at once.

    Blank rows and the template's example row are passed over; the former are mentioned where
    data follow.
    """
    watched = Watched(table.rows)
    headings, machine, rows = find_headings(watched, spec)
    if headings is None:
        return
    watched.say(headings, table, say)
    planner = plan_columns(table, spec, headings, machine, defaults)
    yield from read_rows(planner, rows, say)


def read_rows(planner: Planner, rows: Iterable[Row], say: Say) -> Iterator[RawRecord]:
    """Turn the rows below the headings into raw records."""
    return RowReader(planner, say).records(rows)


class RowReader:
    """Reads the rows of one table by its plan."""

    def __init__(self, planner: Planner, say: Say) -> None:
        """Say what was noticed of the headings."""
        self.planner = planner
        self.plan = planner.plan
        self.say = say
        self.origin = TableOrigin(self.plan)
        self.steps = make_steps(self.plan, planner.defaults)
        key = self.plan.key
        self._key = key.index if key else 0
        typed = self.plan.find("type", None)
        self._type_at = typed.index if typed else None
        self._started = False
        # Blank rows since the last record, and those that proved to lie between records.
        self._passed = 0
        self._blank = 0
        self._first_blank = 0
        self._say_all()

    def records(self, rows: Iterable[Row]) -> Iterator[RawRecord]:
        """Yield a record a row."""
        plan, record_type, key = self.plan, self.plan.spec.name, self._key
        for number, cells in rows:
            cell = cells[key] if key < len(cells) else None
            if (not cell or is_blank(cell)) and all(map(is_blank, cells)):
                self._pass(number)
                continue
            if _is_marked(cell):
                self._pass_example(number, cells)
                continue
            total = total_cell(cells)
            if total is not None:
                params = {"row": number, "value": cell_text(cells[total])}
                self.say(Fault("total-row", params), plan.table.place(number, total))
                continue
            if self._passed or not self._started:
                self._go_on()
            raw = RawRecord({"type": record_type}, self.origin, number)
            if len(cells) > plan.width or plan.nameless:
                self._look_beyond(cells, raw)
            self._fill(raw, cells)
            if self._type_at is not None:
                self._compare_type(cells, raw)
            if plan.missing:
                raw.failed.update(plan.missing)
            yield raw
        if self._blank:
            place = plan.table.place(self._first_blank)
            self.say(Fault("blank-rows", {"count": self._blank}), place)

    def _fill(self, raw: RawRecord, cells: Sequence[Cell]) -> None:
        """Convert the cells of a row."""
        values, count = raw.values, len(cells)
        for at, name, language, convert in self.steps:
            if at >= count:
                continue
            cell = cells[at]
            if cell is None or cell == "":
                continue
            value = convert(cell, raw)
            if value is None:
                continue
            if value is UNREAD:
                raw.failed.add(name)
            elif language is None:
                values[name] = value
            else:
                values.setdefault(name, {})[language] = value

    def _compare_type(self, cells: Sequence[Cell], raw: RawRecord) -> None:
        """Note a row that says it is of another type than its table."""
        at, record_type = self._type_at, self.plan.spec.name
        text = cell_text(cells[at]) if at is not None and at < len(cells) else ""
        if text and text != record_type and table_type(text) != record_type:
            params = {"value": text, "expected": record_type}
            raw.faults.append(
                Fault("unknown-record-type", params, field="type", variant="of-another-table")
            )

    def _pass_example(self, number: int, cells: Sequence[Cell]) -> None:
        """Pass over a row marked as the template's example; loudly if its cells say otherwise."""
        shown = {
            column.name if column.language is None else f"{column.name}.{column.language}": text
            for column in self.plan.columns
            if column.index < len(cells) and column.index != self._key
            if (text := cell_text(cells[column.index]))
        }
        language = f".{self.planner.defaults.text_language}"
        told = {name.removesuffix(language): text for name, text in shown.items()}
        slug = "example-row" if is_example(self.plan.spec.name, told) else "example-row-filled"
        self.say(Fault(slug, {"row": number}), self.plan.table.place(number, self._key))

    def _pass(self, number: int) -> None:
        """Pass over a blank row; it counts only when data follow."""
        if self._started:
            self._passed += 1
            self._first_blank = self._first_blank or number

    def _go_on(self) -> None:
        """Begin with the first record, or go on after blank rows."""
        if not self._started:
            self._started = True
            self.planner.check_missing()
            self._say_all()
        self._blank += self._passed
        self._passed = 0

    def _look_beyond(self, cells: Sequence[Cell], raw: RawRecord) -> None:
        """Look at cells without a heading.

        In CSV a cell beyond the headings is a slip of the row (a separator too many); elsewhere
        it makes a column without a heading.
        """
        plan = self.plan
        beyond = [at for at in range(plan.width, len(cells)) if not is_blank(cells[at])]
        if plan.table.sheet is not None:
            plan.nameless.extend(range(plan.width, len(cells)))
            plan.width = max(plan.width, len(cells))
        elif beyond:
            params = {
                "cells": beyond[-1] + 1,
                "columns": plan.width,
                "values": [cell_text(cells[at]) for at in beyond],
            }
            raw.faults.append(Fault("too-many-cells", params))
        filled = [at for at in plan.nameless if at < len(cells) and not is_blank(cells[at])]
        for at in filled:
            self.planner.name_nameless(at)
        if filled:
            self.steps = make_steps(plan, self.planner.defaults)
            self._say_all()

    def _say_all(self) -> None:
        """Say what was noticed while planning."""
        for fault, place in self.plan.faults:
            self.say(fault, place)
        self.plan.faults.clear()


def _is_marked(cell: Cell) -> bool:
    """Tell whether the key cell of a row marks the template's example."""
    return isinstance(cell, str) and cell.lstrip()[:1] == "#" and bool(EXAMPLE.match(cell.lstrip()))


# What people write before the sum of a column.
TOTAL_WORDS = (
    "total", "totals", "grand total", "subtotal", "sub-total", "sum", "Summe", "Gesamt",
    "Gesamtsumme", "Gesamtzahl", "Insgesamt", "Zwischensumme", "totaal", "subtotaal", "som",
    "totaux", "sous-total", "somme", "totale", "somma", "suma", "totales", "soma", "Σύνολο",
    "Γενικό σύνολο", "razem", "ogółem", "łącznie", "yhteensä", "summa", "totalt", "i alt",
    "celkem", "spolu", "összesen", "ukupno", "skupaj", "kokku", "kopā", "iš viso", "общо",
)  # fmt: skip
TOTAL = re.compile(rf"\s*(?:{'|'.join(map(re.escape, TOTAL_WORDS))})(?![^\W\d_])", re.IGNORECASE)
TOTAL_STARTS = frozenset(word[:2].lower() for word in TOTAL_WORDS)
NUMBERS = re.compile(r"[\d\s.,'’%€$£~<>=+-]*")


def total_cell(cells: Sequence[Cell]) -> int | None:
    """Return where a row says that it is a total: in its first cell, all others being numbers."""
    for at, cell in enumerate(cells):
        if not cell or is_blank(cell):
            continue
        if not isinstance(cell, str) or cell.lstrip()[:2].lower() not in TOTAL_STARTS:
            return None
        if TOTAL.match(cell) and all(map(_is_sum, cells[at + 1 :])):
            return at
        return None
    return None


def _is_sum(cell: Cell) -> bool:
    """Tell whether a cell may stand in a row of totals: nothing, or a number."""
    if isinstance(cell, str):
        return NUMBERS.fullmatch(cell) is not None
    return cell is None or isinstance(cell, (int, float, Unreadable))


# ---------------------------------------------------------------------- the About sheet


class AboutOrigin(Origin):
    """The sheet or file About; its one record has a field a row."""

    def __init__(
        self, table: Table, rows: Mapping[tuple[str, str | None], tuple[int, str]]
    ) -> None:
        """Keep row and label of each field, filled in or not, and of each part of it."""
        self.table = table
        self.rows = rows

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return the value cell of a field; the table itself for a field it does not have."""
        found = None
        if field is not None:
            key = item if isinstance(item, str) else None
            found = self.rows.get((field, key))
            if found is None:
                found = next((at for (name, _), at in self.rows.items() if name == field), None)
        if found is None:
            return self.table.place(position or None, field=field)
        row, label = found
        return self.table.place(row, 1, column=label, field=field)


def header_from_rows(table: Table, about: Mapping[str, Any], say: Say) -> RawRecord:
    """Read the header from rows of field and value; `about` adds what the rows do not say."""
    fields = header()
    words = {fold(name): name for name in fields} | {
        fold(spec.title): name for name, spec in fields.items()
    }
    stated: list[tuple[str, str | None, Cell, int]] = []
    places: dict[tuple[str, str | None], tuple[int, str]] = {}
    unfilled: dict[tuple[str, str | None], tuple[int, str]] = {}
    width = 2
    for number, cells in table.rows:
        cell = cells[0] if cells else None
        value = cells[1] if len(cells) > 1 else None
        label = cell_text(cell)
        if not stated and fold(label) == "field" and fold(cell_text(value)) == "value":
            width += fold(cell_text(cells[width])) == EXPLANATION if width < len(cells) else 0
            continue
        _say_beyond(table, (number, cells), width, say)
        base, key = _about_field(label, words)
        if is_blank(value):
            if base is not None:
                unfilled.setdefault((base, key), (number, label))
            continue
        if base is None:
            near = difflib.get_close_matches(fold(label), words, n=3, cutoff=0.75)
            fault = Fault(
                "unknown-column",
                {"heading": label or cell_text(value), "kept_as": None, "type": "Header"},
                suggestions=tuple(dict.fromkeys(words[word] for word in near)),
                variant="about",
            )
            say(fault, table.place(number, 0))
            continue
        if (base, key) in places:
            fault = Fault(
                "column-twice", {"heading": label, "first": label, "field": base}, field=base
            )
            say(fault, table.place(number, 0, field=base))
            continue
        places[base, key] = (number, label)
        stated.append((base, key, value, number))
    raw = RawRecord({}, AboutOrigin(table, {**unfilled, **places}), 0)
    fill_header(raw, [(base, key, value) for base, key, value, _ in stated])
    add_to_header(raw, about)
    return raw


EXPLANATION = fold("What to write")
# The heading over the third column of our template, which explains each line.


def _say_beyond(table: Table, row: Row, width: int, say: Say) -> None:
    """Note what stands beside a line of the header, where nothing is read."""
    number, cells = row
    beyond = [at for at in range(width, len(cells)) if not is_blank(cells[at])]
    if beyond:
        params = {
            "cells": beyond[-1] + 1,
            "columns": width,
            "values": [cell_text(cells[at]) for at in beyond],
        }
        say(Fault("too-many-cells", params), table.place(number, beyond[0]))


def _about_field(label: str, words: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Split `title.nl`, `Title (nl)` and `prefixes.vvsg` into field and key."""
    if len(label) > LONGEST_HEADING:
        return None, None
    if fold(label) in words:
        return words[fold(label)], None
    for pattern in (DOTTED, BRACKETED):
        found = pattern.match(label)
        name = words.get(fold(found["base"])) if found else None
        if found and name == "prefixes":
            return name, found["tag"]
        if found and name is not None and header()[name].localised:
            tag = found["tag"]
            return name, canonical_language(tag) or match_language(tag).value or tag
    return None, None


def fill_header(raw: RawRecord, stated: Sequence[tuple[str, str | None, Cell]]) -> None:
    """Convert the values of a header, its language first, since texts depend on it."""
    fields = header()
    language_first = sorted(stated, key=lambda item: item[0] != "language")
    defaults = Defaults()
    for name, key, cell in language_first:
        spec = fields[name]
        item = key or defaults.text_language if spec.localised else key
        value = converter(spec, defaults, language=item)(cell, raw)
        if value is None:
            continue
        if value is UNREAD:
            raw.failed.add(name)
        elif name == "language":
            raw.values[name] = value
            defaults = defaults_of(raw.values)
        elif item is not None:
            raw.values.setdefault(name, {})[item] = value
        else:
            raw.values[name] = value
    _sort_header(raw)


def add_to_header(raw: RawRecord, about: Mapping[str, Any]) -> None:
    """Add what the user said beside the file; it never overrides what the file says."""
    fields = header()
    for name, value in about.items():
        if name in raw.values or name in raw.failed or name not in fields or value in (None, ""):
            continue
        if isinstance(value, (dict, list, bool)):
            raw.values[name] = value
            continue
        defaults = defaults_of({**about, **raw.values})
        language = defaults.text_language if fields[name].localised else None
        read = converter(fields[name], defaults, language=language)(value, raw)
        if read is not None and read is not UNREAD:
            raw.values[name] = {language: read} if language else read
    _sort_header(raw)


def _sort_header(raw: RawRecord) -> None:
    """Put the values of a header into model order."""
    raw.values = {name: raw.values[name] for name in header() if name in raw.values}


def defaults_of(values: Mapping[str, Any]) -> Defaults:
    """Return what a header says that decides how cells are read."""
    language, prefix = values.get("language"), values.get("prefix")
    return Defaults(
        language=language if isinstance(language, str) else None,
        prefix=prefix if isinstance(prefix, str) and is_prefix(prefix) else None,
    )


def about_rows(values: Mapping[str, Any]) -> list[tuple[str, str | int | float | bool]]:
    """Return a canonical header as rows of field and value."""
    rows: list[tuple[str, str | int | float | bool]] = []
    language = values.get("language")
    for name, spec in header().items():
        value = values.get(name)
        if value is None:
            continue
        if isinstance(value, dict):
            if spec.localised and language in value:
                rows.append((name, value[language]))
            rows.extend(
                (f"{name}.{key}", value[key])
                for key in sorted(value)
                if not (spec.localised and key == language)
            )
        else:
            rows.append((name, written(spec, value)))
    return rows


# ---------------------------------------------------------------------- records to rows


def table_rows(
    spec: RecordSpec, items: Sequence[Mapping[str, Any]], default_language: str | None
) -> tuple[list[str], Iterator[list[str | int | float | bool | None]]]:
    """Return machine headings and rows of canonical records, with only the columns in use."""
    used: set[tuple[str, str | None]] = {("id", None)}
    texts = {name for name, field_spec in spec.fields.items() if field_spec.localised}
    for item in items:
        for name, value in item.items():
            if name in texts and isinstance(value, dict):
                used.update((name, language) for language in value)
            else:
                used.add((name, None))
    order = {name: at for at, name in enumerate(spec.fields)}
    used.discard(("type", None))
    columns = sorted(
        used,
        key=lambda key: (
            order.get(key[0], len(order)),
            key[0],
            key[1] is not None and key[1] != default_language,
            key[1] or "",
        ),
    )
    headings = [
        name if language in {None, default_language} else f"{name}.{language}"
        for name, language in columns
    ]
    return headings, _rows(spec, items, columns)


def _rows(
    spec: RecordSpec, items: Iterable[Mapping[str, Any]], columns: Sequence[tuple[str, str | None]]
) -> Iterator[list[str | int | float | bool | None]]:
    """Yield the cells of each record."""
    for item in items:
        row: list[str | int | float | bool | None] = []
        for name, language in columns:
            value = item.get(name)
            if value is None:
                row.append(None)
            elif language is not None:
                row.append(value.get(language) if isinstance(value, dict) else None)
            else:
                field_spec = spec.fields.get(name)
                row.append(written(field_spec, value) if field_spec else cell_text(value))
        yield row
