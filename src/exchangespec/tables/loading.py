"""Reads submissions of any format into tables: a batch at a time, each row with its place."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec import spec
from exchangespec.intake import Intake, TakeOptions, versions
from exchangespec.outcome import Outcome
from exchangespec.removal import id_of
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.known import Known
from exchangespec.submission.reading import TABLES
from exchangespec.tables.forms import record_tables
from exchangespec.tables.rows import Row, header_row, place_row, record_row
from exchangespec.tables.store import Store
from exchangespec.tables.things import Things
from exchangespec.views import Looking, View, claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from exchangespec.finding import Finding
    from exchangespec.formats.format import Origin, Reading, Source
    from exchangespec.submission.judged import ReadBlock, ReadRecord
    from exchangespec.submission.reading import Submission

# Messages of inputs that could not be read are kept; one such input has few.
MOST_PROBLEMS = 1_000
LINKS = "links"
STATEMENT, WITHDRAWN = "Statement", "withdrawn"


@dataclass(slots=True)
class Loaded:
    """What was read into a folder of tables.

    Attributes:
        folder: where the tables are.
        outcome: the inputs and the counts; the findings themselves are in the table `findings`.
        problems: why inputs could not be read.
        refused: how many values were left out because they are not valid.
        untyped: how many records were left out because their type is not known.
    """

    folder: Path
    outcome: Outcome
    problems: list[Finding] = field(default_factory=list)
    refused: int = 0
    untyped: int = 0

    @property
    def readable(self) -> bool:
        """Tell whether every input could be read."""
        return all(item.readable for item in self.outcome.inputs)


class Passing(Known):
    """Keeps the ids of tables, in which records name each other by words; of the rest nothing."""

    def __init__(self, today: date) -> None:
        """Start with an input of which nothing is known."""
        super().__init__({}, today=today)
        self.keeps = True

    def add(self, record: RecordFacts) -> None:
        """Keep a record only where another may name it."""
        if self.keeps:
            super().add(record)

    def add_block(self, block: ReadBlock) -> None:
        """Keep records only where others may name them."""
        if self.keeps:
            super().add_block(block)

    def add_unknown(self, record_id: object) -> None:
        """Keep an id only where a record may name it."""
        if self.keeps:
            super().add_unknown(record_id)


class Filling(NamedTuple):
    """What is filled while inputs are read."""

    loaded: Loaded
    store: Store
    things: Things


class Taking(Intake):
    """One submission being read into a store."""

    def __init__(
        self, options: TakeOptions, filling: Filling, looking: Looking | None = None
    ) -> None:
        """Prepare to read; `looking` sees records as a view shows them."""
        self.passing = Passing(options.today)
        self.loaded, self.store, self.things = filling
        super().__init__(options, self.loaded.outcome, self.passing)
        self.looking = looking
        self.seen: set[tuple[int, str, str, str | None]] = set()

    def opened(self, reading: Reading) -> None:
        """Know whether records may name each other by words."""
        self.passing.keeps = reading.format in TABLES

    def submission(self, sources: Sequence[Source]) -> None:
        """Read the sources as one submission, and put all of it into the tables."""
        self.read_whole(sources, self._look)
        self.finish()
        for number, submission in enumerate(self.submissions):
            self._close(number, submission)
        self._keep_findings()

    def _look(self, record: ReadRecord) -> None:
        """Put one record into its table."""
        facts = record.facts
        if not facts.type:
            self.loaded.untyped += 1
            return
        number = bisect_right(self.firsts, facts.key.origin) - 1
        submission = self.submissions[number]
        origin = submission.origins[facts.key.origin - self.firsts[number]]
        language = submission.header.get("language")
        shown = facts if self.looking is None else seen_through(self.looking, facts)
        if shown is None:
            return
        row = record_row(shown, language if isinstance(language, str) else None)
        row["dataset"] = dataset_of(submission)
        self.loaded.refused += len(facts.failed)
        self.store.add(record_tables()[facts.type].name, row, origin, facts.key.position)
        if shown.get("record_status") != WITHDRAWN:
            self._keep_links(shown, row["dataset"])
        if facts.id:
            self.things.note(shown)
        if submission.reading.format in TABLES:
            self._keep_headings(facts, origin, row["dataset"])

    def _keep_links(self, facts: RecordFacts, dataset: str) -> None:
        """Add a row for each reference of a current record."""
        values, failed = facts.values, facts.failed
        rows: list[tuple[str, ...]] = []
        publisher = facts.id.partition(":")[0]
        for name, many in references()[facts.type]:
            value = values.get(name)
            if value is None:
                continue
            if name in failed:
                value = facts.all(name) if many else None
            for target in value if isinstance(value, (list, tuple)) else (value,):
                if isinstance(target, str):
                    whose = target.partition(":")[0]
                    own = dataset, facts.type, facts.id, name
                    rows.append((*own, target, publisher, whose))
        if rows:
            self.store.add_cells(LINKS, rows)

    def _keep_headings(self, facts: RecordFacts, origin: Origin, dataset: str) -> None:
        """Note in which columns the fields of a record stand, once for each column."""
        for name, language in parts_of(facts):
            known = (facts.key.origin, facts.type, name, language)
            if known in self.seen:
                continue
            self.seen.add(known)
            place = origin.locate(facts.key.position, name, language)
            if place.column is None:
                continue
            cell = place.cell or ""
            row: Row = {
                "dataset": dataset,
                "record_type": facts.type,
                "field": name,
                "language": language,
                "heading": str(place.column),
                "letters": cell.rstrip("0123456789") or None,
            }
            at = place_row(place)
            row |= {part: at[part] for part in ("file", "archive_member", "sheet")}
            self.store.add("headings", row)

    def _close(self, number: int, submission: Submission) -> None:
        """Add the row of the input itself."""
        summary = self.outcome.inputs[self.first_input + number]
        header = header_row(submission.header, self.known.header_failed)
        row: Row = {
            **header,
            "dataset": dataset_of(submission),
            "file": summary.file,
            "format": summary.format,
            "readable": summary.readable,
            "complete": summary.complete,
            "records": sum(summary.records.values()),
            "errors": summary.counts["error"],
        }
        self.store.add("datasets", row)

    def _keep_findings(self) -> None:
        """Add what was found, and keep of it only why an input could not be read."""
        dataset = dataset_of(self.submissions[0])
        for finding in self.outcome.singly:
            self.store.add("findings", finding_row(finding, dataset))
        unreadable = {item.file for item in self.outcome.inputs if not item.readable}
        room = MOST_PROBLEMS - len(self.loaded.problems)
        self.loaded.problems += [
            one for one in self.outcome.findings if one.location.file in unreadable
        ][:room]
        self.outcome.findings.clear()


@cache
def references() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Return the fields of every record type that point to records, and whether to many."""
    return {
        name: tuple((one.name, one.many) for one in fields)
        for name, fields in spec.references().items()
    }


