"""What a file of a given name holds: a report as text, a workbook of findings, or marks."""

from io import BytesIO
from pathlib import Path, PurePath

import openpyxl
import pytest

import exchangespec as xs
from exchangespec.errors import InputOverwrittenError, UnknownFormatError
from exchangespec.formats.format import Source
from exchangespec.outcome import Outcome
from exchangespec.report.columns import COLUMNS
from exchangespec.report.findings_workbook import findings_workbook
from exchangespec.report.saving import check_name, saved

EXAMPLE = Path(__file__).parents[2] / "examples" / "broken" / "inspiration-day.xlsx"


def findings_of(content: bytes) -> list[tuple[object, ...]]:
    """The rows of a workbook of findings."""
    sheet = openpyxl.load_workbook(BytesIO(content))["Findings"]
    return list(sheet.iter_rows(min_row=5, values_only=True))


def test_a_workbook_of_findings_has_a_row_a_finding(outcome: Outcome):
    """Each is text, whatever it begins with, and what was read stands on a second sheet."""
    content = findings_workbook(outcome, PurePath("findings.xlsx"))
    rows = findings_of(content)
    assert len(rows) == len(list(outcome.tasks))
    assert all(len(row) == len(COLUMNS) for row in rows)
    book = openpyxl.load_workbook(BytesIO(content))
    kinds = {cell.data_type for row in book["Findings"].iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}
    read = list(book["What was read"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in read] == [item.file for item in outcome.inputs]


def test_links_lead_from_where_the_report_will_stand(tmp_path: Path):
    """A link names the workbook as seen from the folder of the report, and the cell."""
    report = xs.validate(EXAMPLE)
    target = tmp_path / "findings.xlsx"
    report.save(target)
    sheet = openpyxl.load_workbook(target)["Findings"]
    links = [cell.hyperlink for row in sheet.iter_rows(min_row=5) for cell in row if cell.hyperlink]
    assert len(links) == len(list(report.tasks))
    wanted = next(one for one in links if one.location == "'Events'!M2")
    named = (tmp_path / wanted.target.replace("\\", "/").replace("%20", " ")).resolve()
    assert named == EXAMPLE.resolve()


def test_an_input_without_cells_has_no_links(outcome: Outcome):
    """Only workbooks can be linked into."""
    report = xs.validate(b"id,name\nex:lyon,Lyon\n", from_format="csv-table")
    content = findings_workbook(report, PurePath("a.xlsx"))
    sheet = openpyxl.load_workbook(BytesIO(content))["Findings"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_what_cannot_be_marked_becomes_findings_and_says_so(tmp_path: Path):
    """Of a CSV file, and of several files, a workbook of findings is made."""
    source = tmp_path / "cities.csv"
    source.write_text("id,name,country\nlyon,Lyon,Nowhere\n")
    report = xs.validate(source)
    result = saved(report, PurePath("a.checked.xlsx"), [Source("cities.csv", path=source)])
    assert "only .xlsx and .xlsm workbooks can hold marks" in result.note
    assert len(findings_of(result.content)) == len(list(report.tasks))
    both = saved(report, PurePath("a.checked.xlsx"), [Source("a"), Source("b")])
    assert "it is 2 files" in both.note
    assert result.note in str(
        openpyxl.load_workbook(BytesIO(result.content))["Findings"]["A2"].value
    )


def test_names_that_tell_no_report_are_refused_with_those_that_do():
    """The workbooks are among them."""
    with pytest.raises(UnknownFormatError, match=r"'\.pdf'.*\.xlsx, \.checked\.xlsx"):
        check_name(PurePath("a.pdf"))
    for name in ("a.xlsx", "a.checked.xlsx", "a.CHECKED.XLSM", "a.html"):
        check_name(PurePath(name))


def test_reports_and_conversions_never_write_over_what_they_come_from(tmp_path: Path):
    """Neither in Python nor by another way to the same file."""
    source = tmp_path / "a.checked.xlsx"
    source.write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "inside").mkdir()
    again = tmp_path / "inside" / ".." / source.name
    report = xs.validate(source)
    with pytest.raises(InputOverwrittenError, match="give the result another name"):
        report.save(again)
    with pytest.raises(InputOverwrittenError, match="would be written over the input"):
        xs.convert(source, again)
    assert source.read_bytes() == EXAMPLE.read_bytes()


def test_a_workbook_saves_itself_with_marks(tmp_path: Path):
    """`report.save` gives the partner's own file back, also of bytes."""
    for given in (EXAMPLE, EXAMPLE.read_bytes()):
        target = tmp_path / "partner.checked.xlsx"
        xs.validate(given).save(target)
        assert openpyxl.load_workbook(target).sheetnames[-1] == "To fix"
