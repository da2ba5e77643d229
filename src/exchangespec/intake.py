"""Takes a submission in: reads its files, notes every fault, and gives each words and a place."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec import __version__, codelists, spec
from exchangespec.causes import gather
from exchangespec.finding import SEVERITIES, Fault, Finding
from exchangespec.formats.format import PlacedFault, ReadOptions, Source
from exchangespec.formats.ndjson import NdjsonReading
from exchangespec.formats.table.columns import heads_of
from exchangespec.imports import open_source
from exchangespec.location import Location
from exchangespec.outcome import SAYS_WHOSE, InputSummary, Outcome, TableRows
from exchangespec.profile import no_profile
from exchangespec.rules import RULES
from exchangespec.spec.triples import package_prefixes
from exchangespec.submission.facts import Facts, Key
from exchangespec.submission.judged import ReadBlock, ReadRecord, one_by_one
from exchangespec.submission.names import Names
from exchangespec.submission.reading import Submission
from exchangespec.submission.tally import LineTally, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from exchangespec.finding import Severity
    from exchangespec.formats.format import Origin, Reading
    from exchangespec.mapping import TableMapping
    from exchangespec.profile import Profile
    from exchangespec.rules.rule import Rule
    from exchangespec.submission.known import Known

MOST_FINDINGS = 100_000
# What is said once of a table and is wrong in each of its records.
OF_EVERY_RECORD = "required-column-missing"


@dataclass(frozen=True, slots=True)
class TakeOptions:
    """What the user asks of reading and reporting.

    Attributes:
        read: how to read the inputs.
        format_name: format to read them in; None finds out.
        mapping: how foreign tables are read; None for inputs in formats of ours.
        today: the day that rules take for today.
        select: codes, code prefixes or slugs to look at; empty for all.
        ignore: codes, code prefixes or slugs to leave out.
        most_findings: how many findings are kept; all are counted.
        profiles: profiles to check against, besides those that a package names.
        previous: the release before, for rules on what became of its records.
        gazetteer: whether places are looked up in the gazetteer.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    format_name: str | None = None
    mapping: TableMapping | None = None
    today: date = field(default_factory=date.today)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    most_findings: int = MOST_FINDINGS
    profiles: tuple[Profile, ...] = ()
    previous: Source | None = None
    gazetteer: bool = False

    def open(self, source: Source, read: ReadOptions) -> Reading:
        """Open an input: by the mapping where there is one."""
        if self.mapping is not None:
            from exchangespec.mapping import open_mapped

            return open_mapped(source, self.mapping, read, self.format_name)
        return open_source(source, read, self.format_name)

    def wants(self, rule: Rule) -> bool:
        """Tell whether findings of a rule are asked for."""
        if self.select and not _named(rule, self.select):
            return False
        return not _named(rule, self.ignore)


def _named(rule: Rule, names: Iterable[str]) -> bool:
    """Tell whether a rule is named by code, by the start of its code, or by slug."""
    return any(rule.slug == name or rule.code.startswith(name.upper()) for name in names)


class Pending(NamedTuple):
    """A fault of a record, waiting for its place."""

    key: Key | None
    record: str
    fault: Fault


# A place to be found: where a record was read, its id, a field of it, an item of the field.
Wanted = tuple[Key | None, str, str | None, int | str | None]


def versions() -> dict[str, str]:
    """Return the versions that every report names."""
    return {
        "tool": __version__,
        "standard": spec.STANDARD_VERSION,
        "codelists": codelists.VERSION,
    }


