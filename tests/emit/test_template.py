"""The template: what partners see, choose from and send back."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exchangespec import spec
from exchangespec.codelists import codelist, match_code, match_country, match_currency
from exchangespec.emit.template import FORMS, SHEETS, Form, template
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.formats.table import EXAMPLE_MARK
from exchangespec.formats.workbook_reading import WorkbookReading
from exchangespec.intake import TakeOptions
from exchangespec.spec.examples import STORY, is_example
from exchangespec.spec.headings import table_type
from exchangespec.validation import validate

LAST = 5000


def first_row(sheet: str) -> int:
    """Return the row below the examples, 0-based."""
    return 2 + len(STORY[sheet])


def opened(content: bytes) -> openpyxl.Workbook:
    """Open a workbook with a library that did not write it."""
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module", params=FORMS)
def book(request: pytest.FixtureRequest) -> openpyxl.Workbook:
    """Each form of the template, opened."""
    return opened(template(request.param))


def table_sheets(book: openpyxl.Workbook) -> Iterator[Worksheet]:
    """Return the sheets that hold records."""
    for name in book.sheetnames:
        if name not in {"Read me", "About", "Lists"}:
            yield book[name]


def drop_downs(sheet: Worksheet) -> dict[str, DataValidation]:
    """Return the drop-down of each column by machine name."""
    names = {cell.column_letter: cell.value for cell in sheet[2]}
    return {
        names[re.split(r"\d", str(item.sqref))[0]]: item
        for item in sheet.data_validations.dataValidation
    }


def values_of(book: openpyxl.Workbook, name: str) -> list[Any]:
    """Return the cells that a named range covers."""
    found = []
    for sheet, area in book.defined_names[name].destinations:
        found += [cell.value for row in book[sheet][area] for cell in row]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_the_same_template_has_the_same_bytes(form: str) -> None:
    """A derived file changes only when the model does."""
    assert template(form) == template(form)  # type: ignore[arg-type]


def test_other_forms_and_languages_are_refused() -> None:
    """There are no labels in other languages yet."""
    with pytest.raises(ValueError, match="'tiny'"):
        template("tiny")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'xx'"):
        template("short", "xx")


def test_sheets_stand_in_the_order_in_which_they_are_filled() -> None:
    """The full form has every type, the short form what most partners need."""
    full, short = (opened(template(form)).sheetnames for form in ("full", "short"))
    assert full == ["Read me", "About", *(name for name, _ in SHEETS), "Lists"]
    assert {record_type for _, record_type in SHEETS} == set(spec.records())
    assert [name for name in full if name in short] == short
    assert set(full) - set(short) == {"Participants", "Partnerships", "Statements"}


def test_every_sheet_and_column_is_known_by_the_reader(book: openpyxl.Workbook) -> None:
    """The hidden row names fields of the type that the sheet is known for."""
    by_sheet = dict(SHEETS)
    for sheet in table_sheets(book):
        assert table_type(sheet.title) == by_sheet[sheet.title]
        names = [cell.value for cell in sheet[2]]
        fields = spec.records()[by_sheet[sheet.title]].fields
        assert set(names) <= set(fields)
        assert len(set(names)) == len(names)
        missing = {name for name, field in fields.items() if field.required} - set(names)
        may_lack = {"type", "id"} if sheet.title == "Partners" else {"type"}
        assert missing <= may_lack, sheet.title


def test_the_full_form_asks_for_every_field() -> None:
    """Nothing of the model is left out but what the sheet itself says."""
    full = opened(template("full"))
    for name, record_type in SHEETS:
        if name != "Agenda":
            names = [cell.value for cell in full[name][2]]
            assert names == [
                field for field in spec.records()[record_type].fields if field != "type"
            ]


def test_machine_names_are_hidden_and_headings_stay_in_view(book: openpyxl.Workbook) -> None:
    """Officers see titles, each with an explanation behind it."""
    for sheet in table_sheets(book):
        assert sheet.row_dimensions[2].hidden
        assert not sheet.row_dimensions[1].hidden
        assert sheet.freeze_panes == "B3"
        for cell in sheet[1]:
            assert cell.value
            assert cell.font.bold
            assert cell.comment.text.endswith(".")


def test_the_example_row_is_marked_and_grey(book: openpyxl.Workbook) -> None:
    """Whoever forgets to delete it does no harm."""
    for sheet in table_sheets(book):
        assert sheet["A3"].value == EXAMPLE_MARK
        for cell in sheet[3]:
            assert cell.font.italic
            assert cell.font.color.rgb == "FF7F7F7F"


@pytest.mark.parametrize("form", FORMS)
def test_the_examples_tell_one_story_without_a_fault(form: Form) -> None:
    """Read as data, the example rows of all sheets break no rule and point only to each other."""
    book = opened(template(form))
    header = {"id": "https://example.org/story", "title": "Story", "publisher": "mechelen",
              "description": "What the grey rows tell.",
              "prefix": "ex", "version": "1", "modified": "2023-01-15", "contact": "info@example.org",
              "license": "https://creativecommons.org/licenses/by/4.0/",
              "personal_data": "published_with_basis"}  # fmt: skip
    for row in book["About"].iter_rows(min_row=2, max_col=2):
        name = row[0].value.lower().replace(" ", "_")
        row[1].value = header.get(name, row[1].value)
    for sheet in table_sheets(book):
        for cells, example in zip(sheet.iter_rows(min_row=3), STORY[sheet.title], strict=False):
            assert cells[0].value == EXAMPLE_MARK
            cells[0].value = example.get(sheet["A2"].value)
    stream = io.BytesIO()
    book.save(stream)
    options = TakeOptions(today=date(2023, 6, 1))
    outcome = validate([Source("story.xlsx", content=stream.getvalue())], options)
    assert [str(one) for one in outcome.findings if one.severity != "info"] == []
    told = sum(len(rows) for name, rows in STORY.items() if name in book.sheetnames)
    assert sum(outcome.inputs[0].records.values()) == told


def test_an_example_whose_mark_went_with_the_column_of_ids_is_passed_over() -> None:
    """Columns may be deleted; a row that says a little less than the example is one's own."""
    book = opened(template("full"))
    page = book["Cities"]
    page.delete_cols(1)
    names = {cell.value: cell.column for cell in page[2]}
    free = len(STORY["Cities"]) + 3
    for name, value in {"name": "Mechelen", "country": "BE"}.items():
        page.cell(free, names[name]).value = value
    stream = io.BytesIO()
    book.save(stream)
    outcome = validate([Source("t.xlsx", content=stream.getvalue())], TakeOptions())
    [rows] = [one.rows for one in outcome.inputs[0].rows if one.part == "Cities"]
    assert rows["example"] == len(STORY["Cities"])
    assert rows["record"] == 1