def dataset_of(submission: Submission) -> str:
    """Return what a submission is called in tables: its address, or else its file."""
    name = submission.header.get("id")
    return name if isinstance(name, str) and name else submission.reading.source.name


def parts_of(facts: RecordFacts) -> Iterator[tuple[str, str | None]]:
    """Yield the fields of a record, those with texts once for each language."""
    for name, value in facts.values.items():
        if name == "type":
            continue
        if isinstance(value, dict):
            yield from ((name, language) for language in value)
        else:
            yield name, None


def finding_row(finding: Finding, dataset: str) -> Row:
    """Return a finding as a row."""
    place = finding.location
    return {
        "dataset": dataset,
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity,
        "message": finding.message,
        "record": place.record,
        "field": place.field,
        **place_row(place),
        "cell": place.cell,
    }


def load(
    sources: Sequence[Source], folder: Path, take: TakeOptions, *, view: View = "all"
) -> Loaded:
    """Read inputs into a folder of tables, each as a submission of its own.

    Raises:
        MissingPartError: if the library for Parquet is not installed.
    """
    return _load([[source] for source in sources], folder, take, view)


def load_together(
    sources: Sequence[Source], folder: Path, take: TakeOptions, *, view: View = "all"
) -> Loaded:
    """Read inputs into a folder of tables as the parts of one submission.

    Raises:
        MissingPartError: if the library for Parquet is not installed.
    """
    return _load([sources], folder, take, view)


def seen_through(looking: Looking, facts: RecordFacts) -> RecordFacts | None:
    """Return a record as a view shows it; None for one that it does not show."""
    values = looking.at(facts.values)
    if values is None or values == facts.values:
        return facts if values is not None else None
    return RecordFacts(facts.type, facts.id, values, failed=facts.failed, key=facts.key)


def looking_at(sources: Sequence[Source], take: TakeOptions, view: View) -> Looking | None:
    """Read inputs once for the claims in them, and return what sees records through a view."""
    if view == "all":
        return None
    statements: list[Mapping[str, Any]] = []

    def look(facts: RecordFacts) -> None:
        if facts.type == STATEMENT:
            statements.append(facts.values)

    language = _passed(sources, take, look)
    looking = Looking(view, language, claims(statements))
    if view == "stated":
        _leave_out(looking, statements, lambda look: _passed(sources, take, look))
    return looking


def _passed(
    sources: Sequence[Source], take: TakeOptions, look: Callable[[RecordFacts], None]
) -> object:
    """Let every record of a submission pass, and return the language of its header."""
    intake = Intake(take, Outcome(versions=versions()), Passing(take.today))
    intake.read_whole(sources, lambda record: look(record.facts))
    return intake.submissions[0].header.get("language") if intake.submissions else None


def _leave_out(
    looking: Looking,
    statements: Sequence[Mapping[str, Any]],
    passed: Callable[[Callable[[RecordFacts], None]], object],
) -> None:
    """Let a view know beforehand what it does not show: other records may refer to it.

    All are looked through only where a record might be concluded as a whole, until no more are
    found.
    """
    found = {id_of(one) for one in statements if looking.at(one) is None} - {""}
    more = found
    while more:
        looking.gone = dict.fromkeys(found, ())
        more = {id_of(one) for one in statements if looking.at(one) is None} - found
        found |= more

    def look(facts: RecordFacts) -> None:
        if facts.id and facts.type and looking.at(facts.values) is None:
            more.add(facts.id)

    searching = bool(looking.marks)
    while searching:
        more = set()
        passed(look)
        searching = bool(more - found)
        found |= more
        looking.gone = dict.fromkeys(found, ())
    looking.changes.clear()


def _load(
    submissions: Sequence[Sequence[Source]], folder: Path, take: TakeOptions, view: View
) -> Loaded:
    """Read submissions one after the other."""
    # Every finding is wanted: it is all that is left of what was not read.
    take = replace(take, select=(), ignore=())
    with Store(folder) as store, closing(Things(folder)) as things:
        filling = Filling(Loaded(folder, Outcome(versions=versions())), store, things)
        for sources in submissions:
            Taking(take, filling, looking_at(sources, take, view)).submission(sources)
        for row in things.rows():
            store.add("entities", row)
    return filling.loaded
