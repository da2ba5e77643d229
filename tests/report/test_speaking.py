"""Reports in the partner's language: what is said, what stays English, and that nothing is lost."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import openpyxl
import pytest

import exchangespec as xs
from exchangespec.emit.template import template
from exchangespec.emit.template_plan import plan_template
from exchangespec.errors import UnknownLanguageError
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.outcome import REASONS, Outcome
from exchangespec.report import REPORTERS
from exchangespec.report.masking import masked
from exchangespec.report.saving import saved
from exchangespec.report.speaking import OWN, spoken
from exchangespec.report.speech import Speech
from exchangespec.rules import BY_CODE
from exchangespec.spec.headings import about_title, sheet_title
from exchangespec.spec.profiled import standard
from exchangespec.texts import SOURCE, SPOKEN
from exchangespec.validation import validate

OTHERS = [language for language in SPOKEN if language != SOURCE]
ROWS: list[dict[str, str]] = [
    {"id": "a", "name": "Gent", "country": "Belgium", "population": "~87000"},
    {"id": "b", "name": "Capaci", "country": "Utopia"},
    {"id": "c c", "name": "X"},
    *({"id": f"d{day}", "name": f"D{day}", "country": "BE", "population": "?1?"}
      for day in range(4)),
]  # fmt: skip


def workbook(language: str) -> bytes:
    """Return a template of a language with faults that partners make."""
    plan = plan_template("short", language, standard())
    book = openpyxl.load_workbook(io.BytesIO(template("short", language)))
    [name] = [one.name for one in plan.sheets if "part_of" in {each.name for each in one.columns}]
    page = book[name]
    names = {cell.value: cell.column for cell in page[2]}
    for number, row in enumerate(ROWS, 10):
        for field, value in row.items():
            page.cell(number, names[field]).value = value
    stated = {about_title("prefix", language): "ex", about_title("language", language): language}
    for line in book[plan.about_name].iter_rows(min_row=2, max_col=2):
        line[1].value = stated.get(line[0].value, line[1].value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def outcome_of(language: str) -> tuple[Source, Outcome]:
    """Return a workbook and what is found in it, in English."""
    source = Source("visits.xlsx", content=workbook(language))
    return source, validate([source], TakeOptions())


@pytest.mark.parametrize("language", OTHERS)
def test_messages_are_in_the_language_of_the_workbook(language: str) -> None:
    """What is promised is translated with its values; all else, the facts too, stays as it was."""
    _, outcome = outcome_of(language)
    knows = Speech(language).knows
    told = spoken(outcome, OWN)
    assert told.language == language
    pairs = list(zip(outcome.findings, told.findings, strict=True))
    assert sum(map(knows, outcome.findings)) >= 6
    for one, other in pairs:
        assert (one.message != other.message) == knows(one), one.message
        assert replace(other, message="", members=()) == replace(one, message="", members=())
        for fact in ("value", "was"):
            assert str(one.params.get(fact, "")) in other.message
        assert "…" not in other.message
        assert "{" not in other.message
    causes = (other for _, other in pairs if other.members and knows(other))
    cause = next(one for one in causes if isinstance(one.location.column, str))
    rows = cause.params["rows"]
    assert rows in cause.message
    assert str(cause.location.column) in cause.message


@pytest.mark.parametrize("language", OTHERS)
def test_the_marked_workbook_speaks_its_own_language(language: str) -> None:
    """Sheet, headings, state, counter, notes; checked again, the list is taken for no data."""
    source, outcome = outcome_of(language)
    content = saved(spoken(outcome, OWN), PurePath("x.checked.xlsx"), [source]).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    say = Speech(language)
    page = book.worksheets[-1]
    assert page.title == sheet_title("To fix", language)
    assert [cell.value for cell in page[6]] == [
        say(word) for word in ("State", "Where", "Column", "What is there", "What is wrong",
                               "What to do", "Suggestion", "Level", "Rule")
    ]  # fmt: skip
    assert f'"{say("to fix")}"' in page["B2"].value
    assert f'"{say("changed")}"' in page["A7"].value
    rules = {row[8].value.split()[0]: row for row in page.iter_rows(min_row=7)}
    assert rules["EXS222"][5].value == say.of_rule(BY_CODE["EXS222"], "fix")
    assert rules["EXS222"][7].value == say("error")
    notes = [cell.comment.text for sheet in book.worksheets for line in sheet.iter_rows()
             for cell in line if cell.comment and "(EXS222" in cell.comment.text]  # fmt: skip
    assert any(say("see the sheet {sheet}", sheet=page.title) in note for note in notes)
    again = validate([Source("visits.xlsx", content=content)], TakeOptions())
    assert again.counts["error"] == outcome.counts["error"]
    assert "EXS009" not in again.by_code
    twice = saved(spoken(again, SOURCE), PurePath("x.checked.xlsx"),
                  [Source("visits.xlsx", content=content)]).content  # fmt: skip
    names = openpyxl.load_workbook(io.BytesIO(twice), read_only=True).sheetnames
    assert "To fix" in names
    assert page.title not in names


@pytest.mark.parametrize("language", OTHERS)
def test_the_page_names_its_language_and_each_text_in_another(language: str) -> None:
    """Programs that read aloud are told what is English after all; a draft says so."""
    _, outcome = outcome_of(language)
    page = REPORTERS["html"](spoken(outcome, language))
    assert f'<html lang="{language}"' in page
    say = Speech(language)
    assert say("How to fix it").replace("'", "&#39;") in page
    for finding in spoken(outcome, language).findings:
        start = finding.message[:12].replace("'", "&#39;").replace('"', "&#34;")
        marked = re.search(r'<bdi lang="en">' + re.escape(start), page) is not None
        assert marked is not say.knows(finding), finding.message
    shown = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    shown = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", shown, flags=re.DOTALL)
    words = set(re.findall(r"[^\W\d_]+", re.sub(r"<[^>]+>", " ", shown)))
    assert not words & {"the", "and", "which", "places", "row", "fixed", "sheet", "what", "with"}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("kind", ["full", "grouped", "markdown", "csv", "json", "concise"])
def test_every_report_takes_the_messages(kind: str, language: str) -> None:
    """A report of any kind holds them; its machine names do not change."""
    _, outcome = outcome_of(language)
    said = REPORTERS[kind](spoken(outcome, language))
    one = next(each for each in spoken(outcome, language) if each.code == "EXS222")
    plain = re.sub(r"\s+", " ", said.replace("\\", "").replace("\n", " "))
    assert re.sub(r"\s+", " ", one.message[:30]) in plain
    if kind == "csv":
        assert said.startswith("level,file,place,")
        assert "\r\nerror," in said


@pytest.mark.parametrize("language", OTHERS)
def test_a_masked_outcome_can_be_spoken(language: str) -> None:
    """No value comes back by the translation."""
    _, outcome = outcome_of(language)
    for finding in spoken(masked(outcome), language).findings:
        assert "Utopia" not in finding.message
        assert "?1?" not in finding.message
        assert "{" not in finding.message


def test_english_stays_as_it_is() -> None:
    """Nothing is made anew where nothing is to be translated."""
    _, outcome = outcome_of("en")
    assert spoken(outcome, SOURCE) is outcome
    assert spoken(outcome, OWN) is outcome
    assert spoken(outcome, "en-GB") is outcome


def test_a_language_without_words_is_refused_or_falls_back() -> None:
    """Asked for by name it is refused; as the data's own, English is spoken."""
    _, outcome = outcome_of("en")
    with pytest.raises(UnknownLanguageError, match="'xx'; known are en"):
        spoken(outcome, "xx")
    outcome.inputs = [replace(item, language="ja") for item in outcome.inputs]
    assert spoken(outcome, OWN).language == SOURCE
    several = [replace(outcome.inputs[0], language=name) for name in ("fr", "en")]
    outcome.inputs = several
    assert spoken(outcome, OWN).language == SOURCE


