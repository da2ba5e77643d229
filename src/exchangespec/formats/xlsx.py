"""Workbooks: a sheet a record type and the sheet About; read leniently, written canonically.

A library gives the values, a scan of the raw XML what values hide. Of the older and other kinds of
workbook (.xls, .xlsb, .ods) only the values are known.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.codelists import fold
from exchangespec.finding import Fault
from exchangespec.formats.cells import Shown, Unreadable
from exchangespec.formats.format import (
    Document,
    Format,
    RawRecord,
    Reading,
    ReadOptions,
    Source,
    kind_of_document,
)
from exchangespec.formats.sheet_scan import (
    WORKBOOK,
    Appearance,
    Area,
    Position,
    SheetEntry,
    SheetScan,
    XmlRefusedError,
    appearances,
    check_part,
    scan_sheet,
    sheet_entries,
)
from exchangespec.formats.table import (
    ColumnPlan,
    Planner,
    Row,
    Table,
    Watched,
    about_rows,
    defaults_of,
    find_headings,
    header_from_rows,
    is_blank,
    plan_columns,
    read_rows,
    table_rows,
    type_by_headings,
)
from exchangespec.formats.workbook import new_workbook, unwritable, write_headings, write_value
from exchangespec.location import cell_name
from exchangespec.spec import STANDARD_VERSION, RecordSpec, reading_order, records
from exchangespec.spec.headings import ABOUT_TABLE_NAMES, SILENT_TABLE_NAMES, table_type, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from python_calamine import CalamineSheet, CalamineWorkbook

    from exchangespec.formats.cells import Cell
    from exchangespec.formats.format import Limits

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0"
LOCKED_INSIDE = "EncryptedPackage".encode("utf-16-le")
WORD_INSIDE = "WordDocument".encode("utf-16-le")
# Sheets of charts, dialogues and macros hold no cells.
NO_CELLS = re.compile(r"/(?:chart|dialog|macro)sheets/")
# A sheet is laid out in memory as a rectangle, however few of its cells are filled.
LARGEST_AREA = 12_000_000
# What reading a damaged archive may raise.
DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
# A workbook may unpack to so many times the bytes that a file may have.
UNPACKED = 16
# Small archives may well be compressed further than large ones.
RATIO_LOOKED_AT = 16 << 20
ABOUT_SHEET = "About"
ERROR_VALUE, NO_VALUE = "spreadsheet-error-value", "formula-without-value"
FIRST_DATA_ROW = 2


Special = Appearance | Unreadable


class RefusedError(Exception):
    """The workbook cannot be read; the fault says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        super().__init__(fault.slug)
        self.fault = fault


class KnownSheet(NamedTuple):
    """A sheet that is read, with the record type it holds."""

    name: str
    hidden: bool
    record_type: str


