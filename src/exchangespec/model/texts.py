"""What text looks like in its normal form: NFC, nothing blank at its ends, line feeds."""

import unicodedata
from collections.abc import Mapping

SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
# Zero-width space, word joiner and byte-order mark: nobody sees or means them at an end.
EDGES = f"{SPACES}\u200b\u2060\ufeff"
BLANKS = (
    r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000"
    r"\ufeff"
)
# Text says something: at least one of its characters is none of the above.
VISIBLE = rf"[^{BLANKS}]"


def in_english(texts: Mapping[str, str]) -> str:
    """Return one of the texts of a language map: the English one, else the first, else nothing."""
    return str(texts.get("en") or next(iter(texts.values()), ""))


def tidy(text: str) -> str:
    """Return a text as the standard keeps it: NFC, no spaces at its ends, line ends as LF."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(EDGES)
