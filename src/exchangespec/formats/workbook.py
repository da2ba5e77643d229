"""Workbook: how we write cells so that every text and number reads back as it was.

What we write is text or a number, never a formula, a link or a guess of the spreadsheet program,
and the same content always gives the same bytes.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
# Workbooks state when they were made; a fixed day keeps the bytes the same.
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
# Spreadsheet programs keep this many digits of a number and replace the others by zeros.
EXACT_DIGITS = 15

ESCAPE = r"x[0-9A-Fa-f]{4}_"
# Two escapes that share an underscore, and text that begins and ends like rich text, are not
# escaped well by the library; such text is written in several runs instead.
RUNS = re.compile(rf"(?<=_)(?={ESCAPE})")
SHARED_UNDERSCORE = re.compile(rf"_{ESCAPE}{ESCAPE}")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def new_workbook(stream: IO[bytes], properties: Mapping[str, str]) -> Workbook:
    """Return an empty workbook whose bytes depend on its content alone.

    `properties` are custom properties, such as the version of the standard.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": MADE})
    for name, value in properties.items():
        book.set_custom_property(name, value)
    return book


def in_runs(text: str) -> bool:
    """Tell whether a text must be written in several runs to read back as it is."""
    looks_rich = text.startswith("<r>") and text.endswith("</r>")
    return looks_rich or SHARED_UNDERSCORE.search(text) is not None


def unwritable(text: str) -> str | None:
    """Return why a cell cannot hold a text, or None if it can."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        return f"a cell holds at most {LONGEST_TEXT} characters"
    if NO_CHARACTERS.search(text):
        return "it holds U+FFFE or U+FFFF, which no workbook can"
    if in_runs(text) and CONTROL.search(text):
        return "it holds control characters beside what looks like their notation"
    return None


def write_text(sheet: Worksheet, row: int, column: int, text: str, form: CellFormat) -> None:
    """Write text at a 0-based row and column, so that it reads back as it is."""
    if in_runs(text):
        runs = [run for part in RUNS.split(text) for run in (part[:1], part[1:]) if run]
        sheet.write_rich_string(row, column, *(part for run in runs for part in (form, run)), form)
    else:
        sheet.write_string(row, column, text, form)


def write_value(
    sheet: Worksheet, row: int, column: int, value: str | float, form: CellFormat
) -> None:
    """Write a value: a number that stays exact as one, true and false as such, else text."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, form)
    elif isinstance(value, (int, float)) and float(f"{value:.{EXACT_DIGITS}g}") == value:
        sheet.write_number(row, column, value, form)
    else:
        write_text(sheet, row, column, str(value), form)


HEADING_WIDTH = 24


def write_headings(
    sheet: Worksheet, titles: Sequence[str], names: Sequence[str], form: CellFormat
) -> int:
    """Write the headings, and hidden below them the machine names; return the first data row."""
    sheet.set_column(0, max(0, len(titles) - 1), HEADING_WIDTH)
    for column, words in enumerate(titles):
        write_text(sheet, 0, column, words, form)
    for column, name in enumerate(names):
        write_text(sheet, 1, column, name, form)
    first = 2 if names else 1
    if names:
        sheet.set_row(1, None, None, {"hidden": True})
    sheet.freeze_panes(first, 1)
    return first
