"""Workbooks as other programs make them: each test is what one such file was refused for."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
import pytest

from exchangespec.finding import Finding
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.validation import validate

HEADINGS = ("id", "kind", "visitors", "hosts", "format")
VISIT = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen", "onlin")
MACROS = (
    '<?xml version="1.0"?><xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/'
    'main"><sheetData/></xm:macrosheet>'
)


def visits() -> bytes:
    """A workbook with one visit, whose format is misspelt."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Visits"
    sheet.append(HEADINGS)
    sheet.append(VISIT)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(
    change: Callable[[str, str], str],
    named: Callable[[str], str] = str,
    more: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook with its parts changed, renamed and added to."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(visits())) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(named(name), change(name, old.read(name).decode()))
        for name, text in (more or {}).items():
            new.writestr(name, text)
    return stream.getvalue()


def found(content: bytes) -> list[Finding]:
    """What is found in a workbook."""
    return list(validate([Source("visits.xlsx", content=content)], TakeOptions()).findings)


def at_the_slip(findings: list[Finding]) -> list[str | None]:
    """The cells of the misspelt format."""
    return [one.location.cell for one in findings if one.code == "EXS201"]


def spelt_differently(name: str) -> str:
    """The same name in other letters, as archives written by hand have it."""
    return re.sub(r"[^/]+$", lambda found: found[0].swapcase(), name)


@pytest.mark.parametrize("only", ["workbook.xml", "workbook.xml.rels", "sheet1.xml", "styles.xml"])
def test_small_letters_and_capitals_are_one_in_names_of_parts(only: str) -> None:
    """Parts are found under the name that another part gives them, however it is spelt."""
    content = changed(
        lambda _, text: text,
        lambda name: spelt_differently(name) if name.endswith(only) else name,
    )
    assert at_the_slip(found(content)) == ["E2"]


def with_macro_sheet(name: str, text: str) -> str:
    """The parts that name a sheet of old macros, and an extension nobody knows in the first."""
    if name == "xl/workbook.xml":
        return text.replace(
            "</sheets>",
            '<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            'name="Macro1" sheetId="9" r:id="rId99"/></sheets>',
        )
    if name == "xl/_rels/workbook.xml.rels":
        return text.replace(
            "</Relationships>",
            '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/'
            'xlMacrosheet" Target="macrosheets/sheet1.xml"/></Relationships>',
        )
    if name.endswith("worksheets/sheet1.xml"):
        return text.replace("</worksheet>", '<extLst><ext uri="{00000000}"/></extLst></worksheet>')
    return text


def test_a_sheet_of_macros_hides_no_other_sheet() -> None:
    """The library refuses such a workbook as it is; it is given one without, and reads it."""
    findings = found(changed(with_macro_sheet, more={"xl/macrosheets/sheet1.xml": MACROS}))
    assert at_the_slip(findings) == ["E2"]
    assert "EXS034" not in {one.code for one in findings}
