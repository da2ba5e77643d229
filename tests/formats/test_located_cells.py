"""A fault placed at a cell is found at that very cell, whatever the sheet looks like around it."""

import io
import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import binary_workbook
from exchangespec.finding import Finding
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.location import cell_name
from exchangespec.validation import validate

COLUMNS = (
    "id",
    "kind",
    "visitors",
    "hosts",
    "start",
    "format",
    "attendance",
    "x_share",
    "x_code",
    "x_note",
)
# What each column holds where nothing is wrong.
GOOD = {
    "kind": "study_visit", "visitors": "ex:capaci", "hosts": "ex:mechelen", "start": "2017-10-16",
    "format": "in_person", "attendance": 25, "x_share": "17 %", "x_code": "00042", "x_note": "seen",
}  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A fault: the column it stands in, the cell's value and format, and the code it must give."""

    column: str
    value: Any
    code: str
    number_format: str = "General"
    # What LibreOffice works out itself is no fault any more once it has saved the file.
    survives: bool = True


FAULTS = (
    Planted("format", "onlin", "EXS201"),
    Planted("start", "16.13.2017", "EXS214"),
    Planted("start", 43024, "EXS032"),
    Planted("attendance", "many", "EXS218"),
    Planted("attendance", "#N/A", "EXS011"),
    Planted("attendance", "=20+5", "EXS012", survives=False),
    Planted("x_share", 0.17, "EXS031", "0%"),
    Planted("x_share", 0.175, "EXS031", "0.0%"),
    Planted("x_code", 42, "EXS030", "00000"),
    Planted("start", date(2017, 10, 1), "EXS216", "mmm yyyy"),
)


@dataclass(frozen=True)
class Layout:
    """A sheet: where its columns and rows stand, and what is done to it."""

    columns: Sequence[str]
    first_column: int
    titles: int
    # So many of the headings stand in a row above that of the others; none: there is one row.
    upper: int
    gaps: Sequence[int]
    hidden: frozenset[int]
    merged: bool
    faults: Sequence[tuple[int, Planted]]
    name: str = "Visits"

    def row_of(self, record: int) -> int:
        """The row of a record, counted from 0; the headings take one, gaps lie between."""
        return self.titles + 2 + bool(self.upper) + record + sum(self.gaps[: record + 1])

    def column_of(self, name: str) -> int:
        """The number of a column."""
        return self.first_column + self.columns.index(name)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Any order of columns, gaps and hidden rows, and one to three faults in different cells."""
    count = draw(st.integers(1, 8))
    columns = draw(st.permutations(COLUMNS))
    gaps = draw(st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=count, max_size=count))
    # A gap below the headings is blank rows as well.
    records = st.integers(0, count - 1)
    faults = draw(
        st.lists(
            st.tuples(records, st.sampled_from(FAULTS)),
            min_size=1, max_size=3, unique_by=lambda pair: pair[1].column,
        )
    )  # fmt: skip
    return Layout(
        columns=tuple(columns),
        first_column=draw(st.sampled_from([1, 1, 2, 4])),
        titles=draw(st.sampled_from([0, 0, 1, 3])),
        upper=draw(st.sampled_from([0, 0, 2, 5, 8])),
        gaps=tuple(gaps),
        hidden=frozenset(draw(st.sets(records, max_size=3))),
        merged=draw(st.booleans()),
        faults=tuple(faults),
    )


def workbook(layout: Layout) -> bytes:
    """Make the workbook of a layout."""
    stream = io.BytesIO()
    laid_out(layout).save(stream)
    return stream.getvalue()


def laid_out(layout: Layout) -> openpyxl.Workbook:
    """Lay out the workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = layout.name
    for row in range(1, layout.titles + 1):
        sheet.cell(row, layout.first_column, f"Visits of the season, part {row}")
    headings = layout.titles + 1
    for at, name in enumerate(layout.columns):
        below = bool(layout.upper) and at >= layout.upper
        sheet.cell(headings + below, layout.column_of(name), name)
    for record in range(len(layout.gaps)):
        row = layout.row_of(record)
        for name in layout.columns:
            value = f"ex:vis-{record}" if name == "id" else GOOD[name]
            sheet.cell(row, layout.column_of(name), value)
        sheet.row_dimensions[row].hidden = record in layout.hidden
    for record, planted in layout.faults:
        cell = sheet.cell(layout.row_of(record), layout.column_of(planted.column), planted.value)
        cell.number_format = planted.number_format
        if planted.value == "#N/A":
            cell.data_type = "e"
    if layout.merged:
        column = layout.column_of("x_note")
        last = layout.row_of(len(layout.gaps) - 1)
        sheet.merge_cells(start_row=last, end_row=last + 1, start_column=column, end_column=column)
    return book