def test_every_example_is_one_that_readers_pass_over(book: openpyxl.Workbook) -> None:
    """What the template shows is what it is known by."""
    by_sheet = dict(SHEETS)
    for sheet in table_sheets(book):
        for cells in sheet.iter_rows(min_row=3, max_row=first_row(sheet.title)):
            names = [cell.value for cell in sheet[2]]
            shown = zip(names[1:], cells[1:], strict=True)
            assert is_example(by_sheet[sheet.title], {k: c.value for k, c in shown if c.value})


def test_every_column_is_text(book: openpyxl.Workbook) -> None:
    """So that no id, date or number is rewritten as it is typed."""
    for sheet in table_sheets(book):
        for cell in sheet[2]:
            width = sheet.column_dimensions[cell.column_letter]
            assert cell.number_format == "@"
            assert width.width > 8
    assert book["About"]["B2"].number_format == "@"


def test_closed_and_open_codes_are_chosen_from_named_lists(book: openpyxl.Workbook) -> None:
    """Drop-downs reach to row 5000 and lead back to the codes."""
    seen = set()
    for sheet in table_sheets(book):
        fields = spec.records()[dict(SHEETS)[sheet.title]].fields
        chosen = drop_downs(sheet)
        for cell in sheet[2]:
            field = fields[cell.value]
            if not field.codelist:
                continue
            item = chosen[field.name]
            assert item.formula1.lstrip("=") == f"list_{field.codelist}"
            assert str(item.sqref).endswith(str(LAST))
            asks = {"warning": True, "information": False}.get(item.errorStyle)
            assert field.many or asks is not codelist(field.codelist).open
            assert bool(item.showErrorMessage) is not field.many
            seen.add(field.codelist)
    for name in seen:
        labels = values_of(book, f"list_{name}")
        codes = [code for code, entry in codelist(name).codes.items() if not entry.deprecated]
        assert [match_code(name, label).value for label in labels] == codes


