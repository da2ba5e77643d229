"""Gives the standard's own code lists and matches words of a table to their codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from exchangespec.codelists.matching import Match, WordIndex, look_up, word_index
from exchangespec.codelists.tables import several, table
from exchangespec.texts import catalogue, everywhere

__all__ = [
    "CODELISTS",
    "Code",
    "Codelist",
    "code_labels",
    "code_words",
    "codelist",
    "codelist_label",
    "match_code",
    "programme_years",
]


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list; ``synonyms`` are the words by which tables may call it.

    A word that people use for several codes stands with each of them, so that nothing is guessed.
    """

    code: str
    label: str
    definition: str
    broader: str
    match: tuple[str, ...]
    deprecated: bool
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codelist:
    """A list of codes; an open one may be added to, a closed one may not."""

    name: str
    open: bool
    title: str
    definition: str
    source: str
    codes: Mapping[str, Code]


CODELISTS = tuple(sorted(row["name"] for row in table("lists")))


@cache
def codelist(name: str) -> Codelist:
    """Load one list; a name that is not in CODELISTS is a KeyError."""
    head = next((row for row in table("lists") if row["name"] == name), None)
    if head is None:
        raise KeyError(name)
    codes = {
        row["code"]: Code(
            code=row["code"],
            label=row["label.en"],
            definition=row["definition"],
            broader=row["broader"],
            match=several(row["match"]),
            deprecated=row["deprecated"] == "true",
            synonyms=several(row["synonyms"]),
        )
        for row in table(f"lists/{name}")
    }
    return Codelist(
        name=name,
        open=head["open"] == "true",
        title=head["title"],
        definition=head["definition"],
        source=head["source"],
        codes=MappingProxyType(codes),
    )


def codelist_label(name: str, code: str, language: str = "en") -> str:
    """Name a code for readers: in English where the language has no label, else as it stands."""
    labels = _labels(name).get(code, {})
    english = labels.get("en") or code
    return labels.get(language) or catalogue(language).text(english, f"code {name}")


@cache
def _labels(name: str) -> Mapping[str, Mapping[str, str]]:
    return {
        row["code"]: {
            heading.removeprefix("label."): text
            for heading, text in row.items()
            if heading.startswith("label.")
        }
        for row in table(f"lists/{name}")
    }


def code_words(name: str, code: str) -> tuple[str, ...]:
    """Return the labels of a code in every language, and the other words for it."""
    entry = codelist(name).codes[code]
    labels = _labels(name)[code].values()
    return (*everywhere(entry.label, f"code {name}"), *entry.synonyms, *labels)


@cache
def code_labels(name: str) -> frozenset[str]:
    """Return what templates of any language offer for the codes of a list."""
    return frozenset(
        label
        for code, entry in codelist(name).codes.items()
        for label in (*everywhere(entry.label, f"code {name}"), *_labels(name)[code].values())
    )


@cache
def _index(name: str) -> WordIndex:
    codes = codelist(name).codes
    return word_index(
        codes,
        [
            [(code, code) for code in codes],
            [(word, code.code) for code in codes.values() for word in code_words(name, code.code)],
        ],
    )


@lru_cache(maxsize=4096)
def match_code(list_name: str, text: str) -> Match:
    """Match a word to a code of one list: "Study Visit", "visite d'étude" -> study_visit."""
    return look_up(_index(list_name), text)


@cache
def programme_years(code: str) -> tuple[int | None, int | None]:
    """Give the first and last year in which a programme was or is to be open, where known."""
    row = next((row for row in table("lists/programme") if row["code"] == code), None)
    if row is None:
        return (None, None)
    first, last = (
        int(row[column]) if row[column] else None for column in ("first_year", "last_year")
    )
    return (first, last)
