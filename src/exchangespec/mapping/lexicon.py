"""The words that stand over columns, in some twenty languages, and how they are compared.

They stand in `lexicon.csv`. A heading may say its meaning twice (in two languages), hold units and
footnotes, and run several words into one; all of this is looked through.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from exchangespec.formats.mojibake import repair

CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
# A word that was parted at the end of a line, or that is written with a hyphen.
PARTED = re.compile(r"(?<=\w)-\s*(?=\w)")
# What parts the levels of a heading that a program has run together: group-subgroup-own_name.
LEVELS = re.compile(r"(?<=[^\W_])-+(?=[^\W_])")
FEWEST_LEVELS = 3
PARTS = re.compile(r"\s+[-–—]\s+|[/|\\\n\r:;()\[\]]+")
NO_WORDS = re.compile(r"[^\w%]+|_+")
FOOTNOTE = re.compile(r"\b\d{1,2}\)")
# Articles and prepositions, which say nothing of a column.
LITTLE_WORDS = frozenset(
    (
        "a", "and", "as", "at", "by", "for", "from", "in", "of", "on", "per", "the", "to",
        "das", "dem", "den", "der", "des", "die", "fur", "im", "und", "von", "zu",
        "d", "de", "du", "et", "l", "la", "le", "les", "un", "une",
        "dei", "del", "dell", "della", "di", "e", "el", "il", "las", "lo", "los", "y",
        "da", "do", "dos", "een", "het", "o", "os", "van", "voor",
        "af", "av", "i", "och", "og", "til", "till",
    )
)  # fmt: skip
LONGEST = 300


class Phrase(NamedTuple):
    """Words that stand for a concept in a language, as they are compared."""

    words: str
    run_together: str
    concept: str
    language: str


def normal(text: str) -> str:
    """Return words as they are compared: small letters without accents, one space between."""
    text = PARTED.sub("", CAMEL.sub(" ", text))
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(NO_WORDS.sub(" ", FOOTNOTE.sub(" ", letters)).split())


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return all words of the lexicon."""
    text = files("exchangespec.mapping").joinpath("lexicon.csv").read_text("utf-8")
    found: dict[tuple[str, str, str], Phrase] = {}
    for row in csv.DictReader(text.splitlines()):
        for word in row["words"].split(";"):
            words = normal(word)
            key = (words, row["concept"], row["language"])
            if words:
                found[key] = Phrase(words, words.replace(" ", ""), row["concept"], row["language"])
    return tuple(found.values())


def mattering(words: str) -> frozenset[str]:
    """Return the words that matter, without articles and prepositions."""
    return frozenset(words.split()) - LITTLE_WORDS


def segments(heading: str) -> list[str]:
    """Return the whole of a heading and its parts, which may say the same in two languages."""
    text = own_name(repair(heading[:LONGEST]))
    parts = [normal(text), *(normal(part) for part in PARTS.split(text))]
    return list(dict.fromkeys(part for part in parts if part))


def own_name(heading: str) -> str:
    """Return what a heading says of its own column, without the groups that it stands under."""
    levels = LEVELS.split(heading)
    run_together = "_" in heading and " " not in heading
    return levels[-1] if run_together and len(levels) >= FEWEST_LEVELS else heading