class Workbook:
    """An opened workbook: values of its sheets, and what their XML says beside."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """Open the workbook.

        Raises:
            RefusedError: if it cannot be opened or is too large.
        """
        start = source.start()
        if source.size() > limits.workbook_bytes:
            raise RefusedError(_limit("bytes", limits.workbook_bytes))
        self.kind = "xlsx"
        self.scans: dict[str, SheetScan] = {}
        # By content, not by path: then no suffix misleads the library.
        self._content = BytesIO(source.read())
        if start.startswith(ZIP):
            self._look_inside(limits)
        elif start.startswith(OLE):
            self._refuse_other_documents()
            self.kind = "xls"
        else:
            raise RefusedError(_not_a_workbook(start))
        self._values = self._open_values()

    def _look_inside(self, limits: Limits) -> None:
        """Check the archive against the limits, and scan the sheets where they are XML."""
        try:
            with zipfile.ZipFile(self._content) as archive:
                _check_archive(archive, limits)
                names = archive.namelist()
                if WORKBOOK in names:
                    self._scan(archive)
                else:
                    self.kind = "ods" if "content.xml" in names else "xlsb"
        except XmlRefusedError as problem:
            raise RefusedError(_broken("broken-workbook", str(problem))) from problem
        except DAMAGES as problem:
            raise RefusedError(_broken("broken-archive", str(problem))) from problem

    def _scan(self, archive: zipfile.ZipFile) -> None:
        """Scan every sheet and read the other parts to their end, so that none is cut off."""
        styles = appearances(archive)
        sheets = {entry.part.casefold(): entry.name for entry in sheet_entries(archive)}
        for name in archive.namelist():
            sheet = sheets.get(name.casefold())
            if sheet is not None and not NO_CELLS.search(name):
                with archive.open(name) as part:
                    self.scans[sheet] = scan_sheet(part, styles)
            elif name.endswith("sharedStrings.xml"):
                with archive.open(name) as part:
                    check_part(part)

    def _refuse_other_documents(self) -> None:
        """Refuse what else is kept in the container of old workbooks: locked ones, and texts."""
        content = self._content.getvalue()
        if LOCKED_INSIDE in content:
            raise RefusedError(Fault("password-protected", {}))
        if WORD_INSIDE in content:
            raise RefusedError(Fault("unknown-format", {"seen": "word"}))

    def _open_values(self) -> CalamineWorkbook:
        """Open the workbook with the library that reads values."""
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError

        self._content.seek(0)
        try:
            return CalamineWorkbook.from_filelike(self._content)
        except PasswordError as problem:
            raise RefusedError(Fault("password-protected", {})) from problem
        except (CalamineError, OSError, ValueError) as problem:
            raise RefusedError(_broken("broken-workbook", str(problem))) from problem
        except BaseException as problem:
            raise _panic(problem) from problem

    def entries(self) -> list[SheetEntry]:
        """Return the sheets that hold cells."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return [
            SheetEntry(item.name, "", item.visible != SheetVisibleEnum.Visible)
            for item in self._values.sheets_metadata
            if item.typ == SheetTypeEnum.WorkSheet
        ]

    def rows(self, name: str) -> Iterator[Row]:
        """Return the rows of a sheet with their numbers; cells stand at their true columns.

        Raises:
            RefusedError: if the sheet cannot be read or is too large.
        """
        scan = self.scan(name)
        if scan.area.row * scan.area.column > LARGEST_AREA:
            raise RefusedError(_limit("cells", LARGEST_AREA))
        notable: dict[Position, Special] = {
            **scan.appearances,
            **{here: Unreadable(ERROR_VALUE, shown) for here, shown in scan.errors.items()},
            **dict.fromkeys(scan.uncalculated, Unreadable(NO_VALUE, "")),
        }
        numbered = _numbered(self._sheet(name))
        return _as_shown(numbered, notable) if notable else numbered

    def _sheet(self, name: str) -> CalamineSheet:
        """Return the values of one sheet."""
        from python_calamine import CalamineError

        try:
            return self._values.get_sheet_by_name(name)
        except (CalamineError, ValueError) as problem:
            raise RefusedError(_broken("broken-workbook", str(problem))) from problem
        except BaseException as problem:
            raise _panic(problem) from problem

    def scan(self, name: str) -> SheetScan:
        """Return what the XML of a sheet says; nothing where it is not XML."""
        return self.scans.get(name) or SheetScan()


def _numbered(sheet: CalamineSheet) -> Iterator[Row]:
    """Yield the rows of a sheet; the library leaves out empty columns on the left, not rows."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells: list[Any] = [*left, *values] if left else values
        if timedelta in map(type, cells):
            cells = [_duration(cell) if type(cell) is timedelta else cell for cell in cells]
        yield number, cells


def _duration(span: timedelta) -> str:
    """Return a length of time as a spreadsheet shows it: hours and minutes, however many."""
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    return f"{hours:02d}:{minutes:02d}"


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
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return cell
    if appearance.kind == "percent":
        return f"{(Decimal(repr(cell)) * 100).normalize():f} %"
    return f"{int(cell):0{appearance.digits}d}" if cell == int(cell) else cell


def _limit(what: str, limit: int) -> Fault:
    """Return the fault that something is too large."""
    return Fault("limit-exceeded", {"what": what, "limit": limit})


def _broken(reason: str, seen: str) -> Fault:
    """Return the fault that the file is damaged."""
    return Fault("unreadable-file", {"reason": reason, "seen": seen})


def _panic(problem: BaseException) -> BaseException:
    """Return a refusal for a panic of the library, which is no Exception; else the problem."""
    if type(problem).__name__ == "PanicException":
        return RefusedError(_broken("broken-workbook", str(problem)))
    return problem


def _not_a_workbook(start: bytes) -> Fault:
    """Return what a file is that is called a workbook but is none."""
    if not start:
        return Fault("empty-file", {})
    return Fault("unknown-format", {"seen": kind_of_document(start)})


def _check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse an archive of too many members or too much behind too little.

    Raises:
        RefusedError: if it exceeds a limit.
    """
    members = archive.infolist()
    if len(members) > limits.archive_members:
        raise RefusedError(_limit("members", limits.archive_members))
    if sum(member.file_size for member in members) > UNPACKED * limits.workbook_bytes:
        raise RefusedError(_limit("bytes", UNPACKED * limits.workbook_bytes))
    for member in members:
        large = member.file_size > RATIO_LOOKED_AT
        if large and member.file_size > limits.archive_ratio * max(1, member.compress_size):
            raise RefusedError(_limit("ratio", limits.archive_ratio))


