"""Gives countries, currencies, time zones and NUTS codes, and matches words to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from exchangespec.codelists.matching import Match, WordIndex, look_up, word_index
from exchangespec.codelists.tables import several, table

__all__ = [
    "Country",
    "Currency",
    "countries",
    "country_names",
    "country_synonyms",
    "currencies",
    "is_country",
    "is_currency",
    "is_time_zone",
    "match_country",
    "match_currency",
    "nuts_country",
    "time_zone_abbreviations",
]

_NUTS = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
_NUTS_LETTERS = {"EL": "GR", "UK": "GB"}
_NOT_APPLICABLE = "na"


@dataclass(frozen=True, slots=True)
class Country:
    """A country by ISO 3166-1, with its names by language and its most spoken language."""

    code: str
    alpha3: str
    language: str
    names: Mapping[str, str]
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by ISO 4217; ``last_year`` is set where it is money no more."""

    code: str
    name: str
    last_year: int | None
    names: Mapping[str, str]
    synonyms: tuple[str, ...]


@cache
def countries() -> Mapping[str, Country]:
    """Load every country by its two-letter code, Kosovo (XK) included."""
    return MappingProxyType(
        {
            row["code"]: Country(
                code=row["code"],
                alpha3=row["alpha3"],
                language=row["language"],
                names=_names(row, ("code", "alpha3", "language", "synonyms")),
                synonyms=several(row["synonyms"]),
            )
            for row in table("registries/countries")
        },
    )


@cache
def currencies() -> Mapping[str, Currency]:
    """Load every currency, those withdrawn in Europe since 2000 included."""
    return MappingProxyType(
        {
            row["code"]: Currency(
                code=row["code"],
                name=row["name"],
                last_year=int(row["last_year"]) if row["last_year"] else None,
                names=_names(row, ("code", "name", "last_year", "synonyms")),
                synonyms=several(row["synonyms"]),
            )
            for row in table("registries/currencies")
        },
    )


def _names(row: Mapping[str, str], others: tuple[str, ...]) -> Mapping[str, str]:
    """Take the columns of a row that are headed by a language."""
    return MappingProxyType(
        {heading: text for heading, text in row.items() if text and heading not in others},
    )


def is_country(code: str) -> bool:
    """Whether it is a two-letter ISO code as it must be written: GR, GB, NA, not EL or UK."""
    return code in countries()


def is_currency(code: str) -> bool:
    """Whether it is an ISO 4217 code as it must be written."""
    return code in currencies()


def country_names(code: str) -> Mapping[str, str]:
    """Give the names of a country by language; none for an unknown code."""
    country = countries().get(code)
    return country.names if country else MappingProxyType({})


def country_synonyms(code: str) -> tuple[str, ...]:
    """Give further names of a country: official, older or colloquial ones."""
    country = countries().get(code)
    return country.synonyms if country else ()


@cache
def _country_index() -> WordIndex:
    every = countries().values()
    return word_index(
        countries(),
        [
            [(country.alpha3, country.code) for country in every],
            [
                (name, country.code)
                for country in every
                for name in (*country.names.values(), *country.synonyms)
            ],
        ],
    )


@lru_cache(maxsize=4096)
def match_country(text: str) -> Match:
    """Match a code or a name in any of some forty languages: EL, "Pays-Bas" -> GR, NL.

    Two letters are a code only as such: "n/a" is not Namibia, and "na" may be or not.
    """
    letters = text.strip().upper()
    if letters in countries():
        if text.strip() == _NOT_APPLICABLE:
            return Match(None, exact=False, candidates=(letters,))
        return Match(letters, exact=letters == text, candidates=())
    return look_up(_country_index(), text)


@cache
def _currency_index() -> WordIndex:
    every = currencies().values()
    return word_index(
        currencies(),
        [
            [(currency.code, currency.code) for currency in every],
            [
                (name, currency.code)
                for currency in every
                for name in (currency.name, *currency.names.values(), *currency.synonyms)
            ],
        ],
    )


@lru_cache(maxsize=1024)
def match_currency(text: str) -> Match:
    """Match a code, symbol or name; a word for several currencies ("kr") gives candidates."""
    return look_up(_currency_index(), text)


@cache
def _time_zones() -> Mapping[str, tuple[str, ...]]:
    return {row["zone"]: several(row["abbreviations"]) for row in table("registries/time_zones")}


def is_time_zone(name: str) -> bool:
    """Whether it is a name of the IANA time zone database: Europe/Brussels."""
    return name in _time_zones()


def time_zone_abbreviations(name: str) -> tuple[str, ...]:
    """Give the abbreviations that a zone uses in winter and summer: CET, CEST."""
    return _time_zones().get(name, ())


def nuts_country(code: str) -> str | None:
    """Give the ISO country of a well-formed NUTS code, which says EL for GR and UK for GB."""
    if not _NUTS.fullmatch(code) or code[:2] in _NUTS_LETTERS.values():
        return None
    country = _NUTS_LETTERS.get(code[:2], code[:2])
    return country if is_country(country) else None
