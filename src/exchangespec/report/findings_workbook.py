"""The workbook of findings: a row a finding, with links to the cells of the file that was checked.

For those who want to sort and filter, and for files that cannot hold marks themselves.
"""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

from exchangespec.formats.workbook import LONGEST_TEXT, new_workbook, write_text
from exchangespec.report.characters import visible
from exchangespec.report.columns import COLUMNS, columns_of
from exchangespec.report.places import Order
from exchangespec.report.speech import DRAFT, Speech
from exchangespec.report.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePath

    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from exchangespec.finding import Finding
    from exchangespec.outcome import Outcome

# Spreadsheet programs open no workbook with more links on a sheet than 65,530.
MOST_LINKS = 60_000
# Formats whose cells a link can lead to.
LINKED = frozenset({"xlsx", "xls", "xlsb", "ods"})
HEADING_ROW = 3
FINDINGS, FINDINGS_IN, WHAT_WAS_READ = "Findings", "Findings in {name}", "What was read"
INPUT_HEADINGS = ("File", "Format", "Records", "Ready", "Errors", "Warnings", "Remarks")
FIXED_WORDS = (
    FINDINGS, FINDINGS_IN, WHAT_WAS_READ, *INPUT_HEADINGS, *(one.title for one in COLUMNS)
)  # fmt: skip


def findings_workbook(outcome: Outcome, path: PurePath, remarks: Sequence[str] = ()) -> bytes:
    """Return the workbook; `path` is where it will stand, for links that lead from there."""
    stream = BytesIO()
    book = new_workbook(stream, {"exchangespec-report": "findings"})
    _Pages(book, outcome, path).write(remarks)
    book.close()
    return stream.getvalue()


class _Pages:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, outcome: Outcome, path: PurePath) -> None:
        """Make the formats."""
        self._book = book
        self._outcome = outcome
        self._speech = Speech.of(outcome)
        self._path = path
        self._plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._link = book.add_format({"valign": "top", "font_color": "#0B5394", "underline": 1})
        self._bold = book.add_format({"bold": True, "valign": "top"})
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._grounds = {
            "error": book.add_format({"bg_color": "#FFC7CE", "valign": "top"}),
            "warning": book.add_format({"bg_color": "#FFEB9C", "valign": "top"}),
            "info": book.add_format({"valign": "top"}),
        }
        self._formats = {item.file: item.format for item in outcome.inputs}
        self._links = 0

    def write(self, remarks: Sequence[str]) -> None:
        """Write the findings, and below another tab what was read."""
        speech = self._speech
        page = self._book.add_worksheet(speech(FINDINGS))
        draft = [speech(DRAFT)] if speech.is_draft else []
        names = ", ".join(visible(item.file) for item in self._outcome.inputs)
        self._text(page, 0, 0, speech(FINDINGS_IN, name=names), self._title)
        self._text(
            page,
            1,
            0,
            " ".join([verdict(self._outcome), *remarks, *draft]),
            self._book.add_format(),
        )
        for at, column in enumerate(COLUMNS):
            page.set_column(at, at, column.width)
            self._text(page, HEADING_ROW, at, speech(column.title), self._bold)
        findings = sorted(self._outcome.tasks, key=Order(self._outcome).key)
        for row, finding in enumerate(findings, HEADING_ROW + 1):
            self._row(page, row, finding)
        page.freeze_panes(HEADING_ROW + 1, 0)
        page.autofilter(HEADING_ROW, 0, HEADING_ROW + len(findings), len(COLUMNS) - 1)
        self._inputs(self._book.add_worksheet(speech(WHAT_WAS_READ)))

    def _row(self, page: Worksheet, row: int, finding: Finding) -> None:
        """Write one finding."""
        texts = columns_of(finding, self._speech)
        for at, (column, text) in enumerate(zip(COLUMNS, texts, strict=True)):
            if column.name == "level":
                level = self._speech(text)
                self._text(page, row, at, level, self._grounds[finding.severity])
                continue
            target = self._target(finding) if column.name == "place" else ""
            if target:
                page.write_url(row, at, target, self._link, text)
            elif text:
                self._text(page, row, at, text, self._plain)

    def _target(self, finding: Finding) -> str:
        """Return what a link to the cell leads to, where there can be one."""
        place = finding.location
        linked = place.sheet and self._formats.get(place.file) in LINKED
        if not linked or self._links >= MOST_LINKS or place.file.startswith("<"):
            return ""
        self._links += 1
        sheet = (place.sheet or "").replace("'", "''")
        target = f"external:{self._file(place.file)}#'{sheet}'!{place.cell or 'A1'}"
        return target if len(target) < LONGEST_LINK else ""

    def _file(self, name: str) -> str:
        """Return a file as seen from where the workbook will stand."""
        try:
            seen = os.path.relpath(name, self._path.parent)
        except ValueError:  # on another drive
            seen = name
        return quote(seen.replace(os.sep, "/"), safe="/:.-_ ()")

    def _text(self, page: Worksheet, row: int, column: int, text: str, form: CellFormat) -> None:
        """Write a text, cut to what a cell holds."""
        write_text(page, row, column, text[: LONGEST_TEXT // 2], form)

    def _inputs(self, page: Worksheet) -> None:
        """Write what was read of each input."""
        page.set_column(0, 0, 40)
        page.set_column(1, 6, 14)
        for at, heading in enumerate(INPUT_HEADINGS):
            self._text(page, 0, at, self._speech(heading), self._bold)
        for row, item in enumerate(self._outcome.inputs, 1):
            self._text(page, row, 0, visible(item.file), self._plain)
            self._text(page, row, 1, item.format, self._plain)
            numbers = (sum(item.records.values()), item.ready, *item.counts.values())
            for at, number in enumerate(numbers, 2):
                page.write_number(row, at, number)


LONGEST_LINK = 2_000
