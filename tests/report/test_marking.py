"""The marked workbook: everything of the partner's stays, and marks go when the cell is changed."""

import re
import time
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from exchangespec.finding import Finding
from exchangespec.formats.format import Source
from exchangespec.formats.package_relations import naming
from exchangespec.formats.sheet_scan import Position
from exchangespec.formats.stored_cells import Stored
from exchangespec.formats.xml_outline import outline
from exchangespec.intake import TakeOptions
from exchangespec.outcome import InputSummary, Outcome
from exchangespec.report.marking import NotMarkableError, mark, refuse_suffix
from exchangespec.report.marking.conditions import HeldCells, holds, literal, row_holds
from exchangespec.report.marking.package import OWN_NAME
from exchangespec.report.marking.styles import styled
from exchangespec.validation import validate
from office import typed_into

EXAMPLE = Path(__file__).parents[2] / "examples" / "broken" / "inspiration-day.xlsx"
HEADER = [
    ("Field", "Value"), ("exchangespec", "1.0"), ("Prefix", "ex"), ("Language", "en"),
    ("Personal data", "none"), ("Title", "Cities"), ("Publisher", "ex:office"), ("Licence", "CC0"),
]  # fmt: skip
TODAY = date(2026, 1, 1)


def found(content: bytes, name: str = "partner.xlsx") -> Outcome:
    """What is wrong in a workbook."""
    return validate([Source(name, content=content)], TakeOptions(today=TODAY))


def marked(content: bytes, name: str = "partner.xlsx") -> bytes:
    """A workbook with marks."""
    target = BytesIO()
    mark(Source(name, content=content), found(content), target)
    return target.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    """A workbook of these parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return stream.getvalue()


def rows_of(part: bytes) -> bytes:
    """The rows of a sheet, as they are written."""
    whole = re.search(rb"<(?:\w+:)?sheetData\b.*</(?:\w+:)?sheetData>", part, re.DOTALL)
    assert whole is not None
    return whole[0]


def facts(findings: list[Finding]) -> list[tuple[Any, ...]]:
    """What findings say, and where."""
    return [(one.code, one.location.sheet, one.location.cell, one.message) for one in findings]


def opened(content: bytes, *, values: bool = False) -> openpyxl.Workbook:
    """The workbook as a library sees it, which warns of what it would lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(content), data_only=values)


def to_fix(content: bytes, *, values: bool = True) -> list[tuple[Any, ...]]:
    """The rows of the list, below its headings."""
    sheet = opened(content, values=values)["To fix"]
    return list(sheet.iter_rows(min_row=7, values_only=True))


