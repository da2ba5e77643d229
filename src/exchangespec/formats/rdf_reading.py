"""Reads RDF: statements are gathered by subject, and each subject of ours becomes a record."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from exchangespec.collecting import collecting_nothing
from exchangespec.finding import Fault
from exchangespec.formats.format import Limits, Origin, RawRecord, Reading, ReadOptions, Source
from exchangespec.formats.nquads_text import triples as read_lines
from exchangespec.formats.rdf_records import CLOSING, OWN, PREFIX, VERSION, Meaning, compact_name
from exchangespec.formats.rdf_text import BLANK, RdfTextError, Triple
from exchangespec.location import Location
from exchangespec.spec import triples
from exchangespec.spec.joining import joined_header
from exchangespec.spec.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from exchangespec.formats.rdf_records import Told

# What only the header of a package says.
OF_HEADER = {PREFIX, expand("es:personalData"), expand("es:prefixMap")}
MOST_BAD_LINES = 100
MOST_NAMED = 10
LONGEST_LINE = 16 * 1024 * 1024
BUFFER = 1024 * 1024
HOLDS = f"<{triples.HAS_RECORD}>".encode()
PREFIXED = f"<{PREFIX}>".encode()


class RdfOrigin(Origin):
    """An RDF file; a position is what `numbered` gives a subject when the file is read again."""

    def __init__(self, file: str, numbered: Callable[[], Iterator[tuple[int, Triple]]]) -> None:
        """Keep how to read the statements again, which is done only when places are asked for."""
        self.file = file
        self.header_position: int | None = None
        self.meaning = Meaning({})
        self._numbered = numbered

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return line and subject of a record, or of a value of it."""
        return self.locate_all([(position, field, item)])[0]

    def locate_all(
        self, requests: Sequence[tuple[int, str | None, int | str | None]]
    ) -> list[Location]:
        """Return the places of many, reading the statements again once."""
        wanted = {position for position, _, _ in requests}
        found: dict[int, list[Triple]] = {}
        for position, one in self._numbered():
            if position in wanted:
                found.setdefault(position, []).append(one)
        told = {position: self._told(position, found[position]) for position in found}
        return [
            self._place(found.get(position, []), told.get(position), field, item)
            for position, field, item in requests
        ]

    def _told(self, position: int, statements: list[Triple]) -> Told:
        """Understand a subject anew, for the lines of its fields."""
        subject = statements[0].subject
        if position == self.header_position:
            return self.meaning.header(subject, statements)
        return self.meaning.record(subject, statements)

    def _place(
        self,
        statements: Sequence[Triple],
        told: Told | None,
        field: str | None,
        item: int | str | None,
    ) -> Location:
        """Return the line of a value where it is known, else that on which its subject begins."""
        if told is None:
            return Location(file=self.file)
        line = told.line(field, item) if field else 0
        line = line or statements[0].line
        return Location(file=self.file, line=line or None, subject=statements[0].subject)


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
        self._origin = RdfOrigin(source.name, self._numbered)
        self._meaning = Meaning(options.about)
        self._origin.meaning = self._meaning
        self._strange: dict[str, tuple[Triple, int]] = {}
        self._foreign: Counter[str] = Counter()
        self._foreign_at: dict[str, Triple] = {}
        self._packages: set[str] = set()
        self._given = 0
        self._bad = 0
        self._groups = self._gathered()
        self._find_header()

    # --- statements ------------------------------------------------------------------------------

    def _statements(self) -> Iterator[Triple]:
        """Yield the statements, and say what could not be read."""
        part = triples.HAS_RECORD
        for one in self._parse():
            if type(one) is Triple:
                if one[2] != part:
                    yield one
            elif isinstance(one, RdfTextError):
                self._bad += 1
                self._say_broken(one)
                if self._bad >= MOST_BAD_LINES:
                    return

    def _numbered(self) -> Iterator[tuple[int, Triple]]:
        """Yield the statements again, each with the position of its subject."""
        positions: dict[str, int] = {}
        for one in self._parse():
            if isinstance(one, Triple) and one.predicate != triples.HAS_RECORD:
                yield positions.setdefault(one.subject, self._position(len(positions), one)), one

    def _position(self, _number: int, first: Triple) -> int:
        """Return the position of a subject by the first statement about it."""
        return first.line

    def _say_broken(self, problem: RdfTextError) -> None:
        """Note a place that breaks the grammar."""
        self.complete = False
        place = Location(file=self.source.name, line=problem.line or None)
        self.say(Fault(problem.slug, problem.params), place)

    def _gathered(self) -> dict[str, list[Triple]]:
        """Return the statements by subject."""
        groups: dict[str, list[Triple]] = {}
        with collecting_nothing():
            for one in self._statements():
                group = groups.get(one[1])
                if group is None:
                    groups[one[1]] = [one]
                else:
                    group.append(one)
        if not groups:
            self.readable = not self._bad
            if not self._bad:
                self.refuse(Fault("empty-file", {}))
        return groups

    # --- the header ------------------------------------------------------------------------------

    def _find_header(self) -> None:
        """Take the subject that speaks of the package as a whole."""
        candidates = [
            (number, statements)
            for number, statements in enumerate(self._groups.values())
            if speaks_of_package(statements)
        ]
        candidates.sort(key=lambda one: not any(said.predicate == PREFIX for said in one[1]))
        if candidates:
            (number, statements), *others = candidates
            position = self._position(number, statements[0])
            self._take_header(position, statements, [one for _, one in others])
        elif self._about:
            self.header = RawRecord(dict(self._about), self._origin, -1)
            self.header_is_own = False
        self._packages = {statements[0].subject for _, statements in candidates}

    def _take_header(
        self, position: int, statements: Sequence[Triple], others: Sequence[Sequence[Triple]]
    ) -> None:
        """Read the header, and by its prefixes and those of other packages all that follows."""
        subject = statements[0].subject
        first = Meaning({}).header(subject, statements).values
        beside = [Meaning({}).header(other[0].subject, other).values for other in others]
        self._meaning = self._origin.meaning = Meaning(joined_header(first, beside))
        told = self._meaning.header(subject, statements)
        self._note_packages(told.values, others)
        told.values = joined_header(told.values, beside)
        self._origin.header_position = position
        self.header = RawRecord(
            told.values, self._origin, position, told.faults, told.failed - told.values.keys()
        )
        self._remember(told.strange)

    def _note_packages(self, first: Mapping[str, Any], others: Sequence[Sequence[Triple]]) -> None:
        """Say of each further package whose it is, and keep what those of others say."""
        packages = [first]
        for statements in others:
            subject = statements[0].subject
            values = self._meaning.header(subject, statements).values
            params = {"table": subject}
            variant = "package"
            if all(isinstance(one.get("prefix"), str) for one in (first, values)) and all(
                values["prefix"] != one["prefix"] for one in packages
            ):
                packages.append(values)
                params["prefix"] = values["prefix"]
                variant = "publisher"
            self.say(Fault("unknown-table", params, variant=variant), self._at(statements[0]))
        if len(packages) > 1:
            self.packages = packages

    # --- records ---------------------------------------------------------------------------------

    def _subjects(self) -> Iterator[list[Triple]]:
        """Yield the statements about each subject, and let go of them."""
        waiting = list(self._groups.values())
        self._groups.clear()
        waiting.reverse()
        while waiting:
            yield waiting.pop()

    def records(self) -> Iterator[RawRecord]:
        """Give the records one after the other."""
        for number, statements in enumerate(self._subjects()):
            subject = statements[0].subject
            if subject in self._packages:
                continue
            if not is_ours(statements):
                self._pass_over(subject, statements)
                continue
            told = self._meaning.record(subject, statements)
            if told.strange:
                self._remember(told.strange)
            self._given += 1
            position = self._position(number, statements[0])
            failed = told.failed - told.values.keys()
            yield RawRecord(told.values, self._origin, position, told.faults, failed)
        self._say_the_rest()

    def _remember(self, strange: Sequence[Triple]) -> None:
        """Remember properties that no field and no alignment knows."""
        for one in strange:
            first, count = self._strange.get(one.predicate, (one, 0))
            self._strange[one.predicate] = (first, count + 1)

    def _pass_over(self, subject: str, statements: Sequence[Triple]) -> None:
        """Remember of which class a subject is that is none of ours, unless it belongs to one."""
        classes = [one for one in statements if one.predicate == triples.RDF_TYPE]
        if self._hangs_on_ours(subject):
            return
        if subject.startswith(BLANK) and not classes:
            return
        if classes and all(one.value in CLOSING for one in classes):
            return
        name = compact_name(classes[0].value) if classes else ""
        self._foreign[name] += 1
        self._foreign_at.setdefault(name, (classes or statements)[0])

    def _hangs_on_ours(self, subject: str) -> bool:
        """Tell whether a subject is a part of the package or of a record, as the aligned layer's.

        Where an address has a `#` already, such a part comes after a slash.
        """
        owner, _, after = subject.rpartition("#")
        if "/" in after:
            owner = subject.rpartition("/")[0]
        return bool(owner) and (owner in self._packages or self._meaning.ids.of(owner) != owner)

    def _say_the_rest(self) -> None:
        """Say what was passed over, once for each class and each property."""
        if not self._given and self.header is None:
            if self.readable and self.complete:
                names = [
                    name or "subjects without a class" for name, _ in self._foreign.most_common()
                ]
                self.refuse(
                    Fault("no-known-table", {"tables": names[:MOST_NAMED]}, variant="statements")
                )
            return
        if self.header is None:
            self.say(Fault("no-header", {}, variant="statements"))
        for name, count in self._foreign.items():
            params = {"table": name, "count": count}
            variant = "class" if name else "no-class"
            self.say(
                Fault("unknown-table", params, variant=variant), self._at(self._foreign_at[name])
            )
        for predicate, (first, count) in self._strange.items():
            params = {"heading": compact_name(predicate), "count": count}
            self.say(Fault("unknown-column", params, variant="property"), self._at(first))

    def _at(self, one: Triple) -> Location:
        """Return the place of a statement."""
        return Location(file=self.source.name, line=one.line or None, subject=one.subject)


