"""Shows a partner's text as it is, but lets no character of it act on the reader's screen."""

from __future__ import annotations

import unicodedata

# Joiners and direction marks that scripts need; overrides and isolates are not among them.
NEEDED = frozenset("\u200c\u200d\u200e\u200f")
ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# What our own sentences use beyond ASCII.
ASCII_SIGNS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "…": "...",
        "–": "-",
        "—": "-",
        "·": "|",
        "→": "->",
        "×": "x",
        "\u00a0": " ",
    }
)


def visible(text: str) -> str:
    """Return a text on one line whose control and direction-changing characters are spelt out."""
    if text.isprintable():
        return text
    return "".join(_spelt(character) for character in text)


def _spelt(character: str) -> str:
    """Return a character, or its number where it would act instead of show."""
    if character in NEEDED or unicodedata.category(character) not in ACTING:
        return character
    return character.encode("unicode_escape").decode("ascii")


def in_ascii(text: str) -> str:
    """Return a text in ASCII: our own signs by their likes, all else by its number."""
    return text.translate(ASCII_SIGNS).encode("ascii", "backslashreplace").decode("ascii")


def fitting(text: str, encoding: str) -> str:
    """Return a text that can be written in an encoding, in ASCII signs if it must be."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(ASCII_SIGNS).encode(encoding, "backslashreplace").decode(encoding)
    return text