class WorkbookReading(Reading):
    """One workbook being read."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        """Open the workbook, sort its sheets, and read the sheet About."""
        super().__init__(source, "xlsx")
        self._limits = options.limits
        self._known: list[KnownSheet] = []
        try:
            self._book = Workbook(source, options.limits)
            self.format = self._book.kind
            about = self._sort_sheets()
            self._read_about(about, options.about)
        except RefusedError as problem:
            self.refuse(problem.fault)

    def table(self, name: str, rows: Iterable[Row]) -> Table:
        """Return a sheet as a table."""
        return Table(self.source.name, rows, sheet=name)

    def _sort_sheets(self) -> SheetEntry | None:
        """Find the record type of each sheet, and the sheet About."""
        about, unknown = None, []
        entries = self._book.entries()
        self.parts = tuple(entry.name for entry in entries)
        for entry in entries:
            folded = fold(entry.name)
            if folded in ABOUT_NAMES and about is None:
                about = entry
            elif folded not in SILENT_NAMES:
                found = table_type(entry.name) or self._type_inside(entry.name)
                if found:
                    self._known.append(KnownSheet(entry.name, entry.hidden, found))
                elif self._first_row(entry.name) is not None:
                    unknown.append(entry)
        order = reading_order()
        self._known.sort(key=lambda sheet: order[sheet.record_type])
        if not self._known and about is None:
            names = [entry.name for entry in unknown]
            variant = "table" if names else "empty"
            raise RefusedError(Fault("no-known-table", {"tables": names}, variant=variant))
        for entry in unknown:
            variant = "hidden" if entry.hidden else "sheet"
            fault = Fault("unknown-table", {"table": entry.name}, variant=variant)
            self.say(fault, self.table(entry.name, ()).place())
        return about

    def _first_row(self, name: str) -> Sequence[Cell] | None:
        """Return the first row of a sheet that is not blank."""
        rows = self._book.rows(name)
        return next((cells for _, cells in rows if not all(map(is_blank, cells))), None)

    def _type_inside(self, name: str) -> str | None:
        """Return the record type that a sheet's headings fit, where its name says nothing."""
        first = self._first_row(name)
        return None if first is None else type_by_headings(first)

    def _read_about(self, about: SheetEntry | None, given: Mapping[str, Any]) -> None:
        """Read the header from the sheet About, and from what the user gave."""
        if about is None:
            if given:
                self.header = header_from_rows(self.table(ABOUT_SHEET, ()), given, self.say)
                self.header_is_own = False
            else:
                self.say(Fault("no-header", {}))
            return
        table = self.table(about.name, self._book.rows(about.name))
        self.header = header_from_rows(table, given, self.say)

    def records(self) -> Iterator[RawRecord]:
        """Read the records, sheet by sheet in the order of the record types."""
        for sheet in self._known:
            try:
                rows = self._book.rows(sheet.name)
            except RefusedError as problem:
                self.complete = False
                self.say(problem.fault, self.table(sheet.name, ()).place())
                continue
            scan = self._book.scan(sheet.name)
            yield from SheetReader(self, sheet, scan, self._limits).records(rows)


ABOUT_NAMES = frozenset(map(fold, ABOUT_TABLE_NAMES))
SILENT_NAMES = frozenset(map(fold, SILENT_TABLE_NAMES))


