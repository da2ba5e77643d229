"""Reads RDF: statements are gathered by subject, and each subject of ours becomes a record."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from exchangespec.finding import Fault
from exchangespec.formats.format import Limits, Origin, RawRecord, Reading, ReadOptions, Source
from exchangespec.formats.nquads_text import triples as read_lines
from exchangespec.formats.rdf_records import CLOSING, OWN, PREFIX, VERSION, Meaning, compact_name
from exchangespec.formats.rdf_text import BLANK, RdfTextError, Triple
from exchangespec.location import Location
from exchangespec.spec import triples
from exchangespec.spec.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Request = "tuple[int, str | None, int | str | None]"
Parse = "Callable[[], Iterator[Triple | RdfTextError]]"
# What only the header of a package says.
OF_HEADER = {PREFIX, expand("es:personalData"), expand("es:prefixMap")}
MOST_BAD_LINES = 100
MOST_NAMED = 10
LONGEST_LINE = 16 * 1024 * 1024
BUFFER = 1024 * 1024


class RdfOrigin(Origin):
    """An RDF file; a position is the number of the first statement about a subject."""

    def __init__(self, file: str, again: Callable[[], Iterator[Triple | RdfTextError]]) -> None:
        """Keep how to read the statements again, which is done only when places are asked for."""
        self.file = file
        self.header_position: int | None = None
        self.meaning = Meaning({})
        self._again = again

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return line and subject of a record, or of a value of it."""
        return self.locate_all([(position, field, item)])[0]

    def locate_all(
        self, requests: Sequence[tuple[int, str | None, int | str | None]]
    ) -> list[Location]:
        """Return the places of many, reading the statements again once."""
        wanted = {position for position, _, _ in requests}
        found: dict[str, tuple[int, list[Triple]]] = {}
        number = 0
        for one in self._again():
            if isinstance(one, RdfTextError):
                continue
            if number in wanted:
                found.setdefault(one.subject, (number, []))
            number += 1
            if one.subject in found:
                found[one.subject][1].append(one)
        places = {
            position: (subject, statements) for subject, (position, statements) in found.items()
        }
        told: dict[int, dict[tuple[str, int | str | None], int]] = {}
        for position, (subject, statements) in places.items():
            read = self.meaning.header if position == self.header_position else self.meaning.record
            told[position] = read(subject, statements).lines
        return [
            self._place(*places.get(request[0], ("", [])), told.get(request[0], {}), request)
            for request in requests
        ]

    def _place(
        self,
        subject: str,
        statements: Sequence[Triple],
        lines: Mapping[tuple[str, int | str | None], int],
        request: tuple[int, str | None, int | str | None],
    ) -> Location:
        """Return the line of a value where it is known, else that on which its subject begins."""
        _, field, item = request
        line = 0
        if field is not None:
            line = lines.get((field, item), 0) or lines.get((field, None), 0)
        if not line and statements:
            line = statements[0].line
        return Location(file=self.file, line=line or None, subject=subject or None)