@pytest.mark.parametrize("language", OTHERS)
def test_developers_may_ask_for_a_language(language: str) -> None:
    """`lang` of validate gives messages and reports; the type of the report stays."""
    report = xs.validate(workbook(language), lang=language)
    assert isinstance(report, xs.Report)
    assert report.language == language
    found: Any = next(one for one in report if one.code == "EXS222")
    assert found.message.startswith(Speech(language).message(found)[:10])
    assert xs.validate({}, lang="own").language == SOURCE


def test_an_unknown_language_is_refused_before_anything_is_read() -> None:
    """A slip costs no time."""
    with pytest.raises(UnknownLanguageError):
        xs.validate("no-such-file.xlsx", lang="xx")


@pytest.mark.parametrize("language", OTHERS)
def test_the_workbook_of_findings_speaks_too(language: str) -> None:
    """Tabs and headings are those of the language."""
    _, outcome = outcome_of(language)
    content = saved(spoken(outcome, language), PurePath("x.xlsx"), []).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.read("xl/workbook.xml").decode()
    assert f'name="{Speech(language)("Findings")}"' in names


@pytest.mark.parametrize("language", OTHERS)
def test_why_rules_did_not_run_is_said_in_the_language(language: str) -> None:
    """Each reason that every validation may have."""
    take = TakeOptions(ignore=("EXS501",))
    found = spoken(validate([Source("a.json", content=b"{}")], take), language)
    page = REPORTERS["html"](found)
    speech = Speech(language)
    assert {one.reason for one in found.not_run} == set(REASONS)
    for reason in REASONS:
        assert speech(reason) != reason
        assert f": {speech(reason)} (" in page
        assert reason not in page


@pytest.mark.parametrize("language", SPOKEN)
def test_the_template_that_is_advised_is_in_the_language(language: str) -> None:
    """Who reads a report in Dutch is not sent an English template."""
    command = "exchangespec template -o template.xlsx"
    option = "" if language == SOURCE else f" --language {language}"
    assert f"`{command}{option}`" in Speech(language).of_rule(BY_CODE["EXS004"], "fix")