def findings(name: str, content: bytes) -> Sequence[Finding]:
    """What is found in a file."""
    return validate([Source(name, content=content)], TakeOptions(today=date(2024, 1, 1))).findings


def expected(layout: Layout, *, saved_again: bool) -> set[tuple[str, str]]:
    """The codes that must be found, each with its cell."""
    found = {
        (planted.code, cell_name(layout.row_of(record), layout.column_of(planted.column)))
        for record, planted in layout.faults
        if planted.survives or not saved_again
    }
    rows = sorted(layout.row_of(record) for record in layout.hidden)
    return found | {("EXS017", cell_name(row, 1)) for row in rows if row - 1 not in rows}


CODES = {planted.code for planted in FAULTS} | {"EXS017"}


def located(found: Sequence[Finding]) -> set[tuple[str, str | None]]:
    """The codes that were looked for, each with its cell."""
    return {(one.code, one.location.cell) for one in found if one.code in CODES}


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(layouts())
def test_the_report_names_the_cell_of_a_planted_fault(layout: Layout) -> None:
    """Blank and hidden rows, titles, moved and reordered columns and merged cells shift nothing."""
    found = findings("visits.xlsx", workbook(layout))
    assert located(found) == expected(layout, saved_again=False)
    assert {one.location.sheet for one in found if one.location.cell} == {"Visits"}


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(layouts())
def test_the_same_holds_in_binary_workbooks(layout: Layout) -> None:
    """What values hide stands in records instead of XML; a formula always has a value there."""
    found = findings("visits.xlsb", binary_workbook.saved(laid_out(layout)))
    assert located(found) == expected(layout, saved_again=True)
    assert {one.location.sheet for one in found if one.location.cell} <= {"Visits"}


def some_layouts() -> list[Layout]:
    """The same layouts in every run, each fault in two of them."""
    chance = random.Random(20171016)  # noqa: S311 (repeatable, no secret)
    made = []
    for number, planted in enumerate(FAULTS * 2):
        count = chance.randint(1, 6)
        made.append(
            Layout(
                columns=chance.sample(COLUMNS, len(COLUMNS)),
                first_column=chance.choice([1, 2, 4]),
                titles=chance.choice([0, 1, 3]),
                upper=chance.choice([0, 3]),
                gaps=[chance.choice([0, 0, 1, 2]) for _ in range(count)],
                hidden=frozenset(chance.sample(range(count), number % 2)),
                merged=number % 3 == 0,
                faults=[(chance.randrange(count), planted)],
            )
        )
    return made


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", ["ods", "fods", "xls", "xlsx"])
def test_the_same_holds_for_what_libreoffice_saves(suffix: str, tmp_path: Path) -> None:
    """Other kinds of workbook hide the same things in other places."""
    made = some_layouts()
    inputs = tmp_path / "in"
    inputs.mkdir()
    for number, layout in enumerate(made):
        (inputs / f"visits-{number}.xlsx").write_bytes(workbook(layout))
    kinds = {"xls": "xls:MS Excel 97", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         kinds.get(suffix, suffix), "--outdir", str(tmp_path), *map(str, sorted(inputs.iterdir()))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for number, layout in enumerate(made):
        path = tmp_path / f"visits-{number}.{suffix}"
        found = findings(path.name, path.read_bytes())
        assert located(found) == expected(layout, saved_again=True), (number, layout)
