"""Ods cells: the tables of an OpenDocument spreadsheet, read in one pass over its XML.

The pass gives values and, beside them, what values hide: errors, formulas that were never
calculated, hidden and merged cells, and how numbers are shown. Cells and rows that are said to
repeat are kept once; what is empty takes no room, however often it is said to repeat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from itertools import repeat
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from exchangespec.formats.sheet_scan import (
    CHUNK,
    Appearance,
    Area,
    DocumentTypeError,
    Position,
    SheetScan,
    XmlRefusedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from zipfile import ZipFile

CONTENT, STYLES = "content.xml", "styles.xml"
NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = f"{NAMES}office:1.0 ", f"{NAMES}table:1.0 ", f"{NAMES}text:1.0 "
STYLE, NUMBER, DRAWING = f"{NAMES}style:1.0 ", f"{NAMES}datastyle:1.0 ", f"{NAMES}drawing:1.0 "
CALC_VALUE_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
# Parts within a table whose cells or paragraphs are not the table's.
PASSED_OVER = frozenset(
    {
        f"{OFFICE}annotation",
        f"{TABLE}shapes",
        f"{TABLE}tracked-changes",
        f"{TABLE}named-expressions",
        f"{TABLE}detective",
        f"{TEXT}note",
        f"{TEXT}ruby-text",
    }
)
VALUE_TYPE, CELL_STYLE = f"{OFFICE}value-type", f"{TABLE}style-name"
COLUMNS_REPEATED, ROWS_REPEATED = f"{TABLE}number-columns-repeated", f"{TABLE}number-rows-repeated"
COLUMNS_SPANNED, ROWS_SPANNED = f"{TABLE}number-columns-spanned", f"{TABLE}number-rows-spanned"
FORMULA, VISIBILITY = f"{TABLE}formula", f"{TABLE}visibility"
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
PARAGRAPH, SPACES, TAB, BREAK = f"{TEXT}p", f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"
SHOWN_BY = frozenset({"collapse", "filter"})
ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]{3}")
BLANKS = re.compile(r"[ \t\r\n]+")
DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
HOURS_OF_DAY = 24
WHOLE = re.compile(r"-?[0-9]{1,15}")
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
# So many notes on cells are kept of a table; a file may say that one cell stands everywhere.
MOST_NOTES = 1_000_000


class OdsRow(NamedTuple):
    """Cells that stand in `times` rows from row `first` on; blank cells at the end are left out."""

    first: int
    times: int
    cells: list[Any]


@dataclass(slots=True)
class OdsSheet:
    """One table: its name, whether it is hidden, its rows, and what values hide.

    `cells` counts all cells that hold something, as if none repeated.
    """

    name: str
    hidden: bool = False
    rows: list[OdsRow] = field(default_factory=list)
    scan: SheetScan = field(default_factory=SheetScan)
    cells: int = 0

    def numbered(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield every row with its number, blank ones between others too."""
        last = 0
        for row in self.rows:
            yield from ((number, []) for number in range(last + 1, row.first))
            yield from (
                (row.first + at, cells) for at, cells in enumerate(repeat(row.cells, row.times))
            )
            last = row.first + row.times - 1


@dataclass(slots=True)
class Spreadsheet:
    """The tables of a document, and whether its dates are counted from 1904."""

    sheets: list[OdsSheet] = field(default_factory=list)
    from_1904: bool = False


@dataclass(slots=True)
class Styles:
    """What styles say of cells: how numbers are shown, and which tables are hidden."""

    shown: dict[str, Appearance] = field(default_factory=dict)
    data_styles: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    hidden_tables: set[str] = field(default_factory=set)

    def appearance(self, name: str) -> Appearance | None:
        """Return how the cells of a style show a number, where that is not the number itself."""
        seen: set[str] = set()
        while name and name not in seen:
            if name in self.data_styles:
                return self.shown.get(self.data_styles[name])
            seen.add(name)
            name = self.parents.get(name, "")
        return None


