"""A sheet that was filled down to its end is read in a moment, and each of its rows accounted for."""

from pathlib import Path

import openpyxl
import pytest

import exchangespec as xs
from exchangespec.formats.table import repeats

SHEET = """<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="Cities">{rows}</table:table>
</office:spreadsheet></office:body></office:document>"""
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def rows(*cells: str, times: int = 1) -> str:
    """Rows that are all the same."""
    inside = "".join(map(CELL.format, cells))
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{inside}</table:table-row>"


def test_a_row_that_is_said_to_repeat_to_the_end_is_not_read_a_million_times(tmp_path: Path):
    """A file of a kilobyte can say so; the rows passed over are counted and told."""
    path = tmp_path / "cities.fods"
    content = [
        rows("id", "name", "country"),
        rows("ex:a", "A", "FI"),
        rows("", "B", "FI", times=1_048_573),
        rows("ex:c", "C", "FI"),
    ]
    path.write_text(SHEET.format(rows="".join(content)), "utf-8")
    report = xs.validate(path)
    [said] = [one for one in report if one.slug == "rows-repeated"]
    assert said.message == (
        "The rows 1003 to 1048575 all hold the same as row 3; they were not read."
    )
    assert said.location.row == 1_003
    summary = report.inputs[0]
    assert summary.records == {"City": 1_002}
    [account] = summary.rows
    assert account.total == 1_048_576
    assert account.rows["repeated"] == 1_047_573


@pytest.mark.parametrize("filled", [True, False])
def test_many_rows_that_are_alike_or_blank_in_a_workbook(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, filled: bool
):
    """Blank ones are blank, however many they are."""
    monkeypatch.setattr(repeats, "MOST_ALIKE", 3)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cities"
    sheet.append(["id", "name", "country"])
    for _ in range(6):
        sheet.append([None, "A", "FI"] if filled else [" ", None, "  "])
    sheet.append(["ex:b", "B", "FI"])
    path = tmp_path / "cities.xlsx"
    book.save(path)
    report = xs.validate(path)
    told = [one.params for one in report if one.slug == "rows-repeated"]
    assert told == ([{"first": 5, "last": 7, "original": 2}] if filled else [])
    [account] = report.inputs[0].rows
    kinds = {"record": 4, "repeated": 3} if filled else {"record": 1, "blank": 6}
    assert {kind: account.rows.get(kind) for kind in kinds} == kinds