def city_book(rows: list[list[Any]], touch: Callable[[Any, Any], None] | None = None) -> bytes:
    """A workbook with a sheet of cities and whatever else is put into it."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        about = book.add_worksheet("About")
        for number, row in enumerate(HEADER):
            about.write_row(number, 0, row)
        cities = book.add_worksheet("Cities")
        cities.write_row(0, 0, ["Id", "Name", "Country", "Population"])
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if value is not None:
                    cities.write(number, column, value)
        if touch:
            touch(book, cities)
    return stream.getvalue()


CITIES = [
    ["vantaa", "Vantaa", "Finland", 242_819],
    ["oldenburg", "Oldenburg", "Nowhereland", 170_000],
    ["lyon", None, "France", 522_250],
]


def rich(book: Any, cities: Any) -> None:
    """A chart, a sparkline, a note, a picture-like drawing, formulas with results, formats, names."""
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Cities!$D$2:$D$4"})
    cities.insert_chart("H2", chart)
    cities.add_sparkline("G2", {"range": "Cities!D2:D4"})
    cities.write_comment("B2", "A note of our own", {"author": "An officer"})
    cities.write_comment("C3", "Is this right?", {"author": "An officer"})
    cities.write_formula("F2", "=SUM(D2:D4)", None, 935_069)
    cities.write_formula("F3", '="a"&"b"', None, "ab")
    cities.conditional_format("D2:D4", {"type": "data_bar", "data_bar_2010": True})
    cities.data_validation("C2:C9", {"validate": "list", "source": ["Finland", "France"]})
    cities.insert_textbox("J9", "A box")
    book.define_name("Totals", "=Cities!$F$2")


def rich_book() -> bytes:
    """A workbook full of what rewriting would lose, also parts that nobody knows."""
    made = parts(city_book(CITIES, rich))
    made["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macros"
    made["customXml/item1.xml"] = b"<own xmlns='urn:own'/>"
    made["xl/pivotCache/pivotCacheDefinition1.xml"] = b"<pivotCacheDefinition/>"
    return packed(made)


# --- nothing is lost -----------------------------------------------------------------------------


def test_only_the_parts_that_hold_marks_are_changed():
    """Charts, drawings, macros and what is unknown stay byte for byte, and so do all rows."""
    # Made once: the library that makes it writes the second in which it does.
    book = rich_book()
    before, after = parts(book), parts(marked(book))
    assert before.keys() <= after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    } - (
        {"xl/worksheets/sheet1.xml"}
        if before["xl/worksheets/sheet1.xml"] == after["xl/worksheets/sheet1.xml"]
        else set()
    )
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert rows_of(before[name]) == rows_of(after[name])
    sheet = after["xl/worksheets/sheet2.xml"]
    assert b"x14:sparkline" in sheet
    assert b"<v>935069</v>" in sheet
    assert b"x14:dataBar" in sheet


def test_a_marked_workbook_has_the_findings_of_the_workbook():
    """Our sheet is not read, and nothing else is changed that a reader would see."""
    content = EXAMPLE.read_bytes()
    first = found(content)
    again = found(marked(content))
    assert facts(first.findings) == facts(again.findings)
    assert first.counts == again.counts
    assert [dict(one.records) for one in first.inputs] == [
        dict(one.records) for one in again.inputs
    ]


def moved(content: bytes, folder: str) -> bytes:
    """A workbook whose parts lie in another folder, as some programs put them."""
    return packed(
        {
            name.replace("xl/", folder): text.replace(b'"xl/', f'"{folder}'.encode()).replace(
                b'"/xl/', f'"/{folder}'.encode()
            )
            for name, text in parts(content).items()
        }
    )


@pytest.mark.parametrize("folder", ["book/", "XL/", "a/b/"])
def test_a_workbook_is_marked_wherever_it_has_its_parts(folder: str):
    """Its package says where they are."""
    book = moved(rich_book(), folder)
    before, after = parts(book), parts(marked(book))
    assert before.keys() <= after.keys()
    own = "xl/worksheets/exchangespec1.xml"
    assert after[own] == parts(marked(rich_book()))[own]
    assert OWN_NAME.encode() in after[f"{folder}workbook.xml"]
    assert parts(marked(marked(book))) == after


def test_parts_are_the_same_in_small_letters_and_capitals():
    """No part is there twice under two spellings, which programs take for damage."""
    made = parts(rich_book())
    made["xl/worksheets/Sheet2.xml"] = made.pop("xl/worksheets/sheet2.xml")
    made["xl/Comments1.xml"] = made.pop("xl/comments1.xml")
    made["xl/SharedStrings.xml"] = made.pop("xl/sharedStrings.xml")
    after = parts(marked(packed(made)))
    folded = [name.casefold() for name in after]
    assert len(set(folded)) == len(folded)
    rels = after["xl/worksheets/_rels/sheet2.xml.rels"]
    assert b"drawings/drawing1.xml" in rels
    assert b"exchangespec" in after["xl/Comments1.xml"]
    own = "xl/worksheets/exchangespec1.xml"
    assert after[own] == parts(marked(rich_book()))[own]


def test_a_drawing_that_is_not_there_is_made():
    """Some programs name the boxes of notes, and forget them."""
    made = parts(rich_book())
    del made["xl/drawings/vmlDrawing1.vml"]
    after = parts(marked(packed(made)))
    assert b"ClientData" in after["xl/drawings/vmlDrawing1.vml"]
    assert to_fix(marked(packed(made))) == to_fix(marked(rich_book()))


@pytest.mark.parametrize("make", [EXAMPLE.read_bytes, rich_book], ids=["example", "rich"])
def test_marking_twice_is_marking_once(make: Callable[[], bytes]):
    """Marks, notes and the list are replaced, not added."""
    once = marked(make())
    assert parts(marked(once)) == parts(once)


def test_marks_go_when_all_is_right():
    """A file that was mended has no mark, no note of ours and an empty list."""
    wrong = marked(city_book(CITIES, rich))
    book = parts(wrong)
    sheet = book["xl/worksheets/sheet2.xml"]
    assert b"exchangespec" in sheet
    mended = parts(marked(wrong))  # the base for the next lines
    target = BytesIO()
    mark(Source("partner.xlsx", content=packed(mended)), Outcome(), target)
    clean = parts(target.getvalue())
    assert b"exchangespec" not in clean["xl/worksheets/sheet2.xml"]
    assert b"exchangespec" not in clean["xl/comments1.xml"].replace(
        b"<author>exchangespec</author>", b""
    )
    assert b"A note of our own" in clean["xl/comments1.xml"]
    assert to_fix(target.getvalue()) in ([], [(None,) * 9])


# --- the list ------------------------------------------------------------------------------------


def test_the_list_has_a_row_a_finding_that_leads_to_the_cell():
    """Each error and warning has its state, a link, what is wrong, what to do, and its rule."""
    content = EXAMPLE.read_bytes()
    asked = [one for one in found(content).singly if one.severity != "info"]
    rows = to_fix(marked(content))
    assert len(rows) == len(asked) == 12
    assert all(row[0] == "to fix" for row in rows)
    assert {row[1] for row in rows} == {
        f"{one.location.sheet}!{one.location.cell}" for one in asked
    }
    sheet = opened(marked(content))["To fix"]
    assert sheet["B17"].hyperlink.location == "'Agenda'!G4"
    assert sheet["B2"].value == '=COUNTIF(A7:A18,"to fix")'
    [wrong] = [row for row in rows if row[1] == "Events!M2"]
    assert wrong[2:4] == ("Format", "onlin")
    assert wrong[6:] == ("online", "error", "EXS201 value-not-in-list")
    [late] = [row for row in rows if row[1] == "Visits!H2"]
    assert late[3] == "2022-05-16"


def test_the_numbers_of_the_list_are_of_its_rows(tmp_path: Path):
    """Errors and warnings together are what the counter counts; two faults may share a cell."""
    source = Source("returned/by mail/lyon.xlsx", content=EXAMPLE.read_bytes())
    outcome = validate([source], TakeOptions())
    target = BytesIO()
    mark(source, outcome, target)
    sheet = opened(target.getvalue())["To fix"]
    assert sheet["A1"].value == "To fix in lyon.xlsx"
    assert sheet["C2"].value == "of 12"
    levels = [row[7] for row in to_fix(target.getvalue())]
    errors, warnings_ = levels.count("error"), levels.count("warning")
    assert errors + warnings_ == 12
    assert sheet["A5"].value.startswith(f"{errors} errors, {warnings_} warnings. Records: ")
    assert "returned" not in str([[cell.value for cell in row] for row in sheet.iter_rows()])


def test_what_has_no_cell_stands_in_the_list_with_a_state_to_be_written_over():
    """A missing sheet About is about the whole file: no link, no formula."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Cities").write_row(0, 0, ["Id", "Name", "Country"])
        book.get_worksheet_by_name("Cities").write_row(1, 0, ["lyon", "Lyon", "France"])
    rows = to_fix(marked(stream.getvalue()), values=False)
    whole = [row for row in rows if row[1] == "partner.xlsx"]
    assert whole
    assert all(row[0] == "to fix" for row in whole)