def read_spreadsheet(archive: ZipFile, most_cells: int) -> Spreadsheet:
    """Return the tables of a document; those of more than `most_cells` cells without their rows.

    Raises:
        XmlRefusedError: if a part is not well-formed or has a document type.
        KeyError: if the document has no content.
    """
    styles = Styles()
    if STYLES in archive.namelist():
        with archive.open(STYLES) as stream:
            _parse(stream, StyleReader(styles))
    reader = TableReader(styles, most_cells)
    with archive.open(CONTENT) as stream:
        _parse(stream, reader)
    return reader.found


def read_flat(content: bytes, most_cells: int) -> Spreadsheet:
    """Return the tables of a document that is one file, not an archive.

    Raises:
        XmlRefusedError: if it is not well-formed or has a document type.
    """
    reader = TableReader(Styles(), most_cells)
    _parse(BytesIO(content), reader)
    return reader.found


def _parse(stream: IO[bytes], reader: StyleReader) -> None:
    """Let a reader see the elements of one part, piece by piece."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = _refuse
    reader.listen = lambda heard: setattr(parser, "CharacterDataHandler", heard)
    try:
        for piece in iter(lambda: stream.read(CHUNK), b""):
            parser.Parse(piece, False)  # noqa: FBT003 (the C function takes no keyword)
        parser.Parse(b"", True)  # noqa: FBT003 (as above)
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise XmlRefusedError(str(problem)) from problem


def _refuse(*_declaration: object) -> None:
    """Refuse a document type, and with it every entity."""
    raise DocumentTypeError


Attributes = dict[str, str]
PARTS_OF_DATES = {f"{NUMBER}{part}": part for part in ("year", "month", "day", "hours", "minutes")}
DATA_STYLES = {
    f"{NUMBER}{kind}-style": kind for kind in ("number", "percentage", "date", "time", "currency")
}


class StyleReader:
    """Reads styles, which stand before what they are used for."""

    def __init__(self, styles: Styles) -> None:
        """Add to what is known of styles."""
        self.styles = styles
        self.listen: Callable[[Callable[[str], None] | None], None] = lambda _heard: None
        self._kind = self._name = self._family_name = ""
        self._parts: set[str] = set()
        self._digits = self._decimals = 0
        self._plain = True

    def start(self, name: str, given: Attributes) -> None:
        """See the start of an element."""
        if name in DATA_STYLES:
            self._kind, self._name = DATA_STYLES[name], given.get(f"{STYLE}name", "")
            self._parts, self._digits, self._decimals, self._plain = set(), 0, 0, True
        elif name == f"{STYLE}style":
            self._begin_style(given)
        elif name == f"{STYLE}table-properties":
            if given.get(f"{TABLE}display") == "false":
                self.styles.hidden_tables.add(self._family_name)
        elif name in PARTS_OF_DATES:
            self._parts.add(PARTS_OF_DATES[name])
        elif name == f"{NUMBER}number":
            self._digits = _count(given.get(f"{NUMBER}min-integer-digits"))
            self._decimals = _count(given.get(f"{NUMBER}decimal-places"))
            self._plain = given.get(f"{NUMBER}grouping") != "true"

    def _begin_style(self, given: Attributes) -> None:
        """Note which data style and which parent a style has."""
        name = self._family_name = given.get(f"{STYLE}name", "")
        if given.get(f"{STYLE}family") != "table-cell":
            return
        if f"{STYLE}data-style-name" in given:
            self.styles.data_styles[name] = given[f"{STYLE}data-style-name"]
        self.styles.parents[name] = given.get(f"{STYLE}parent-style-name", "")

    def end(self, name: str) -> None:
        """See the end of an element."""
        if name in DATA_STYLES:
            seen = self._appearance()
            if seen is not None:
                self.styles.shown[self._name] = seen

    def _appearance(self) -> Appearance | None:
        """Return how the data style just read shows numbers."""
        if self._kind == "percentage":
            return Appearance("percent", self._decimals)
        if self._kind == "date" and "year" in self._parts and not self._parts & {"day", "hours"}:
            return Appearance("month" if "month" in self._parts else "year")
        if self._kind == "number" and self._plain and self._digits > 1 and not self._decimals:
            return Appearance("zeros", self._digits)
        return None


def _count(text: str | None) -> int:
    """Return a number of times, or nothing."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 (digits of any real count)