class RdfReading(Reading):
    """One RDF file being read; all its statements are held until its subjects are whole."""

    def __init__(
        self,
        source: Source,
        options: ReadOptions,
        format_name: str,
        parse: Callable[[], Iterator[Triple | RdfTextError]],
    ) -> None:
        """Read all statements, and the header."""
        super().__init__(source, format_name)
        self.encoding = "utf-8"
        self._about = options.about
        self._parse = parse
        self._origin = RdfOrigin(source.name, parse)
        self._meaning = Meaning(options.about)
        self._origin.meaning = self._meaning
        self._strange: dict[str, tuple[Triple, int]] = {}
        self._foreign: Counter[str] = Counter()
        self._foreign_at: dict[str, Triple] = {}
        self._given = 0
        self._bad = 0
        self._groups = self._gathered()
        self._find_header()

    # --- statements ------------------------------------------------------------------------------

    def _statements(self) -> Iterator[tuple[int, Triple]]:
        """Yield the statements with their numbers, and say what could not be read."""
        number = 0
        for one in self._parse():
            if isinstance(one, RdfTextError):
                self._bad += 1
                self._say_broken(one)
                if self._bad >= MOST_BAD_LINES:
                    return
                continue
            if one.predicate != triples.HAS_RECORD:
                yield number, one
            number += 1

    def _say_broken(self, problem: RdfTextError) -> None:
        """Note a place that breaks the grammar."""
        self.complete = False
        place = Location(file=self.source.name, line=problem.line or None)
        self.say(Fault(problem.slug, problem.params), place)

    def _gathered(self) -> dict[str, tuple[int, list[Triple]]]:
        """Return the statements by subject, with the number of the first."""
        groups: dict[str, tuple[int, list[Triple]]] = {}
        for number, one in self._statements():
            group = groups.get(one.subject)
            if group is None:
                groups[one.subject] = (number, [one])
            else:
                group[1].append(one)
        if not groups:
            self.readable = not self._bad
            if not self._bad:
                self.refuse(Fault("empty-file", {}))
        return groups

    # --- the header ------------------------------------------------------------------------------

    def _find_header(self) -> None:
        """Take the subject that speaks of the package as a whole."""
        candidates = [
            (subject, number, statements)
            for subject, (number, statements) in self._groups.items()
            if speaks_of_package(statements)
        ]
        candidates.sort(key=lambda one: not any(said.predicate == PREFIX for said in one[2]))
        for subject, _, statements in candidates[1:]:
            params = {"table": subject}
            place = Location(file=self.source.name, line=statements[0].line or None, subject=subject)
            self.say(Fault("unknown-table", params, variant="package"), place)
        if candidates:
            subject, number, statements = candidates[0]
            self._take_header(subject, number, statements)
        elif self._about:
            self.header = RawRecord(dict(self._about), self._origin, -1)
        for subject, _, _ in candidates:
            del self._groups[subject]

    def _take_header(self, subject: str, number: int, statements: Sequence[Triple]) -> None:
        """Read the header, and by its prefixes all that follows."""
        first = Meaning({}).header(subject, statements)
        self._meaning = self._origin.meaning = Meaning(first.values)
        told = self._meaning.header(subject, statements)
        self._origin.header_position = number
        self.header = RawRecord(
            told.values, self._origin, number, told.faults, told.failed - told.values.keys()
        )
        self._remember(told.strange)

    # --- records ---------------------------------------------------------------------------------

    def _subjects(self) -> Iterator[tuple[int, str, list[Triple]]]:
        """Yield each subject once, with its statements."""
        for subject, (number, statements) in self._groups.items():
            yield number, subject, statements

    def records(self) -> Iterator[RawRecord]:
        """Give the records one after the other."""
        for number, subject, statements in self._subjects():
            if not is_ours(statements):
                self._pass_over(subject, statements)
                continue
            told = self._meaning.record(subject, statements)
            self._remember(told.strange)
            self._given += 1
            yield RawRecord(
                told.values, self._origin, number, told.faults, told.failed - told.values.keys()
            )
        self._say_the_rest()

    def _remember(self, strange: Sequence[Triple]) -> None:
        """Remember properties that no field and no alignment knows."""
        for one in strange:
            first, count = self._strange.get(one.predicate, (one, 0))
            self._strange[one.predicate] = (first, count + 1)

    def _pass_over(self, subject: str, statements: Sequence[Triple]) -> None:
        """Remember of which class a subject is that is none of ours, unless it belongs to one."""
        classes = [one for one in statements if one.predicate == triples.RDF_TYPE]
        owner, mark, _ = subject.rpartition("#")
        if mark and self._meaning.ids.of(owner) != owner:
            return
        if subject.startswith(BLANK) and not classes:
            return
        if classes and all(one.value in CLOSING for one in classes):
            return
        name = compact_name(classes[0].value) if classes else ""
        self._foreign[name] += 1
        self._foreign_at.setdefault(name, (classes or statements)[0])

    def _say_the_rest(self) -> None:
        """Say what was passed over, once for each class and each property."""
        if not self._given and self.header is None:
            if self.readable and self.complete:
                names = [name or "subjects without a class" for name, _ in self._foreign.most_common()]
                self.refuse(Fault("no-known-table", {"tables": names[:MOST_NAMED]}, variant="statements"))
            return
        if self.header is None:
            self.say(Fault("no-header", {}, variant="statements"))
        for name, count in self._foreign.items():
            params = {"table": name, "count": count}
            variant = "class" if name else "no-class"
            self.say(Fault("unknown-table", params, variant=variant), self._at(self._foreign_at[name]))
        for predicate, (first, count) in self._strange.items():
            params = {"heading": compact_name(predicate), "count": count}
            self.say(Fault("unknown-column", params, variant="property"), self._at(first))

    def _at(self, one: Triple) -> Location:
        """Return the place of a statement."""
        return Location(file=self.source.name, line=one.line or None, subject=one.subject)