def test_our_sheet_is_the_last_and_the_one_that_opens():
    """Numbers of the other sheets stay, and only one sheet is selected."""
    after = parts(marked(EXAMPLE.read_bytes()))
    book = opened(marked(EXAMPLE.read_bytes()))
    assert book.sheetnames[-1] == "To fix"
    assert book.active.title == "To fix"
    selected = [name for name, text in after.items() if b'tabSelected="1"' in text]
    assert selected == ["xl/worksheets/exchangespec1.xml"]


def test_a_partners_own_sheet_of_our_name_stays():
    """Ours takes another name then, and is still the one that is replaced."""

    def touch(book: Any, _cities: Any) -> None:
        book.add_worksheet("To fix").write(0, 0, "Buy milk")

    once = marked(city_book(CITIES, touch))
    names = opened(once).sheetnames
    assert names == ["About", "Cities", "To fix", "To fix (exchangespec)"]
    assert parts(marked(once)) == parts(once)


# --- notes ---------------------------------------------------------------------------------------


def test_a_note_of_a_partner_keeps_its_words():
    """Ours come after them, once, however often the file is marked."""
    for content in (marked(rich_book()), marked(marked(rich_book()))):
        sheet = opened(content)["Cities"]
        assert sheet["B2"].comment.text == "A note of our own"
        text = sheet["C3"].comment.text
        assert text.startswith("Is this right?\n— exchangespec —\nError: ")
        assert text.count("exchangespec") == 1
        assert sheet["B4"].comment.text.startswith("— exchangespec —\nError: “Name” is missing")


