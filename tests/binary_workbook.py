"""Writes a workbook as Excel's binary kind (.xlsb), which no free program saves.

Only what the tests need: values, errors, number formats, hidden rows and columns, merged cells.
"""

import io
import struct
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES, Cell
from openpyxl.styles.numbers import BUILTIN_FORMATS_REVERSE
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EXCEL = "application/vnd.ms-excel"
ROW, ERROR, TRUTH, NUMBER, TEXT, FORMAT, STYLE, COLUMN = 0, 3, 4, 5, 6, 44, 47, 60
BEGIN_SHEET, END_SHEET, BEGIN_BOOK, END_BOOK, BEGIN_SHEETS, END_SHEETS = (
    129,
    130,
    131,
    132,
    143,
    144,
)
BEGIN_DATA, END_DATA, SIZE, PROPERTIES, SHEET, MERGED, BEGIN_MERGED, END_MERGED = (
    145, 146, 148, 153, 156, 176, 177, 178,
)  # fmt: skip
BEGIN_STYLES, END_STYLES, BEGIN_FORMATS, END_FORMATS, BEGIN_CELLS, END_CELLS = (
    278, 279, 615, 616, 617, 618,
)  # fmt: skip
BEGIN_COLUMNS, END_COLUMNS = 390, 391
ERRORS = {
    "#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24,
    "#N/A": 0x2A,
}  # fmt: skip
OWN_FORMATS = 164
# Whole numbers below this one Excel writes in four bytes.
SHORT_NUMBER, MOST_SHORT = 2, 1 << 29
HIDDEN = 0x10


def record(kind: int, content: bytes = b"") -> bytes:
    """A record: its number and size in groups of seven bits, and its content."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, rest = b"", len(content)
    while True:
        more = rest > 0x7F
        size += bytes([rest & 0x7F | (0x80 if more else 0)])
        rest >>= 7
        if not more:
            return head + size + content


def text(words: str) -> bytes:
    """A text with its length before it."""
    return struct.pack("<I", len(words.encode("utf-16-le")) // 2) + words.encode("utf-16-le")


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook; a formula is saved as the number 0, having no value."""
    formats = [
        code
        for code in dict.fromkeys(cell.number_format for cell in filled(book.worksheets))
        if code not in BUILTIN_FORMATS_REVERSE
    ]
    numbers = {"General": 0, **BUILTIN_FORMATS_REVERSE}
    numbers |= {code: OWN_FORMATS + at for at, code in enumerate(formats)}
    styles = list(dict.fromkeys(["General", *numbers]))
    parts = {
        "[Content_Types].xml": content_types(len(book.worksheets)),
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": workbook_part(book),
        "xl/_rels/workbook.bin.rels": relations(
            [
                *(
                    (f"rId{at}", "worksheet", f"worksheets/sheet{at}.bin")
                    for at, _ in enumerate(book.worksheets, 1)
                ),
                ("rIdStyles", "styles", "styles.bin"),
            ]
        ),
        "xl/styles.bin": styles_part(formats, [numbers[code] for code in styles]),
    }
    for at, sheet in enumerate(book.worksheets, 1):
        parts[f"xl/worksheets/sheet{at}.bin"] = sheet_part(sheet, styles)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def filled(sheets: Iterable[Worksheet]) -> Iterable[Cell]:
    """All cells with a value."""
    for sheet in sheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def content_types(sheets: int) -> bytes:
    """The part that says what each other part is."""
    kinds = {"workbook": "sheet.binary.macroEnabled.main", "styles": "styles"}
    kinds |= {f"worksheets/sheet{at}": "worksheet" for at in range(1, sheets + 1)}
    overrides = "".join(
        f'<Override PartName="/xl/{name}.bin" ContentType="{EXCEL}.{kind}"/>'
        for name, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>{overrides}</Types>'
    ).encode()