def speaks_of_package(statements: Sequence[Triple]) -> bool:
    """Tell whether statements are about a package: they say what only a header says."""
    return any(
        one.predicate in OF_HEADER
        or (one.predicate == VERSION.predicate and one.value.startswith(VERSION.base))
        for one in statements
    )


def is_ours(statements: Sequence[Triple]) -> bool:
    """Tell whether statements are about a record: they name a class or a property of ours."""
    return any(
        one.value.startswith(OWN) if one.predicate == triples.RDF_TYPE else one.predicate.startswith(OWN)
        for one in statements
    )


class WholeReading(RdfReading):
    """A document being read that is understood as a whole or not at all."""

    def __init__(
        self,
        source: Source,
        options: ReadOptions,
        format_name: str,
        parse: Callable[[bytes, Limits], Iterator[Triple]],
    ) -> None:
        """Read all statements, unless the document is too large."""
        self._limit = options.limits.document_bytes

        def statements() -> Iterator[Triple | RdfTextError]:
            """Yield the statements; what breaks the grammar comes last."""
            try:
                yield from parse(source.read(), options.limits)
            except RdfTextError as problem:
                yield problem

        super().__init__(source, options, format_name, statements)

    def _gathered(self) -> dict[str, tuple[int, list[Triple]]]:
        """Return the statements by subject; none when the document breaks off."""
        if self.source.size() > self._limit:
            self.refuse(Fault("limit-exceeded", {"limit": self._limit, "what": "bytes"}))
            return {}
        groups = super()._gathered()
        if self._bad:
            groups.clear()
            self.readable = False
        return groups


# --- a statement a line --------------------------------------------------------------------------


def numbered_lines(source: Source) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file with their numbers."""
    stream = (
        io.BytesIO(source.read())
        if source.content is not None or source.path is None
        else source.path.open("rb", buffering=BUFFER)
    )
    with stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def statements_of(source: Source) -> Iterator[Triple | RdfTextError]:
    """Yield the statement of each line of a file, or what is wrong with the line."""
    return read_lines(numbered_lines(source))


def is_gathered(source: Source) -> bool:
    """Tell whether a file has the statements about each subject together, the package's first.

    Ours have; then nothing but the present subject needs to be held while reading.
    """
    seen: set[bytes] = set()
    before = b""
    package = PREFIX.encode()
    found = False
    for _, line in numbered_lines(source):
        subject, _, rest = line.lstrip().partition(b" ")
        if not rest or subject[:1] == b"#":
            if line.strip() and not line.lstrip().startswith(b"#"):
                return False
            continue
        if subject == before:
            found = found or (len(seen) == 1 and package in rest)
            continue
        if len(seen) == 1 and not found:
            return False
        found = found or (not seen and package in rest)
        before = subject
        mark = hashlib.blake2b(subject, digest_size=8).digest()
        if mark in seen:
            return False
        seen.add(mark)
    return found


class LinesReading(RdfReading):
    """N-Triples or N-Quads being read; where subjects stand together, one subject at a time."""

    def __init__(self, source: Source, options: ReadOptions, format_name: str) -> None:
        """Look whether subjects stand together, and read the header."""
        self._together: Iterator[tuple[int, str, list[Triple]]] | None = None
        self._source = source
        self._limits: Limits = options.limits
        super().__init__(source, options, format_name, lambda: statements_of(source))

    def _gathered(self) -> dict[str, tuple[int, list[Triple]]]:
        """Return the statements by subject: all of them, or only the package's."""
        if not is_gathered(self._source):
            return super()._gathered()
        self._together = self._one_by_one()
        first = next(self._together, None)
        if first is None:
            return {}
        number, subject, statements = first
        return {subject: (number, statements)}

    def _one_by_one(self) -> Iterator[tuple[int, str, list[Triple]]]:
        """Yield each subject as it comes."""
        subject_of: Any = attrgetter("subject")
        for subject, group in groupby(self._statements(), lambda pair: subject_of(pair[1])):
            pairs = list(group)
            yield pairs[0][0], subject, [one for _, one in pairs]

    def _subjects(self) -> Iterator[tuple[int, str, list[Triple]]]:
        """Yield each subject once, with its statements."""
        yield from super()._subjects()
        if self._together is not None:
            yield from self._together
