"""Which concept the letters of a heading speak for, as far as the words of the lexicon show.

Every wording of the lexicon is an example of its concept. Their words and the runs of letters in
them are counted, so that a wording nobody wrote down, an inflected form or a compound is still
weighed (naive Bayes). What is returned is an opinion beside the one made from whole words.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.mapping.lexicon import LITTLE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchangespec.mapping.lexicon import Phrase

RUNS = (3, 4, 5)
# What a run counts that no wording of a concept holds.
UNSEEN = 0.05
# The runs of a word lean on each other, so many of them are worth one that is alone.
LEANING = 6


class Opinion(NamedTuple):
    """A concept, and how much the letters speak for it, from 0 to 1."""

    concept: str
    likely: float


def runs(words: str) -> frozenset[str]:
    """Return the words that matter and the runs of letters in them; edges count as letters."""
    found: set[str] = set()
    for word in words.split():
        if word in LITTLE_WORDS:
            continue
        found.add(f"={word}")
        edged = f"^{word}$"
        for length in RUNS:
            found.update(edged[at : at + length] for at in range(len(edged) - length + 1))
    return frozenset(found)


class Letters:
    """How often each run of letters stands in the wordings of each concept."""

    def __init__(self, wordings: Iterable[Phrase]) -> None:
        """Count the runs of the wordings."""
        self._by_run: dict[str, Counter[str]] = defaultdict(Counter)
        self._by_concept: Counter[str] = Counter()
        for phrase in wordings:
            for run in runs(phrase.words):
                self._by_run[run][phrase.concept] += 1
                self._by_concept[phrase.concept] += 1

    def opinion(self, words: str) -> Opinion | None:
        """Return the concept that the letters of a heading speak for; None if none is known."""
        given = runs(words)
        known = [self._by_run[run] for run in sorted(given) if run in self._by_run]
        if not known:
            return None
        spread = UNSEEN * len(self._by_run)
        scores: dict[str, float] = {}
        for concept, count in self._by_concept.items():
            each = -math.log(count + spread)
            seen = sum(math.log(found.get(concept, 0) + UNSEEN) for found in known)
            scores[concept] = seen + each * len(known)
        best = max(scores, key=lambda one: scores[one])
        leaning = max(1.0, len(known) / LEANING)
        shares = sum(math.exp((score - scores[best]) / leaning) for score in scores.values())
        return Opinion(best, math.sqrt(len(known) / len(given)) / shares)