def _times(given: Attributes, name: str, most: int) -> int:
    """Return how often something stands: once where nothing is said."""
    return max(1, min(most, _count(given.get(name, "1"))))


class TableReader(StyleReader):
    """Reads the tables of a document, after the styles of its content."""

    def __init__(self, styles: Styles, most_cells: int) -> None:
        """Start before the first table."""
        super().__init__(styles)
        self.found = Spreadsheet()
        self.most_cells = most_cells
        self._sheet: OdsSheet | None = None
        self._tables = self._passing = 0
        self._texts: dict[str, str] = {}
        self._shown_by_style: dict[str, Appearance | None] = {}
        # Of the table: its next row, its columns, and how many groups of rows around are closed.
        self._row = self._next_column = 0
        self._default_styles: list[tuple[int, str]] = []
        self._groups: list[bool] = []
        # Of the row.
        self._row_times = 1
        self._row_hidden = False
        self._cells: list[Any] = []
        self._column = 0
        # Of the cell.
        self._given: Attributes | None = None
        self._paragraphs: list[str] = []
        self._pieces: list[str] | None = None

    # --- elements --------------------------------------------------------------------------------

    def start(self, name: str, given: Attributes) -> None:
        """See the start of an element."""
        if self._passing or name in PASSED_OVER or name.startswith(DRAWING):
            self._passing += 1
        elif name in {CELL, COVERED}:
            if self._sheet is not None:
                self._given, self._paragraphs = given, []
        elif name == PARAGRAPH:
            if self._given is not None:
                self._pieces = []
                self.listen(self._pieces.append)
        elif self._pieces is not None:
            self._start_in_text(name, given)
        elif name.startswith(TABLE):
            self._start_in_table(name.removeprefix(TABLE), given)
        else:
            super().start(name, given)

    def _start_in_text(self, name: str, given: Attributes) -> None:
        """See what stands for blanks within a paragraph."""
        if name == SPACES and self._pieces is not None:
            self._pieces.append("\0" * _times(given, f"{TEXT}c", 32_767))
        elif name in {TAB, BREAK} and self._pieces is not None:
            self._pieces.append("\1" if name == TAB else "\2")

    def _start_in_table(self, name: str, given: Attributes) -> None:
        """See the start of a table, column, group or row."""
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                hidden = given.get(CELL_STYLE, "") in self.styles.hidden_tables
                self._sheet = OdsSheet(given.get(f"{TABLE}name", ""), hidden=hidden)
                self.found.sheets.append(self._sheet)
                self._row, self._next_column = 1, 1
                self._default_styles, self._groups = [], []
        elif name == "null-date":
            self.found.from_1904 = given.get(f"{TABLE}date-value", "").startswith("1904")
        elif self._sheet is None:
            return
        elif name == "table-column":
            self._start_column(given)
        elif name == "table-row-group":
            self._groups.append(given.get(f"{TABLE}display") == "false")
        elif name == "table-row":
            self._row_times = _times(given, ROWS_REPEATED, MOST_ROWS)
            self._row_hidden = given.get(VISIBILITY) in SHOWN_BY or any(self._groups)
            self._cells, self._column = [], 1

    def _start_column(self, given: Attributes) -> None:
        """Note hidden columns, and the style of cells that have none of their own."""
        if self._sheet is None:
            return
        first = self._next_column
        self._next_column += _times(given, COLUMNS_REPEATED, MOST_COLUMNS)
        if given.get(VISIBILITY) in SHOWN_BY:
            self._sheet.scan.hidden_columns.append((first, self._next_column - 1))
        style = given.get(f"{TABLE}default-cell-style-name", "")
        if self._shown(style) is not None:
            self._default_styles.append((first, style))
            self._default_styles.append((self._next_column, ""))

    def end(self, name: str) -> None:
        """See the end of an element."""
        if self._passing:
            self._passing -= 1
        elif name == PARAGRAPH:
            if self._pieces is not None:
                self._paragraphs.append(_paragraph("".join(self._pieces)))
                self._pieces = None
                self.listen(None)
        elif name in {CELL, COVERED}:
            self._end_cell()
        elif name.startswith(TABLE):
            self._end_in_table(name.removeprefix(TABLE))
        else:
            super().end(name)

    def _end_in_table(self, name: str) -> None:
        """See the end of a table, group or row."""
        if name == "table":
            self._tables -= 1
            if self._tables == 0:
                self._sheet = None
        elif self._sheet is None:
            return
        elif name == "table-row-group" and self._groups:
            self._groups.pop()
        elif name == "table-row":
            self._end_row(self._sheet)

    def _end_row(self, sheet: OdsSheet) -> None:
        """Keep a row that holds something."""
        # What lies beyond the last row that there can be counts as the one row after it.
        first = min(self._row, MOST_ROWS + 1)
        times = max(1, min(self._row_times, MOST_ROWS + 2 - first))
        self._row = first + times
        scan = sheet.scan
        notable = bool(scan.errors or scan.uncalculated or scan.appearances)
        if self._row_hidden and self._cells and len(scan.hidden_rows) <= MOST_ROWS:
            scan.hidden_rows.extend(range(first, first + times))
        if not self._cells:
            return
        sheet.cells += len(self._cells) * times
        if sheet.cells > self.most_cells:
            # Only that it is too large will be said of it.
            sheet.rows.clear()
            return
        sheet.rows.append(OdsRow(first, times, self._cells))
        scan.area = Position(first + times - 1, max(scan.area.column, len(self._cells)))
        if notable and 1 < times <= MOST_NOTES // max(1, len(self._cells)):
            _repeat_notes(scan, first, times)

    # --- cells -----------------------------------------------------------------------------------

    def _end_cell(self) -> None:
        """Put the cell into the row as often as it stands there."""
        given, sheet = self._given, self._sheet
        self._given = None
        if given is None or sheet is None:
            return
        times = _times(given, COLUMNS_REPEATED, MOST_COLUMNS) if COLUMNS_REPEATED in given else 1
        column = self._column
        self._column += times
        value = self._value(given)
        if COLUMNS_SPANNED in given or ROWS_SPANNED in given:
            self._note_span(given, sheet.scan, column)
        special = self._special(given, value, column)
        if special is not None:
            self._note_special(special, sheet.scan, column, times)
        if value is None and special is None:
            return
        cells = self._cells
        missing = column - 1 - len(cells)
        if column + times > MOST_COLUMNS + 1:
            times = max(1, MOST_COLUMNS + 1 - column)
        if missing:
            cells.extend([""] * missing)
        cells.extend([value if value is not None else ""] * times)

    def _value(self, given: Attributes) -> Any:
        """Return the value of a cell, or None where it is empty."""
        kind = given.get(VALUE_TYPE)
        if kind is None or kind == "string":
            text = given.get(f"{OFFICE}string-value")
            if text is None:
                if not self._paragraphs:
                    return None
                paragraphs = self._paragraphs
                text = paragraphs[0] if len(paragraphs) == 1 else "\n".join(paragraphs)
            return self._texts.setdefault(text, text) if text else None
        read = READERS.get(kind)
        value = None if read is None else read(given)
        # A value that cannot be read is worth as much as the text that shows it.
        if value is None:
            return "\n".join(self._paragraphs) or given.get(f"{OFFICE}string-value") or None
        return value

    def _shown(self, style: str) -> Appearance | None:
        """Return how a style shows numbers, looked up once."""
        if style not in self._shown_by_style:
            self._shown_by_style[style] = self.styles.appearance(style)
        return self._shown_by_style[style]

    def _style_at(self, given: Attributes, column: int) -> str:
        """Return the style of a cell: its own, or that of its column."""
        own = given.get(CELL_STYLE)
        if own is not None or not self._default_styles:
            return own or ""
        return next((name for first, name in reversed(self._default_styles) if first <= column), "")

    def _special(self, given: Attributes, value: Any, column: int) -> Appearance | str | None:
        """Return what a cell hides: an error, nothing calculated (""), or how it is shown."""
        kind = given.get(VALUE_TYPE)
        if kind is None or kind == "string":
            text = "\n".join(self._paragraphs)
            stated = given.get(CALC_VALUE_TYPE) == "error"
            if stated or (FORMULA in given and ERROR.fullmatch(text)):
                return text or "#N/A"
            return "" if kind is None and FORMULA in given and value is None else None
        if value is None and FORMULA in given:
            return ""
        if kind == "percentage":
            return Appearance("percent")
        if kind not in {"float", "date"}:
            return None
        seen = self._shown(self._style_at(given, column))
        fits = seen is not None and (seen.kind == "zeros") == (kind == "float")
        return seen if fits else None

    def _note_special(
        self, special: Appearance | str, scan: SheetScan, column: int, times: int
    ) -> None:
        """Note at each place of a cell what it hides."""
        if len(scan.appearances) + len(scan.errors) + len(scan.uncalculated) > MOST_NOTES:
            return
        for at in range(column, column + min(times, MOST_COLUMNS)):
            here = Position(self._row, at)
            if isinstance(special, Appearance):
                scan.appearances[here] = special
            elif special:
                scan.errors[here] = special
            else:
                scan.uncalculated.add(here)

    def _note_span(self, given: Attributes, scan: SheetScan, column: int) -> None:
        """Note a merged area."""
        columns = _times(given, COLUMNS_SPANNED, MOST_COLUMNS)
        rows = _times(given, ROWS_SPANNED, MOST_ROWS)
        if columns > 1 or rows > 1:
            scan.merged.append(Area(self._row, column, self._row + rows - 1, column + columns - 1))