def relations(named: Iterable[tuple[str, str, str]]) -> bytes:
    """A part that says what another one refers to."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in named
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'.encode()


def workbook_part(book: Workbook) -> bytes:
    """The part that names the sheets."""
    made = record(BEGIN_BOOK) + record(PROPERTIES, struct.pack("<II", 0, 0) + text(""))
    made += record(BEGIN_SHEETS)
    for at, sheet in enumerate(book.worksheets, 1):
        state = {"visible": 0, "hidden": 1, "veryHidden": 2}[sheet.sheet_state]
        made += record(SHEET, struct.pack("<II", state, at) + text(f"rId{at}") + text(sheet.title))
    return made + record(END_SHEETS) + record(END_BOOK)


def styles_part(formats: list[str], numbers: list[int]) -> bytes:
    """The part with the number formats, and a style for each."""
    made = record(BEGIN_STYLES) + record(BEGIN_FORMATS, struct.pack("<I", len(formats)))
    for at, code in enumerate(formats):
        made += record(FORMAT, struct.pack("<H", OWN_FORMATS + at) + text(code))
    made += record(END_FORMATS) + record(BEGIN_CELLS, struct.pack("<I", len(numbers)))
    for number in numbers:
        made += record(STYLE, struct.pack("<HHHHHBBHH", 0, number, 0, 0, 0, 0, 0, 0, 0))
    return made + record(END_CELLS) + record(END_STYLES)


def sheet_part(sheet: Worksheet, styles: list[str]) -> bytes:
    """The part with the cells of one sheet."""
    made = record(BEGIN_SHEET)
    corners = 0, max(sheet.max_row, 1) - 1, 0, max(sheet.max_column, 1) - 1
    made += record(SIZE, struct.pack("<IIII", *corners))
    hidden = [one for one in sheet.column_dimensions.values() if one.hidden]
    if hidden:
        made += record(BEGIN_COLUMNS)
        for one in hidden:
            one.reindex()
            made += record(COLUMN, struct.pack("<IIIIH", one.min - 1, one.max - 1, 2048, 0, 1))
        made += record(END_COLUMNS)
    made += record(BEGIN_DATA)
    for row in sheet.iter_rows():
        cells = [cell for cell in row if cell.value is not None]
        number = row[0].row
        is_hidden = sheet.row_dimensions[number].hidden
        if cells or is_hidden:
            flags = HIDDEN if is_hidden else 0
            made += record(ROW, struct.pack("<IIHBBBI", number - 1, 0, 300, 0, flags, 0, 0))
            for cell in cells:
                made += cell_record(cell, styles)
    made += record(END_DATA)
    if sheet.merged_cells.ranges:
        ranges = sheet.merged_cells.ranges
        made += record(BEGIN_MERGED, struct.pack("<I", len(ranges)))
        for one in ranges:
            rows, columns = (one.min_row, one.max_row), (one.min_col, one.max_col)
            made += record(MERGED, struct.pack("<IIII", *(edge - 1 for edge in (*rows, *columns))))
        made += record(END_MERGED)
    return made + record(END_SHEET)


def cell_record(cell: Cell, styles: list[str]) -> bytes:
    """A cell: where it stands, how it is shown, and what it holds."""
    head = struct.pack("<II", cell.column - 1, styles.index(cell.number_format))
    value: Any = cell.value
    if cell.data_type == "e" or value in ERROR_CODES:
        return record(ERROR, head + bytes([ERRORS[str(value)]]))
    if cell.data_type == "f":
        value = 0
    if isinstance(value, bool):
        return record(TRUTH, head + bytes([value]))
    if isinstance(value, date):
        value = to_excel(value)
    if isinstance(value, (int, float)) and value == int(value) and abs(value) < MOST_SHORT:
        return record(SHORT_NUMBER, head + struct.pack("<i", int(value) << 2 | 2))
    if isinstance(value, (int, float)):
        return record(NUMBER, head + struct.pack("<d", value))
    return record(TEXT, head + text(str(value)))