def speaks_of_package(statements: Sequence[Triple]) -> bool:
    """Tell whether statements are about a package: they say what only a header says."""
    for _, _, predicate, value, _ in statements:
        if predicate in OF_HEADER:
            return True
        if predicate == VERSION.predicate and value.startswith(VERSION.base):
            return True
    return False


def is_ours(statements: Sequence[Triple]) -> bool:
    """Tell whether statements are about a record: they name a class or a property of ours."""
    for _, _, predicate, value, _ in statements:
        if predicate.startswith(OWN) or (predicate == triples.RDF_TYPE and value.startswith(OWN)):
            return True
    return False


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

    def _position(self, number: int, _first: Triple) -> int:
        """Return the number of a subject: a line may hold several."""
        return number

    def _gathered(self) -> dict[str, list[Triple]]:
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


def packages_if_gathered(source: Source) -> list[bytes]:
    """Return the packages of a file that has the statements about each subject together.

    None is returned unless they stand so, a package's first. Ours do, but for which records the
    package holds, which need not be told while reading. Then nothing but the present subject needs
    to be held.
    """
    seen: set[bytes] = set()
    before = b""
    found: list[bytes] = []
    for _, line in numbered_lines(source):
        subject, _, rest = line.lstrip().partition(b" ")
        if not rest or subject[:1] == b"#":
            if line.strip() and not line.lstrip().startswith(b"#"):
                return []
            continue
        said = rest.lstrip()
        if said.startswith(HOLDS):
            continue
        if subject != before:
            if len(seen) == 1 and not found:
                return []
            before = subject
            mark = hashlib.blake2b(subject, digest_size=8).digest()
            if mark in seen:
                return []
            seen.add(mark)
        if said.startswith(PREFIXED) and subject not in found[-1:]:
            found.append(subject)
    return found


