"""Checks BCP 47 language tags and matches language names and other codes to tags."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from exchangespec.codelists.matching import Match, WordIndex, look_up, word_index
from exchangespec.codelists.registries import countries
from exchangespec.codelists.tables import several, table

__all__ = [
    "canonical_language",
    "is_language",
    "language_alpha3",
    "language_name",
    "match_language",
]

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[tu](?:-[a-z0-9]{2,8})+)*)"
    r"(?P<private>(?:-x(?:-[a-z0-9]{1,8})+)?)",
)
_NO_SUCCESSOR = "-"
_WRONG_REGIONS = {"UK": "GB", "EL": "GR"}
_MORE_OFTEN_COUNTRIES = frozenset({"BA", "BE", "CH", "CY", "EE", "IE", "LU", "SE", "SI", "UK"})


class _Language(NamedTuple):
    name: str
    synonyms: str
    other_codes: tuple[str, ...]
    preferred: str

    @property
    def words(self) -> tuple[str, ...]:
        return (self.name, *several(self.synonyms))


@cache
def _languages() -> Mapping[str, _Language]:
    return {
        row["code"]: _Language(
            name=row["name"],
            synonyms=row["synonyms"],
            other_codes=tuple(code for code in (row["alpha3"], row["bibliographic"]) if code),
            preferred=row["preferred"],
        )
        for row in table("registries/languages")
    }


@cache
def _other_codes() -> Mapping[str, str]:
    """Map ISO 639-2 and 639-3 codes, bibliographic ones too, to the subtag of BCP 47."""
    return {
        other: code for code, language in _languages().items() for other in language.other_codes
    }


@cache
def _subtags(kind: str) -> Mapping[str, str]:
    """Map the subtags of one kind to what replaces them, mostly nothing."""
    return {row["code"]: row["preferred"] for row in table(f"registries/language_{kind}")}


@cache
def _whole_tags() -> Mapping[str, str]:
    return {row["tag"].lower(): row["preferred"] for row in table("registries/language_tags")}


@lru_cache(maxsize=4096)
def is_language(tag: str) -> bool:
    """Whether a tag is well-formed, of registered subtags, up to date and in canonical case."""
    return canonical_language(tag) == tag


@lru_cache(maxsize=4096)
def canonical_language(tag: str) -> str | None:
    """Write a tag as it should be (EN_gb, eng, iw -> en-GB, en, he); None for what is no tag.

    Subtags for private use stand only after "x"; a tag that is private as a whole is none.
    """
    lower = _with_successor(tag.replace("_", "-").lower())
    found = _TAG.fullmatch(lower)
    if found is None:
        return None
    region = (found["region"] or "").upper()
    variants = found["variants"].split("-")[1:]
    parts = [
        _language_subtag(found["language"]),
        _registered("scripts", (found["script"] or "").title()),
        _registered("regions", _WRONG_REGIONS.get(region, region)),
        *(_registered("variants", variant) for variant in variants),
    ]
    if None in parts or len(set(variants)) < len(variants):
        return None
    return "-".join(part for part in parts if part) + found["extensions"] + found["private"]


def _with_successor(lower: str) -> str:
    """Put the new form for a tag, or the two first parts of one, registered as a whole."""
    whole = _whole_tags().get(lower)
    if whole:
        return whole.lower()
    first, _, rest = lower.partition("-")
    second, dash, rest = rest.partition("-")
    successor = _whole_tags().get(f"{first}-{second}")
    return f"{successor}{dash}{rest}".lower() if successor else lower


def _language_subtag(text: str) -> str | None:
    code = text if text in _languages() else _other_codes().get(text)
    if code is None:
        return None
    preferred = _languages()[code].preferred
    return preferred if preferred not in {"", _NO_SUCCESSOR} else code


def _registered(kind: str, subtag: str) -> str | None:
    """Give the up-to-date form of a subtag, nothing for no subtag, None for an unknown one."""
    if not subtag:
        return ""
    preferred = _subtags(kind).get(subtag)
    if preferred in {"", _NO_SUCCESSOR}:
        return subtag
    return preferred


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    return {
        row["code"]: {heading: text for heading, text in row.items() if text and heading != "code"}
        for row in table("registries/language_names")
    }


def language_name(tag: str, language: str = "en") -> str:
    """Name a language for readers: in English where the other has no name, else the tag."""
    subtag, _, rest = tag.partition("-")
    known = _languages().get(subtag)
    if known is None:
        return tag
    name = _names().get(subtag, {}).get(language, known.name)
    return f"{name} ({rest})" if rest else name


def language_alpha3(tag: str) -> str | None:
    """Give the code of three letters (ISO 639-3) for a tag's language; None for what is none."""
    code = tag.partition("-")[0]
    known = _languages().get(code)
    if known is None:
        return None
    return code if len(code) == len("nld") else next(iter(known.other_codes), None)


@cache
def _index() -> WordIndex:
    current = {code: language for code, language in _languages().items() if not language.preferred}
    widely_known = {
        code: language
        for code, language in current.items()
        if code in _names() or len(code) == len("en")
    }
    return word_index(
        (),
        [
            [
                *((word, code) for code, known in widely_known.items() for word in known.words),
                *((name, code) for code, names in _names().items() for name in names.values()),
            ],
        ],
        [(word, code) for code, language in current.items() for word in language.words],
    )


@lru_cache(maxsize=4096)
def match_language(text: str) -> Match:
    """Match a tag, an ISO 639 code or a name in one of some forty languages to a tag.

    A code comes before a name ("dan" is Danish, not the language called Dan). A country code
    that is no language code ("GR") is unknown, with the country's main language to choose; so
    are capitals that people use for a country although they are another language ("SE").
    """
    tag = canonical_language(text.strip())
    country = countries().get(_WRONG_REGIONS.get(text.strip(), text.strip()))
    if country is not None and (tag is None or text.strip() in _MORE_OFTEN_COUNTRIES):
        choice = (tag, country.language) if tag else (country.language,)
        return Match(None, exact=False, candidates=choice)
    if tag is not None:
        return Match(tag, exact=tag == text, candidates=())
    return look_up(_index(), text)