def test_threads_of_comments_are_left_alone():
    """What stands for a thread in old programs is not touched."""
    made = parts(rich_book())
    thread = b"tc={6A2C3F9E-0000-4000-8000-000000000001}"
    made["xl/comments1.xml"] = made["xl/comments1.xml"].replace(b"An officer", thread)
    after = parts(marked(packed(made)))["xl/comments1.xml"]
    sheet = opened(marked(packed(made)))["Cities"]
    assert sheet["C3"].comment.text == "Is this right?"
    assert after.count(thread) == 1


def test_each_note_has_one_box():
    """The drawing has a box for each cell with a note, and no number twice."""
    after = parts(marked(marked(rich_book())))
    drawing = after["xl/drawings/vmlDrawing1.vml"]
    cells = re.findall(rb"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", drawing)
    notes = re.findall(rb'<comment ref="([A-Z]+\d+)"', after["xl/comments1.xml"])
    assert len(cells) == len(set(cells)) == len(notes)
    numbers = re.findall(rb'id="_x0000_s(\d+)"', drawing)
    assert len(numbers) == len(set(numbers))


# --- conditions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "formula"),
    [
        (Stored("text", 'say "hi"'), 'EXACT(B5,"say ""hi""")'),
        (Stored("text", "a\nb"), 'EXACT(B5,"a"&CHAR(10)&"b")'),
        (Stored("number", "43025"), "AND(ISNUMBER(B5),N(B5)=43025)"),
        (Stored("boolean", "1"), "AND(ISLOGICAL(B5),N(B5)=1)"),
        (Stored("error", "#N/A"), "ISERROR(B5)"),
        (Stored("blank"), "LEN(B5)=0"),
        (Stored("text", "=cmd|' /C calc'!A0"), "EXACT(B5,\"=cmd|' /C calc'!A0\")"),
    ],
)
def test_a_condition_compares_exactly_what_was_stored(stored: Stored, formula: str):
    """Text with its capitals, numbers as numbers, and never a formula of the partner's making."""
    assert holds("B5", stored) == formula


def test_long_texts_and_rows_stay_within_what_formulas_may_be():
    """A text in a formula has at most 255 signs, a formula 8,192."""
    formula = holds("B5", Stored("text", "x" * 30_000))
    assert max(map(len, re.findall(r'"([^"]*)"', formula))) < 255
    cells = {column: Stored("text", "y" * 200) for column in range(1, 300)}
    assert len(row_holds(cells, 5, "'A sheet with a long name......'!")) < 8_192
    assert literal("") == '""'


def test_what_rows_hold_is_said_in_time_that_grows_with_their_number():
    """As many as there are, each is looked at by itself, and only once."""
    rows, columns = range(1, 5_001), range(1, 21)
    held = HeldCells(
        {Position(row, column): Stored("number", str(row)) for row in rows for column in columns}
    )
    began = time.process_time()
    said = [held.row_holds(row, "'S'!") for row in rows]
    # Looking at all cells for each of the rows would take a minute.
    assert time.process_time() - began < 10
    assert said[6] == row_holds(dict.fromkeys(columns, Stored("number", "7")), 7, "'S'!")
    assert held.row_holds(7, "'S'!") is said[6]
    assert held.row_holds(5_001) == row_holds({}, 5_001)


AWKWARD = [
    "=1+1", "+1", "-x", "@x", 'with "quotes"', "it's", "a & b < c > d", "  two  spaces ", "tab\there",
    "two\nlines", "no\u00a0break", "Ünïcödé", "日本", "\U0001f600 smile", "x" * 300,
    "\U0001f600" * 150, "_x000D_ spelt", "a\rb", "1.50", 0.1, 1e-7, 123456789012345, 1 / 3, True,
]  # fmt: skip


