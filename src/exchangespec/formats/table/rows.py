"""The rows below the headings become raw records, one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from exchangespec.finding import Fault
from exchangespec.formats.cells import (
    UNREAD,
    Cell,
    Defaults,
    Remembering,
    cell_text,
    converter,
    extension_converter,
    is_typed,
)
from exchangespec.formats.format import RawBlock, RawRecord
from exchangespec.formats.table.alone import NOTE, Alone
from exchangespec.formats.table.blocks import Blocks, Step, says_other_type, together
from exchangespec.formats.table.columns import (
    Column,
    ColumnPlan,
    Planner,
    TableOrigin,
    plan_columns,
)
from exchangespec.formats.table.evidence import Evidence
from exchangespec.formats.table.grid import Row, Say, Table, filled, is_blank, is_filled
from exchangespec.formats.table.head import Head, head_of, say_head
from exchangespec.formats.table.headings import type_by_headings
from exchangespec.formats.table.others import Beside, Headings, is_other_head
from exchangespec.formats.table.repeats import Repeats
from exchangespec.formats.table.shifts import Shifts
from exchangespec.formats.table.totals import TOTAL_STARTS, total_cell
from exchangespec.spec import MADE_IDS
from exchangespec.spec.examples import is_example

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exchangespec.formats.account import RowKind
    from exchangespec.spec import RecordSpec

# How ids begin where they have the publisher's prefix.
LIKE_IDS = re.compile(r"[a-z][a-z0-9-]*:(?=[a-z0-9])")
EXAMPLE_MARK = "#example"
# So many rows below the headings may be examples.
MOST_EXAMPLES = 5
# How templates mark their example row; no id begins like this.
EXAMPLE = re.compile(rf"^{EXAMPLE_MARK}(?!\w)", re.IGNORECASE)


def make_steps(plan: ColumnPlan, defaults: Defaults) -> list[Step]:
    """Make the converters of all columns, fields in model order."""
    order = {name: at for at, name in enumerate(plan.spec.fields)}
    evidence = Evidence(plan)
    columns = sorted(plan.columns, key=lambda column: order.get(column.name, len(order)))
    steps = []
    for column in columns:
        if column.name == "type":
            continue  # the table says what its rows are
        if column.field is None:
            convert = extension_converter(column.name, defaults)
        else:
            asked = evidence.column(column.index)
            convert = converter(column.field, defaults, language=column.language, column=asked)
        meanings = convert.meanings if isinstance(convert, Remembering) else NO_MEANINGS
        steps.append(Step(column.index, column.name, column.language, meanings, convert))
    return steps


NO_MEANINGS: Mapping[Cell, Any] = {}


def read_table(
    table: Table, spec: RecordSpec, defaults: Defaults, say: Say
) -> Iterator[RawRecord | RawBlock]:
    """Read a table of one record type."""
    reader = open_table(table, spec, defaults, say)
    if reader is not None:
        yield from reader.passages(reader.below)


def open_table(table: Table, spec: RecordSpec, defaults: Defaults, say: Say) -> RowReader | None:
    """Find the headings of a table and plan its columns; None where it is blank."""
    head = head_of(table.rows, spec)
    if head is None:
        return None
    say_head(head, table, say)
    return RowReader(plan_columns(table, spec, head, defaults), head, say)


class RowReader:
    """Reads the rows below the headings of one table, and accounts for each.

    A row is a record unless it is blank, an example, a total, the headings once more, a copy of
    rows read before, or has but one cell: then it is the heading of a section or, behind the last
    record, a note. From the headings of another table on, nothing more is read.
    """

    def __init__(self, planner: Planner, head: Head, say: Say) -> None:
        """Say what was noticed of the headings."""
        self.planner = planner
        self.plan = planner.plan
        self.below = head.below
        self.say = say
        self.origin = TableOrigin(self.plan)
        self.steps = make_steps(self.plan, planner.defaults)
        self._account = self.plan.table.account
        key = self.plan.key
        self._key = key.index if key else 0
        has_ids = key is not None and key.name == "id"
        # A sheet of a template that had ids, with which the mark of its examples has gone.
        self._lost_marks = (
            planner.defaults.template and not has_ids and self.plan.spec.name not in MADE_IDS
        )
        typed = self.plan.find("type", None)
        self._type_at = typed.index if typed else None
        self._headings = Headings(head)
        self._alone = Alone(self.plan, say)
        typed_columns = {
            step.at: step.convert
            for step in self.steps
            if (field := self.plan.spec.fields.get(step.name)) and is_typed(field)
        }
        self._shifts = Shifts(typed_columns, self.plan.width, self.origin)
        self._repeats = Repeats(self.plan.table, say)
        self._beside = Beside(self.plan, say, head.texts)
        self._blocks = Blocks(self.plan, self.origin)
        self._started = False
        # How the id of the last record began.
        self._like = ""
        # Blank rows since the last record, and those that proved to lie between records.
        self._passed = 0
        self._blank = 0
        self._first_blank = 0
        self._say_all()

    def passages(self, rows: Iterable[Row]) -> Iterator[RawRecord | RawBlock]:
        """Yield a record a row, many at once where there is nothing to say of them."""
        in_sheet = self.plan.table.sheet is not None
        for some in together(self._of_records(rows), in_sheet=in_sheet):
            self._account.count("record", len(some))
            for one in self._blocks.of(some, self.steps):
                yield one if isinstance(one, RawBlock) else self._record(*one)

    def _of_records(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows that are records."""
        source = iter(rows)
        for number, received in source:
            cells = self._beside.cut(number, received) if self._beside.limit else received
            kind = self._kind(number, cells)
            if kind == "other":
                self._leave(number, cells, source)
                break
            if kind == "record":
                yield from self._repeats.see(number, cells)
            else:
                self._account.count(kind)
        yield from self._repeats.end()
        self._alone.end()
        self._beside.end()
        if self._blank:
            place = self.plan.table.place(self._first_blank)
            self.say(Fault("blank-rows", {"count": self._blank}), place)

    def _kind(self, number: int, cells: Sequence[Cell]) -> RowKind:
        """Tell what a row is, saying what there is to say of one that is no record."""
        key = self._key
        cell = cells[key] if key < len(cells) else None
        if self._is_plain(cell, cells):
            return "record"
        if (not cell or is_blank(cell)) and all(map(is_blank, cells)):
            self._pass(number)
            return "blank"
        if is_marked(cell) or is_marked(cells[0]) or self._is_bare_example(number, cells):
            self._pass_example(number, cells)
            return "example"
        decoration = self._decoration(number, cells)
        if decoration is not None:
            return decoration
        gap = self._passed or self._alone.waiting
        if gap and self._started and is_other_head(cells, self.plan.spec):
            return "other"
        if self._passed or not self._started:
            self._go_on()
        self._alone.record(cells)
        self._learn(cell)
        return "record"

    def _is_plain(self, cell: Cell, cells: Sequence[Cell]) -> bool:
        """Tell whether a row is surely a record: most have an id like the last one's, and more.

        Nothing else begins like that, unless something is still open above.
        """
        if not (self._like and cell.__class__ is str and cell.startswith(self._like)):
            return False
        second = cells[1] if len(cells) > 1 else None
        more = second.__class__ is str and second != "" and not second.isspace()
        return more and not self._passed and self._alone.idle

    def _learn(self, cell: Cell) -> None:
        """Remember how the ids of the records begin, where that is the first column."""
        self._like = ""
        start = LIKE_IDS.match(cell) if isinstance(cell, str) and self._key == 0 else None
        if start is not None:
            like = start[0]
            taken = like[:2].lower() in TOTAL_STARTS or NOTE.match(f"{like}.")
            if not taken and not self._headings.can_begin(like):
                self._like = like

    def _decoration(self, number: int, cells: Sequence[Cell]) -> RowKind | None:
        """Tell what a row is that says nothing of its own, or None where it does."""
        place = self.plan.table.place
        total = total_cell(cells)
        if total is not None:
            params = {"row": number, "value": cell_text(cells[total])}
            self.say(Fault("total-row", params), place(number, total))
            return "total"
        if self._headings.again(cells):
            self.say(Fault("headings-repeated", {"row": number}), place(number, filled(cells)[0]))
            self._repeats.after_headings()
            return "heading"
        return "section" if self._alone.takes(number, cells) else None

    def _record(self, number: int, cells: Sequence[Cell]) -> RawRecord:
        """Return the record of a row."""
        plan = self.plan
        raw = RawRecord({"type": plan.spec.name}, self.origin, number)
        over = len(cells) > plan.width and any(map(is_filled, cells[plan.width :]))
        moved = self._as_shifted(number, cells) if over else None
        if moved is None and (len(cells) > plan.width or plan.nameless):
            self._look_beyond(cells, raw)
        if moved is None:
            self._fill(raw, cells)
            moved = self._as_shifted(number, cells) if raw.doubtful > 1 and not over else None
        raw = moved or raw
        if self._type_at is not None:
            self._compare_type(cells, raw)
        if plan.missing:
            raw.failed.update(plan.missing)
        return raw

    def _as_shifted(self, number: int, cells: Sequence[Cell]) -> RawRecord | None:
        """Return a record without the cells that are shifted, if they are."""
        shift = self._shifts.find(cells)
        if shift is None:
            return None
        columns = sorted(self.plan.columns, key=lambda column: column.index)
        moved = [column for column in columns if column.index >= shift.start]
        kept = RawRecord({"type": self.plan.spec.name}, self.origin, number)
        self._fill(kept, cells[: shift.start])
        kept.failed.update(column.name for column in moved)
        side = "right" if shift.by > 0 else "left"
        params = {
            "row": number,
            "side": side,
            "heading": moved[0].heading,
            "values": [cell_text(cell) for cell in cells[shift.start :]],
        }
        kept.faults.append(
            Fault("row-shifted", params, field=moved[0].name, item=moved[0].language, variant=side)
        )
        return kept

    def _leave(self, number: int, cells: Sequence[Cell], rest: Iterator[Row]) -> None:
        """Pass over another table that begins below this one."""
        titles = self._alone.give_back()
        self._account.count("section", -titles)
        self._account.count("other", titles + 1)
        last = number
        for one, more in rest:
            if all(map(is_blank, more)):
                self._account.count("blank")
            else:
                last = one
                self._account.count("other")
        texts = [cell_text(cells[at]) for at in filled(cells)]
        params = {
            "headings": texts,
            "rows": last - number,
            "last": last,
            "type": type_by_headings(cells) or self.plan.spec.name,
        }
        self.say(Fault("table-below", params), self.plan.table.place(number, filled(cells)[0]))

    def _fill(self, raw: RawRecord, cells: Sequence[Cell]) -> None:
        """Convert the cells of a row."""
        values, count = raw.values, len(cells)
        if count < self.plan.width and self.plan.table.sheet is None:
            raw.faults.extend(too_few_cells(count, self.plan))
        for at, name, language, meanings, convert in self.steps:
            if at >= count:
                continue
            cell = cells[at]
            if cell is None or cell == "":
                continue
            value = meanings.get(cell)
            if value is not None:
                values[name] = value.copy() if value.__class__ is list else value
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
        if at is not None and at < len(cells) and says_other_type(cells[at], self.plan.spec):
            params = {"value": cell_text(cells[at]), "expected": record_type}
            raw.faults.append(
                Fault("unknown-record-type", params, field="type", variant="of-another-table")
            )

    def _is_bare_example(self, number: int, cells: Sequence[Cell]) -> bool:
        """Tell whether a row of a template is an example whose mark went with the ids' column."""
        if not self._lost_marks or number > self.plan.last_heading + MOST_EXAMPLES:
            return False
        everything = {self._called(column) for column in self.plan.columns}
        return is_example(self.plan.spec.name, self._shown(cells), everything)

    def _called(self, column: Column) -> str:
        """Return what examples call a column: by its field, with a language that is not usual."""
        if column.language in {None, self.planner.defaults.text_language}:
            return column.name
        return f"{column.name}.{column.language}"

    def _shown(self, cells: Sequence[Cell]) -> dict[str, str]:
        """Return the texts of a row by column, without the mark of an example."""
        return {
            self._called(column): text
            for column in self.plan.columns
            if column.index < len(cells) and not is_marked(cells[column.index])
            if (text := cell_text(cells[column.index]))
        }

    def _pass_example(self, number: int, cells: Sequence[Cell]) -> None:
        """Pass over a row marked as the template's example; loudly if its cells say otherwise."""
        shown = is_example(self.plan.spec.name, self._shown(cells))
        slug = "example-row" if shown else "example-row-filled"
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
            plan.widen(len(cells))
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
    return isinstance(cell, str) and "#" in cell and bool(EXAMPLE.match(cell.lstrip()))


def too_few_cells(count: int, plan: ColumnPlan) -> Iterator[Fault]:
    """Yield the fault of a row that ends before the last column that has a heading."""
    named = max((column.index + 1 for column in plan.columns), default=0)
    if count < named:
        yield Fault("too-few-cells", {"cells": count, "columns": named})
