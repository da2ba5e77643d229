"""Finds the code that a word of an officer's table stands for, or says what it may mean."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from exchangespec.codelists.folding import fold

__all__ = ["Match", "WordIndex", "look_up", "nearest", "word_index"]

_MOST_CANDIDATES = 3
_SHORTEST_GUESS = 3
_SHORTEST_PART = 5
_LIKENESS = 0.75
# No word that could have been meant is longer.
_LONGEST_GUESS = 200
_MOST_REMEMBERED = 4096


class Match:
    """What a text was found to mean.

    ``value`` is set when the text stands for one code only, and ``exact`` when it is that very
    code. Otherwise ``candidates`` holds the meanings of an ambiguous word or, for an unknown
    one, the nearest codes, which are looked for when somebody asks. ``ambiguous`` tells these
    apart: the text is a word for several codes.
    """

    __slots__ = ("_candidates", "_guess", "ambiguous", "exact", "value")

    def __init__(
        self,
        value: str | None,
        *,
        exact: bool,
        candidates: tuple[str, ...] = (),
        guess: Callable[[], tuple[str, ...]] | None = None,
    ) -> None:
        """Keep what was found, or how to guess."""
        self.value = value
        self.exact = exact
        self.ambiguous = len(candidates) > 1
        self._candidates = candidates
        self._guess = guess

    @property
    def candidates(self) -> tuple[str, ...]:
        """Return the meanings of an ambiguous word, or the nearest codes."""
        if self._guess is not None:
            self._candidates, self._guess = self._guess(), None
        return self._candidates


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Folded words and the codes they stand for; unknown words are compared to the familiar."""

    codes: frozenset[str]
    meanings: Mapping[str, tuple[str, ...]]
    familiar: tuple[str, ...]
    # The familiar words with their places, by first letter and by the last two letters.
    beginnings: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    endings: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    guessed: dict[str, tuple[str, ...]] = field(default_factory=dict)


Words = Iterable[tuple[str, str]]


def word_index(codes: Iterable[str], familiar: Iterable[Words], rare: Words = ()) -> WordIndex:
    """Index groups of (word, code): a word keeps the meaning of the first group that has it."""
    meanings: dict[str, tuple[str, ...]] = {}
    for group in familiar:
        _add(meanings, group)
    known = tuple(meanings)
    _add(meanings, rare)
    beginnings: dict[str, dict[str, int]] = {}
    endings: dict[str, dict[str, int]] = {}
    for place, word in enumerate(known):
        beginnings.setdefault(word[0], {})[word] = place
        endings.setdefault(word[-2:], {})[word] = place
    return WordIndex(frozenset(codes), meanings, known, beginnings, endings)


def _add(meanings: dict[str, tuple[str, ...]], group: Words) -> None:
    found: dict[str, list[str]] = {}
    for word, code in group:
        key = fold(word)
        if key and key not in meanings and code not in found.setdefault(key, []):
            found[key].append(code)
    meanings.update((key, tuple(codes)) for key, codes in found.items())


def look_up(index: WordIndex, text: str) -> Match:
    """Match one text: as the code itself, as a word for it, or by likeness."""
    if text in index.codes:
        return Match(text, exact=True, candidates=())
    folded = fold(text)
    found = index.meanings.get(folded)
    if not found:
        return Match(None, exact=False, guess=partial(nearest, index, folded))
    if len(found) > 1:
        return Match(None, exact=False, candidates=found)
    return Match(found[0], exact=False, candidates=())


def nearest(index: WordIndex, folded: str) -> tuple[str, ...]:
    """Suggest codes whose words are contained in a folded text or are spelt much like it."""
    if not _SHORTEST_GUESS <= len(folded) <= _LONGEST_GUESS:
        return ()
    found = index.guessed.get(folded)
    if found is None:
        if len(index.guessed) >= _MOST_REMEMBERED:
            index.guessed.clear()
        found = index.guessed[folded] = _nearest(index, folded)
    return found


def _nearest(index: WordIndex, folded: str) -> tuple[str, ...]:
    """Compare a folded text with the words that may be like it."""
    # Comparing is slow: leave out what differs in length, or at the start and the end.
    margin = max(2, len(folded) // 3)
    near = {**index.beginnings.get(folded[0], {}), **index.endings.get(folded[-2:], {})}
    shortlist = sorted(
        (word for word in near if abs(len(word) - len(folded)) <= margin), key=near.__getitem__
    )
    alike = difflib.get_close_matches(folded, shortlist, n=6, cutoff=_LIKENESS)
    parts = _parts(index, folded)
    codes = dict.fromkeys(code for key in (*alike, *parts) for code in index.meanings[key])
    return tuple(codes)[:_MOST_CANDIDATES]


def _parts(index: WordIndex, folded: str) -> list[str]:
    """Return the words that a folded text contains, the longest first."""
    found: dict[str, int] = {}
    for start, letter in enumerate(folded):
        words = index.beginnings.get(letter, {})
        for end in range(start + _SHORTEST_PART, len(folded) + 1):
            word = folded[start:end]
            if word in words:
                found[word] = words[word]
    return sorted(found, key=lambda word: (-len(word), found[word]))