class LinesReading(RdfReading):
    """N-Triples or N-Quads being read; where subjects stand together, one subject at a time."""

    def __init__(self, source: Source, options: ReadOptions, format_name: str) -> None:
        """Look whether subjects stand together, and read the header."""
        self._together: Iterator[list[Triple]] = iter(())
        super().__init__(source, options, format_name, lambda: statements_of(source))

    def _gathered(self) -> dict[str, list[Triple]]:
        """Return the statements by subject: all of them, or only the package's."""
        packages = packages_if_gathered(self.source)
        if not packages:
            return super()._gathered()
        groups = groupby(self._statements(), itemgetter(1))
        self._together = (list(group) for _, group in groups)
        found = {statements[0].subject: statements for statements in islice(self._together, 1)}
        if others := set(packages[1:]):
            found |= self._about_subjects(others)
        return found

    def _about_subjects(self, subjects: AbstractSet[bytes]) -> dict[str, list[Triple]]:
        """Return the statements about a few subjects, by subject, looked for ahead of all else."""
        lines = (
            (number, line)
            for number, line in numbered_lines(self.source)
            if line.lstrip().partition(b" ")[0] in subjects
        )
        found: dict[str, list[Triple]] = {}
        for one in read_lines(lines):
            if isinstance(one, Triple) and one.predicate != triples.HAS_RECORD:
                found.setdefault(one.subject, []).append(one)
        return found

    def _subjects(self) -> Iterator[list[Triple]]:
        """Yield the statements about each subject."""
        return chain(super()._subjects(), self._together)
