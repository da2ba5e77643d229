"""Tasks: the findings a partner is to deal with, each with its cell and what shows it is done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.formats.sheet_scan import Position
from exchangespec.formats.stored_cells import BLANK, address, cell_number
from exchangespec.report.characters import visible
from exchangespec.report.marking.conditions import NOTHING_HELD, HeldCells, holds, in_sheet
from exchangespec.report.meant import suggested
from exchangespec.report.places import Order, column_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exchangespec.finding import Finding
    from exchangespec.formats.stored_cells import Stored
    from exchangespec.outcome import Outcome
    from exchangespec.report.speech import Speech

CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
# What is only worth knowing asks for nothing.
ASKED = frozenset({"error", "warning"})
LONGEST_SHOWN = 2_000

Cells = dict[str, HeldCells]


@dataclass(frozen=True, slots=True)
class Task:
    """One finding in a workbook.

    Attributes:
        finding: what is wrong.
        sheet: the sheet it is in, as the workbook names it; nothing for the workbook as a whole.
        place: the cell to be marked; None for a whole sheet.
        whole_row: whether it is the row that is wrong and not the one cell.
    """

    finding: Finding
    sheet: str = ""
    place: Position | None = None
    whole_row: bool = False

    @property
    def where(self) -> str:
        """Return the place as people say it: `Visits!B5`."""
        if not self.sheet:
            return visible(PurePath(self.finding.location.file).name)
        return f"{self.sheet}!{address(self.place)}" if self.place else self.sheet

    def condition(self, cells: Cells, *, sheet: bool) -> str:
        """Return the formula that is true while nothing was changed there; nothing without a cell.

        With `sheet` the formula may stand in another sheet.
        """
        if self.place is None:
            return ""
        prefix = in_sheet(self.sheet) if sheet else ""
        here = cells.get(self.sheet, NOTHING_HELD)
        if self.whole_row:
            return here.row_holds(self.place.row, prefix)
        return holds(f"{prefix}{address(self.place)}", here.at(self.place))


def tasks(outcome: Outcome, sheets: Iterable[str]) -> list[Task]:
    """Return the tasks of an outcome in the order in which a partner works through the file."""
    known = {name.casefold(): name for name in sheets}
    asked = [one for one in outcome.tasks if one.severity in ASKED]
    return [_task(one, known) for one in sorted(asked, key=Order(outcome).key)]


def _task(finding: Finding, sheets: Mapping[str, str]) -> Task:
    """Return the task of one finding."""
    place = finding.location
    sheet = sheets.get((place.sheet or "").casefold(), "")
    if not sheet:
        return Task(finding)
    cell = place.cell if place.cell and CELL.fullmatch(place.cell) else None
    if cell is None:
        row = Position(place.row, 1) if place.row else None
        return Task(finding, sheet, row, whole_row=row is not None)
    # A field that has no column is placed at the row's key cell, without a heading.
    of_row = place.field is None or not isinstance(place.column, str)
    return Task(finding, sheet, cell_number(cell), whole_row=of_row)


def rows_wanted(found: Iterable[Task]) -> dict[str, set[int]]:
    """Return the rows of each sheet whose cells must be known."""
    wanted: dict[str, set[int]] = {}
    for task in found:
        if task.place is not None:
            wanted.setdefault(task.sheet, set()).add(task.place.row)
    return wanted


def texts(task: Task, cells: Cells, day_zero: date, *, speech: Speech) -> Iterator[str]:
    """Yield what the list says of a task beside state and place."""
    finding = task.finding
    held = cells.get(task.sheet, NOTHING_HELD).at(task.place) if task.place else BLANK
    yield column_of(finding, speech)
    yield _cut("" if task.whole_row else visible(said(held, finding.location.field, day_zero)))
    yield _cut(visible(finding.message))
    yield speech.advice(finding)
    yield _cut("; ".join(suggested(finding, speech.language)))
    yield speech(finding.severity)
    yield f"{finding.code} {finding.slug}"


@cache
def kinds_of(name: str) -> frozenset[str]:
    """Return the kinds that fields of a name have."""
    return frozenset(
        form.fields[name].kind.name for form in spec.records().values() if name in form.fields
    )


# Day 60 is one that never was; from the next day on, days are counted right.
LAST_WRONG_DAY, LAST_DAY = 60, 2_900_000


def said(held: Stored, field: str | None, day_zero: date) -> str:
    """Return what a cell shows: of a number that stands for a day or a time, the day or time."""
    kinds = kinds_of(field) if field and held.kind == "number" else frozenset()
    try:
        number = float(held.value) if kinds else 0.0
    except ValueError:
        return held.value
    if kinds <= {"date", "period"} and LAST_WRONG_DAY < number <= LAST_DAY:
        return (day_zero + timedelta(days=int(number))).isoformat()
    if kinds == {"time"} and 0 < number < 1:
        minutes = round(number * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return held.value


def _cut(text: str) -> str:
    """Return a text without what nobody would read of it."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
