"""RDF as text: one triple with its line, and how terms are escaped and read in Turtle's family."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from exchangespec.spec.namespaces import expand

XSD_STRING = expand("xsd:string")
LANGUAGE_STRING = expand("rdf:langString")
RDF_TYPE = expand("rdf:type")
# What the last part of a triple is: an IRI or blank node, or text in a language (the mark and the
# tag), or a literal (the IRI of its datatype).
NODE = ""
LANGUAGE_MARK = "@"
BLANK = "_:"


class Triple(NamedTuple):
    """One statement and the line it stands on (0 where no line is known).

    `form` tells what `value` is: `NODE`, `@` and a language tag, or the IRI of a datatype. Blank
    nodes begin with `_:`, which no address does.
    """

    line: int
    subject: str
    predicate: str
    value: str
    form: str


# Half the time of calling the class, on the hot path: `made(Triple, (line, subject, …))`.
made = tuple.__new__


class RdfTextError(Exception):
    """A text that breaks the grammar, with the line and the likely cause."""

    def __init__(self, line: int, reason: str, **params: Any) -> None:
        """Keep the facts."""
        super().__init__(line, reason, params)
        self.line = line
        self.slug = "limit-exceeded" if reason == "depth" else "unparsable"
        self.params = {"what" if reason == "depth" else "reason": reason, **params}


# --- what may stand in an address ----------------------------------------------------------------

IRI_SIGN = r"[^\x00-\x20<>\"{}|^`\\]"
ABSOLUTE = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{IRI_SIGN}*")


def is_address(text: str) -> bool:
    """Tell whether a text can stand between angle brackets as it is."""
    return ABSOLUTE.fullmatch(text) is not None


# --- escapes -------------------------------------------------------------------------------------

UNSAFE = re.compile(r'[\x00-\x08\x0a-\x1f"\\\x7f-\x9f\u2028\u2029\ud800-\udfff]')
LETTERS = {"\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}


def _escape(found: re.Match[str]) -> str:
    """Return the escape of one character; half a character, which no text holds, is replaced."""
    sign = found.group()
    if "\ud800" <= sign <= "\udfff":
        return "\ufffd"
    return LETTERS.get(sign) or f"\\u{ord(sign):04X}"


def quoted(text: str) -> str:
    """Return a text in quotation marks, on one line whatever it holds."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{UNSAFE.sub(_escape, text)}"'


ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.?))", re.DOTALL)
MEANT = {
    "t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\",
}  # fmt: skip


def unescaped(text: str, line: int) -> str:
    """Return a text with its escapes resolved.

    Raises:
        RdfTextError: if an escape is none, or stands for half a character.
    """
    if "\\" not in text:
        return text

    def resolve(found: re.Match[str]) -> str:
        """Return the character that one escape stands for."""
        digits = found.group(1) or found.group(2)
        if digits is None:
            meant = MEANT.get(found.group(3))
            if meant is None:
                raise RdfTextError(line, "wrong-escape")
            return meant
        return character(digits, line)

    return ESCAPE.sub(resolve, text)


LAST_CHARACTER = 0x10FFFF
HALVES = range(0xD800, 0xE000)


def character(digits: str, line: int) -> str:
    """Return the character of a number in hexadecimal digits.

    Raises:
        RdfTextError: if it is no character.
    """
    number = int(digits, 16)
    if number in HALVES:
        raise RdfTextError(line, "half-character")
    if number > LAST_CHARACTER:
        raise RdfTextError(line, "wrong-escape")
    return chr(number)


def address(text: str, line: int) -> str:
    """Return what stands between angle brackets, its escapes resolved.

    Raises:
        RdfTextError: if it holds a sign that no address holds.
    """
    if "\\" in text:
        text = ESCAPE.sub(lambda found: _sign(found, text, line), text)
    if BAD_SIGN.search(text):
        raise RdfTextError(line, "bad-address", value=text)
    return text


BAD_SIGN = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def _sign(found: re.Match[str], text: str, line: int) -> str:
    """Return the character of an escape in an address, where only numbers are allowed."""
    digits = found.group(1) or found.group(2)
    if digits is None:
        raise RdfTextError(line, "bad-address", value=text)
    return character(digits, line)


# --- relative addresses --------------------------------------------------------------------------

PARTS = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL
)


def resolved(reference: str, base: str) -> str:
    """Return an address that is relative to a base in full (RFC 3986, section 5)."""
    scheme, authority, path, query, fragment = _parts(reference)
    if scheme is not None:
        return reference
    above_scheme, above_authority, above_path, above_query, _ = _parts(base)
    if authority is None:
        if not path:
            path = above_path
            query = above_query if query is None else query
        elif path.startswith("/"):
            path = _without_dots(path)
        else:
            folder = above_path[: above_path.rfind("/") + 1]
            if above_authority is not None and not above_path:
                folder = "/"
            path = _without_dots(folder + path)
        authority = above_authority
    else:
        path = _without_dots(path)
    host = "" if authority is None else f"//{authority}"
    return f"{above_scheme}:{host}{path}{query or ''}{fragment or ''}"


def _parts(text: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    """Return scheme, authority, path, query and fragment; None where there is none."""
    found = PARTS.fullmatch(text)
    if found is None:  # pragma: no cover - the pattern takes any text
        return None, None, text, None, None
    scheme, authority, path, query, fragment = found.groups()
    return scheme, authority, path, query, fragment


def _without_dots(path: str) -> str:
    """Return a path without `.` and `..`."""
    kept: list[str] = []
    parts = path.split("/")
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "..":
            if len(kept) > 1:
                kept.pop()
            if last:
                kept.append("")
        elif part == ".":
            if last:
                kept.append("")
        else:
            kept.append(part)
    return "/".join(kept)