def test_countries_and_currencies_lead_back_to_their_codes(book: openpyxl.Workbook) -> None:
    """What can be chosen is understood when it is read."""
    countries = values_of(book, "list_country")
    assert all(match_country(name).value for name in countries)
    assert "Belgium" in countries
    assert len(countries) > 200
    assert all(match_currency(code).value == code for code in values_of(book, "list_currency"))


def test_references_are_chosen_from_the_ids_of_other_sheets(book: openpyxl.Workbook) -> None:
    """Several ids, or a name, may still be typed: nothing objects."""
    visits = drop_downs(book["Visits"])
    assert visits["visitors"].formula1.lstrip("=") == "ids_City"
    assert not visits["visitors"].showErrorMessage
    [(sheet, area)] = book.defined_names["ids_City"].destinations
    assert (sheet, area) == ("Cities", "$A$5:$A$5000")
    for name in book.defined_names:
        if name.startswith("ids_"):
            [(sheet, _)] = book.defined_names[name].destinations
            assert table_type(sheet) == name.removeprefix("ids_")
            assert book[sheet]["A2"].value == "id"


def test_the_workbook_says_which_template_it_is() -> None:
    """Custom properties survive where sheets are renamed."""
    properties = {one.name: one.value for one in opened(template("full")).custom_doc_props.props}
    assert properties == {
        "exchangespec-version": spec.STANDARD_VERSION,
        "exchangespec-form": "full",
        "exchangespec-language": "en",
    }


def test_personal_data_have_a_colour_and_a_note_of_their_own(book: openpyxl.Workbook) -> None:
    """Whoever names a person is told so."""
    people, cities = book["People"], book["Cities"]
    assert people["B1"].fill.fgColor.rgb not in {cell.fill.fgColor.rgb for cell in cities[1]}
    assert "Personal data" in people["B1"].comment.text


def test_an_empty_template_reads_as_no_records_and_half_a_header(book: openpyxl.Workbook) -> None:
    """Only the example rows are mentioned."""
    stream = io.BytesIO()
    book.save(stream)
    reading = WorkbookReading(Source("t.xlsx", content=stream.getvalue()), ReadOptions())
    assert list(reading.records()) == []
    assert reading.header is not None
    assert reading.header.values == {"exchangespec": "1.0", "language": "en"}
    assert {item.fault.slug for item in reading.faults} == {"example-row"}


