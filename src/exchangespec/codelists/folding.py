"""Reduces a text to what people mean by it: no case, accents, spaces or punctuation."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold"]

_NOT_KEPT_IN_ASCII = re.compile(r"[^a-z0-9$+]+")

# Letters that Unicode does not take apart although people type them either way.
_LATIN_LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    },
)

# Vowel points and other signs that Hebrew and Arabic texts mostly leave out.
_POINTS = frozenset(
    chr(number)
    for first, last in ((0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x06D6, 0x06ED))
    for number in range(first, last + 1)
    if unicodedata.category(chr(number)) == "Mn"
) | {"\u0670"}

_TATWEEL = "\u0640"  # stretches an Arabic word for looks only
_ACUTE, _GRAVE, _DIAERESIS = "\u0301", "\u0300", "\u0308"


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Two texts that fold to the same string are taken for the same word.

    Letters of every script, digits, currency signs and "+" stay ("ESF+" is not "ESF").
    Accents go in Latin and Greek; in other scripts a mark makes another letter and stays,
    but for stress in Cyrillic and the vowel points of Hebrew and Arabic.
    """
    if text.isascii():
        return _NOT_KEPT_IN_ASCII.sub("", text.lower())
    kept: list[str] = []
    base = ""
    # Iota subscript would become a letter of its own when its case is folded.
    apart = unicodedata.normalize("NFKD", text.replace("\u0345", ""))
    for character in unicodedata.normalize("NFKD", apart.replace("\u0345", "").casefold()):
        category = unicodedata.category(character)
        if category[0] == "M":
            if base and _makes_another_letter(base, character):
                kept.append(character)
        elif character == _TATWEEL:
            continue
        elif category[0] in "LN" or category == "Sc" or character == "+":
            base = character
            kept.append(character)
        else:
            base = ""
    return "".join(kept).translate(_LATIN_LETTERS)


def _makes_another_letter(base: str, mark: str) -> bool:
    """Whether a combining mark tells words apart in the script of its base letter."""
    if mark in _POINTS:
        return False
    if "\u0400" <= base <= "\u052f":  # Cyrillic: й and ї are letters, ё is mostly printed е
        return mark not in {_ACUTE, _GRAVE} and not (mark == _DIAERESIS and base == "е")
    return base >= "\u0530"