class Intake:
    """One submission being read into an outcome; the full check builds on it.

    Findings are counted as they are noted; no more are kept than were asked for, and those that
    matter less give way to those that matter more.
    """

    def __init__(self, options: TakeOptions, outcome: Outcome, known: Known) -> None:
        """Start with nothing read."""
        self.options = options
        self.outcome = outcome
        self.known = known
        self.pending: dict[Severity, list[Pending]] = {severity: [] for severity in SEVERITIES}
        self.unwanted = {slug for slug, rule in RULES.items() if not options.wants(rule)}
        self.room = options.most_findings - len(outcome.findings)
        self.dropped = 0
        self.submissions: list[Submission] = []
        self.tallies: list[Tally] = []
        self.first_input = len(outcome.inputs)
        # The number of the first origin of each submission.
        self.firsts: list[int] = []
        self.origins: list[Origin] = []
        self.applied = no_profile()
        # What profiles raise; every other rule has the severity of its page.
        self.severities: dict[str, Severity] = {}

    def severity(self, fault: Fault) -> Severity:
        """Return how much a fault matters, here."""
        return self.severities.get(fault.slug) or RULES[fault.slug].severity

    # --- reading ---------------------------------------------------------------------------------

    def opened(self, reading: Reading) -> None:
        """Take note of an input that has been opened; a check may look ahead here."""

    def begun(self, submission: Submission) -> None:
        """Take note of a submission whose header is known; a check may apply profiles here."""

    def read(self, source: Source, look: Callable[[ReadRecord], None]) -> None:
        """Read one source; `look` is called with each record as it passes."""
        for record in self.stream(source):
            look(record)

    def stream(self, source: Source) -> Generator[ReadRecord]:
        """Read one source a record at a time, noting faults on the way."""
        with closing(self._passages(source)) as passages:
            yield from one_by_one(passages)

    def read_whole(self, sources: Sequence[Source], look: Callable[[ReadRecord], None]) -> None:
        """Read a submission: one source, or the parts that it has."""
        with closing(self.passages(sources)) as passages:
            for record in one_by_one(passages):
                look(record)

    def passages(self, sources: Sequence[Source]) -> Generator[ReadRecord | ReadBlock]:
        """Read a submission, many records at once where nothing is wrong with them."""
        if len(sources) == 1:
            yield from self._passages(sources[0])
        else:
            yield from self._passages_together(sources)

    def _passages(self, source: Source) -> Generator[ReadRecord | ReadBlock]:
        """Read one source."""
        reading = self.options.open(source, self.options.read)
        submission = self._begin(reading, Names(self.known))
        try:
            yield from self._passing(submission.passages(), self.tallies[-1])
            yield from self._passing(submission.late(), self.tallies[-1])
        finally:
            # Also when the caller has seen enough and closes the stream.
            self._end(submission)

    def _passages_together(self, sources: Sequence[Source]) -> Generator[ReadRecord | ReadBlock]:
        """Read the parts of one submission: they share their header, their ids and their names."""
        names = Names(self.known)
        try:
            for reading in self._joined(sources):
                submission = self._begin(reading, names)
                yield from self._passing(submission.passages(), self.tallies[-1])
                self.origins[self.firsts[-1] :] = submission.origins
            for tally, submission in zip(self.tallies, self.submissions, strict=True):
                yield from self._passing(submission.late(), tally)
        finally:
            # Also when reading ended early: what was read is summed up.
            for submission in self.submissions:
                self._end(submission)

    def _passing(
        self, passages: Iterable[ReadRecord | ReadBlock], tally: Tally
    ) -> Iterator[ReadRecord | ReadBlock]:
        """Count records as they pass, and note what is wrong with them."""
        for one in passages:
            if isinstance(one, ReadBlock):
                tally.see_block(one)
            else:
                self._pass(one, tally)
            yield one

    def _joined(self, sources: Sequence[Source]) -> list[Reading]:
        """Open the parts of a submission; those without a header get that of the first that has."""
        options = self.options.read
        readings = [self.options.open(source, options) for source in sources]
        header = next(
            (one.header.values for one in readings if one.header and one.header_is_own), None
        )
        if header is None:
            return readings
        about = {field: value for field, value in header.items() if field != "@context"}
        shared = replace(options, about={**about, **options.about})
        return [
            one if one.header and one.header_is_own else self.options.open(one.source, shared)
            for one in readings
        ]

    def _begin(self, reading: Reading, names: Names) -> Submission:
        """Take in an opened input and note what is wrong with its header."""
        self.opened(reading)
        submission = Submission(reading, self.known, len(self.origins), names)
        self.firsts.append(len(self.origins))
        tally = LineTally() if isinstance(reading, NdjsonReading) else Tally()
        tally.leave_out(submission.header_key)
        self.tallies.append(tally)
        self.submissions.append(submission)
        self.begun(submission)
        for fault in submission.header_faults:
            self.note(submission.header_key, "", fault)
        return submission

    def _pass(self, record: ReadRecord, tally: Tally) -> None:
        """Count a record and note what is wrong with it."""
        tally.see(record.facts)
        for fault in record.faults:
            self.note(record.facts.key, record.facts.id, fault)

    def _end(self, submission: Submission) -> None:
        """Know where everything was read, and sum up."""
        number = self.submissions.index(submission)
        first = self.firsts[number]
        self.origins[first : first + len(submission.origins)] = submission.origins
        self._summarise(submission, self.tallies[number])

    def _summarise(self, submission: Submission, tally: Tally) -> None:
        """Add to the outcome what was read."""
        reading, counts = submission.reading, tally.records
        told = reading.header is None or not reading.header_is_own
        nothing = not counts and told and not reading.complete
        title = submission.header.get("title")
        self.outcome.inputs.append(
            InputSummary(
                file=reading.source.name,
                format=reading.format,
                records={name: counts[name] for name in spec.records() if name in counts},
                encoding=reading.encoding,
                readable=reading.readable and not nothing,
                complete=reading.complete,
                title=_first_text(title),
                language=str(submission.header.get("language", "")),
                parts=reading.parts,
                sheets=reading.sheets,
                dataset=_shortened(str(submission.header.get("id", ""))),
                bases=package_prefixes(submission.header),
                rows=[TableRows(one.part, one.rows) for one in reading.accounts],
                about={
                    name: _shortened(value)
                    for name in SAYS_WHOSE
                    if isinstance(value := submission.header.get(name), str)
                },
                recommended=tally.recommended,
            )
        )

    # --- words and places ------------------------------------------------------------------------

    def note(self, key: Key | None, record: str, fault: Fault) -> None:
        """Count a fault, and keep it until places and words are made."""
        if fault.slug in self.unwanted:
            return
        self.hold(self._count(fault, key), Pending(key, record, fault))

    def hold(self, severity: Severity, item: Pending) -> None:
        """Keep a fault that has been counted, if there is room for it."""
        if self.room <= 0 and not self._make_room(severity):
            return
        self.room -= 1
        self.pending[severity].append(item)

    def _make_room(self, severity: Severity) -> bool:
        """Drop a finding that matters less, if there is one."""
        self.dropped += 1
        for lower in reversed(SEVERITIES[SEVERITIES.index(severity) + 1 :]):
            if self.pending[lower]:
                self.pending[lower].pop()
                self.room += 1
                return True
        return False

    def _count(self, fault: Fault, key: Key | None, tally: Tally | None = None) -> Severity:
        """Count a fault, also in its input's tally, and return its severity."""
        code, severity = RULES[fault.slug].code, self.severity(fault)
        number = 0 if key is None else bisect_right(self.firsts, key.origin) - 1
        (tally or self.tallies[number]).note(severity, key)
        self.outcome.count(code, severity)
        return severity

    def exchange(self, item: Pending, fault: Fault) -> None:
        """Count another, milder fault instead of one that has been noted and taken back."""
        code, severity = RULES[item.fault.slug].code, self.severity(item.fault)
        number = 0 if item.key is None else bisect_right(self.firsts, item.key.origin) - 1
        self.tallies[number].counts[severity] -= 1
        self.outcome.counts[severity] -= 1
        self.outcome.by_code[code] -= 1
        if not self.outcome.by_code[code]:
            del self.outcome.by_code[code]
        self.room += 1
        self.note(item.key, item.record, fault)

    def finish(self) -> None:
        """Give everything kept its place and words, and sort it."""
        start = len(self.outcome.findings)
        wanted = list(self._placed())
        kept = [item for severity in SEVERITIES for item in self.pending[severity]]
        room = self.options.most_findings - len(self.outcome.findings)
        if self.dropped or len(wanted) + len(kept) > room:
            self.outcome.truncated = True
            self._say_capped()
            wanted = wanted[:room]
            kept = kept[: max(0, room - len(wanted))]
        kept.sort(key=self._order)
        self.outcome.findings.extend(self._finding(one.fault, one.location) for one in wanted)
        related = [self._related(item.fault) for item in kept]
        wanted_places = [
            (item.key, item.record, item.fault.field, item.fault.item) for item in kept
        ]
        wanted_places += [(one.key, one.id, None, None) for group in related for one in group]
        wanted_places += [(one.key, "", name, None) for one in kept for name in one.fault.others]
        places = iter(self._places(wanted_places))
        own = [next(places) for _ in kept]
        beside = [[next(places) for _ in group] for group in related]
        for item, place, group in zip(kept, own, beside, strict=True):
            named = {name: next(places) for name in item.fault.others}
            self.outcome.findings.append(self._finding(item.fault, place, group, named=named))
        accounts = (one for item in self.submissions for one in item.reading.accounts)
        sizes = {one.place: one.rows.get("record", 0) for one in accounts}
        found = self.outcome.findings[start:]
        self.outcome.findings[start:] = gather(
            found, sizes, self._cut(found), heads_of(self.origins)
        )
        types = self._types(kept)
        for number, tally in enumerate(self.tallies):
            at = self.first_input + number
            self.outcome.inputs[at] = replace(
                self.outcome.inputs[at],
                counts=tally.counts,
                faulty=tally.faulty,
                types=types[number],
            )

    def _cut(self, found: Sequence[Finding]) -> set[Severity]:
        """Return the severities of which more was counted than is kept."""
        kept = Counter(one.severity for one in found)
        return {
            severity
            for severity in SEVERITIES
            if kept[severity] < sum(tally.counts[severity] for tally in self.tallies)
        }

    def _order(self, item: Pending) -> tuple[Any, ...]:
        """Return what findings are sorted by: origin, position, severity, code, field."""
        key = item.key or Key(-1, -1)
        part = item.fault.item
        return (
            *key,
            SEVERITIES.index(self.severity(item.fault)),
            RULES[item.fault.slug].code,
            item.fault.field or "",
            part if isinstance(part, int) else -1,
            str(part),
        )

    def _finding(
        self,
        fault: Fault,
        place: Location,
        related: Sequence[Location] = (),
        *,
        named: Mapping[str, Location] | None = None,
    ) -> Finding:
        """Give a fault its rule's code and words; a field is called by its own heading."""
        found = finding_of(fault, place, related, named=named)
        severity = self.severity(fault)
        return found if severity == found.severity else replace(found, severity=severity)

    def _types(self, kept: Iterable[Pending]) -> list[dict[str, str]]:
        """Return for each input the types of the records that findings are about."""
        types: list[dict[str, str]] = [{} for _ in self.tallies]
        for item in kept:
            name = self.known.type_of(item.record) if item.record else None
            if name is not None and item.key is not None:
                types[bisect_right(self.firsts, item.key.origin) - 1][item.record] = name
        return types

    def _placed(self) -> Iterator[PlacedFault]:
        """Yield the faults about files, sheets and columns that are wanted, counting each.

        Why an input could not be read at all is always wanted.
        """
        for submission, tally in zip(self.submissions, self.tallies, strict=True):
            for placed in submission.reading.faults:
                if placed.fault.slug in self.unwanted and submission.reading.readable:
                    continue
                self._count(placed.fault, None, tally)
                yield placed
                if placed.fault.slug == OF_EVERY_RECORD:
                    tally.spoil(self._tables_at(placed.location))

    def _tables_at(self, place: Location) -> Iterator[int]:
        """Yield the numbers of the origins that lie where a place does."""
        for number, origin in enumerate(self.origins):
            other = origin.locate(1, None, None)
            if (other.file, other.member, other.sheet) == (place.file, place.member, place.sheet):
                yield number

    def _say_capped(self) -> None:
        """Say once that more was found than is kept."""
        count = sum(self.outcome.counts.values())
        fault = Fault("findings-capped", {"count": count, "limit": self.options.most_findings})
        if fault.slug not in self.unwanted and "EXS902" not in self.outcome.by_code:
            self._count(fault, None)
            self.outcome.findings.append(self._finding(fault, self._whole_file()))

    def _places(self, wanted: Sequence[Wanted]) -> list[Location]:
        """Ask each origin once for all its places."""
        requests: dict[int, list[tuple[int, str | None, int | str | None]]] = defaultdict(list)
        for key, _, field_name, item in wanted:
            if key is not None:
                requests[key.origin].append((key.position, field_name, item))
        found = {
            origin: iter(self.origins[origin].locate_all(asked))
            for origin, asked in requests.items()
        }
        return [
            with_record(
                self._whole_file() if key is None else next(found[key.origin]), record, field_name
            )
            for key, record, field_name, _ in wanted
        ]

    def _whole_file(self) -> Location:
        """Return the place of a fault that has no record: the first file."""
        return Location(file=self.submissions[0].reading.source.name)

    def _related(self, fault: Fault) -> list[Facts]:
        """Return the records that have to do with a fault, as far as they are here."""
        found = (
            item if isinstance(item, Facts) else self.known.get(str(item)) for item in fault.related
        )
        return [record for record in found if record is not None]