def _repeat_notes(scan: SheetScan, first: int, times: int) -> None:
    """Note what stands in the first of several equal rows for the others as well."""
    rows = range(first + 1, first + times)
    errors = {here: seen for here, seen in scan.errors.items() if here.row == first}
    shown = {here: seen for here, seen in scan.appearances.items() if here.row == first}
    for row in rows:
        scan.errors.update({Position(row, at.column): seen for at, seen in errors.items()})
        scan.appearances.update({Position(row, at.column): seen for at, seen in shown.items()})
    empty = [here.column for here in scan.uncalculated if here.row == first]
    scan.uncalculated.update(Position(row, column) for row in rows for column in empty)


BLANK_SIGNS = str.maketrans({"\0": " ", "\1": "\t", "\2": "\n"})


def _paragraph(text: str) -> str:
    """Return a paragraph with its blanks as they are meant: only those that are said so count."""
    if text.isascii() and text.isalnum():
        return text
    return BLANKS.sub(" ", text).lstrip(" ").translate(BLANK_SIGNS)


# --- values --------------------------------------------------------------------------------------


def _number(given: Attributes) -> int | float | None:
    """Return a number, whole ones as such."""
    text = given.get(f"{OFFICE}value", "")
    if WHOLE.fullmatch(text):
        return int(text)
    try:
        return float(text)
    except ValueError:
        return None


def _date(given: Attributes) -> date | datetime | None:
    """Return a date, with a time where one is stated."""
    text = given.get(f"{OFFICE}date-value", "")
    try:
        return datetime.fromisoformat(text[:26]) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _time(given: Attributes) -> time | str | None:
    """Return a time of day, or the hours and minutes of a longer time."""
    found = DURATION.fullmatch(given.get(f"{OFFICE}time-value", ""))
    if found is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    hours += days * HOURS_OF_DAY + minutes // 60
    if hours >= HOURS_OF_DAY or found[1]:
        return f"{found[1]}{hours:02d}:{minutes % 60:02d}"
    return time(hours, minutes % 60, min(seconds, 59))


TRUTHS = {"true": True, "false": False}
READERS: dict[str, Callable[[Attributes], Any]] = {
    "float": _number,
    "percentage": _number,
    "currency": _number,
    "date": _date,
    "time": _time,
    "boolean": lambda given: TRUTHS.get(given.get(f"{OFFICE}boolean-value", "")),
}
