"""The grammar of N-Triples and N-Quads: a statement a line, read one line after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.formats.rdf_text import (
    ABSOLUTE,
    IRI_SIGN,
    LANGUAGE_MARK,
    NODE,
    XSD_STRING,
    RdfTextError,
    Triple,
    address,
    made,
    unescaped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LABEL = r"_:[^\s<>\"#;,()\[\]{}@^.]+(?:\.+[^\s<>\"#;,()\[\]{}@^.]+)*"


def _pattern(inside: str, words: str) -> re.Pattern[str]:
    """Return the pattern of a line, given that of what stands in angle brackets and in quotes."""
    address_in_brackets = f"<({inside})>"
    return re.compile(
        rf"[ \t]*+(?:{address_in_brackets}|({LABEL}))"
        rf"[ \t]*+{address_in_brackets}"
        rf'[ \t]*+(?:{address_in_brackets}|({LABEL})|"({words})"'
        rf"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*)|[ \t]*+\^\^[ \t]*+{address_in_brackets})?)"
        rf"(?:[ \t]*+(?:{address_in_brackets}|{LABEL}))?"
        r"[ \t]*+\.[ \t]*+(?:\#.*)?[\r\n]*"
    )


# Nearly every line is of the first form: addresses in full, and nothing to resolve in them.
PLAIN = _pattern(rf"[A-Za-z][A-Za-z0-9+.-]*+:{IRI_SIGN}*+", r'(?:[^"\\\n\r]++|\\.)*+')
ANY = _pattern(r"[^<>\"{}|^`\x00-\x20]*+", r'(?:[^"\\\n\r]++|\\.)*+')
NOTHING = re.compile(r"[ \t]*(?:#.*)?[\r\n]*")


def statement(text: str, line: int) -> Triple | None:
    """Return the statement on a line, or None where the line is blank or a comment.

    Raises:
        RdfTextError: if the line is no statement.
    """
    found = PLAIN.fullmatch(text)
    if found is None:
        return _unusual(text, line)
    subject, label, predicate, node, blank, words, tag, datatype, _ = found.groups()
    if words is None:
        return made(Triple, (line, subject or label, predicate, node or blank, NODE))
    if "\\" in words:
        words = unescaped(words, line)
    form = LANGUAGE_MARK + tag if tag else datatype or XSD_STRING
    return made(Triple, (line, subject or label, predicate, words, form))


def _unusual(text: str, line: int) -> Triple | None:
    """Return the statement on a line whose addresses hold escapes, or None where there is none."""
    found = ANY.fullmatch(text)
    if found is None:
        if NOTHING.fullmatch(text):
            return None
        raise RdfTextError(line, _reason(text))
    subject, label, predicate, node, blank, words, tag, datatype, graph = found.groups()
    who = label or _whole(subject, line)
    what = _whole(predicate, line)
    if graph is not None:
        _whole(graph, line)
    if words is None:
        return Triple(line, who, what, blank or _whole(node, line), NODE)
    form = XSD_STRING
    if tag is not None:
        form = LANGUAGE_MARK + tag
    elif datatype is not None:
        form = _whole(datatype, line)
    return Triple(line, who, what, unescaped(words, line), form)


def _whole(text: str, line: int) -> str:
    """Return an address, its escapes resolved; here none may be relative."""
    text = address(text, line)
    if ABSOLUTE.fullmatch(text) is None:
        raise RdfTextError(line, "relative-address", value=text)
    return text


def _reason(text: str) -> str:
    """Return the likely cause that a line is no statement."""
    bare = text.strip()
    if not bare.endswith("."):
        return "full-stop-expected"
    if re.search(r"<[^>]*[ \"{}|^`][^>]*>", bare.partition('"')[0]):
        return "bad-address"
    if len(re.findall(r'(?<!\\)"', bare)) % 2:
        return "quote-missing"
    return "no-statement"


def triples(lines: Iterable[tuple[int, bytes]]) -> Iterator[Triple | RdfTextError]:
    """Yield the statement of each line, or what is wrong with the line."""
    for number, line in lines:
        try:
            found = statement(line.decode(), number)
        except UnicodeDecodeError:
            yield RdfTextError(number, "not-utf8")
        except RdfTextError as problem:
            yield problem
        else:
            if found is not None:
                yield found
