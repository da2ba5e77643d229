"""Workbook reading: sheets of a workbook of any kind become records, read leniently.

What values hide is told at its cell: errors, numbers that are shown as something else, dates that
are only numbers, merged and hidden cells.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import groupby
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.codelists import fold
from exchangespec.finding import Fault
from exchangespec.formats.cells import Shown, Unreadable
from exchangespec.formats.cells.dates import SERIALS, day_of_serial
from exchangespec.formats.compound import SIGNATURE
from exchangespec.formats.format import (
    RawBlock,
    RawRecord,
    Reading,
    ReadOptions,
    Source,
    singly,
)
from exchangespec.formats.sheet_scan import Appearance, Area, Position, SheetEntry
from exchangespec.formats.table import (
    ColumnPlan,
    FilledDown,
    Row,
    Table,
    defaults_of,
    header_from_rows,
    is_blank,
    open_table,
    type_inside,
)
from exchangespec.formats.workbook_file import RefusedError, WorkbookFile, limit, open_workbook
from exchangespec.location import cell_name
from exchangespec.spec import reading_order, records
from exchangespec.spec.headings import about_names, silent_names, table_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.formats.format import Limits

ABOUT_SHEET = "About"
ERROR_VALUE, NO_VALUE, NO_FORMAT = (
    "spreadsheet-error-value",
    "formula-without-value",
    "date-without-format",
)
Special = Appearance | Unreadable
NUMBERS = frozenset({int, float})
# So many days lie between the two days from which workbooks count.
DAYS_TO_1904 = 1462
MOST_RUNS = 1_000
# What is said of cells that show their number as something else.
SAID_OF = {"zeros": "zeros-by-format", "percent": "percent-by-format"}
# Kinds of which zeros in front are no part.
NUMERIC = frozenset({"integer", "number", "quantity"})


class KnownSheet(NamedTuple):
    """A sheet that is read, with the record type it holds."""

    name: str
    hidden: bool
    record_type: str


class WorkbookReading(Reading):
    """One workbook being read."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        """Open the workbook, sort its sheets, and read the sheet About."""
        super().__init__(source, "xls" if source.start().startswith(SIGNATURE) else "xlsx")
        self._second_said = False
        self._limits = options.limits
        self._known: list[KnownSheet] = []
        self._damaged: list[tuple[SheetEntry, Fault]] = []
        try:
            self._book = open_workbook(source, options.limits)
            self.format = self._book.kind
            self._say_book()
            about = self._sort_sheets()
            self._read_about(about, options.about)
        except RefusedError as problem:
            self.refuse(problem.fault)

    def table(self, name: str, rows: Iterable[Row]) -> Table:
        """Return a sheet as a table."""
        return Table(self.source.name, rows, sheet=name)

    def rows(self, name: str) -> Iterator[Row]:
        """Return the rows of a sheet, with cells as the partner sees them.

        Raises:
            RefusedError: if the sheet cannot be read or is too large.
        """
        rows = rows_as_shown(self._book, name)
        if self._book.refused_by and not self._second_said:
            self._second_said = True
            self.say(Fault("second-reader", {"seen": self._book.refused_by}))
        return rows

    def rows_again(self, name: str) -> Iterable[Row]:
        """Return the rows of a sheet once more; nothing where it cannot be read."""
        try:
            return self.rows(name)
        except RefusedError:
            return ()

    def _say_book(self) -> None:
        """Say what holds for the workbook as a whole."""
        if self._book.from_1904:
            self.say(Fault("dates-from-1904", {}))

    def _sort_sheets(self) -> SheetEntry | None:
        """Find the record type of each sheet, and the sheet About."""
        about = None
        unknown: list[SheetEntry] = []
        entries = self._book.entries()
        self.parts = tuple(entry.name for entry in entries)
        for entry in entries:
            folded = fold(entry.name)
            if folded in about_names() and about is None:
                about = entry
            elif folded not in silent_names():
                self._sort_sheet(entry, unknown)
        order = reading_order()
        self._known.sort(key=lambda sheet: order[sheet.record_type])
        self.sheets = {sheet.record_type: sheet.name for sheet in reversed(self._known)}
        if about is not None:
            self.sheets[ABOUT_SHEET] = about.name
        if not self._known and about is None:
            if self._damaged and not unknown:
                raise RefusedError(self._damaged[0][1])
            names = [entry.name for entry in unknown]
            variant = "table" if names else "empty"
            raise RefusedError(Fault("no-known-table", {"tables": names}, variant=variant))
        for entry, fault in self._damaged:
            self.complete = False
            self.say(fault, self.table(entry.name, ()).place())
        for entry in unknown:
            variant = "hidden" if entry.hidden else "sheet"
            left_out = Fault("unknown-table", {"table": entry.name}, variant=variant)
            self.say(left_out, self.table(entry.name, ()).place())
        return about

    def _sort_sheet(self, entry: SheetEntry, unknown: list[SheetEntry]) -> None:
        """Find the record type of one sheet; those that hold something else are unknown."""
        try:
            found = table_type(entry.name) or self._type_inside(entry.name)
            if found:
                self._known.append(KnownSheet(entry.name, entry.hidden, found))
            elif self._first_row(entry.name) is not None:
                unknown.append(entry)
        except RefusedError as problem:
            # The other sheets may be whole.
            self._damaged.append((entry, problem.fault))

    def _first_row(self, name: str) -> Sequence[Cell] | None:
        """Return the first row of a sheet that is not blank."""
        rows = self.rows(name)
        return next((cells for _, cells in rows if not all(map(is_blank, cells))), None)

    def _type_inside(self, name: str) -> str | None:
        """Return the record type that a sheet's headings fit, where its name says nothing."""
        return type_inside(self.rows(name))

    def _read_about(self, about: SheetEntry | None, given: Mapping[str, Any]) -> None:
        """Read the header from the sheet About, and from what the user gave."""
        if about is None:
            if given:
                self.header = header_from_rows(self.table(ABOUT_SHEET, ()), given, self.say)
                self.header_is_own = False
            else:
                self.say(Fault("no-header", {}))
            return
        table = self.table(about.name, self.rows(about.name))
        self.header = header_from_rows(table, given, self.say)

    def records(self) -> Iterator[RawRecord]:
        """Read the records, sheet by sheet in the order of the record types."""
        return singly(self.passages())

    def passages(self) -> Iterator[RawRecord | RawBlock]:
        """Read the same records, many at once where nothing is wrong."""
        for sheet in self._known:
            try:
                rows = self.rows(sheet.name)
            except RefusedError as problem:
                self.complete = False
                self.say(problem.fault, self.table(sheet.name, ()).place())
                continue
            yield from SheetReader(self, sheet, self._book, self._limits).passages(rows)