class SheetReader:
    """Reads one sheet of records together with what its XML says."""

    def __init__(
        self, reading: WorkbookReading, sheet: KnownSheet, scan: SheetScan, limits: Limits
    ) -> None:
        """Prepare to look up what the scan found by row."""
        self.reading = reading
        self.sheet = sheet
        self.scan = scan
        self.limits = limits
        self.hidden = set(scan.hidden_rows)
        self.hidden_filled: list[int] = []

    def records(self, rows: Iterator[Row]) -> Iterator[RawRecord]:
        """Read the records of the sheet."""
        spec = records()[self.sheet.record_type]
        table = self.reading.table(self.sheet.name, rows)
        watched = Watched(rows)
        headings, machine, below = find_headings(watched, spec)
        if headings is None:
            return
        watched.say(headings, table, self.reading.say)
        header = self.reading.header
        defaults = replace(
            defaults_of(header.values if header else {}),
            cell_characters=self.limits.cell_characters,
        )
        planner = plan_columns(table, spec, headings, machine, defaults)
        merged = [item for item in self.scan.merged if item.last_row > headings[0]]
        self._say_merged(planner.plan, merged)
        yield from read_rows(planner, self._looked_at(below, planner, merged), self.reading.say)
        self._say_hidden(planner.plan)

    def _looked_at(
        self, rows: Iterator[Row], planner: Planner, merged: Sequence[Area]
    ) -> Iterator[Row]:
        """Yield the rows within the limits, merged key cells filled down; note hidden ones."""
        filling = FillingDown(item for item in merged if self._fills(planner.plan, item))
        for number, cells in rows:
            if number > self.limits.sheet_rows:
                self.reading.complete = False
                self._say(_limit("rows", self.limits.sheet_rows), planner.plan, number, 0)
                return
            if number in self.hidden and not all(map(is_blank, cells)):
                self.hidden_filled.append(number)
            yield number, filling.row(number, cells)

    def _fills(self, plan: ColumnPlan, area: Area) -> bool:
        """Tell whether a merged area stands for each of its rows: ids and required references."""
        if area.first_row == area.last_row or area.first_row <= plan.row:
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
        if self.hidden_filled:
            params = {"count": len(self.hidden_filled), "rows": self.hidden_filled[:10]}
            fault = Fault("hidden-content", params, variant="rows")
            self.reading.say(fault, table.place(self.hidden_filled[0]))
        hidden = [
            column
            for column in plan.columns
            if any(first <= column.index + 1 <= last for first, last in self.scan.hidden_columns)
        ]
        if hidden:
            params = {"count": len(hidden), "columns": [column.heading for column in hidden]}
            fault = Fault("hidden-content", params, variant="columns")
            self._say(fault, plan, plan.row, hidden[0].index)

    def _say(self, fault: Fault, plan: ColumnPlan, row: int, index: int) -> None:
        """Note a fault at a cell, with the heading of its column."""
        heading = next((item.heading for item in plan.columns if item.index == index), None)
        self.reading.say(fault, plan.table.place(row, index, column=heading or None))


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


# --- writing -------------------------------------------------------------------------------------


class Sheet(NamedTuple):
    """One sheet as it is written: headings, machine names and rows."""

    name: str
    titles: Sequence[str]
    names: Sequence[str]
    rows: Iterable[Sequence[Any]]


def sheets(document: Document) -> Iterator[Sheet]:
    """Yield the sheets of a document in the standard order; types without records have none."""
    yield Sheet(ABOUT_SHEET, ("Field", "Value"), (), about_rows(document.header))
    language = document.header.get("language")
    by_type: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in document.records:
        by_type[record["type"]].append(record)
    for name, spec in records().items():
        if by_type[name]:
            names, rows = table_rows(spec, by_type[name], language)
            yield Sheet(spec.sheet, [heading(spec, item) for item in names], names, rows)


def heading(spec: RecordSpec, name: str) -> str:
    """Return the visible heading over a machine name: `Name (nl)` over `name.nl`."""
    field, _, language = name.partition(".")
    if field not in spec.fields:
        return name
    return title(spec.name, field) + (f" ({language})" if language else "")


def write(document: Document) -> Iterator[tuple[str, bytes]]:
    """Write a workbook: text as text, numbers as numbers, the same bytes for the same document."""
    stream = BytesIO()
    book = new_workbook(stream, {"exchangespec-version": STANDARD_VERSION})
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    number = book.add_format()
    for sheet in sheets(document):
        page = book.add_worksheet(sheet.name)
        first = write_headings(page, sheet.titles, sheet.names, bold)
        for row, cells in enumerate(sheet.rows, first):
            for column, cell in enumerate(cells):
                if cell is not None:
                    form = text if isinstance(cell, str) else number
                    write_value(page, row, column, cell, form)
    book.close()
    yield "", stream.getvalue()


def losses(document: Document) -> list[str]:
    """Name the texts that no cell can hold as they are."""
    found = []
    for sheet in sheets(document):
        first = FIRST_DATA_ROW if sheet.names else 1
        for row, cells in enumerate(sheet.rows, first + 1):
            for column, cell in enumerate(cells, 1):
                reason = unwritable(cell) if isinstance(cell, str) else None
                if reason:
                    found.append(f"{sheet.name}!{cell_name(row, column)} of {cells[0]}: {reason}")
    return found


FORMAT = Format(
    name="xlsx",
    title="Excel workbook",
    suffixes=(".xlsx",),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    read=WorkbookReading,
    write=write,
    losses=losses,
)
FORMATS = (FORMAT,)
