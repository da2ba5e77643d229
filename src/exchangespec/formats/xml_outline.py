"""XML outline: where the elements of a small part begin and end, so that text can be put between.

A part that is changed this way keeps every byte that is not changed: what we do not know stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from exchangespec.formats.sheet_scan import XmlRefusedError, parse
from exchangespec.formats.xml_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']""")


@dataclass(slots=True)
class Element:
    """One element by the offsets of its bytes; `prefix` ends with its colon, where it has one."""

    name: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    end_inside: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """Return the first child of a name."""
        return next((one for one in self.children if one.name == name), None)

    def descendants(self, name: str) -> Iterator[Element]:
        """Yield all elements of a name below this one."""
        for one in self.children:
            if one.name == name:
                yield one
            yield from one.descendants(name)

    @property
    def is_empty(self) -> bool:
        """Tell whether one tag both opens and closes it."""
        return self.inside == self.end

    def attribute(self, name: str) -> str:
        """Return an attribute by its name without prefix; nothing where there is none."""
        return next(
            (value for key, value in self.attributes.items() if key.rpartition(":")[2] == name), ""
        )


def outline(content: bytes, depth: int = 8) -> Element:
    """Return the root element; elements deeper than `depth` are not looked at.

    Raises:
        XmlRefusedError: if it is not well-formed XML in UTF-8, or has a document type.
    """
    stated = ENCODING.match(content)
    if stated and stated[1].lower() not in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}:
        raise XmlRefusedError("another encoding than UTF-8")
    parser = expat.ParserCreate("utf-8")
    top = Element("", "", {}, 0, 0)
    stack = [top]
    level = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal level
        level += 1
        if level > depth:
            return
        prefix, colon, local = name.rpartition(":")
        at = parser.CurrentByteIndex
        tag = TAG.match(content, at)
        found = Element(local, prefix + colon, attributes, at, tag.end() if tag else at)
        stack[-1].children.append(found)
        stack.append(found)

    def end(_name: str) -> None:
        nonlocal level
        level -= 1
        if level >= depth:
            return
        found = stack.pop()
        at = parser.CurrentByteIndex
        if content[found.inside - 2 : found.inside] == b"/>":
            found.end_inside = found.end = found.inside
        else:
            closing = TAG.match(content, at)
            found.end_inside, found.end = at, closing.end() if closing else at

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(parser, content)
    return top.children[0]


# One change: from where to where, and what stands there afterwards.
Change = tuple[int, int, bytes]


def changed(content: bytes, changes: Iterable[Change]) -> bytes:
    """Return a part with pieces replaced; pieces of one place come in the order given."""
    parts: list[bytes] = []
    last = 0
    for start, end, new in sorted(changes, key=lambda one: (one[0], one[1])):
        parts += [content[last:start], new]
        last = end
    parts.append(content[last:])
    return b"".join(parts)


def put_inside(content: bytes, element: Element, new: bytes) -> Change:
    """Return the change that adds to the end of an element, which may be an empty tag."""
    if not element.is_empty:
        return element.end_inside, element.end_inside, new
    opening = content[element.start : element.inside - 2].rstrip() + b">"
    closing = f"</{element.prefix}{element.name}>".encode()
    return element.start, element.end, opening + new + closing


def with_attribute(content: bytes, element: Element, name: str, value: str) -> Change:
    """Return the change that sets an attribute in the tag that opens an element."""
    tag = content[element.start : element.inside]
    pattern = re.compile(rb"""(\s%s\s*=\s*)(?:"[^"]*"|'[^']*')""" % re.escape(name.encode()))
    new = b'"%s"' % escaped(value).encode()
    found = pattern.search(tag)
    if found:
        tag = tag[: found.start()] + found[1] + new + tag[found.end() :]
    else:
        cut = len(tag) - (2 if tag.endswith(b"/>") else 1)
        tag = tag[:cut].rstrip() + b" %s=%s" % (name.encode(), new) + tag[cut:]
    return element.start, element.inside, tag
