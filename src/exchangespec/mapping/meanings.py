"""What a heading means, in some twenty languages: the concept whose words it fits best.

The words stand in `lexicon.csv`. A heading may say its meaning twice (in two languages), hold
units and footnotes, and run several words into one; all of this is looked through.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats.mojibake import repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Headings mean this when they hold words that have no field, so that nothing else is taken.
OUT_OF_SCOPE = "out_of_scope"
CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
# A word that was parted at the end of a line, or that is written with a hyphen.
PARTED = re.compile(r"(?<=\w)-\s*(?=\w)")
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
EXACT, REORDERED, NEARLY, WHOLE, WITHIN = 1.0, 0.96, 0.95, 0.45, 0.38
REST = 0.52
# Shorter words would be found within many others.
SHORTEST_WITHIN = 7
SHORTEST_NEAR = 6
NEAR = 0.88
# What a word of a language counts that no other heading of the table is in.
STRANGE = 0.9
# Another meaning that is so close makes a guess of what would be a match.
CLOSE = 0.04
DOUBT = 0.7


class Phrase(NamedTuple):
    """Words that stand for a concept in a language, as they are compared."""

    words: str
    run_together: str
    concept: str
    language: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """A concept that a heading may stand for: how sure that is, and by which words."""

    concept: str
    confidence: float
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


@cache
def _by_words() -> Mapping[str, tuple[Phrase, ...]]:
    """Return the words of the lexicon, looked up whole."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases():
        found[phrase.words].append(phrase)
    return {words: tuple(group) for words, group in found.items()}


@cache
def _by_set() -> Mapping[frozenset[str], tuple[Phrase, ...]]:
    """Return the words of the lexicon by what matters of them, whatever their order."""
    found: dict[frozenset[str], list[Phrase]] = defaultdict(list)
    for phrase in phrases():
        if " " in phrase.words:
            found[mattering(phrase.words)].append(phrase)
    return {words: tuple(group) for words, group in found.items()}


def mattering(words: str) -> frozenset[str]:
    """Return the words that matter, without articles and prepositions."""
    return frozenset(words.split()) - LITTLE_WORDS


def segments(heading: str) -> list[str]:
    """Return the whole of a heading and its parts, which may say the same in two languages."""
    text = repair(heading[:LONGEST])
    parts = [normal(text), *(normal(part) for part in PARTS.split(text))]
    return list(dict.fromkeys(part for part in parts if part))


def languages_of(headings: Iterable[str]) -> Counter[str]:
    """Count in which languages the headings of a table are words that are known whole."""
    found: Counter[str] = Counter()
    for heading in headings:
        found.update(
            {phrase.language for part in segments(heading) for phrase in _by_words().get(part, ())}
        )
    return found


def meanings(heading: str, languages: Mapping[str, int] | None = None) -> list[Meaning]:
    """Return what a heading may mean, the likeliest first.

    `languages` tells how many headings of the same table are in which language.
    """
    best: dict[str, tuple[float, str]] = {}
    most = max((languages or {}).values(), default=0)
    for part in segments(heading):
        for phrase, score in _scores(part):
            seen = (languages or {}).get(phrase.language, 0)
            familiar = not most or phrase.language == "en" or 2 * seen >= most
            value = score if familiar else score * STRANGE
            if value > best.get(phrase.concept, (0.0, ""))[0]:
                best[phrase.concept] = (value, phrase.language)
    ranked = sorted(best.items(), key=lambda pair: -pair[1][0])
    found = [Meaning(concept, score, language) for concept, (score, language) in ranked]
    if len(found) > 1 and found[0].confidence - found[1].confidence < CLOSE:
        first = found[0]
        found[0] = Meaning(first.concept, first.confidence * DOUBT, first.language)
    return found


def _scores(part: str) -> Iterator[tuple[Phrase, float]]:
    """Yield the words that a part of a heading is, holds, or is spelt much like."""
    exact = _by_words().get(part, ())
    yield from ((phrase, EXACT) for phrase in exact)
    if " " in part:
        yield from ((phrase, REORDERED) for phrase in _by_set().get(mattering(part), ()))
    spaced, together = f" {part} ", part.replace(" ", "")
    for phrase in phrases():
        if len(phrase.words) >= len(part):
            continue
        if f" {phrase.words} " in spaced:
            yield phrase, WHOLE + REST * len(phrase.words) / len(part)
        elif len(phrase.run_together) >= SHORTEST_WITHIN and phrase.run_together in together:
            yield phrase, WITHIN + REST * len(phrase.run_together) / len(together)
    if not exact and len(part) >= SHORTEST_NEAR:
        for words, likeness in near(part, tuple(_by_words())):
            yield from ((phrase, NEARLY * likeness) for phrase in _by_words()[words])


def near(text: str, words: Sequence[str]) -> list[tuple[str, float]]:
    """Return words that are spelt much like a text, and how much."""
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        close = difflib.get_close_matches(text, words, n=5, cutoff=NEAR)
        return [(word, difflib.SequenceMatcher(None, text, word).ratio()) for word in close]
    found = process.extract(text, words, scorer=fuzz.ratio, score_cutoff=NEAR * 100, limit=5)
    return [(word, score / 100) for word, score, _ in found]
