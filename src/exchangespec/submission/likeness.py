"""Likeness: which names or ids are so like another that one may be a slip for the other."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from exchangespec.codelists import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# Most slips leave the first letter; where it differs, the rest must be all the more alike.
SIMILAR, SIMILAR_BUT_FOR_THE_FIRST = 0.75, 0.85
SHORTEST_PART = 4
# As many letters as a language adds to a name within a sentence.
LONGEST_ENDING = 2
WORD = re.compile(r"[^\W_]+")


def alike(text: str, others: Iterable[str], most: int = 3) -> list[str]:
    """Return the texts that are most like another, best first; all are folded."""
    near = difflib.get_close_matches(text, others, n=most, cutoff=SIMILAR)
    return [one for one in near if is_slip(text, one)]


def is_slip(text: str, other: str) -> bool:
    """Tell whether one text may be a slip for the other."""
    least = SIMILAR if text[:1] == other[:1] else SIMILAR_BUT_FOR_THE_FIRST
    return difflib.SequenceMatcher(None, other, text).ratio() >= least


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name or an id as they are compared."""
    return tuple(filter(None, map(fold, WORD.findall(text))))


def holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Tell whether a name has another as a part of it, word by word: Gent is in Stad Gent."""
    count = len(shorter)
    if sum(map(len, shorter)) < SHORTEST_PART:
        return False
    return any(
        all(map(_is_form_of, longer[at : at + count], shorter))
        for at in range(len(longer) - count + 1)
    )


def _is_form_of(word: str, name: str) -> bool:
    """Tell whether a word is a name, perhaps with an ending."""
    return word.startswith(name) and len(word) - len(name) <= (
        LONGEST_ENDING if len(name) > SHORTEST_PART else 0
    )
