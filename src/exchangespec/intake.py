"""Takes a submission in: reads its files, notes every fault, and gives each words and a place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec import __version__, codelists, spec
from exchangespec.finding import Fault, Finding
from exchangespec.formats import open_source
from exchangespec.formats.format import PlacedFault, ReadOptions, Source
from exchangespec.location import Location
from exchangespec.outcome import InputSummary, Outcome
from exchangespec.rules import RULES
from exchangespec.submission.facts import Facts, Key
from exchangespec.submission.reading import ReadRecord, Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

    from exchangespec.formats.format import Origin, Reading
    from exchangespec.rules.rule import Rule
    from exchangespec.submission.known import Known

MOST_FINDINGS = 100_000


@dataclass(frozen=True, slots=True)
class TakeOptions:
    """What the user asks of reading and reporting.

    Attributes:
        read: how to read the inputs.
        format_name: format to read them in; None finds out.
        today: the day that rules take for today.
        select: codes, code prefixes or slugs to look at; empty for all.
        ignore: codes, code prefixes or slugs to leave out.
        most_findings: how many findings are kept; all are counted.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    format_name: str | None = None
    today: date = field(default_factory=date.today)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    most_findings: int = MOST_FINDINGS

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
    """One submission being read into an outcome; the full check builds on it."""

    def __init__(self, options: TakeOptions, outcome: Outcome, known: Known) -> None:
        """Start with nothing read."""
        self.options = options
        self.outcome = outcome
        self.known = known
        self.pending: list[Pending] = []
        self.placed: list[PlacedFault] = []
        self.submissions: list[Submission] = []
        self.origins: list[Origin] = []

    # --- reading ---------------------------------------------------------------------------------

    def read(self, source: Source, look: Callable[[ReadRecord], None]) -> None:
        """Read one source; `look` is called with each record as it passes."""
        for record in self.stream(source):
            look(record)

    def stream(self, source: Source) -> Generator[ReadRecord]:
        """Read one source a record at a time, noting faults on the way."""
        reading = open_source(source, self.options.read, self.options.format_name)
        before = self.known.counts()
        first = len(self.origins)
        submission = Submission(reading, self.known, first)
        self.submissions.append(submission)
        for fault in submission.header_faults:
            self.note(submission.header_key, "", fault)
        try:
            for record in submission.records():
                for fault in record.faults:
                    self.note(record.facts.key, record.facts.id, fault)
                yield record
        finally:
            # Also when the caller has seen enough and closes the stream.
            self.origins[first:] = submission.origins
            self.placed.extend(reading.faults)
            self._summarise(reading, submission, before)

    def _summarise(
        self, reading: Reading, submission: Submission, before: Mapping[str, int]
    ) -> None:
        """Add to the outcome what was read."""
        counts = {
            name: count - before.get(name, 0)
            for name, count in self.known.counts().items()
            if count > before.get(name, 0)
        }
        nothing = not counts and submission.reading.header is None and not reading.complete
        title = submission.header.get("title")
        self.outcome.inputs.append(
            InputSummary(
                file=reading.source.name,
                format=reading.format,
                records={name: counts[name] for name in spec.records() if name in counts},
                encoding=reading.encoding,
                readable=reading.readable and not nothing,
                complete=reading.complete,
                title=next(iter(title.values()), "") if isinstance(title, dict) else "",
            )
        )

    # --- words and places ------------------------------------------------------------------------

    def note(self, key: Key | None, record: str, fault: Fault) -> None:
        """Keep a fault until places and words are made."""
        self.pending.append(Pending(key, record, fault))

    def finish(self) -> None:
        """Count everything, keep what fits, give it places and words, and sort it."""
        room = self.options.most_findings - len(self.outcome.findings)
        wanted = [one for one in self.placed if self._counted(one.fault)]
        kept = [one for one in self.pending if self._counted(one.fault)]
        kept.sort(key=_order)
        if len(wanted) + len(kept) > room:
            self.outcome.truncated = True
            self._say_capped(len(wanted) + len(kept))
            kept.sort(key=lambda one: RANK[RULES[one.fault.slug].severity])
            wanted = wanted[:room]
            kept = kept[: max(0, room - len(wanted))]
            kept.sort(key=_order)
        self.outcome.findings.extend(_finding(one.fault, one.location, ()) for one in wanted)
        related = [self._related(item.fault) for item in kept]
        wanted_places = [
            (item.key, item.record, item.fault.field, item.fault.item) for item in kept
        ]
        wanted_places += [(one.key, one.id, None, None) for group in related for one in group]
        places = iter(self._places(wanted_places))
        own = [next(places) for _ in kept]
        for item, place, group in zip(kept, own, related, strict=True):
            found = _finding(item.fault, place, [next(places) for _ in group])
            self.outcome.findings.append(found)

    def _say_capped(self, count: int) -> None:
        """Say once that more was found than is kept."""
        params = {"count": count, "limit": self.options.most_findings}
        fault = Fault("findings-capped", params)
        if self._counted(fault):
            self.outcome.findings.append(_finding(fault, self._whole_file(), ()))

    def _counted(self, fault: Fault) -> bool:
        """Count a fault; tell whether it is wanted at all."""
        rule = RULES[fault.slug]
        if not self.options.wants(rule):
            return False
        self.outcome.counts[rule.severity] += 1
        self.outcome.by_code[rule.code] = self.outcome.by_code.get(rule.code, 0) + 1
        return True

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
            _with_record(
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


RANK = {"error": 0, "warning": 1, "info": 2}


def _order(item: Pending) -> tuple[Any, ...]:
    """Return what findings are sorted by: origin, position, severity, code, field."""
    rule = RULES[item.fault.slug]
    key = item.key or Key(-1, -1)
    return (*key, RANK[rule.severity], rule.code, item.fault.field or "", str(item.fault.item))


def _with_record(place: Location, record: str, field_name: str | None) -> Location:
    """Return a place that also names record and field."""
    data = place.as_dict()
    if record:
        data["record"] = record
    if field_name:
        data["field"] = field_name
    return Location(**data)


def _finding(fault: Fault, place: Location, related: Sequence[Location]) -> Finding:
    """Give a fault its rule's code, severity and words; a field is called by its own heading."""
    rule = RULES[fault.slug]
    heading = place.column if isinstance(place.column, str) and place.record else ""
    params = {
        "field": fault.field or "",
        "title": heading or (fault.field or "").replace("_", " ").capitalize(),
        "file": place.file,
        **fault.params,
    }
    worded = Fault(fault.slug, params, field=fault.field, variant=fault.variant)
    return Finding(
        code=rule.code,
        slug=rule.slug,
        severity=rule.severity,
        message=rule.words(worded),
        location=place,
        params=dict(fault.params),
        suggestions=list(fault.suggestions),
        fix=fault.fix,
        related=list(related),
    )