@pytest.mark.libreoffice
def test_marks_hold_for_whatever_a_cell_holds(tmp_path: Path):
    """Recalculated without a change, every state is still “to fix”."""
    rows = [[f"c{number}", f"City {number}", value, 1] for number, value in enumerate(AWKWARD)]
    source = tmp_path / "partner.xlsx"
    source.write_bytes(marked(city_book(rows)))
    before = to_fix(source.read_bytes())
    target, page = typed_into(source, tmp_path, {})
    after = to_fix(target.read_bytes())
    wrong = [(row[1], row[3]) for row in after if row[0] != "to fix"]
    assert not wrong
    assert len(after) == len(before) >= len(AWKWARD)
    assert page.count('bgcolor="#FFC7CE"') >= len(AWKWARD)


@pytest.mark.libreoffice
def test_correcting_two_of_twelve_cells_leaves_ten(tmp_path: Path):
    """The counter says ten, and the marks of the corrected cells are gone."""
    source = tmp_path / "partner.xlsx"
    source.write_bytes(marked(EXAMPLE.read_bytes()))
    untouched, before = typed_into(source, tmp_path, {})
    assert opened(untouched.read_bytes(), values=True)["To fix"]["B2"].value == 12
    target, after = typed_into(
        source, tmp_path, {"Events.M2": "online", "Organisations.B4": "Town hall"}
    )
    assert opened(target.read_bytes(), values=True)["To fix"]["B2"].value == 10
    states = {row[1]: row[0] for row in to_fix(target.read_bytes())}
    assert [place for place, state in states.items() if state == "changed"] == [
        "Organisations!B4",
        "Events!M2",
    ]
    grounds = ("#FFC7CE", "#FFEB9C")
    marks = [sum(page.count(f'bgcolor="{one}"') for one in grounds) for page in (before, after)]
    assert marks == [12, 10]
    assert re.search(r'bgcolor="#FFC7CE"[^>]*>(?:(?!</td>).)*onlin\b', before, re.DOTALL)
    # What an office program saves can be marked again, and has the marks once.
    again = marked(target.read_bytes())
    # Whoever types “online” is asked for a column of time zones instead.
    left = [one for one in found(target.read_bytes()).tasks if one.severity != "info"]
    assert len(to_fix(again)) == len(left) == 11
    assert opened(again).sheetnames.count("To fix") == 1
    notes = opened(again)["Visits"]["G3"].comment.text
    assert notes.count("exchangespec") == 1
    assert opened(again)["Events"]["M2"].comment is None


@pytest.mark.libreoffice
def test_an_office_program_finds_all_that_was_there(tmp_path: Path):
    """Chart, note, formulas and their results are seen after opening the marked workbook."""
    source = tmp_path / "partner.xlsx"
    source.write_bytes(marked(city_book(CITIES, rich)))
    target, _ = typed_into(source, tmp_path, {})
    sheet = opened(target.read_bytes())["Cities"]
    assert len(sheet._charts) == 1
    assert sheet["B2"].comment.text.strip() == "A note of our own"
    values = opened(target.read_bytes(), values=True)["Cities"]
    assert (values["F2"].value, values["F3"].value) == (935_069, "ab")
    assert b"sparkline" in parts(target.read_bytes())["xl/worksheets/sheet2.xml"]


# --- workbooks of other makes, and what cannot be marked ------------------------------------------


def test_a_workbook_with_prefixes_is_marked():
    """Some programs write every element with a prefix; ours get it too."""
    made = parts(city_book(CITIES))
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml"):
        text = re.sub(rb"<(/?)(?=[a-zA-Z])(?!\?)", rb"<\1x:", made[name])
        made[name] = text.replace(b" xmlns=", b" xmlns:x=")
    content = packed(made)
    assert facts(found(content).findings) == facts(found(city_book(CITIES)).findings)
    once = marked(content)
    assert b"<x:conditionalFormatting" in parts(once)["xl/worksheets/sheet2.xml"]
    assert facts(found(once).findings) == facts(found(content).findings)
    assert len(to_fix(once)) == len(
        [one for one in found(content).singly if one.severity != "info"]
    )
    assert parts(marked(once)) == parts(once)


