"""The catalogues of the reports: whole, with every fact in its place, each number with its form."""

import gettext
import re
from collections.abc import Iterator

import pytest

from exchangespec.report.languages_page import emit
from exchangespec.report.naming import ABOUT, FIELD, NAMED, TYPE
from exchangespec.report.own_sheets import sheets_named
from exchangespec.report.speech import COUNT, Speech
from exchangespec.report.text_sources import (
    APART,
    fixed_words,
    for_partners,
    promised,
    sources,
    translated,
    words_of,
)
from exchangespec.rules import RULES
from exchangespec.texts import (
    PLURAL_FORMS,
    POSSIBLE,
    SOURCE,
    SPOKEN,
    TWO_FORMS,
    catalogue,
    form_of,
    report_catalogue,
)
from exchangespec.texts.po import FORMS, read, written_forms
from wording import ANY_QUOTE, CODE_SPAN, COLON, ENGLISH, QUOTES

OTHERS = [language for language in SPOKEN if language != SOURCE]
FEW = 20
PLACES = re.compile(r"\{\w+\}")
# What is the same in every language: addresses, codes, examples.
KEPT = re.compile(r"https?://[^\s;]+|\b[a-z]+:[\w-]*\w|\d{4}-\d\d(?:-\d\d)?|\b[A-Z]{2,}\d*\b|x_")
# Words in capitals that a language puts in its own way.
OWN_CAPITALS = {"JSON", "NUTS", "UTF"}


