"""Reads a submission whole, with the names of everything that could not be kept of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec import spec
from exchangespec.conversion.losing import (
    HEADER,
    context_losses,
    losses_read,
    lost_field,
    places_of,
    without_endless,
)
from exchangespec.formats.format import Document, Source
from exchangespec.intake import OF_EVERY_RECORD, Intake, TakeOptions, versions
from exchangespec.location import Location
from exchangespec.outcome import Outcome
from exchangespec.spec.canonical import canonical
from exchangespec.submission.known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from exchangespec.formats.format import Origin
    from exchangespec.submission.facts import Key, RecordFacts
    from exchangespec.submission.reading import ReadRecord, Submission


UNREAD = "which could not be read"


@dataclass(slots=True)
class ReadBack:
    """A submission read whole: canonical data, what was found, and what could not be kept.

    `broken` holds for each record the names of the fields that are kept as they were given though
    the model refuses them, `header_broken` those of the header; `keys` where each was read.
    """

    document: Document
    outcome: Outcome
    lost: list[str]
    broken: list[frozenset[str]]
    header_broken: frozenset[str]
    keys: list[Key]
    origins: Sequence[Origin]

    def places(self, wanted: Sequence[tuple[int, str | None]]) -> list[Location]:
        """Return where records, by number, or fields of them stand; each origin asked once."""
        found: list[Location] = [Location(file=self.outcome.inputs[0].file)] * len(wanted)
        asked: dict[int, list[int]] = defaultdict(list)
        for at, (number, _) in enumerate(wanted):
            asked[self.keys[number].origin].append(at)
        for origin, ats in asked.items():
            requests = [(self.keys[wanted[at][0]].position, wanted[at][1], None) for at in ats]
            places = self.origins[origin].locate_all(requests)
            for at, place in zip(ats, places, strict=True):
                found[at] = place
        return found

    def invalid(self) -> int:
        """Return how many values are kept that the model refuses."""
        pairs = zip(self.document.records, self.broken, strict=True)
        return len(self.header_broken & self.document.header.keys()) + sum(
            len(names & record.keys()) for record, names in pairs
        )

    def sorted(self) -> ReadBack:
        """Return the same with the records in the order of types, then of ids."""
        order = sorted(
            range(len(self.broken)), key=lambda at: _place_in_order(self.document.records[at])
        )
        records = [self.document.records[at] for at in order]
        return replace(
            self,
            document=Document(self.document.header, records),
            broken=[self.broken[at] for at in order],
            keys=[self.keys[at] for at in order],
        )


class Taken(NamedTuple):
    """One record with the place it was read at, which tells the input's order."""

    key: Key
    values: dict[str, Any]
    failed: frozenset[str]


class Unread(NamedTuple):
    """A field of a record that was stated, as far as its reader knows, but could not be read."""

    key: Key
    label: str
    name: str


@dataclass(slots=True)
class Gathering:
    """The records of a submission being gathered, and the names of what is lost of them."""

    mend: Callable[[ReadRecord], ReadRecord]
    taken: list[Taken] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    untyped: int = 0

    def look(self, record: ReadRecord) -> None:
        """Keep a record, and name what of it could not be read."""
        facts = self.mend(record).facts
        if not facts.type:
            self.untyped += 1
            return
        values = canonical(facts.values, spec.records()[facts.type].fields)
        values, endless = without_endless(values, _label(facts))
        self.taken.append(Taken(facts.key, values, facts.failed))
        self.lost += endless
        self.unread.extend(
            Unread(facts.key, _label(facts), name)
            for name in sorted(facts.failed - facts.values.keys())
        )


def _label(facts: RecordFacts) -> str:
    """Return what a record is called where something of it is lost."""
    return facts.id or facts.type


def read_document(
    source: Source, take: TakeOptions, mend: Callable[[ReadRecord], ReadRecord] = lambda one: one
) -> ReadBack:
    """Read a whole submission into the canonical order; `mend` may repair each record."""
    return read_as_given(source, take, mend).sorted()


def read_as_given(
    source: Source, take: TakeOptions, mend: Callable[[ReadRecord], ReadRecord]
) -> ReadBack:
    """Read a whole submission in the order in which its records stand in it."""
    outcome = Outcome(versions=versions())
    # Every finding is wanted here, since some are all that is left of what was not read.
    intake = Intake(replace(take, select=(), ignore=()), outcome, Known({}, today=take.today))
    gathering = Gathering(mend)
    intake.read(source, gathering.look)
    intake.finish()
    # Records that name others by words were read last.
    taken = sorted(gathering.taken, key=lambda one: one.key)
    submission = intake.submissions[0]
    header, endless = without_endless(submission.header, HEADER)
    document = Document(header, [one.values for one in taken])
    header_failed = intake.known.header_failed
    lost = [*losses_read(outcome.findings), *endless]
    places = places_of(outcome.findings)
    lost.extend(
        lost_field(HEADER, name, UNREAD, places)
        for name in sorted(header_failed - submission.header.keys())
    )
    lost.extend(_context_lost(submission, document))
    if gathering.untyped:
        lost.append(f"records whose type is not known: {gathering.untyped}")
    lost += gathering.lost
    lost.extend(
        lost_field(one.label, one.name, UNREAD, places) for one in _stated(gathering.unread, intake)
    )
    if not outcome.inputs[0].complete:
        lost.append("a part of the input that could not be read")
    return ReadBack(
        document=document,
        outcome=outcome,
        lost=lost,
        broken=[one.failed for one in taken],
        header_broken=header_failed,
        keys=[one.key for one in taken],
        origins=intake.origins,
    )


def _stated(unread: Iterable[Unread], intake: Intake) -> Iterator[Unread]:
    """Leave out the fields for which the record's table has no column: nothing is lost there."""
    missing = {
        (_table_of(finding.location), finding.location.field)
        for finding in intake.outcome.findings
        if finding.slug == OF_EVERY_RECORD
    }
    for one in unread:
        place = intake.origins[one.key.origin].locate(1, None, None) if missing else None
        if place is None or (_table_of(place), one.name) not in missing:
            yield one


def _table_of(place: Location) -> tuple[str, str | None, str | None]:
    """Return the table in which a place lies."""
    return place.file, place.member, place.sheet


def _context_lost(submission: Submission, document: Document) -> Iterable[str]:
    """Name what the input's JSON-LD context says and the document does not."""
    raw = submission.reading.header
    if raw is None or "@context" not in raw.values:
        return ()
    return context_losses(raw.values["@context"], document)


def in_order(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records in the order of types, then of ids."""
    return sorted(records, key=_place_in_order)


def _place_in_order(record: Mapping[str, Any]) -> tuple[int, str]:
    """Return where a record stands: in the order of types, then of ids."""
    return list(spec.records()).index(record["type"]), str(record.get("id", ""))