def test_a_part_that_is_there_twice_is_written_once():
    """The last counts, as for every program that reads the file."""
    made = parts(city_book(CITIES))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("xl/worksheets/sheet2.xml", b"<worksheet/>")
        for name, text in made.items():
            archive.writestr(name, text)
    after = marked(stream.getvalue())
    with zipfile.ZipFile(BytesIO(after)) as archive:
        assert archive.namelist().count("xl/worksheets/sheet2.xml") == 1
    assert (
        parts(after)["xl/worksheets/sheet2.xml"]
        == parts(marked(packed(made)))["xl/worksheets/sheet2.xml"]
    )


def test_relations_are_named_as_the_workbook_names_them():
    """Under the prefix that its root has for them, or one of our own where it has none."""
    after = parts(marked(city_book(CITIES)))
    assert re.search(rb'<sheet name="To fix" sheetId="3" r:id="', after["xl/workbook.xml"])
    assert b'<legacyDrawing r:id="' in after["xl/worksheets/sheet2.xml"]
    assert naming(b"<a>", "urn:b", "x1") == 'xmlns:es="urn:b" es:id="x1"'


def test_a_workbook_without_styles_is_marked():
    """Programs that write the least leave the styles out."""
    made = parts(city_book(CITIES))
    del made["xl/styles.xml"]
    made["[Content_Types].xml"] = re.sub(
        rb'<Override PartName="/xl/styles.xml"[^>]*>', b"", made["[Content_Types].xml"]
    )
    rels = "xl/_rels/workbook.xml.rels"
    made[rels] = re.sub(rb'<Relationship [^>]*Target="styles.xml"/>', b"", made[rels])
    once = parts(marked(packed(made)))
    assert b"<dxf>" in once["xl/styles.xml"]
    assert OWN_NAME.encode() in once["xl/workbook.xml"]


def test_what_styles_lack_is_added_in_its_place():
    """A stylesheet without lists gets them in the standard's order, with their first entries."""
    for text in (
        "<styleSheet xmlns='urn:s'/>",
        "<x:styleSheet xmlns:x='urn:s'><x:numFmts count='0'/><x:colors/></x:styleSheet>",
    ):
        made = outline(styled(text.encode(), "urn:s").content, depth=3)
        names = [one.name for one in made.children if one.name not in {"numFmts", "colors"}]
        assert names == ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs"]
        for one in made.children:
            if one.name in names:
                assert one.attribute("count") == str(len(one.children))
    again = styled(styled(b"<styleSheet xmlns='urn:s'/>", "urn:s").content, "urn:s")
    assert again.content == styled(None, "urn:s").content.replace(
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', b""
    ).replace(b'xmlns="urn:s"', b"xmlns='urn:s'")


def test_days_are_counted_as_the_workbook_does():
    """Workbooks of old Macs count from 1904."""
    made = parts(EXAMPLE.read_bytes())
    book = made["xl/workbook.xml"]
    made["xl/workbook.xml"] = book.replace(b"<workbookPr", b'<workbookPr date1904="1"')
    [late] = [row for row in to_fix(marked(packed(made))) if row[1] == "Visits!H2"]
    assert late[3] == "2026-05-17"


def test_a_name_that_denies_macros_is_refused(tmp_path: Path):
    """No program opens a workbook with macros that is called .xlsx."""
    made = parts(rich_book())
    types = made["[Content_Types].xml"]
    made["[Content_Types].xml"] = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    source = Source("partner.xlsm", content=packed(made))
    refuse_suffix(source, PurePath("partner.checked.xlsm"))
    with pytest.raises(
        NotMarkableError, match=r"it has macros; let the name end in \.checked\.xlsm"
    ):
        refuse_suffix(source, PurePath("partner.checked.xlsx"))
    with pytest.raises(NotMarkableError, match="no macros"):
        refuse_suffix(Source("a", content=rich_book()), PurePath("partner.checked.xlsm"))
    target = BytesIO()
    mark(source, found(source.content or b"", "partner.xlsm"), target)
    assert parts(target.getvalue())["xl/vbaProject.bin"] == made["xl/vbaProject.bin"]