def finding_of(
    fault: Fault,
    place: Location,
    related: Sequence[Location] = (),
    *,
    named: Mapping[str, Location] | None = None,
) -> Finding:
    """Give a fault its rule's code, severity and words; a field is called by its own heading.

    `named` are the places of the other fields that its words name.
    """
    rule = RULES[fault.slug]
    heading = place.column if isinstance(place.column, str) and (place.record or place.row) else ""
    told = {**fault.params, "headings": _headings(named)} if named else fault.params
    params = {
        "field": fault.field or "",
        "title": heading or (fault.field or "").replace("_", " ").capitalize(),
        "file": place.file,
        **told,
    }
    worded = Fault(fault.slug, params, field=fault.field, variant=fault.variant)
    return Finding(
        code=rule.code,
        slug=rule.slug,
        severity=rule.severity,
        message=rule.words(worded),
        location=place,
        params={name: _shortened(value) for name, value in told.items()},
        suggestions=tuple(fault.suggestions),
        fix=fault.fix,
        related=tuple(related),
        wording=(rule.wording(worded),),
    )


def _headings(named: Mapping[str, Location]) -> list[str]:
    """Return what a table calls fields, those without a column left out; else their names."""
    found = [one.column for one in named.values() if isinstance(one.column, str)]
    return [f"“{heading}”" for heading in dict.fromkeys(found)] or list(named)


def with_record(place: Location, record: str, field_name: str | None) -> Location:
    """Return a place that also names record and field."""
    return place.of(_shortened(record), _shortened(field_name or ""))


LONGEST_FACT = 2_000
MOST_FACTS = 100


def _first_text(texts: object) -> str:
    """Return the first text of a language map, or nothing where it is none."""
    found = texts.values() if isinstance(texts, dict) else ()
    return str(_shortened(next((text for text in found if isinstance(text, str)), "")))


def _shortened(value: Any) -> Any:
    """Return a fact of a finding, which reports repeat, without what nobody would read of it."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST_FACT else value[: LONGEST_FACT - 1] + "…"
    if isinstance(value, (list, tuple)):
        return [_shortened(item) for item in value[:MOST_FACTS]]
    if isinstance(value, dict):
        return {
            _shortened(key): _shortened(item) for key, item in islice(value.items(), MOST_FACTS)
        }
    return value
