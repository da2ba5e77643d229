"""The rows below the headings become raw records, one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.finding import Fault
from exchangespec.formats.cells import (
    UNREAD,
    Cell,
    Converter,
    Defaults,
    cell_text,
    converter,
    extension_converter,
)
from exchangespec.formats.format import RawRecord
from exchangespec.formats.table.columns import ColumnPlan, Planner, TableOrigin, plan_columns
from exchangespec.formats.table.decoration import total_cell
from exchangespec.formats.table.grid import Row, Say, Table, is_blank
from exchangespec.formats.table.headings import Watched, find_headings
from exchangespec.spec.examples import is_example
from exchangespec.spec.headings import table_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exchangespec.spec import RecordSpec

EXAMPLE_MARK = "#example"
# How templates mark their example row; no id begins like this.
EXAMPLE = re.compile(rf"^{EXAMPLE_MARK}(?!\w)", re.IGNORECASE)


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
            if is_marked(cell):
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
        if count < self.plan.width and self.plan.table.sheet is None:
            raw.faults.extend(too_few_cells(count, self.plan))
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


def is_marked(cell: Cell) -> bool:
    """Tell whether the key cell of a row marks the template's example."""
    return isinstance(cell, str) and cell.lstrip()[:1] == "#" and bool(EXAMPLE.match(cell.lstrip()))


def too_few_cells(count: int, plan: ColumnPlan) -> Iterator[Fault]:
    """Yield the fault of a row that ends before the last column that has a heading."""
    named = max((column.index + 1 for column in plan.columns), default=0)
    if count < named:
        yield Fault("too-few-cells", {"cells": count, "columns": named})
