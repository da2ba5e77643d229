"""Digits of other scripts, as in ٢٠١٧, stand for the same numbers."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from exchangespec.formats.cells.values import Change, changed

if TYPE_CHECKING:
    from exchangespec.formats.cells.cell import ReadText

# Marks that go with Arabic digits.
MARKS = str.maketrans({"٫": ".", "٬": ",", "٪": "%", "؍": "/"})


def plain_digits(text: str) -> str:
    """Return a text with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    plain = text.translate(MARKS)
    return "".join(
        str(unicodedata.digit(sign)) if not sign.isascii() and sign.isdecimal() else sign
        for sign in plain
    )


def in_any_digits(read: ReadText, slug: str) -> ReadText:
    """Return a reader that takes the digits of any script, and says so under a slug."""

    def reading(text: str) -> Change:
        if text.isascii() or (plain := plain_digits(text)) == text:
            return read(text)
        change = read(plain)
        if change.fault is not None:
            return change
        return changed(slug, text, change.value) if change.known else Change(text)

    return reading