@pytest.mark.parametrize(
    ("kind", "suffix", "given"),
    [
        (b"openxmlformats-officedocument.spreadsheetml.template", "xlsx",
         b"openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"ms-excel.template.macroEnabled", "xlsm", b"ms-excel.sheet.macroEnabled"),
        (b"ms-excel.addin.macroEnabled", "xlsm", b"ms-excel.sheet.macroEnabled"),
    ],
)  # fmt: skip
def test_a_template_is_given_back_as_a_workbook(kind: bytes, suffix: str, given: bytes):
    """No program opens a template that is called .xlsx or .xlsm."""
    made = parts(city_book(CITIES))
    types = made["[Content_Types].xml"]
    made["[Content_Types].xml"] = types.replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main", kind + b".main"
    )
    content = packed(made)
    refuse_suffix(Source("a", content=content), PurePath(f"a.checked.{suffix}"))
    types = parts(marked(content))["[Content_Types].xml"]
    assert given + b".main+xml" in types
    assert kind + b".main" not in types


def guarded(book: Any, cities: Any) -> None:
    """A table, a protected sheet, a fixed structure, and formats that come and go by conditions."""
    cities.add_table(
        "A1:D4",
        {"columns": [{"header": name} for name in ("Id", "Name", "Country", "Population")]},
    )
    cities.protect("secret")
    red = book.add_format({"bg_color": "#FF0000"})
    cities.conditional_format("C2:C4", {"type": "blanks", "format": red})
    cities.conditional_format("A2:D4", {"type": "formula", "criteria": "=$D2>9", "format": red})


def test_tables_protection_and_own_conditions_stay():
    """Ours come after the partner's own conditions; protection and tables are as they were."""
    content = city_book(CITIES, guarded)
    before, after = opened(content)["Cities"], opened(marked(content))["Cities"]
    assert list(after.tables) == list(before.tables) == ["Table1"]
    assert after.protection.sheet
    assert after.protection.password == before.protection.password
    own = [
        (one.sqref, rule.formula, rule.priority)
        for one in before.conditional_formatting
        for rule in one.rules
    ]
    all_ = [
        (one.sqref, rule.formula, rule.priority)
        for one in after.conditional_formatting
        for rule in one.rules
    ]
    assert all_[: len(own)] == own
    assert len(all_) > len(own)
    assert min(rule[2] for rule in all_[len(own) :]) > max(rule[2] for rule in own)
    old, new = parts(content), parts(marked(content))
    assert new["xl/tables/table1.xml"] == old["xl/tables/table1.xml"]
    assert rows_of(new["xl/worksheets/sheet2.xml"]) == rows_of(old["xl/worksheets/sheet2.xml"])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("visits.csv", b"id,name\na,b\n", "only .xlsx and .xlsm workbooks"),
        ("visits.ods", packed({"content.xml": b"<x/>"}), "only .xlsx and .xlsm workbooks"),
        (
            "visits.xlsx",
            packed({"xl\\workbook.xml": b"<x/>"}),
            "its parts are not where Excel puts them",
        ),
        ("cut.xlsx", rich_book()[:4000], "it is damaged"),
    ],
)
def test_what_cannot_hold_marks_is_named(name: str, content: bytes, reason: str):
    """The reason is said, for a workbook of findings takes its place."""
    with pytest.raises(NotMarkableError, match=reason):
        mark(Source(name, content=content), Outcome(), BytesIO())


def test_what_was_refused_is_not_opened_again():
    """A file that would fill the memory is no more unpacked for marks than it was for reading."""
    unread = Outcome(inputs=[InputSummary("a.xlsx", "unknown", {}, readable=False)])
    with pytest.raises(NotMarkableError, match="it could not be read"):
        mark(Source("a.xlsx", content=rich_book()), unread, BytesIO())


def test_a_workbook_of_something_else_could_be_read():
    """It is not marked because there is nothing in it to be marked."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Stock").write_row(0, 0, ["Symbol", "Price"])
    with pytest.raises(NotMarkableError, match="no sheet or table in it is one of the standard"):
        marked(stream.getvalue())


def test_too_many_marks_are_refused():
    """Nobody works through more than ten thousand cells one by one."""
    outcome = Outcome(counts={"error": 9_000, "warning": 1_001, "info": 0})
    with pytest.raises(NotMarkableError, match="more than 10,000 places"):
        mark(Source("a.xlsx", content=rich_book()), outcome, BytesIO())