def book_bytes(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled(content: bytes) -> bytes:
    """Return a template with a header, two cities and a visit, as an officer fills it in."""
    book = opened(content)
    about = book["About"]
    for row in about.iter_rows(min_row=2, max_col=2):
        row[1].value = {"Prefix": "ex", "Title": "Visits"}.get(row[0].value, row[1].value)
    for sheet, rows in {
        "Cities": [{"id": "a", "name": "Gent", "country": "Belgium"}, {"id": "b", "name": "Capaci", "country": "IT"}],
        "Visits": [{"id": "v", "kind": "Study visit", "visitors": "a; b", "hosts": "Capaci", "start": "2017-10?"}],
    }.items():  # fmt: skip
        names = {cell.value: cell.column for cell in book[sheet][2]}
        for number, row in enumerate(rows, first_row(sheet) + 1):
            for name, value in row.items():
                book[sheet].cell(number, names[name]).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


FILLED = [
    {"type": "City", "id": "ex:a", "name": {"en": "Gent"}, "country": "BE"},
    {"type": "City", "id": "ex:b", "name": {"en": "Capaci"}, "country": "IT"},
    {"type": "Visit", "id": "ex:v", "kind": "study_visit", "start": "2017-10?",
     "visitors": ["a", "b"], "hosts": ["Capaci"]},
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_filled_template_is_read(form: str) -> None:
    """Labels become codes; names and short ids wait until all are known."""
    content = filled(template(form))  # type: ignore[arg-type]
    reading = WorkbookReading(Source("t.xlsx", content=content), ReadOptions())
    assert [raw.values for raw in reading.records()] == FILLED


@pytest.mark.libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_a_template_survives_libreoffice(form: str, tmp_path: Path) -> None:
    """Saved as .ods and back it still has its drop-downs, hidden names, properties and data."""
    path = tmp_path / "template.xlsx"
    path.write_bytes(filled(template(form)))  # type: ignore[arg-type]
    there = office(path, "ods", tmp_path / "there")
    back = office(there, "xlsx", tmp_path / "back")
    before, after = opened(path.read_bytes()), opened(back.read_bytes())
    assert after.sheetnames == before.sheetnames
    assert {one.name: str(one.value) for one in after.custom_doc_props.props} == {
        one.name: one.value for one in before.custom_doc_props.props
    }
    for sheet in table_sheets(after):
        assert [cell.value for cell in sheet[2]] == [cell.value for cell in before[sheet.title][2]]
        assert sheet.row_dimensions[2].hidden
        assert set(drop_downs(sheet)) == set(drop_downs(before[sheet.title]))
        assert sheet["A3"].number_format == "@"
    assert set(before.defined_names) <= set(after.defined_names)
    for saved in (there, back):
        reading = WorkbookReading(Source("t", path=saved), ReadOptions())
        assert [raw.values for raw in reading.records()] == FILLED


def office(path: Path, kind: str, folder: Path) -> Path:
    """Convert a file with LibreOffice into a folder."""
    program = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{path.stem}.{kind}"


def test_the_sheet_about_asks_in_words_and_shows_how(book: openpyxl.Workbook) -> None:
    """Each line has a label that the reader knows, and what is new to partners an example."""
    rows = [[cell.value for cell in row] for row in book["About"].iter_rows(min_row=2, max_col=3)]
    titles = {field.title: name for name, field in spec.header().items()}
    assert [titles[label] for label, _, _ in rows] == [
        name for name in spec.header() if name != "prefixes"
    ]
    explained = {titles[label]: words for label, _, words in rows}
    for name in ("id", "prefix", "version"):
        assert "For example: " in explained[name]


def test_findings_on_the_sheet_about_name_the_cell_and_the_field(book: openpyxl.Workbook) -> None:
    """What is missing or wrong there is called by its label, at the cell where it belongs."""
    changed = opened(book_bytes(book))
    about = changed["About"]
    rows = {row[0].value: row[1] for row in about.iter_rows(min_row=2, max_col=2)}
    rows["Personal data"].value = "perhaps"
    source = Source("t.xlsx", content=book_bytes(changed))
    findings = validate([source], TakeOptions()).findings
    wrong = next(one for one in findings if one.slug == "value-not-in-list")
    assert wrong.location.cell == rows["Personal data"].coordinate
    assert wrong.location.column == "Personal data"
    allowed = "“Personal data”; allowed are none (No Person records), published_with_basis (Person"
    assert allowed in wrong.message
    assert wrong.message.endswith("restricted (Person records that must not be published).")
    missing = {one.location.field: one.location for one in findings if one.code == "EXS109"}
    assert missing["prefix"].cell == rows["Prefix"].coordinate
