"""XML text: how texts and attributes stand in XML, and which signs it cannot hold."""

from __future__ import annotations

import re

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def worded(text: str) -> str:
    """Return a text as it stands between tags; what XML cannot hold becomes U+FFFD."""
    plain = NOT_IN_XML.sub("\ufffd", text)
    for sign, entity in ENTITIES.items():
        plain = plain.replace(sign, entity)
    return plain


def escaped(text: str) -> str:
    """Return a text as it may stand between tags and in quotation marks."""
    return worded(text).replace('"', "&quot;")


def in_quotes(text: str) -> str:
    """Return a text as the value of an attribute; line ends and tabs would become blanks."""
    return f'"{escaped(text)}"'.replace("\n", "&#10;").replace("\t", "&#9;")


def unescaped(text: str) -> str:
    """Return what a piece of XML text says."""

    def said(found: re.Match[str]) -> str:
        if found[3]:
            return NAMED[found[3]]
        number = int(found[1], 16) if found[1] else int(found[2])
        return chr(number) if number <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last character

    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return REFERENCE.sub(said, plain)