class SheetReader:
    """Reads one sheet of records together with what its XML says."""

    def __init__(
        self, reading: WorkbookReading, sheet: KnownSheet, book: WorkbookFile, limits: Limits
    ) -> None:
        """Prepare to look up what the scan found by row."""
        self.reading = reading
        self.sheet = sheet
        self.scan = book.scan(sheet.name)
        self.limits = limits
        self.days_left_out = DAYS_TO_1904 if book.from_1904 else 0
        self.hidden = set(self.scan.hidden_rows)
        self.hidden_filled: list[int] = []
        self.last_row = 0

    def passages(self, rows: Iterator[Row]) -> Iterator[RawRecord | RawBlock]:
        """Read the records of the sheet, many at once where nothing is wrong."""
        spec = records()[self.sheet.record_type]
        table = self.reading.table(self.sheet.name, rows)
        table.again = partial(self.reading.rows_again, self.sheet.name)
        self.reading.accounts.append(table.account)
        header = self.reading.header
        defaults = replace(
            defaults_of(header.values if header else {}),
            cell_characters=self.limits.cell_characters,
        )
        reader = open_table(table, spec, defaults, self.reading.say)
        if reader is None:
            return
        plan = reader.plan
        merged = [item for item in self.scan.merged if item.last_row > plan.last_heading]
        self._say_merged(plan, merged)
        rows = FilledDown(table, self.reading.say).read(self._looked_at(reader.below, plan, merged))
        yield from reader.passages(rows)
        self._say_hidden(plan)
        self._say_shown(plan)

    def _looked_at(
        self, rows: Iterator[Row], plan: ColumnPlan, merged: Sequence[Area]
    ) -> Iterator[Row]:
        """Yield the rows within the limits, merged key cells filled down; note hidden ones."""
        filling = FillingDown(item for item in merged if self._fills(plan, item))
        dates = [
            column.index
            for column in plan.columns
            if column.field is not None and column.field.kind.name == "date"
        ]
        for number, cells in rows:
            if number > self.limits.sheet_rows:
                self.reading.complete = False
                self._say(limit("rows", self.limits.sheet_rows), plan, number, 0)
                return
            if number in self.hidden and not all(map(is_blank, cells)):
                self.hidden_filled.append(number)
            self.last_row = number
            whole = filling.row(number, cells)
            # Columns of dates are few, and most cells there are dates.
            for index in dates:
                if index < len(whole) and whole[index].__class__ in NUMBERS:
                    whole = self._undated(whole, index)
            yield number, whole

    def _undated(self, cells: Sequence[Cell], index: int) -> Sequence[Cell]:
        """Return a row in which a number that is a day, but is not shown as one, says so."""
        cell = cells[index]
        number = int(cell) if isinstance(cell, (int, float)) and isfinite(cell) else 0
        if number != cell or number + self.days_left_out not in SERIALS:
            return cells
        changed = list(cells)
        day = day_of_serial(number + self.days_left_out)
        changed[index] = Unreadable(NO_FORMAT, str(number), day)
        return changed

    def _fills(self, plan: ColumnPlan, area: Area) -> bool:
        """Tell whether a merged area stands for each of its rows: ids and required references."""
        if area.first_row == area.last_row or area.first_row <= plan.last_heading:
            return False
        for column in plan.columns:
            if column.index == area.first_column - 1 and column.field is not None:
                is_key = column.name == "id" or column.field.is_reference
                return is_key and column.field.required
        return False

    def _say_merged(self, plan: ColumnPlan, merged: Iterable[Area]) -> None:
        """Say of each merged area which rows its value was read for."""
        for item in merged:
            first = cell_name(item.first_row, item.first_column)
            last = cell_name(item.last_row, item.last_column)
            variant = "filled" if self._fills(plan, item) else "first"
            fault = Fault("merged-cells", {"range": f"{first}:{last}"}, variant=variant)
            self._say(fault, plan, item.first_row, item.first_column - 1)

    def _say_hidden(self, plan: ColumnPlan) -> None:
        """Say that hidden content was read like the rest."""
        table = plan.table
        if self.sheet.hidden:
            self.reading.say(Fault("hidden-content", {}, variant="sheet"), table.place())
        for first, last, count in _runs(self.hidden_filled, self.scan.hidden_rows):
            params = {"count": count, "first": first, "last": last}
            fault = Fault("hidden-content", params, variant="row" if first == last else "rows")
            self.reading.say(fault, table.place(first))
        hidden = [
            column
            for column in plan.columns
            if any(first <= column.index + 1 <= last for first, last in self.scan.hidden_columns)
        ]
        if hidden:
            headings = [column.heading for column in hidden]
            told = {"count": len(hidden), "columns": headings}
            fault = Fault("hidden-content", told, variant="columns")
            self._say(fault, plan, plan.row, hidden[0].index)

    def _say_shown(self, plan: ColumnPlan) -> None:
        """Say where a number was read as its format shows it, each run of cells once."""
        if not self.scan.appearances:
            return
        rows: dict[tuple[int, str], list[int]] = defaultdict(list)
        for here, seen in self.scan.appearances.items():
            if plan.last_heading < here.row <= self.last_row and seen.kind in SAID_OF:
                rows[here.column - 1, seen.kind].append(here.row)
        for column in plan.columns:
            for kind, slug in SAID_OF.items():
                if kind == "zeros" and column.field and column.field.kind.name in NUMERIC:
                    continue
                found = sorted(rows.get((column.index, kind), ()))
                for first, last, count in _runs(found, found):
                    places = (
                        f"{cell_name(first, column.index + 1)}:{cell_name(last, column.index + 1)}"
                    )
                    params = {"count": count, "range": places, "field": column.name}
                    fault = Fault(slug, params, variant="one" if count == 1 else "many")
                    self._say(fault, plan, first, column.index)

    def _say(self, fault: Fault, plan: ColumnPlan, row: int, index: int) -> None:
        """Note a fault at a cell, with the heading of its column."""
        heading = next((item.heading for item in plan.columns if item.index == index), None)
        self.reading.say(fault, plan.table.place(row, index, column=heading or None))


