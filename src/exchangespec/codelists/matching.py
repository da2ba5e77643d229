"""Finds the code that a word of an officer's table stands for, or says what it may mean."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exchangespec.codelists.folding import fold

__all__ = ["Match", "WordIndex", "look_up", "nearest", "word_index"]

_MOST_CANDIDATES = 3
_SHORTEST_GUESS = 3
_SHORTEST_PART = 5
_LIKENESS = 0.75


@dataclass(frozen=True, slots=True)
class Match:
    """What a text was found to mean.

    ``value`` is set when the text stands for one code only, and ``exact`` when it is that very
    code. Otherwise ``candidates`` holds the meanings of an ambiguous word or, for an unknown
    one, the nearest codes.
    """

    value: str | None
    exact: bool
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Folded words and the codes they stand for; unknown words are compared to the familiar."""

    codes: frozenset[str]
    meanings: Mapping[str, tuple[str, ...]]
    familiar: tuple[str, ...]


Words = Iterable[tuple[str, str]]


def word_index(codes: Iterable[str], familiar: Iterable[Words], rare: Words = ()) -> WordIndex:
    """Index groups of (word, code): a word keeps the meaning of the first group that has it."""
    meanings: dict[str, tuple[str, ...]] = {}
    for group in familiar:
        _add(meanings, group)
    known = tuple(meanings)
    _add(meanings, rare)
    return WordIndex(frozenset(codes), meanings, known)


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
        return Match(None, exact=False, candidates=nearest(index, folded))
    if len(found) > 1:
        return Match(None, exact=False, candidates=found)
    return Match(found[0], exact=False, candidates=())


def nearest(index: WordIndex, folded: str) -> tuple[str, ...]:
    """Suggest codes whose words are contained in a folded text or are spelt much like it."""
    if len(folded) < _SHORTEST_GUESS:
        return ()
    parts = [key for key in index.familiar if len(key) >= _SHORTEST_PART and key in folded]
    parts.sort(key=len, reverse=True)
    # Comparing is slow: leave out what differs in length, or at the start and the end.
    margin = max(2, len(folded) // 3)
    shortlist = [
        key
        for key in index.familiar
        if abs(len(key) - len(folded)) <= margin
        and (key[0] == folded[0] or key[-2:] == folded[-2:])
    ]
    alike = difflib.get_close_matches(folded, shortlist, n=6, cutoff=_LIKENESS)
    codes = dict.fromkeys(code for key in (*alike, *parts) for code in index.meanings[key])
    return tuple(codes)[:_MOST_CANDIDATES]
