"""A repair never leaves in a cell what the cell's own drop-down does not offer."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.datavalidation import DataValidation

from exchangespec.emit.template import LANGUAGES, template
from exchangespec.fixing import fix
from exchangespec.formats.drop_downs import DropDowns
from exchangespec.formats.format import Source
from exchangespec.formats.sheet_scan import Position
from exchangespec.intake import TakeOptions

OPTIONS = TakeOptions()


def repaired(path: Path, tmp_path: Path) -> openpyxl.Workbook:
    """Return the repaired copy of a workbook."""
    folder = tmp_path / "made"
    folder.mkdir()
    fixed = fix(Source(path.name, path=path), OPTIONS, folder)
    assert fixed.path is not None
    return openpyxl.load_workbook(fixed.path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_gets_the_labels_that_it_offers(language: str, tmp_path: Path):
    """Codes in capitals, with spaces, become the words of the template, in every column with a list."""
    book = openpyxl.load_workbook(io.BytesIO(template("short", language)))
    expected = {}
    for sheet in book:
        ranges = {
            str(one.sqref).partition(":")[0]: one.formula1
            for one in sheet.data_validations.dataValidation
        }
        for cell, name in ranges.items():
            if not name.startswith("list_") or name == "list_currency":
                continue
            [(lists, cells)] = book.defined_names[name].destinations
            label = book[lists][cells][1][0]
            code = str(label.offset(column=1).value)
            sheet[cell] = f" {code.upper()} "
            first = sheet.cell(sheet[cell].row, 1)
            first.value = first.value or "a1"
            expected[sheet.title, cell] = label.value
    path = tmp_path / "filled.xlsx"
    book.save(path)
    found = repaired(path, tmp_path)
    assert {place: found[place[0]][place[1]].value for place in expected} == expected
    assert len(expected) > 12


def test_a_cell_that_holds_what_is_offered_is_no_repair(tmp_path: Path):
    """A template filled by its own drop-downs stays as it is."""
    book = openpyxl.load_workbook(io.BytesIO(template("short", "fr")))
    visits = book["Visites"]
    visits["A4"], visits["B4"], visits["F4"] = "v1", "Visite d'\u00e9tude", "2017-10-16"
    path = tmp_path / "filled.xlsx"
    book.save(path)
    folder = tmp_path / "made"
    folder.mkdir()
    fixed = fix(Source(path.name, path=path), OPTIONS, folder)
    assert (fixed.path, fixed.changes) == (None, [])


def test_lists_in_the_rule_and_in_cells_are_offered_too(tmp_path: Path):
    """The partner's own drop-downs count as well, for one value and for several."""
    book = openpyxl.Workbook()
    about = book.active
    about.title = "About"
    for row in (("field", "value"), ("exchangespec", "1.0"), ("prefix", "ex"), ("language", "en")):
        about.append(row)
    sheet = book.create_sheet("Events")
    sheet.append(["id", "name", "kind", "access", "languages", "organisers"])
    sheet.append(["ex:e1", "One", "WORKSHOP", "INVITATION", "ENG; NL", "CITY"])
    words = book.create_sheet("Own words")
    for row in ("Atelier", "Conf\u00e9rence", None, "English", "Dutch"):
        words.append([row])
    rules = (
        ('"Public,By invitation"', "D2:D9"),
        ("'Own words'!$A$1:$A$2", "C2:C9"),
        ("'Own words'!$A$4:$A$5", "E2:E3 E5"),
        ("OFFSET($A$1,0,0)", "F2"),
    )
    for formula, cells in rules:
        rule = DataValidation(type="list", formula1=formula)
        rule.add(cells) if " " not in cells else [rule.add(one) for one in cells.split()]
        sheet.add_data_validation(rule)
    path = tmp_path / "own.xlsx"
    book.save(path)
    found = repaired(path, tmp_path)["Events"]
    values = [found[f"{column}2"].value for column in "CDEF"]
    assert values == ["Atelier", "By invitation", "English; Dutch", "CITY"]


def test_a_list_that_newer_programs_write_apart_is_offered(tmp_path: Path):
    """Excel keeps a rule that points to another sheet in an extension of the sheet."""
    path = tmp_path / "new.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Events")
        sheet.write_row(0, 0, ["id", "kind"])
        book.add_worksheet("Words").write_column(0, 0, ["Atelier", "Conf\u00e9rence"])
    extension = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        b'<x14:dataValidations count="1"><x14:dataValidation type="list" allowBlank="1">'
        b"<x14:formula1><xm:f>Words!$A$1:$A$2</xm:f></x14:formula1>"
        b"<xm:sqref>B2:B9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    patched = tmp_path / "patched.xlsx"
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(patched, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = content.replace(b"</worksheet>", extension + b"</worksheet>")
            new.writestr(name, content)
    with zipfile.ZipFile(patched) as archive:
        offers = DropDowns(archive)
        assert offers.offered(part, Position(9, 2)) == ("Atelier", "Conf\u00e9rence")
        assert offers.offered(part, Position(10, 2)) == ()
        assert offers.offered(part, Position(2, 1)) == ()


@pytest.mark.parametrize("formula", ["", "Words!", "$A:$A", "Gone!$A$1:$A$2", "A1:XFD1048576", "("])
def test_a_list_that_cannot_be_known_offers_nothing(formula: str, tmp_path: Path):
    """Then a code is written, as without a drop-down."""
    path = tmp_path / "odd.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Events")
        sheet.write_row(0, 0, ["id", "kind"])
        sheet.data_validation("B2", {"validate": "list", "source": f"={formula}"})
    with zipfile.ZipFile(path) as archive:
        assert DropDowns(archive).offered("xl/worksheets/sheet1.xml", Position(2, 2)) == ()


@pytest.mark.parametrize(
    "spelt", [("sheet2.xml", "Sheet2.xml"), ("sharedStrings", "SharedStrings")]
)
def test_parts_are_found_in_capitals_too(spelt: tuple[str, str], tmp_path: Path):
    """Some programs spell a part otherwise than what refers to it."""
    path, renamed = tmp_path / "own.xlsx", tmp_path / "renamed.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Events")
        sheet.write_row(0, 0, ["id", "kind"])
        sheet.write_row(1, 0, ["ex:e1", "WORKSHOP"])
        sheet.data_validation("B2", {"validate": "list", "source": "=Words!$A$1:$A$2"})
        book.add_worksheet("Words").write_column(0, 0, ["Atelier", "Conf\u00e9rence"])
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(renamed, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace(*spelt), old.read(name))
        assert new.namelist() != old.namelist()
    fixed = fix(Source("own.xlsx", path=renamed), OPTIONS, tmp_path)
    assert fixed.path is not None
    with zipfile.ZipFile(fixed.path) as archive:
        assert b">Atelier<" in archive.read("xl/worksheets/sheet1.xml")


def test_a_list_on_a_sheet_that_is_not_there_offers_nothing(tmp_path: Path):
    """The workbook names the sheet, but no part holds it."""
    path, cut = tmp_path / "own.xlsx", tmp_path / "cut.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Events")
        sheet.data_validation("B2", {"validate": "list", "source": "=Words!$A$1:$A$2"})
        book.add_worksheet("Words").write_column(0, 0, ["Atelier"])
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            if not name.endswith("sheet2.xml"):
                new.writestr(name, old.read(name))
    for one, expected in ((path, ("Atelier",)), (cut, ())):
        with zipfile.ZipFile(one) as archive:
            offers = DropDowns(archive)
            assert offers.offered("xl/worksheets/sheet1.xml", Position(2, 2)) == expected
