"""The catalogues of other languages: whole, distinct, and understood by the readers."""

import re

import pytest

from exchangespec.codelists import CODELISTS, codelist, codelist_label, fold, match_code
from exchangespec.emit.template_plan import FORMS, plan_template
from exchangespec.emit.text_sources import sources
from exchangespec.spec import header, records
from exchangespec.spec.headings import (
    about_title,
    agenda_title,
    fields_by_heading,
    header_fields_by_label,
    sheet_title,
    table_type,
    title,
)
from exchangespec.spec.profiled import standard
from exchangespec.texts import MAY_LACK, OFFERED, POSSIBLE, SOURCE, catalogue, everywhere
from exchangespec.texts.po import read, written

OTHERS = [language for language in OFFERED if language != SOURCE]
PLACES = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_that_is_offered_is_complete(language: str) -> None:
    """Every text but the explanations of fields has a translation."""
    held = catalogue(language).entries
    missing = [key for key in sources() if key not in held and key[0] not in MAY_LACK]
    assert missing == [], f"translate these in texts/{language}.po (tox -e derive lists all)"


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_translates_nothing_that_is_no_more(language: str) -> None:
    """What the standard no longer says is taken out."""
    extra = [key for key in catalogue(language).entries if key not in sources()]
    assert extra == [], f"take these out of texts/{language}.po"


def test_a_complete_language_is_offered() -> None:
    """A catalogue that has become whole is entered in OFFERED."""
    for language in set(POSSIBLE) - set(OFFERED):
        held = catalogue(language).entries
        assert any(key not in held for key in sources() if key[0] not in MAY_LACK), language


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_what_is_filled_in(language: str) -> None:
    """`{version}` and the like stand in the translation too, and nothing else of the kind."""
    for (_, source), text in catalogue(language).entries.items():
        assert set(PLACES.findall(source)) == set(PLACES.findall(text)), text
        assert text == text.strip()


@pytest.mark.parametrize("language", OTHERS)
def test_sheets_have_names_that_workbooks_take(language: str) -> None:
    """At most 31 characters, each its own, and each read as what it is."""
    names = [source for context, source in sources() if context == "sheet"]
    shown = [sheet_title(name, language) for name in names]
    assert len(set(map(fold, shown))) == len(shown)
    for name, words in zip(names, shown, strict=True):
        assert len(words) <= 31
        assert not set(words) & set("[]:*?/\\'")
        assert table_type(words) == table_type(name)


@pytest.mark.parametrize("language", OTHERS)
def test_every_heading_is_read_as_its_field(language: str) -> None:
    """A template whose hidden row is lost is still understood."""
    for name, form in records().items():
        meanings = fields_by_heading(name)
        for field in form.fields:
            if field != "type":
                assert meanings[fold(title(name, field, language))] == field, (name, field)
    agenda = fields_by_heading("Event")
    for field in ("parent", "name", "rounds"):
        assert agenda[fold(agenda_title(field, language))] == field
    for field in header():
        assert header_fields_by_label()[fold(about_title(field, language))] == field


@pytest.mark.parametrize("language", OTHERS)
def test_every_label_is_read_as_its_code(language: str) -> None:
    """What a drop-down offers is understood when it is read."""
    for name in CODELISTS:
        for code in codelist(name).codes:
            label = codelist_label(name, code, language)
            assert match_code(name, label).value == code, (name, code, label)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("form", FORMS)
def test_a_template_says_everything_in_its_language(language: str, form: str) -> None:
    """Headings, sheets and instructions are those of the catalogue; a draft says what it is."""
    plan = plan_template(form, language, standard())  # type: ignore[arg-type]
    assert plan.about_name == sheet_title("About", language)
    assert plan.sheets[0].columns[1].heading == title("City", "name", language)
    told = [words for words, _ in plan.read_me]
    draft = catalogue(language).text("This translation is a draft", "template")
    assert (told[0] == draft) is catalogue(language).draft
    assert len(plan.not_in_list[0]) <= 32


def test_a_catalogue_is_read_as_gettext_writes_it() -> None:
    """Long texts over several lines, escapes, contexts; fuzzy entries do not count."""
    text = (
        'msgid ""\nmsgstr ""\n"Language: xx\\n"\n"X-Draft: yes\\n"\n\n'
        '#. a note\nmsgctxt "a"\nmsgid "one"\nmsgstr "eins \\"zwei\\"\\n"\n"drei"\n\n'
        '#, fuzzy\nmsgid "two"\nmsgstr "zwei"\n\nmsgid "three"\nmsgstr ""\n'
    )
    facts, entries = read(text)
    assert facts == {"Language": "xx", "X-Draft": "yes"}
    assert entries == {("a", "one"): 'eins "zwei"\ndrei'}
    assert read(written("c", 'a "b"\\', "x\ty\n", note="n"))[1] == {("c", 'a "b"\\'): "x\ty\n"}


def test_what_has_no_translation_stays_english() -> None:
    """Nothing is ever blank."""
    assert catalogue("xx").text("Name", "heading") == "Name"
    assert catalogue("en").entries == {}
    assert everywhere("No such text", "heading") == ("No such text",)
