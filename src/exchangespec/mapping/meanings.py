"""What a heading means, in some twenty languages: the concept whose words it fits best.

Two judges are asked: one looks for known words in the heading, the other weighs its letters. Where
they agree, a heading that is no known wording is understood nevertheless; where they do not, no
guess is sure.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exchangespec.mapping.letters import Letters
from exchangespec.mapping.lexicon import mattering, phrases, segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exchangespec.mapping.lexicon import Phrase

# Headings mean this when they hold words that have no field, so that nothing else is taken.
OUT_OF_SCOPE = "out_of_scope"
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
# Another column whose heading is so nearly as sure to mean the same may be meant instead.
AS_SURE = 0.05
# A heading that is a known wording, and one that at least holds one.
KNOWN, HEARD_OF = 0.96, 0.45
# What a guess counts that letters speak against, by whether the heading is a known wording.
DOUBTED, DENIED = 0.93, 0.6
# How far letters that speak for a guess bring it nearer to certainty; what they count alone.
AGREED, ALONE = 0.6, 0.5
WEAK = 0.5


@dataclass(frozen=True, slots=True)
class Meaning:
    """A concept that a heading may stand for: how sure that is, and by which words."""

    concept: str
    confidence: float
    language: str

    def times(self, share: float) -> Meaning:
        """Return the same, but less sure."""
        return Meaning(self.concept, self.confidence * share, self.language)

    def of(self, concept: str) -> Meaning:
        """Return the same, as a meaning that values made of it."""
        return self if concept == self.concept else Meaning(concept, self.confidence, self.language)


class Understanding:
    """What headings mean by a given set of wordings."""

    def __init__(self, wordings: Sequence[Phrase]) -> None:
        """Keep the wordings as they are looked up: whole, by what matters of them, by letters."""
        self._by_first_word: dict[str, list[Phrase]] = defaultdict(list)
        self._run_together: dict[str, list[Phrase]] = defaultdict(list)
        self._by_words: dict[str, list[Phrase]] = defaultdict(list)
        self._by_set: dict[frozenset[str], list[Phrase]] = defaultdict(list)
        for phrase in wordings:
            self._by_words[phrase.words].append(phrase)
            self._by_first_word[phrase.words.partition(" ")[0]].append(phrase)
            if len(phrase.run_together) >= SHORTEST_WITHIN:
                self._run_together[phrase.run_together].append(phrase)
            if " " in phrase.words:
                self._by_set[mattering(phrase.words)].append(phrase)
        self._wordings = tuple(self._by_words)
        self._letters = Letters(wordings)

    def languages_of(self, headings: Iterable[str]) -> Counter[str]:
        """Count in which languages the headings of a table are words that are known whole."""
        found: Counter[str] = Counter()
        for heading in headings:
            parts = segments(heading)
            found.update({one.language for part in parts for one in self._by_words.get(part, ())})
        return found

    def meanings(self, heading: str, languages: Mapping[str, int]) -> list[Meaning]:
        """Return what a heading may mean, the likeliest first."""
        best: dict[str, tuple[float, str]] = {}
        most = max(languages.values(), default=0)
        for part in segments(heading):
            for phrase, score in self._scores(part):
                seen = languages.get(phrase.language, 0)
                familiar = not most or phrase.language == "en" or 2 * seen >= most
                value = score if familiar else score * STRANGE
                if value > best.get(phrase.concept, (0.0, ""))[0]:
                    best[phrase.concept] = (value, phrase.language)
        ranked = sorted(best.items(), key=lambda pair: -pair[1][0])
        found = [Meaning(concept, score, language) for concept, (score, language) in ranked]
        if len(found) > 1 and found[0].confidence - found[1].confidence < CLOSE:
            close = sum(found[0].confidence - one.confidence < CLOSE for one in found)
            found[:close] = [one.times(DOUBT) for one in found[:close]]
        return weighed(found, self._heard(heading))

    def _scores(self, part: str) -> Iterator[tuple[Phrase, float]]:
        """Yield the words that a part of a heading is, holds, or is spelt much like."""
        exact = self._by_words.get(part, ())
        yield from ((phrase, EXACT) for phrase in exact)
        if " " in part:
            yield from ((phrase, REORDERED) for phrase in self._by_set.get(mattering(part), ()))
        spaced, together = f" {part} ", part.replace(" ", "")
        for first in dict.fromkeys(part.split()):
            for phrase in self._by_first_word.get(first, ()):
                if len(phrase.words) < len(part) and f" {phrase.words} " in spaced:
                    yield phrase, WHOLE + REST * len(phrase.words) / len(part)
        for letters, found in self._run_together.items():
            if letters in together:
                share = WITHIN + REST * len(letters) / len(together)
                yield from ((one, share) for one in found if len(one.words) < len(part))
        if not exact and len(part) >= SHORTEST_NEAR:
            for words, likeness in near(part, self._wordings):
                yield from ((phrase, NEARLY * likeness) for phrase in self._by_words[words])

    def _heard(self, heading: str) -> Mapping[str, float]:
        """Return the concepts that the letters of a heading, or of its parts, speak for."""
        whole, *parts = segments(heading) or [""]
        heard: dict[str, float] = {}
        for part in parts or [whole]:
            found = self._letters.opinion(part)
            if found is not None:
                heard[found.concept] = max(found.likely, heard.get(found.concept, 0.0))
        return heard


def weighed(found: list[Meaning], heard: Mapping[str, float]) -> list[Meaning]:
    """Let the letters speak for or against what whole words mean."""
    if not found:
        ranked = sorted(heard.items(), key=lambda pair: -pair[1])
        return [Meaning(one, likely * ALONE, "letters") for one, likely in ranked if likely > WEAK]
    first, *others = found
    if first.concept not in heard:
        doubted = [one if one.concept in heard else _denied(one) for one in found]
        return sorted(doubted, key=lambda one: -one.confidence)
    if HEARD_OF <= first.confidence < KNOWN:
        nearer = first.confidence + (1 - first.confidence) * AGREED * heard[first.concept]
        return [Meaning(first.concept, nearer, first.language), *others]
    return found


def _denied(one: Meaning) -> Meaning:
    """Return a meaning that letters speak against; less so where the heading is known."""
    return one.times(DENIED if one.confidence < KNOWN else DOUBTED)


@cache
def _all_words() -> Understanding:
    """Understand by the whole lexicon."""
    return Understanding(phrases())


def languages_of(headings: Iterable[str]) -> Counter[str]:
    """Count in which languages the headings of a table are words that are known whole."""
    return _all_words().languages_of(headings)


def meanings(heading: str, languages: Mapping[str, int] | None = None) -> list[Meaning]:
    """Return what a heading may mean, the likeliest first.

    `languages` tells how many headings of the same table are in which language.
    """
    return _all_words().meanings(heading, languages or {})


def rivals(found: Sequence[Sequence[Meaning]], at: int) -> list[int]:
    """Return the other columns of a table that mean first what a column does, and as surely."""
    if not found[at]:
        return []
    own = found[at][0]
    return [
        other
        for other, meant in enumerate(found)
        if other != at
        and meant
        and meant[0].concept == own.concept
        and meant[0].confidence >= own.confidence - AS_SURE
    ]


def near(text: str, words: Sequence[str]) -> list[tuple[str, float]]:
    """Return words that are spelt much like a text, and how much."""
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        close = difflib.get_close_matches(text, words, n=5, cutoff=NEAR)
        return [(word, difflib.SequenceMatcher(None, text, word).ratio()) for word in close]
    found = process.extract(text, words, scorer=fuzz.ratio, score_cutoff=NEAR * 100, limit=5)
    return [(word, score / 100) for word, score, _ in found]
