"""A template filled from its own drop-downs: what it offers is never told to be other words."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from exchangespec.emit.template import LANGUAGES, template
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.outcome import Outcome
from exchangespec.spec.headings import sheet_title
from exchangespec.texts import SOURCE
from exchangespec.validation import validate

FIRST = 9
# As many of each list as are chosen.
CHOSEN = 3


def offered(book: Workbook, formula: str) -> list[str]:
    """Return the words of the list of a drop-down; none where it holds ids that are typed."""
    name = formula.lstrip("=")
    if name not in book.defined_names:
        return []
    [(sheet, area)] = book.defined_names[name].destinations
    cells = book[sheet][area.replace("$", "")]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    return [str(cell.value) for row in rows for cell in row if cell.value]


def filled(language: str, form: str) -> tuple[Workbook, int]:
    """Choose from each drop-down of a template; return how many cells were filled."""
    book = openpyxl.load_workbook(io.BytesIO(template(form, language)))  # type: ignore[arg-type]
    about = sheet_title("About", language)
    count = 0
    for sheet in book.worksheets:
        for one in sheet.data_validations.dataValidation:
            words = offered(book, one.formula1) if one.type == "list" else []
            for area in one.sqref.ranges:
                first = area.min_row if sheet.title == about else FIRST
                for row, word in enumerate(words[-CHOSEN:], first):
                    if row <= area.max_row:
                        sheet.cell(row, area.min_col, word)
                        count += 1
    return book, count


def checked(book: Workbook) -> Outcome:
    """Validate a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return validate([Source("filled.xlsx", content=stream.getvalue())], TakeOptions())


@pytest.mark.parametrize("form", ["short", "full"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_of_a_word_that_was_chosen(language: str, form: str) -> None:
    """Neither that it was read as its code, nor that it is none."""
    book, count = filled(language, form)
    assert count > 50
    said = {one.slug: one.message for one in checked(book).singly}
    assert "value-normalised" not in said
    assert "value-not-in-list" not in said


def test_other_words_are_still_told(tmp_path: Path) -> None:
    """A synonym, another spelling, or a label where there is no template."""
    book, _ = filled("en", "short")
    names = {cell.value: cell.column for cell in book["Visits"][2]}
    for row, word in enumerate(("study visit", "Studienbesuch", "STUDY_VISIT"), FIRST):
        book["Visits"].cell(row, names["id"], f"v{row}")
        book["Visits"].cell(row, names["kind"], word)
    said = [one for one in checked(book).singly if one.slug == "value-normalised"]
    assert {one.params["was"] for one in said} >= {"study visit", "STUDY_VISIT"}
    table = tmp_path / "visits.csv"
    table.write_text("id,kind,visitors,hosts\nex:v,Study visit,ex:a,ex:b\n", encoding="utf-8")
    outcome = validate([Source("visits.csv", path=table)], TakeOptions())
    assert [one.params["was"] for one in outcome if one.slug == "value-normalised"] == [
        "Study visit"
    ]


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != SOURCE])
def test_lists_have_headings_in_the_language(language: str) -> None:
    """The sheet of lists names each in words of the template."""
    heads = {}
    for one in (SOURCE, language):
        book = openpyxl.load_workbook(io.BytesIO(template("full", one)))  # type: ignore[arg-type]
        heads[one] = [cell.value for cell in book[sheet_title("Lists", one)][1][::2]]
    assert len(heads[language]) == len(heads[SOURCE]) > 20
    same = {one for one in heads[language] if one in heads[SOURCE]}
    # Words that the two languages share.
    assert same <= {"Programme", "Mesure", "Rang"}, same
