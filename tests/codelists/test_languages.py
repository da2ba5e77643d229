"""Tests of language tags and of the words that stand for them."""

from __future__ import annotations

import pytest

from exchangespec.codelists import canonical_language, is_language, language_name, match_language


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "el",
        "zh-Hant",
        "sr-Latn",
        "pt-BR",
        "es-419",
        "sq-XK",
        "de-1996",
        "ca-valencia",
        "sl-rozaj-biske",
        "de-CH-u-co-phonebk",
        "nl-x-vlaams",
        "yue",
        "rom",
        "und",
        "mul",
    ],
)
def test_good_tags(tag):
    """Registered subtags in canonical case are a language, and match exactly."""
    assert is_language(tag)
    assert match_language(tag).value == tag
    assert match_language(tag).exact


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "xx",
        "EN",
        "eng",
        "dut",
        "iw",
        "mo",
        "en-UK",
        "en-gb",
        "en_GB",
        "zh-hant",
        "zh-Xxxx",
        "zh-yue",
        "en-YX",
        "de-1996-1996",
        "de-nonsense",
        "x-private",
        "qaa",
        "en-",
        "-en",
        "en\n",
        "English",
        "i-klingon",
        "en-a-foo",
    ],
)
def test_bad_tags(tag):
    """Unknown, outdated, badly written or wholly private tags are refused."""
    assert not is_language(tag)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("ENG", "en"),
        ("ENGLISH", "en"),
        ("EN", "en"),
        (" nl ", "nl"),
        ("dut", "nl"),
        ("nld", "nl"),
        ("fre", "fr"),
        ("fra", "fr"),
        ("gre", "el"),
        ("ell", "el"),
        ("EL", "el"),
        ("iw", "he"),
        ("mo", "ro"),
        ("en_GB", "en-GB"),
        ("en-uk", "en-GB"),
        ("zh-hant", "zh-Hant"),
        ("zh-yue-HK", "yue-HK"),
        ("zh-min-nan", "nan"),
        ("i-klingon", "tlh"),
        ("my-BU", "my-MM"),
        ("hy-arevela", "hy-arevela"),
        ("ja-Latn-heploc", "ja-Latn-alalc97"),
        ("Griechisch", "el"),
        ("ελληνικά", "el"),
        ("ΕΛΛΗΝΙΚΑ", "el"),
        ("néerlandais", "nl"),
        ("Flemish", "nl"),
        ("suomi", "fi"),
        ("Farsi", "fa"),
        ("العربية", "ar"),
        ("中文", "zh"),
        ("українська", "uk"),
        ("Romani", "rom"),
        ("Swiss German", "gsw"),
        ("Inari Sami", "smn"),
        ("Zuni", "zun"),
    ],
)
def test_language_words(text, tag):
    """ISO 639 codes, other cases and names in many languages become the tag."""
    match = match_language(text)
    assert (match.value, match.candidates) == (tag, ())
    assert match.exact == (text == tag)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("GR", ("el",)),
        ("CZ", ("cs",)),
        ("UK", ("uk", "en")),
        ("SE", ("se", "sv")),
        ("Englsh", ("en",)),
        ("xx", ()),
        ("", ()),
        ("?", ()),
    ],
)
def test_doubtful_languages(text, candidates):
    """Country codes and misspelt names are answered by a choice."""
    match = match_language(text)
    assert (match.value, match.candidates) == (None, candidates)


def test_a_name_of_two_languages_gives_both():
    """A name that two small languages share is never decided for the partner."""
    match = match_language("Yalarnnga")
    assert match.value == "ylr"
    several = match_language("Bari")
    assert several.value is None
    assert several.candidates == ("bfa", "mot")


def test_canonical_language():
    """What is no tag has no canonical form; names are not tags."""
    assert canonical_language("EN-latn-gb") == "en-Latn-GB"
    assert canonical_language("Greek") is None


def test_language_names():
    """Names are given in the reader's language where known, with what else the tag says."""
    assert language_name("nl") == "Dutch"
    assert language_name("nl", "fr") == "néerlandais"
    assert language_name("zun", "fr") == "Zuni"
    assert language_name("zh-Hant") == "Chinese (Hant)"
    assert language_name("xx") == "xx"
