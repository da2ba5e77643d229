"""Names of places as keys: the same for all ways to write one name."""

from __future__ import annotations

import unicodedata

# Letters that are one with another, though Unicode does not take them apart.
LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "œ": "oe", "æ": "ae", "þ": "th"}
)


def key(name: str) -> str:
    """Return a name without case, accents, spaces and punctuation.

    >>> key("Thessaloníki") == key("THESSALONIKI")
    True
    """
    # The capital of a letter may fall apart into others, so case goes last as well.
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in plain if sign.isalnum())
    return letters.casefold().translate(LETTERS)