def _runs(rows: Sequence[int], standing: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield first row, last row and number of rows of each run without a gap in `standing`.

    No more runs than anybody would look at are told apart; the last one holds all that follow.
    """
    place = {row: at for at, row in enumerate(sorted(set(standing)))}
    runs = [
        [row for _, row in group]
        for _, group in groupby(((row - place[row], row) for row in rows), key=lambda pair: pair[0])
    ]
    if len(runs) > MOST_RUNS:
        runs[MOST_RUNS - 1 :] = [[row for run in runs[MOST_RUNS - 1 :] for row in run]]
    yield from ((run[0], run[-1], len(run)) for run in runs)


class FillingDown:
    """Fills merged key cells down, row by row."""

    def __init__(self, areas: Iterable[Area]) -> None:
        """Start above the first area."""
        self._next = sorted(areas, reverse=True)
        self._open: list[tuple[Area, Cell]] = []

    def row(self, number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Return a row with the values of the areas that reach into it; blank rows stay blank."""
        if not self._next and not self._open:
            return cells
        self._open = [(area, value) for area, value in self._open if area.last_row >= number]
        while self._next and self._next[-1].first_row <= number:
            area = self._next.pop()
            starts_here = area.first_row == number and area.first_column <= len(cells)
            self._open.append((area, cells[area.first_column - 1] if starts_here else None))
        if all(map(is_blank, cells)):
            return cells
        filled = list(cells)
        for area, value in self._open:
            filled.extend([None] * (area.first_column - len(filled)))
            filled[area.first_column - 1] = value
        return filled


# --- cells as they are shown ---


def rows_as_shown(book: WorkbookFile, name: str) -> Iterator[Row]:
    """Return the rows of a sheet, with cells as the partner sees them.

    Raises:
        RefusedError: if the sheet cannot be read or is too large.
    """
    scan = book.scan(name)
    notable: dict[Position, Special] = {
        **scan.appearances,
        **{here: Unreadable(ERROR_VALUE, shown) for here, shown in scan.errors.items()},
        **dict.fromkeys(scan.uncalculated, Unreadable(NO_VALUE, "")),
    }
    rows = book.rows(name)
    return _as_shown(rows, notable) if notable else rows


def _as_shown(rows: Iterator[Row], notable: Mapping[Position, Special]) -> Iterator[Row]:
    """Yield the rows with cells as the partner sees them, where the library tells otherwise.

    Cells that the library takes for empty may lie beyond the last row it gives.
    """
    by_row: dict[int, list[tuple[int, Special]]] = defaultdict(list)
    for (row, column), seen in notable.items():
        by_row[row].append((column - 1, seen))
    last = 0
    for number, cells in rows:
        last = number
        found = by_row.get(number)
        yield number, _with_special(cells, found) if found else cells
    for number in sorted(by_row):
        if number > last:
            yield number, _with_special((), by_row[number])


def _with_special(cells: Sequence[Cell], found: Iterable[tuple[int, Special]]) -> list[Cell]:
    """Return a row in which special cells stand for themselves."""
    row = list(cells)
    for column, seen in found:
        row.extend([""] * (column + 1 - len(row)))
        row[column] = seen if isinstance(seen, Unreadable) else _shown(row[column], seen)
    return row


def _shown(cell: Cell, appearance: Appearance) -> Cell:
    """Return a cell as its format shows it."""
    if appearance.kind in {"year", "month"}:
        day = cell.date() if isinstance(cell, datetime) else cell
        return (
            Shown(day, "year" if appearance.kind == "year" else "month")
            if isinstance(day, date)
            else cell
        )
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not isfinite(cell):
        return cell
    if appearance.kind == "percent":
        return f"{(Decimal(repr(cell)) * 100).normalize():f} %"
    return f"{int(cell):0{appearance.digits}d}" if cell == int(cell) else cell
