"""The wording of the catalogues: nothing left in English, names kept, marks as the language asks."""

import re
from collections.abc import Iterator

import pytest

from exchangespec.emit.template_plan import plan_template
from exchangespec.emit.text_sources import sources
from exchangespec.spec.profiled import standard
from exchangespec.texts import OFFERED, SOURCE, catalogue
from wording import ANY_QUOTE, CODE_SPAN, COLON, ENGLISH, KEPT, NAMES, PATTERN_OF_IDS, QUOTES

OTHERS = [language for language in OFFERED if language != SOURCE]
# Sheets that texts send the reader to; the word after decides, so that "sources" is not one.
SHEET = re.compile(r"\b(?:the sheet|sheet|on the sheet) (About|Statements|Participants|People)\b")


def texts(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield context, source and translation of a language."""
    for (context, source), text in catalogue(language).entries.items():
        yield context, source, text


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    """No English word that is none of the language stands in a translation."""
    for context, source, text in texts(language):
        bare = NAMES.sub(" ", KEPT.sub(" ", CODE_SPAN.sub(" ", text)))
        if context == "help" and re.fullmatch(r"[a-z_]+(?:, [a-z_]+)+(?:\.|, \.\.\.)", source):
            assert text == source, "a list of codes is the same in every language"
            continue
        words = set(re.findall(r"[^\W\d_]+", bare))
        assert not words & ENGLISH, (source, text)
        long = len(source.split()) > 3
        assert not long or text != source, f"translate {source!r}"


@pytest.mark.parametrize("language", OTHERS)
def test_names_and_numbers_are_kept(language: str) -> None:
    """Codes, addresses, dates and what stands between marks are those of the source."""
    for _, source, text in texts(language):
        for pattern in (KEPT,) if PATTERN_OF_IDS in source else (CODE_SPAN, KEPT):
            assert sorted(pattern.findall(source)) == sorted(pattern.findall(text)), (source, text)


@pytest.mark.parametrize("language", OTHERS)
def test_quotations_stand_in_the_marks_of_the_language(language: str) -> None:
    """As many as in the source, opened and closed as the language does."""
    first, last = QUOTES[language]
    for _, source, text in texts(language):
        bare = CODE_SPAN.sub("", text)
        assert set(ANY_QUOTE.findall(bare)) <= {first, last}, text
        quotations = bare.count(first) // (2 if first == last else 1)
        assert quotations >= source.count('"') // 2, (source, text)
        # An apostrophe may look like a closing mark.
        assert bare.count(last) >= quotations, text


@pytest.mark.parametrize("language", OTHERS)
def test_colons_stand_as_the_language_has_them(language: str) -> None:
    """French puts a space before them, the others none."""
    for _, _source, text in texts(language):
        for colon in COLON.finditer(CODE_SPAN.sub("x", text)):
            before = CODE_SPAN.sub("x", text)[: colon.start()]
            assert before.endswith((" ", "\N{NO-BREAK SPACE}")) is (language == "fr"), text


@pytest.mark.parametrize("language", OTHERS)
def test_texts_name_sheets_as_the_language_calls_them(language: str) -> None:
    """Whoever is sent to a sheet finds it by its name."""
    for _, source, text in texts(language):
        for sheet in SHEET.findall(source):
            name = catalogue(language).text(sheet, "sheet")
            assert name in text, (source, text)


@pytest.mark.parametrize("language", OTHERS)
def test_texts_name_columns_as_the_language_calls_them(language: str) -> None:
    """Whoever is sent to a column finds it by its heading."""
    for beginning, heading in (
        ("Personal data: fill in only", "Basis"),
        ("Last day. If empty, nobody can say", "Days"),
    ):
        [key] = [key for key in sources() if key[1].startswith(beginning)]
        assert catalogue(language).text(heading, "heading") in catalogue(language).entries[key]


@pytest.mark.parametrize("language", OTHERS)
def test_a_list_offers_no_label_twice(language: str) -> None:
    """Whoever chooses from a list knows what is chosen."""
    for one in plan_template("full", language, standard()).lists:
        shown = [label.casefold() for label, _ in one.entries]
        assert len(set(shown)) == len(shown), one.name