def texts(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield context, source and translation, each form of a number on its own."""
    for (context, source), text in report_catalogue(language).entries.items():
        for form in text.split(FORMS):
            yield context, source, form


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_that_is_spoken_has_what_is_promised(language: str) -> None:
    """The reports' own words, and what the rules say which partners meet most.

    A wording that has just been changed is said in English until somebody translates it; so few
    may be out of date.
    """
    held = report_catalogue(language).entries
    missing = sorted(key for key in promised() if key not in held)
    own = [key for key in fixed_words() if key not in held]
    assert own == [], f"translate these in texts/reports/{language}.po"
    assert len(missing) <= FEW, f"translate these in texts/reports/{language}.po: {missing}"
    extra = [key for key in held if key not in sources()]
    assert len(extra) <= FEW, f"take these out of texts/reports/{language}.po: {extra}"


@pytest.mark.parametrize("language", OTHERS)
def test_all_rules_that_partners_meet_are_translated(language: str) -> None:
    """But for the few whose words have just been changed, which the page then does not count."""
    held = report_catalogue(language).entries
    wanted = {rule.code for rule in for_partners()}
    there = {rule.code for rule in translated(language)}
    missing = {
        rule.code for rule in for_partners() if any(key not in held for key in words_of(rule))
    }
    assert wanted - there == missing
    assert len(missing) <= FEW, f"translate these in texts/reports/{language}.po: {missing}"
    [(_, page)] = emit()
    assert f"| {len(wanted & there)} of {len(wanted)} |" in page.decode()


def test_each_rule_is_for_partners_or_apart() -> None:
    """What nobody meets who fills in a workbook or CSV file is named with what it is about."""
    codes = {rule.code for rule in RULES.values()}
    apart = [{code for code in codes if one.fullmatch(code)} for one in APART.values()]
    assert all(apart)
    assert sum(map(len, apart)) + len(for_partners()) == len(codes)
    [(_, page)] = emit()
    assert f"Of {len(codes)} rules, {len(for_partners())} " in page.decode()


@pytest.mark.parametrize("language", OTHERS)
def test_no_fact_is_lost_in_any_wording(language: str) -> None:
    """Whatever a rule puts into its words can be put into their translations."""
    held = report_catalogue(language).entries
    for rule in translated(language):
        for key in words_of(rule):
            facts = {name[1:-1]: f"<{name}>" for name in PLACES.findall(key[1])}
            said = held[key].format(**facts)
            assert all(said.count(fact) == key[1].count(fact[1:-1]) for fact in facts.values()), key


def test_a_language_that_has_what_is_promised_is_spoken() -> None:
    """A catalogue that has become whole is entered in SPOKEN."""
    for language in set(POSSIBLE) - set(SPOKEN):
        missing = promised() - report_catalogue(language).entries.keys()
        assert len(missing) > FEW, language


@pytest.mark.parametrize("language", OTHERS)
def test_every_fact_keeps_its_place(language: str) -> None:
    """`{value}` and the like stand in each translation, and nothing else of the kind."""
    for _, source, text in texts(language):
        assert sorted(PLACES.findall(source)) == sorted(PLACES.findall(text)), (source, text)
        assert text == text.strip()


@pytest.mark.parametrize("language", OTHERS)
def test_every_number_has_its_form(language: str) -> None:
    """As many forms as the head of the catalogue says, chosen as it says."""
    rule = PLURAL_FORMS.get(language, TWO_FORMS)
    amount = int(rule.partition("=")[2].partition(";")[0])
    chosen = gettext.c2py(rule.partition("plural=")[2].rstrip(";"))
    held = report_catalogue(language).entries
    for (context, source), text in held.items():
        assert len(text.split(FORMS)) == (amount if context == COUNT else 1), source
    assert [form_of(language, number) for number in range(200)] == list(map(chosen, range(200)))


def test_polish_counts_in_three_forms() -> None:
    """One, two to four, and all others; the teens are others."""
    if "pl" not in SPOKEN:
        return
    say = Speech("pl")
    numbers = (0, 1, 2, 4, 5, 12, 14, 22, 25, 112, 122, 1004)
    shown = [say.number_of(number, "error").split()[-1] for number in numbers]
    few, many = "błędy", "błędów"
    assert shown == [many, "błąd", few, few, many, many, many, few, many, many, few, few]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    """No English word that is none of the language stands in a translation."""
    for _, source, text in texts(language):
        bare = PLACES.sub(" ", KEPT.sub(" ", CODE_SPAN.sub(" ", text)))
        assert not set(re.findall(r"[^\W\d_]+", bare)) & ENGLISH, (source, text)
        assert text != source or len(source.split()) <= 2, source


@pytest.mark.parametrize("language", OTHERS)
def test_names_and_examples_are_kept(language: str) -> None:
    """Codes, addresses and dates are those of the source."""
    for _, source, text in texts(language):
        for pattern in (CODE_SPAN, KEPT):
            wanted = set(pattern.findall(source)) - OWN_CAPITALS
            # The template that is advised is in the language of the advice.
            plain = text.replace(f" --language {language}`", "`")
            assert wanted <= set(pattern.findall(plain)), (source, text)


@pytest.mark.parametrize("language", OTHERS)
def test_marks_stand_as_the_language_has_them(language: str) -> None:
    """Quotation marks of the language; a space before a colon in French only.

    Beyond what is quoted in English, only names of the templates and facts are.
    """
    first, last = QUOTES[language]
    names = set(catalogue(language).entries.values())
    inside = re.compile(f"{first}([^{last}]*){last}")
    for _, source, text in texts(language):
        bare = CODE_SPAN.sub("x", text.replace('"125000.5"', ""))
        assert set(ANY_QUOTE.findall(bare)) <= {first, last}, text
        quotations = bare.count(first) // (2 if first == last else 1)
        quoted = [words.strip() for words in inside.findall(bare)]
        assert quotations == len(quoted), text
        own = [words for words in quoted if words not in names and not PLACES.fullmatch(words)]
        assert len(own) <= source.count("“") <= quotations, (source, text)
        for colon in COLON.finditer(bare):
            spaced = bare[: colon.start()].endswith((" ", "\N{NO-BREAK SPACE}"))
            assert spaced is (language == "fr"), text


@pytest.mark.parametrize("language", OTHERS)
def test_names_in_a_text_are_quoted(language: str) -> None:
    """The name of a sheet or field does not run into the sentence that tells where to look."""
    first, last = QUOTES[language]
    for context, source, text in texts(language):
        if not context.startswith(("message ", "fix ")) or not (named := sheets_named(source)):
            continue
        for sheet in named:
            name = catalogue(language).text(sheet, "sheet")
            marked = re.compile(f"{first}\\s?{re.escape(name)}\\s?{last}")
            assert marked.search(text), (name, text)


@pytest.mark.parametrize("language", OTHERS)
def test_facts_that_name_are_quoted(language: str) -> None:
    """The field or sheet that a finding is about stands between marks in a sentence."""
    first, last = QUOTES[language]
    for context, source, text in texts(language):
        part, _, slug = context.partition(" ")
        facts = NAMED.get(slug, {}) if part == "message" else {}
        for fact in (name for name, (kind, _) in facts.items() if kind in {TYPE, FIELD, ABOUT}):
            place = re.escape(f"{{{fact}}}")
            if not re.search(place, text) or f"scheme {{{fact}}}" in source:
                continue
            marked = re.search(f"{first}\\s?{place}\\s?{last}|[(]{place}[)]", text)
            assert marked, (fact, text)


def test_forms_are_read_as_they_are_written() -> None:
    """A text that counts is kept with all its forms."""
    entry = written_forms("count", ("{number} place", "{number} places"), ("a {number}", "b", "c"))
    assert read(entry)[1] == {("count", "{number} place"): FORMS.join(("a {number}", "b", "c"))}


def test_sources_hold_every_rule() -> None:
    """Whoever translates a rule finds its words in the list."""
    listed = {context.partition(" ")[2] for context, _ in sources()}
    assert set(RULES) <= listed
