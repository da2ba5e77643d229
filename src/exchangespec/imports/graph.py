"""Linked data as an importer looks at it: statements by subject, and which of them were used."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from exchangespec.formats.rdf_records import compact_name, language
from exchangespec.formats.rdf_text import BLANK, LANGUAGE_MARK, NODE, RDF_TYPE, Triple
from exchangespec.imports.naming import digest
from exchangespec.spec.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.imports.reading import ImportReading

SCHEMA = NAMESPACES["schema"]
# schema.org is written with and without s, with and without www.
SCHEMA_SPELLINGS = re.compile(r"https?://(?:www\.)?schema\.org/")
DEEPEST = 6


def usual(iri: str) -> str:
    """Return an address with the usual spelling of schema.org."""
    return SCHEMA_SPELLINGS.sub(SCHEMA, iri, count=1)


class Graph:
    """The statements of a source by subject; remembers which were used."""

    def __init__(self, statements: Iterable[Triple]) -> None:
        """Gather the statements, each once."""
        self.about: dict[str, list[Triple]] = {}
        self._used: set[Triple] = set()
        self._pointing: dict[str, list[Triple]] = defaultdict(list)
        self._contents: dict[tuple[str, int], str] = {}
        unique = {one[1:]: one for one in map(self._spelt, statements)}
        for one in unique.values():
            self.about.setdefault(one.subject, []).append(one)
            if one.form == NODE:
                self._pointing[one.value].append(one)

    @staticmethod
    def _spelt(one: Triple) -> Triple:
        """Return a statement in the usual spelling of its terms."""
        value = usual(one.value) if one.form == NODE else one.value
        return Triple(one.line, one.subject, usual(one.predicate), value, one.form)

    def classes(self, subject: str) -> list[str]:
        """Return the classes of a subject, in order of their names."""
        return sorted(one.value for one in self._said(subject, RDF_TYPE))

    def _said(self, subject: str, predicate: str) -> Iterator[Triple]:
        """Yield the statements with this subject and property."""
        return (one for one in self.about.get(subject, ()) if one.predicate == predicate)

    def values(self, subject: str, *terms: str) -> list[Triple]:
        """Return what is said by any of these properties, and count it as used."""
        found: list[Triple] = []
        for term in terms:
            found += self._said(subject, expand(term))
        self._used.update(found)
        return found

    def pointing(self, value: str, *terms: str) -> list[Triple]:
        """Return the statements that point to a node by any of these properties; all are used."""
        wanted = {expand(term) for term in terms}
        found = [one for one in self._pointing.get(value, ()) if one.predicate in wanted]
        self._used.update(found)
        return found

    def use(self, subject: str) -> None:
        """Count a subject as used, whatever else is said of it."""
        self._used.update(self._said(subject, RDF_TYPE))

    def use_all(self, subject: str) -> None:
        """Count all that is said of a subject as used."""
        self._used.update(self.about.get(subject, ()))

    def first(self, subject: str, *terms: str) -> str:
        """Return the text of the first value of any of these properties, in a stable order."""
        return next((one.value.strip() for one in in_order(self.values(subject, *terms))), "")

    def line(self, subject: str) -> int:
        """Return the line on which a subject begins."""
        said = self.about.get(subject)
        return said[0].line if said else 0

    # --- names -----------------------------------------------------------------------------------

    def names(self, subjects: Iterable[str]) -> dict[str, str]:
        """Return what each subject is called: its address, or a hash of what a blank node says.

        Libraries number blank nodes as they like, so their labels are no names.
        """
        counted: dict[str, int] = defaultdict(int)
        names = {}
        for subject in subjects:
            if not subject.startswith(BLANK):
                names[subject] = subject
                continue
            name = self._content(subject, 0)
            counted[name] += 1
            names[subject] = name if counted[name] == 1 else f"{name}-{counted[name]}"
        return names

    def _content(self, subject: str, depth: int) -> str:
        """Return a hash of what a blank node says, with the blank nodes it points to."""
        known = self._contents.get((subject, depth))
        if known is not None:
            return known
        parts = []
        for one in self.about.get(subject, ()) if depth <= DEEPEST else ():
            blank = one.form == NODE and one.value.startswith(BLANK)
            value = f"[{self._content(one.value, depth + 1)}]" if blank else one.value
            parts.append(f"{one.predicate} {value} {one.form}")
        found = self._contents[subject, depth] = digest("\n".join(sorted(parts)))
        return found

    # --- the rest --------------------------------------------------------------------------------

    def leave_out_rest(self, reading: ImportReading) -> None:
        """Name what was not used: classes of subjects left aside, properties of the others."""
        for subject, said in self.about.items():
            used = any(one in self._used for one in said)
            classes = self.classes(subject)
            if not used:
                name = compact_name(classes[0]) if classes else ""
                variant = "class" if name else "no-class"
                reading.leave_out(variant, name, line=said[0].line, subject=subject)
                continue
            for one in said:
                if one not in self._used and one.predicate != RDF_TYPE:
                    name = compact_name(one.predicate)
                    reading.leave_out("property", name, line=one.line, subject=subject)


def in_order(values: Iterable[Triple]) -> list[Triple]:
    """Return values in an order that does not depend on that of the source."""
    return sorted(values, key=lambda one: (one.form, one.value))


def text_of(one: Triple, default: str) -> dict[str, str]:
    """Return a literal as a text in its language."""
    tag = language(one.form[1:]) if one.form.startswith(LANGUAGE_MARK) else default
    return {tag: one.value.strip()} if one.value.strip() else {}
