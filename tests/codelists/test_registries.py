"""Tests of countries, currencies, time zones and NUTS codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from exchangespec.codelists import (
    VERSION,
    countries,
    country_names,
    country_synonyms,
    currencies,
    is_country,
    is_currency,
    is_time_zone,
    match_country,
    match_currency,
    nuts_country,
    time_zone_abbreviations,
)

NUTS_2013 = Path(__file__).parents[3] / "shared/data/cities/nuts2013_codes.csv"

EU_LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()  # noqa: SIM905


def test_version_is_year_and_month():
    """Reports name the state of the lists."""
    year, month = VERSION.split(".")
    assert int(year) >= 2026
    assert 1 <= int(month) <= 12


def test_every_country_has_its_names():
    """249 countries of ISO 3166-1 and Kosovo, named in all languages of the Union."""
    assert len(countries()) == 250
    for country in countries().values():
        assert len(country.code) == 2
        assert len(country.alpha3) == 3
        assert set(EU_LANGUAGES) <= set(country.names)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EL", "GR"),
        ("el", "GR"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("gb", "GB"),
        ("GRC", "GR"),
        ("Griechenland", "GR"),
        ("GRÈCE", "GR"),
        ("Ελλάδα", "GR"),
        ("ΕΛΛΑΔΑ", "GR"),
        ("Pays-Bas", "NL"),
        ("The Netherlands", "NL"),
        ("Holland", "NL"),
        ("England", "GB"),
        ("Scotland", "GB"),
        ("Northern Ireland", "GB"),
        ("Ireland", "IE"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Macedonia", "MK"),
        ("Moldova", "MD"),
        ("Moldova, Republic of", "MD"),
        ("Kosovo*", "XK"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("U.S.A.", "US"),
        ("Namibia", "NA"),
        ("Україна", "UA"),
        ("Suomi", "FI"),
        ("Norge", "NO"),
        ("سوريا", "SY"),
        (" be ", "BE"),
    ],
)
def test_country_words(text, code):
    """Codes of other systems and names in many languages become the ISO code."""
    match = match_country(text)
    assert (match.value, match.exact, match.candidates) == (code, False, ())


def test_na_is_namibia():
    """The code NA is a country; only what may mean "not applicable" is not taken for it."""
    assert is_country("NA")
    assert country_names("NA")["en"] == "Namibia"
    assert match_country("NA").exact
    assert match_country("NA").value == "NA"
    assert match_country("na").value is None
    assert match_country("na").candidates == ("NA",)
    assert match_country("n/a").value is None


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Congo", ("CD", "CG")),
        ("Korea", ("KP", "KR")),
        ("Grecce", ("GR",)),
        ("Belgiun", ("BE",)),
        ("-", ()),
        ("", ()),
    ],
)
def test_doubtful_countries(text, candidates):
    """A name of two countries is never decided for the partner."""
    match = match_country(text)
    assert match.value is None
    assert match.candidates[: len(candidates) or None] == candidates


@pytest.mark.parametrize("code", sorted(countries()))
def test_country_names_find_their_country(code):
    """A country's name in a language of the Union is no other's, but for the two called Congo."""
    for language in EU_LANGUAGES:
        name = country_names(code)[language]
        if name in {"Congo", "Kongo"}:
            assert match_country(name).candidates == ("CD", "CG")
        else:
            assert match_country(name).value == code, language


@pytest.mark.parametrize("code", ["EL", "UK", "gr", "XX", "", "GRC", "GR\n"])
def test_no_country_codes(code):
    """Strictly, only the ISO code in capitals is a country."""
    assert not is_country(code)


def test_names_and_synonyms_of_countries():
    """Other names are kept apart from the usual one, and unknown codes have none."""
    assert country_names("GR")["de"] == "Griechenland"
    assert "England" in country_synonyms("GB")
    assert country_names("XX") == {}
    assert country_synonyms("XX") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("eur", "EUR"),
        ("€", "EUR"),
        ("Euros", "EUR"),
        ("ευρώ", "EUR"),
        ("£", "GBP"),
        ("pounds sterling", "GBP"),
        ("zł", "PLN"),
        ("Swiss Franc", "CHF"),
        ("Forint", "HUF"),
    ],
)
def test_currency_words(text, code):
    """Symbols and names become the ISO code."""
    assert match_currency(text).value == code
    assert not match_currency(text).exact


def test_doubtful_currencies():
    """A sign of several currencies is a choice for the partner."""
    assert match_currency("kr").value is None
    assert match_currency("kr").candidates == ("DKK", "ISK", "NOK", "SEK")
    assert "USD" in match_currency("$").candidates


def test_currency_codes():
    """Codes are strict; money of former years still counts, since data of those years exist."""
    assert is_currency("EUR")
    assert not is_currency("eur")
    assert not is_currency("EURO")
    assert is_currency("EEK")
    assert currencies()["EEK"].last_year == 2010
    assert currencies()["EUR"].last_year is None
    assert match_currency("EUR").exact


def test_time_zones():
    """Names of the IANA database are known, abbreviations are not names of places."""
    assert is_time_zone("Europe/Brussels")
    assert is_time_zone("Europe/Kyiv")
    assert is_time_zone("UTC")
    assert not is_time_zone("Europe/Ghent")
    assert not is_time_zone("europe/brussels")
    assert time_zone_abbreviations("Europe/Helsinki") == ("EET", "EEST")
    assert time_zone_abbreviations("Europe/Ghent") == ()


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("EL", "GR"),
        ("EL30", "GR"),
        ("UKI44", "GB"),
        ("BE211", "BE"),
        ("FI1B1", "FI"),
        ("XK", "XK"),
        ("GR30", None),
        ("GB1", None),
        ("ZZ1", None),
        ("be211", None),
        ("BE2111", None),
        ("BE21\n", None),
        ("B", None),
        ("BE-2", None),
    ],
)
def test_nuts_country(code, country):
    """The letters of a NUTS code name the country, in the Union's own way for two of them."""
    assert nuts_country(code) == country


@pytest.mark.shared_data
def test_nuts_codes_of_2013():
    """Each code of a whole NUTS version belongs to a country."""
    if not NUTS_2013.exists():
        pytest.skip("../shared/data/cities is not here")
    with NUTS_2013.open(encoding="utf-8", newline="") as stream:
        codes = {row["NUTS-Code"] for row in csv.DictReader(stream)} - {"", "XX"}
    assert len(codes) > 1000
    assert [code for code in codes if nuts_country(code) is None] == []
