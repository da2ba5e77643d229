"""Turtle as people read and compare it: prefixes, one node after the other, lists and nested nodes.

Terms are given as text: `iri` and `literal` make them, everything else puts them in lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    # Predicates in a prefixed form, each with its objects.
    Statements = Sequence[tuple[str, Sequence[str]]]

LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
WIDTH = 100
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Blanks and marks that nobody would see are written by their number.
UNSEEN = re.compile(
    '[\\\\"\x00-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]'
)


class TurtleText:
    """A Turtle file being written; only the prefixes that were used are declared."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Start with the prefixes that may be used."""
        self._prefixes = prefixes
        self._used: set[str] = set()
        self._blocks: list[str] = []

    def iri(self, address: str) -> str:
        """Return an address, with the longest prefix that fits."""
        fitting = [
            (len(base), name)
            for name, base in self._prefixes.items()
            if address.startswith(base) and LOCAL.fullmatch(address, len(base))
        ]
        if not fitting:
            return f"<{address}>"
        _, name = max(fitting)
        self._used.add(name)
        return f"{name}:{address[len(self._prefixes[name]) :]}"

    def term(self, compact: str) -> str:
        """Return a term that is written with one of the prefixes already."""
        if compact != "a":
            self._used.add(compact.partition(":")[0])
        return compact

    def literal(self, text: str, language: str = "", datatype: str = "") -> str:
        """Return a literal, in a language or of a datatype, or plain."""
        quoted = f'"{UNSEEN.sub(_escape, text)}"'
        if language:
            return f"{quoted}@{language}"
        return f"{quoted}^^{self.iri(datatype)}" if datatype else quoted

    def node(self, subject: str, statements: Statements) -> None:
        """Add one node with all it says."""
        lines = list(self._statements(statements, "    "))
        self._blocks.append(f"{subject}\n" + "\n".join(lines)[:-2] + " .\n")

    def nested(self, statements: Statements, indent: str) -> str:
        """Return a node without a name, for use as an object; one line if it fits."""
        lines = [line[:-2] for line in self._statements(statements, "")]
        short = "[ " + " ; ".join(lines) + " ]"
        if "\n" not in short and len(indent) + len(short) < WIDTH:
            return short
        inner = "\n".join(self._statements(statements, f"{indent}    "))
        return f"[\n{inner[:-2]}\n{indent}]"

    def _statements(self, statements: Statements, indent: str) -> Iterator[str]:
        """Yield a line a predicate, each with a semicolon at its end."""
        for predicate, objects in statements:
            name = self.term(predicate)
            one = f"{indent}{name} {', '.join(objects)} ;"
            if len(objects) < 2 or len(one) <= WIDTH:  # noqa: PLR2004
                yield one
            else:
                yield (
                    f"{indent}{name}\n" + ",\n".join(f"{indent}    {one}" for one in objects) + " ;"
                )

    def text(self, words: str) -> bytes:
        """Return the file: what it is as a comment, the prefixes used, the nodes."""
        head = [f"# {line}" for line in words.splitlines()]
        declared = [f"@prefix {name}: <{self._prefixes[name]}> ." for name in sorted(self._used)]
        return "\n".join(["\n".join([*head, "", *declared, ""]), *self._blocks]).encode()


def _escape(found: re.Match[str]) -> str:
    """Return a character by its letter or number."""
    sign = found[0]
    return ESCAPES.get(sign) or f"\\u{ord(sign):04X}"


def collection(items: Iterable[str], indent: str) -> str:
    """Return an RDF list, wrapped where it is long."""
    terms = list(items)
    short = f"( {' '.join(terms)} )"
    if "\n" not in short and len(indent) + len(short) < WIDTH:
        return short
    lines = [indent + "   "]
    for term in terms:
        if len(lines[-1]) + len(term) >= WIDTH and lines[-1].strip():
            lines.append(indent + "   ")
        lines[-1] += f" {term}"
    return "(\n" + "\n".join(lines) + f"\n{indent})"
