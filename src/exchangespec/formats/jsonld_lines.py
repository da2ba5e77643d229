"""Lines of statements in JSON-LD that a library has read, which tells none.

A context may rename anything, and may do so differently in different places. What a name may mean
anywhere in the document is gathered first; a statement is then found at the node of its subject,
under a name that may mean its property. Nodes without a name of their own have no lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.formats.json_text import members
from exchangespec.formats.rdf_text import RDF_TYPE, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.formats.json_text import JsonText

VOCABULARY = "@vocab"
# How far a name may lead to others, and how many in all: contexts may be made to lead far.
MOST_STEPS = 8
MOST_FOLLOWED = 200


class Said(NamedTuple):
    """A value that stands somewhere in a document."""

    line: int
    value: Any


class Meanings:
    """What each name may stand for, in any of the contexts of a document."""

    def __init__(self) -> None:
        """Know nothing but the keywords."""
        self._names: dict[str, set[str]] = defaultdict(set)
        self._found: dict[str, frozenset[str]] = {}
        self._left = 0

    def gather(self, context: Any) -> None:
        """Take in a context, and those for single types or properties within it."""
        if isinstance(context, list):
            for one in context:
                self.gather(one)
        elif isinstance(context, dict):
            for name, said in context.items():
                meant = said.get("@id", name) if isinstance(said, dict) else said
                if isinstance(meant, str):
                    self._names[name].add(meant)
                if isinstance(said, dict):
                    self.gather(said.get("@context"))

    def of(self, name: str) -> frozenset[str]:
        """Return the addresses and keywords that a name may stand for."""
        found = self._found.get(name)
        if found is None:
            self._left = MOST_FOLLOWED
            found = self._found[name] = frozenset(self._follow(name, MOST_STEPS))
        return found

    def _follow(self, name: str, steps: int) -> Iterator[str]:
        """Yield what a name may stand for, following other names."""
        self._left -= 1
        if name.startswith("@") or not steps or self._left < 0:
            yield name
            return
        others = self._names.get(name, set()) - {name}
        for meant in others:
            yield from self._follow(meant, steps - 1)
        prefix, colon, local = name.partition(":")
        if colon:
            yield name
            if not local.startswith("//"):
                for base in self._names.get(prefix, ()):
                    for address in self._follow(base, steps - 1):
                        yield address + local
        elif not others or name in self._names[name]:
            yield from (base + name for base in self._names.get(VOCABULARY, ()))


class Lines:
    """Where the nodes of a document say what."""

    def __init__(self, document: JsonText, ours: Mapping[str, Any]) -> None:
        """Go through a document; `ours` stands for the address of our context."""
        self._text = document.text
        self._starts = [0, *(found.end() for found in re.finditer("\n", document.text))]
        self._meanings = Meanings()
        self._meanings.gather(ours)
        self._nodes: dict[str, list[int]] = defaultdict(list)
        self._said: dict[tuple[str, str], list[Said]] = defaultdict(list)
        self._gather(document.value)
        offset = len(document.text) - len(document.text.lstrip())
        self._walk(document.value, offset)

    def _gather(self, value: Any) -> None:
        """Take in every context of the document."""
        if isinstance(value, list):
            for item in value:
                self._gather(item)
        elif isinstance(value, dict):
            self._meanings.gather(value.get("@context"))
            for item in value.values():
                self._gather(item)

    def _walk(self, value: Any, offset: int) -> None:
        """Note the nodes in a value, and what they say."""
        if isinstance(value, list):
            for number, found in members(self._text, offset).items():
                self._walk(value[int(number)], found)
        elif isinstance(value, dict):
            places = members(self._text, offset)
            subjects = self._subjects(value)
            for subject in subjects:
                self._nodes[subject].append(self._line(offset))
            for key, item in value.items():
                place = places.get(key)
                if place is None or key == "@context":
                    continue
                for meant in self._meanings.of(key):
                    for subject in subjects:
                        self._note(subject, RDF_TYPE if meant == "@type" else meant, item, place)
                self._walk(item, place)

    def _subjects(self, value: Mapping[str, Any]) -> set[str]:
        """Return the addresses that a node may have."""
        return {
            address
            for key, item in value.items()
            if isinstance(item, str) and "@id" in self._meanings.of(key)
            for address in self._meanings.of(item)
        }

    def _note(self, subject: str, predicate: str, value: Any, offset: int) -> None:
        """Note each of the values that a node says."""
        if isinstance(value, list):
            for number, place in members(self._text, offset).items():
                self._note(subject, predicate, value[int(number)], place)
        elif isinstance(value, dict) and "@value" not in value and not self._subjects(value):
            # Texts by language, lists and the like: what they hold is what is said.
            for key, place in members(self._text, offset).items():
                self._note(subject, predicate, value[str(key)], place)
        else:
            self._said[subject, predicate].append(Said(self._line(offset), value))

    def _line(self, offset: int) -> int:
        """Return the line of an offset."""
        return bisect_right(self._starts, offset)

    def of(self, one: Triple) -> int:
        """Return the line of a statement, or that of its subject; 0 where neither is known."""
        said = self._said.get((one.subject, one.predicate), [])
        same = [found.line for found in said if self._is(found.value, one.value)]
        any_ = [found.line for found in said]
        return next(iter([*same, *any_, *self._nodes.get(one.subject, [])]), 0)

    def _is(self, value: Any, text: str) -> bool:
        """Tell whether a value in the document may be the one of a statement."""
        if isinstance(value, dict):
            if "@value" in value:
                return self._is(value["@value"], text)
            return text in self._subjects(value)
        if isinstance(value, str):
            return value == text or text in self._meanings.of(value)
        return str(value).casefold() == text.casefold()
