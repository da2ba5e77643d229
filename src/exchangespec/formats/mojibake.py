"""Broken letters (Ã©): text in UTF-8 that was once read in another encoding, and saved so."""

from __future__ import annotations

import re
import unicodedata


def windows_1252(number: int) -> str:
    """Return the sign that Windows shows for a byte; five bytes have none and stay as they are."""
    byte = bytes([number])
    try:
        return byte.decode("windows-1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


BYTES = {windows_1252(number): number for number in range(0x80, 0x100)}
FOLLOWING = "".join(re.escape(windows_1252(number)) for number in range(0x80, 0xC0))
# The first of two signs that once were one letter of a European script, and of three signs that
# once were a dash, a quotation mark or another sign of print.
PAIR_OR_TRIPLE = re.compile(f"[ÂÃÄÅÎÏÐÑ][{FOLLOWING}]|â[{FOLLOWING}]{{2}}")
# An Ã at the end of a word in capitals, before a closing quotation mark or a dash, may be meant.
CLOSING = re.compile(r"[ÃÄÅÎÏÐÑ][’‘“”»›…–—]$")


def repair(text: str) -> str:
    """Return the text with every clear run of wrongly decoded signs decoded rightly."""
    return PAIR_OR_TRIPLE.sub(lambda found: _decoded(found, text), text)


def _decoded(found: re.Match[str], text: str) -> str:
    """Return the sign that two or three signs once were, or them where that is not clear."""
    signs = found.group()
    after = text[found.end() : found.end() + 1]
    if CLOSING.match(signs) and not after.isalpha():
        return signs
    try:
        letter = bytes(BYTES[sign] for sign in signs).decode("utf-8")
    except UnicodeDecodeError:
        return signs
    return letter if unicodedata.category(letter)[0] in "LPSZN" else signs
