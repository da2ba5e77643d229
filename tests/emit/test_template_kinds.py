"""Templates of every kind, language and profile: what is chosen, read back and kept."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from exchangespec.emit.template import FORMS, KINDS, LANGUAGES, template
from exchangespec.emit.template_plan import LAST_ROW, Plan, plan_template
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.formats.workbook_reading import WorkbookReading
from exchangespec.intake import TakeOptions
from exchangespec.profile import SHIPPED, apply_profiles, read_profile, shipped_profile
from exchangespec.spec.headings import about_title
from exchangespec.spec.profiled import Model, standard
from exchangespec.validation import validate
from profile_texts import RICH

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def model_of(name: str) -> Model:
    """Return the standard, or what a profile makes of it."""
    if not name:
        return standard()
    rich = name == "rich"
    return apply_profiles(
        [read_profile(RICH, "rich.toml") if rich else shipped_profile(name)]
    ).model


def part(content: bytes, name: str) -> ET.Element:
    """Return a part of an OpenDocument file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        return ET.fromstring(archive.read(name))  # noqa: S314 - we wrote it


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_template_has_the_same_bytes(kind: str) -> None:
    """A derived file changes only when the model does."""
    assert template(kind=kind) == template(kind=kind)


@pytest.mark.parametrize("form", FORMS)
def test_the_spreadsheet_says_what_the_plan_says(form: Any) -> None:
    """Headings, hidden names, help, drop-downs to row 5000, named ranges, properties."""
    plan = plan_template(form, "en", standard())
    content = template(form, kind="ods")
    root = part(content, "content.xml")
    tables = {one.get(f"{TABLE}name"): one for one in root.iter(f"{TABLE}table")}
    assert list(tables) == ["Read me", "About", *(one.name for one in plan.sheets), "Lists"]
    chosen = {
        one.get(f"{TABLE}name"): one.get(f"{TABLE}condition")
        for one in root.iter(f"{TABLE}content-validation")
    }
    for sheet in plan.sheets:
        rows = list(tables[sheet.name].iter(f"{TABLE}table-row"))
        headings, names, *examples, free = rows
        assert [cell.find(f"{TEXT}p").text for cell in headings] == [  # type: ignore[union-attr]
            one.heading for one in sheet.columns
        ]
        for cell, one in zip(headings, sheet.columns, strict=True):
            note = cell.find(f"{OFFICE}annotation")
            assert note is not None
            assert [line.text for line in note] == list(one.explanation)
        assert names.get(f"{TABLE}visibility") == "collapse"
        assert ["".join(cell.itertext()) for cell in names] == [one.name for one in sheet.columns]
        assert len(examples) == len(sheet.examples)
        last = 2 + len(examples) + int(free.get(f"{TABLE}number-rows-repeated", ""))
        assert last == LAST_ROW + 1
        for cell, one in zip(free, sheet.columns, strict=True):
            name = cell.get(f"{TABLE}content-validation-name")
            expected = one.choice and f"of:cell-content-is-in-list({one.choice.source})"
            assert chosen.get(name) == expected
    ranges = {one.get(f"{TABLE}name") for one in root.iter(f"{TABLE}named-range")}
    assert ranges == {one.name for one in plan.lists} | {name for name, *_ in plan.ids}
    stated = {
        one.get(f"{META}name"): one.text
        for one in part(content, "meta.xml").iter(f"{META}user-defined")
    }
    assert stated == plan.properties


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", ["", *SHIPPED, "rich"])
def test_an_empty_template_reads_as_no_records(kind: str, language: str, profile: str) -> None:
    """Every sheet is known, only the example rows are mentioned, and the profile is named."""
    content = template("full", language, kind=kind, model=model_of(profile))
    reading = WorkbookReading(Source(f"t.{kind}", content=content), ReadOptions())
    assert list(reading.records()) == []
    assert reading.header is not None
    stated = {"exchangespec": "1.0", "language": language}
    assert reading.header.values == stated | ({"profiles": [profile]} if profile else {})
    assert {item.fault.slug for item in reading.faults} == {"example-row"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_no_two_columns_of_a_sheet_have_one_heading(form: Any, language: str) -> None:
    """A heading can be told apart from its neighbours, also in another language."""
    for sheet in plan_template(form, language, standard()).sheets:
        headings = [one.heading.casefold() for one in sheet.columns]
        assert len(set(headings)) == len(headings), (sheet.name, headings)


def sheet_of(plan: Plan, name: str) -> Any:
    """Return a sheet by its name."""
    return next(one for one in plan.sheets if one.name == name)


def test_a_profile_has_a_template_of_its_own() -> None:
    """What it hides is not there, what it asks for is marked, what it adds can be chosen."""
    plan = plan_template("short", "en", model_of("rich"))
    names = [one.name for one in plan.sheets]
    assert "Funding" not in names
    cities, visits = sheet_of(plan, "Cities"), sheet_of(plan, "Visits")
    by_name = {one.name: one for one in cities.columns}
    assert by_name["kind"].look == "required"
    assert by_name["x_mood"].heading == "Mood"
    assert by_name["x_since"].explanation == (
        "When it began. Write a date such as 2017-10-16, 2017-10 or 2017?.",
    )
    lists = {one.name: one for one in plan.lists}
    assert lists[by_name["kind"].choice.source].entries == (
        ("City", "city"), ("Town", "town"), ("harbour", "Harbour town"),
    )  # fmt: skip
    heads = {one.name: one.heading for one in visits.columns}
    assert heads["hosts"] == "Cities that received"
    full = {
        one.name
        for one in sheet_of(plan_template("full", "en", model_of("rich")), "Visits").columns
    }
    assert "reciprocates" not in full
    assert "number" not in full
    assert plan.properties["exchangespec-profile"] == "rich"


def test_what_a_profile_adds_is_read_from_its_template() -> None:
    """Codes and columns of the profile come back as they were chosen, without the profile too."""
    content = template("short", model=model_of("rich"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    fill(book, "Cities", {"id": "a", "name": "A", "country": "Belgium", "kind": "harbour",
                          "x_mood": "good", "x_since": "2015"})  # fmt: skip
    reading = WorkbookReading(Source("t.xlsx", content=saved(book)), ReadOptions())
    [raw] = reading.records()
    assert raw.values["kind"] == "harbour"
    assert raw.values["x_mood"] == "good"
    assert raw.values["x_since"] == "2015"
    assert raw.values["country"] == "BE"
    # The words are those that the drop-down offers.
    assert raw.faults == []


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(book: openpyxl.Workbook, sheet: str, *rows: dict[str, str]) -> None:
    """Write rows below the examples, by the hidden names of the columns."""
    page = book[sheet]
    names = {cell.value: cell.column for cell in page[2]}
    free = next(
        number
        for number in range(3, 20)
        if all(page.cell(number, column).value is None for column in names.values())
    )
    for number, row in enumerate(rows, free):
        for name, value in row.items():
            page.cell(number, names[name]).value = value


def office(path: Path, kind: str, folder: Path) -> Path:
    """Convert a file with LibreOffice into a folder."""
    return offices([path], kind, folder)[0]


def offices(paths: list[Path], kind: str, folder: Path) -> list[Path]:
    """Convert several files with LibreOffice, which starts once for all."""
    program = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{paths[0].parent}/profile"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder),
         *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=300,
    )  # fmt: skip
    return [folder / f"{path.stem}.{kind}" for path in paths]


def found(path: Path) -> list[tuple[str, str | None, str | None, str]]:
    """Return code, sheet, cell and severity of what is found in a workbook, remarks aside."""
    outcome = validate([Source("t", path=path)], TakeOptions())
    return sorted(
        (one.code, one.location.sheet, one.location.cell, one.severity)
        for one in outcome.findings
        if one.severity != "info"
    )


def drop_downs(book: openpyxl.Workbook) -> dict[tuple[str, str], str]:
    """Return the named range of every drop-down by sheet and column."""
    return {
        (page.title, get_column_letter(column)): one.formula1.lstrip("=")
        for page in book.worksheets
        for one in page.data_validations.dataValidation
        for area in one.sqref.ranges
        for column in range(area.min_col, area.max_col + 1)
        if area.min_row > 2 or page.title == book.sheetnames[1]
    }


@pytest.mark.libreoffice
@pytest.mark.parametrize(("language", "profile"), [(LANGUAGES[-1], "urbact"), ("en", "")])
def test_findings_stand_at_the_same_cells_after_a_round_trip(
    language: str, profile: str, tmp_path: Path
) -> None:
    """Filled as a person does, saved as .ods and back: same drop-downs, names, findings."""
    plan = plan_template("short", language, model_of(profile))
    path = tmp_path / "filled.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(template("short", language, model=model_of(profile))))
    names = dict(zip((one.columns[1].name for one in plan.sheets), plan.sheets, strict=False))
    assert names
    cities, networks, partners, visits = (
        sheet_named(plan, columns) for columns in (
            {"part_of", "population"}, {"programme", "short_name"}, {"group", "member"},
            {"visitors", "hosts"},
        )
    )  # fmt: skip
    labels = {code: label for one in plan.lists for label, code in one.entries}
    fill(book, cities, {"id": "a", "name": "Gent", "country": labels["BE"]},
         {"id": "b", "name": "Capaci", "country": "Utopia"})  # fmt: skip
    fill(book, networks, {"id": "net", "name": "Net", "kind": labels["network"],
                          "programme": labels["URBACT"], "start": "2015-13"})  # fmt: skip
    fill(book, partners, {"group": "net", "member": "Gent", "role": labels["partner"]})
    fill(book, visits, {"id": "v", "kind": labels["study_visit"], "visitors": "a; nobody",
                        "hosts": "Capaci", "start": "2017-10?", "end": "2016"})  # fmt: skip
    about = book[plan.about_name]
    for row in about.iter_rows(min_row=2, max_col=2):
        if row[0].value == next(one.label for one in plan.about if one.value == language):
            row[1].value = language
    path.write_bytes(saved(book))
    before = found(path)
    codes = {code for code, *_ in before}
    assert {"EXS222", "EXS214", "EXS401", "EXS301"} <= codes
    if profile:
        assert {"EXS709", "EXS710"} <= codes
    there = office(path, "ods", tmp_path / "there")
    back = office(there, "xlsx", tmp_path / "back")
    assert found(there) == before
    assert found(back) == before
    after = openpyxl.load_workbook(back)
    assert drop_downs(after) == drop_downs(book)
    properties = {one.name: str(one.value) for one in after.custom_doc_props.props}
    assert properties.items() >= plan.properties.items()
    for sheet in plan.sheets:
        page = after[sheet.name]
        assert [cell.value for cell in page[2]] == [one.name for one in sheet.columns]
        assert page.row_dimensions[2].hidden


def sheet_named(plan: Plan, columns: set[str]) -> str:
    """Return the name of the sheet that has these columns."""
    return next(
        sheet.name for sheet in plan.sheets if columns <= {one.name for one in sheet.columns}
    )


@pytest.mark.libreoffice
def test_templates_of_all_languages_survive_libreoffice(tmp_path: Path) -> None:
    """Filled in, saved as .ods and back: the same records, by hidden names and by headings."""
    paths = []
    for language in LANGUAGES:
        path = tmp_path / f"{language}.xlsx"
        path.write_bytes(filled_without_fault(language))
        paths.append(path)
    there = offices(paths, "ods", tmp_path / "there")
    back = offices(there, "xlsx", tmp_path / "back")
    for language, *files in zip(LANGUAGES, paths, there, back, strict=True):
        for path in files:
            wrong = [one for one in found(path) if one[3] == "error"]
            assert wrong == [], (language, path)
            reading = WorkbookReading(Source("t", path=path), ReadOptions())
            assert [raw.values for raw in reading.records()] == records_in(language)
        book = openpyxl.load_workbook(files[-1])
        for page in book.worksheets[2:-1]:
            page.delete_rows(2)
            page.row_dimensions[2].hidden = False
        bare = WorkbookReading(Source("t.xlsx", content=saved(book)), ReadOptions())
        assert [raw.values for raw in bare.records()] == records_in(language)


def filled_without_fault(language: str) -> bytes:
    """Return a template with header, city, network, partner and visit, as it should be."""
    plan = plan_template("short", language, standard())
    book = openpyxl.load_workbook(io.BytesIO(template("short", language)))
    labels = {(one.name, code): label for one in plan.lists for label, code in one.entries}
    fill(book, sheet_named(plan, {"part_of", "population"}),
         {"id": "a", "name": "Gent", "country": labels["list_country", "BE"]},
         {"id": "b", "name": "Vantaa", "country": labels["list_country", "FI"]})  # fmt: skip
    fill(book, sheet_named(plan, {"programme", "short_name"}),
         {"id": "net", "name": "Net", "kind": labels["list_network_kind", "network"],
          "start": "2015"})  # fmt: skip
    fill(book, sheet_named(plan, {"group", "member"}),
         {"group": "net", "member": "Gent", "role": labels["list_member_role", "lead_partner"]},
         {"group": "net", "member": "Vantaa", "role": labels["list_member_role", "partner"]},
         )  # fmt: skip
    fill(book, sheet_named(plan, {"visitors", "hosts"}),
         {"id": "v", "kind": labels["list_visit_kind", "study_visit"], "visitors": "a",
          "hosts": "Vantaa", "start": "2017-10?"})  # fmt: skip
    stated = {
        about_title(name, language): value
        for name, value in {
            "id": "https://example.org/visits", "title": "Net", "publisher": "Gent",
            "description": "Net", "prefix": "ex", "language": language, "version": "1",
            "modified": "2023-01-15", "contact": "info@example.org", "personal_data": "none",
            "license": "https://creativecommons.org/licenses/by/4.0/",
        }.items()
    }  # fmt: skip
    for row in book[plan.about_name].iter_rows(min_row=2, max_col=2):
        row[1].value = stated.get(row[0].value, row[1].value)
    return saved(book)


def records_in(language: str) -> list[dict[str, Any]]:
    """Return the records of that template."""
    return [
        {"type": "City", "id": "ex:a", "name": {language: "Gent"}, "country": "BE"},
        {"type": "City", "id": "ex:b", "name": {language: "Vantaa"}, "country": "FI"},
        {"type": "Network", "id": "ex:net", "name": {language: "Net"}, "kind": "network",
         "start": "2015"},
        {"type": "Membership", "group": "net", "member": "Gent", "role": "lead_partner"},
        {"type": "Membership", "group": "net", "member": "Vantaa", "role": "partner"},
        {"type": "Visit", "id": "ex:v", "kind": "study_visit", "start": "2017-10?",
         "visitors": ["a"], "hosts": ["Vantaa"]},
    ]  # fmt: skip


@pytest.mark.libreoffice
def test_libreoffice_keeps_what_the_spreadsheet_has(tmp_path: Path) -> None:
    """Saved as .xlsx, the spreadsheet has the drop-downs and names that the workbook has."""
    path = tmp_path / "template.ods"
    path.write_bytes(template(kind="ods"))
    back = openpyxl.load_workbook(office(path, "xlsx", tmp_path / "back"))
    own = openpyxl.load_workbook(io.BytesIO(template()))
    assert back.sheetnames == own.sheetnames
    assert drop_downs(back) == drop_downs(own)
    assert set(own.defined_names) <= set(back.defined_names)
    for page in own.worksheets[2:-1]:
        other = back[page.title]
        assert [cell.value for cell in other[1]] == [cell.value for cell in page[1]]
        assert all(cell.comment and cell.comment.text.strip() for cell in other[1])
        assert other.row_dimensions[2].hidden
        assert other["A3"].font.italic
        assert other.cell(20, 1).number_format == "@"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_without_its_hidden_row_is_understood(language: str) -> None:
    """Sheets, headings, labels and countries of the language lead to the same records."""
    plan = plan_template("short", language, standard())
    book = openpyxl.load_workbook(io.BytesIO(template("short", language)))
    labels = {(one.name, code): label for one in plan.lists for label, code in one.entries}
    cities, visits = (
        sheet_named(plan, {"part_of", "population"}),
        sheet_named(plan, {"visitors", "hosts"}),
    )
    fill(book, cities, {"id": "a", "name": "Gent", "country": labels["list_country", "BE"]})
    fill(book, visits, {"id": "v", "kind": labels["list_visit_kind", "study_visit"],
                        "hosts": "a", "start": "2017-10?"})  # fmt: skip
    for page in book.worksheets[2:-1]:
        page.delete_rows(2)
        page.row_dimensions[2].hidden = False
    reading = WorkbookReading(Source("t.xlsx", content=saved(book)), ReadOptions())
    assert [raw.values for raw in reading.records()] == [
        {"type": "City", "id": "a", "name": {language: "Gent"}, "country": "BE"},
        {"type": "Visit", "id": "v", "kind": "study_visit", "start": "2017-10?", "hosts": ["a"]},
    ]
    assert {item.fault.slug for item in reading.faults} <= {"example-row", "column-matched"}
