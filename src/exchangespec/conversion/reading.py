"""Reads a submission whole, with the names of everything that could not be kept of it."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

from exchangespec import spec
from exchangespec.conversion.losing import (
    Broken,
    Loss,
    context_losses,
    located,
    loses,
    losses_read,
    tells_publisher,
    without,
    without_endless,
)
from exchangespec.conversion.shelf import Shelf, Shelved
from exchangespec.errors import UnreadableError
from exchangespec.formats.format import HEADER, Document, Source, label_of
from exchangespec.intake import OF_EVERY_RECORD, Intake, TakeOptions, versions
from exchangespec.location import Location
from exchangespec.outcome import Outcome
from exchangespec.spec.canonical import canonical
from exchangespec.structure import judge_header
from exchangespec.submission.facts import NOWHERE, Facts, Key
from exchangespec.submission.known import Known
from exchangespec.submission.reading import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from exchangespec.formats.format import Origin, Reading, Unheld
    from exchangespec.submission.facts import RecordFacts
    from exchangespec.submission.judged import ReadBlock, ReadRecord
    from exchangespec.submission.reading import Submission


UNREAD = "which could not be read"


@dataclass(slots=True)
class ReadBack:
    """A submission read whole: canonical data, what was found, and what could not be kept.

    The records of the document lie on a shelf. `broken` holds the names of the fields that are kept
    as they were given though the model refuses them, by the number of their record on the shelf;
    `header_broken` those of the header. `keys` tells where each record on the shelf was read.
    `packages` are the headers of several publishers in one file, each as it stands there; `header`
    is then the first with what the others must not lose.
    """

    header: Mapping[str, Any]
    records: Shelved
    outcome: Outcome
    lost: list[str]
    broken: Broken
    header_broken: frozenset[str]
    keys: Keys
    origins: Sequence[Origin]
    header_key: Key | None = None
    packages: Sequence[Mapping[str, Any]] = ()

    def lost_in(self, file: str) -> list[str]:
        """Return what could not be kept, each with the name of the file."""
        return [loss if loss.startswith(file) else f"{file}: {loss}" for loss in self.lost]

    @property
    def lost_data(self) -> bool:
        """Tell whether more could not be kept than what is merely not of the standard."""
        aside = [one for one in self.outcome if loses(one) and one.severity != "error"]
        return len(self.lost) > len(aside)

    def valid(self) -> tuple[Document, list[str]]:
        """Return what is valid, and the names of what is not: a table or graph may not hold it.

        A record of which nothing is left but its type is left out as well: its row would be blank.
        """
        header, losses = without(self.header, self.header_broken, HEADER, self.header_key)
        if not self.broken:
            return Document(header, self.records), located(losses, self.origins)
        shelf = Shelf()
        for number, record in zip(self.records.order, self.records, strict=True):
            names, key = self.broken.get(number), self.keys[number]
            if names is None:
                kept = record
            else:
                kept, refused = without(record, names, label_of(record), key)
                losses += refused
                if kept.keys() == {"type"}:
                    why = "a record of which nothing is left"
                    losses.append(Loss(str(kept["type"]), "", why, key))
                    continue
            shelf.put(kept)
        return Document(header, Shelved(shelf, range(len(shelf)))), located(losses, self.origins)

    def unheld(self, found: Sequence[Unheld], document: Document) -> list[str]:
        """Return what a format cannot hold of a document made of this, each with its place.

        The document may lack records or fields. Where it has fewer records of an id than this, or
        without one, no place is told rather than a wrong one.
        """
        records = document.records
        labels = {label_of(records[one.number]) for one in found if one.number is not None}
        there = numbers_of(labels, records)
        here = numbers_of(labels, self.records)
        keys = {
            number: self._key(own)
            for label, numbers in there.items()
            if len(numbers) == len(here[label])
            for number, own in zip(numbers, here[label], strict=True)
        }
        losses = []
        for one in found:
            name, _, item = one.field.partition(".")
            if one.number is None:
                label, key = (HEADER, self.header_key) if name else ("", None)
            else:
                label, key = label_of(records[one.number]), keys.get(one.number)
            losses.append(Loss(label, name, one.why, key, item or None))
        return located(losses, self.origins)

    def places(self, wanted: Sequence[tuple[int, str | None]]) -> list[Location]:
        """Return where records, by number, or fields of them stand; each origin asked once."""
        found: list[Location] = [Location(file=self.outcome.inputs[0].file)] * len(wanted)
        asked: dict[int, list[int]] = defaultdict(list)
        for at, (number, _) in enumerate(wanted):
            asked[self._key(number).origin].append(at)
        for origin, ats in asked.items():
            requests = [(self._key(wanted[at][0]).position, wanted[at][1], None) for at in ats]
            places = self.origins[origin].locate_all(requests)
            for at, place in zip(ats, places, strict=True):
                found[at] = place
        return found

    def _key(self, number: int) -> Key:
        """Return where a record of the document was read."""
        return self.keys[self.records.order[number]]

    @property
    def document(self) -> Document:
        """Return what was read, in the order that it has now."""
        return Document(self.header, self.records)

    def invalid(self) -> int:
        """Return how many values are kept that the model refuses."""
        return len(self.header_broken & self.header.keys()) + sum(
            len(names & self.records.shelf.take(number).keys())
            for number, names in self.broken.items()
        )

    def sorted(self) -> ReadBack:
        """Return the same with the records in the order of types, then of ids."""
        places = [_place_in_order(record) for record in self.records]
        order = sorted(range(len(places)), key=places.__getitem__)
        return replace(self, records=self.records.reordered(order))


def numbers_of(
    labels: AbstractSet[str], records: Iterable[Mapping[str, Any]]
) -> dict[str, list[int]]:
    """Return the numbers of the records that are called by some labels, by label."""
    found: dict[str, list[int]] = {label: [] for label in labels}
    if labels:
        for number, record in enumerate(records):
            label = label_of(record)
            if label in found:
                found[label].append(number)
    return found


def apart(read: ReadBack) -> list[ReadBack]:
    """Take apart what several publishers say in one file: each gets its header and its records.

    Records under a prefix that none of them has stay with the first.
    """
    if not read.packages:
        return [read]
    prefixes = [str(one["prefix"]) for one in read.packages]
    orders = {prefix: array("Q") for prefix in prefixes}
    for number, record in zip(read.records.order, read.records, strict=True):
        prefix = str(record.get("id", "")).partition(":")[0]
        orders.get(prefix, orders[prefixes[0]]).append(number)
    kept = {str(finding) for finding in read.outcome.findings if tells_publisher(finding)}
    parts = []
    for prefix, package in zip(prefixes, read.packages, strict=True):
        judgement = judge_header(package)
        part = replace(
            read,
            header=canonical(judgement.values, spec.header()),
            header_broken=judgement.failed,
            records=Shelved(read.records.shelf, orders[prefix]),
            lost=[],
            header_key=None,
            packages=(),
        )
        parts.append(part)
    parts[0].lost = [loss for loss in read.lost if loss not in kept]
    parts[0].header_key = read.header_key
    return parts


class Keys(Sequence[Key]):
    """Where records were read, sixteen bytes each."""

    def __init__(self) -> None:
        """Begin with none."""
        self._origins = array("q")
        self._positions = array("q")

    def append(self, key: Key) -> None:
        """Add one."""
        self._origins.append(key.origin)
        self._positions.append(key.position)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._origins)

    @overload
    def __getitem__(self, index: int) -> Key: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Key]: ...

    def __getitem__(self, index: int | slice) -> Key | Sequence[Key]:
        """Return one, or some."""
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return Key(self._origins[index], self._positions[index])


@dataclass(slots=True)
class Gathering:
    """The records of a submission being gathered, and the names of what is lost of them."""

    mend: Callable[[ReadRecord], ReadRecord]
    shelf: Shelf = field(default_factory=Shelf)
    keys: Keys = field(default_factory=Keys)
    broken: dict[int, frozenset[str]] = field(default_factory=dict)
    lost: list[Loss] = field(default_factory=list)
    unread: list[Loss] = field(default_factory=list)
    untyped: int = 0

    def look(self, record: ReadRecord) -> None:
        """Keep a record, and name what of it could not be read."""
        facts = self.mend(record).facts
        if not facts.type:
            self.untyped += 1
            return
        values = canonical(facts.values, spec.records()[facts.type].fields)
        values, endless = without_endless(values, _label(facts), facts.key)
        if facts.failed or values.keys() == {"type"}:
            self.broken[len(self.shelf)] = facts.failed
        self.shelf.put(values)
        self.keys.append(facts.key)
        self.lost += endless
        unread = facts.failed - facts.values.keys()
        if unread:
            # Of an id that a mapping would make, the input says nothing.
            unread -= {fault.field for fault in record.faults if fault.slug == "mapped-id-empty"}
        self.unread.extend(Loss(_label(facts), name, UNREAD, facts.key) for name in sorted(unread))

    def as_given(self) -> Shelved:
        """Return the records in the order of the input: some may have been read late."""
        records = Shelved(self.shelf, range(len(self.shelf)))
        keys = self.keys
        if all(one <= two for one, two in pairwise(keys)):
            return records
        return records.reordered(sorted(range(len(keys)), key=keys.__getitem__))


class Types(Known):
    """Which ids there are, each with its type: enough to find what a word in a table means."""

    def add(self, record: RecordFacts) -> None:
        """Keep the id."""
        if record.id:
            self._index.setdefault(record.id, _entry(record.type))

    def add_block(self, block: ReadBlock) -> None:
        """Keep the ids."""
        for name in block.columns["id"]:
            self._index.setdefault(name, _entry(block.type))

    def get(self, record_id: str | None) -> Facts | None:  # noqa: ARG002 - as above it is called
        """Return nothing: no record is kept."""
        return None


@cache
def _entry(record_type: str) -> Facts:
    """Return what is kept for each record of a type, the same for all."""
    return Facts(record_type, "", (), {}, NOWHERE)


class Unkept(Types):
    """The index of a submission in which no record is looked for by its id: it stays empty."""

    def add(self, record: RecordFacts) -> None:
        """Let a record pass."""

    def add_block(self, block: ReadBlock) -> None:
        """Let records pass."""

    def add_unknown(self, record_id: object) -> None:
        """Let an id pass."""


class Passage(Intake):
    """One submission being read for what it says, not to be checked."""

    def opened(self, reading: Reading) -> None:
        """Keep ids only where a record may be named by a word."""
        if reading.format not in TABLES:
            self.known = Unkept({}, today=self.options.today)


def _label(facts: RecordFacts) -> str:
    """Return what a record is called where something of it is lost."""
    return facts.id or facts.type


def read_document(
    source: Source, take: TakeOptions, mend: Callable[[ReadRecord], ReadRecord] = lambda one: one
) -> ReadBack:
    """Read a whole submission into the canonical order; `mend` may repair each record."""
    return read_as_given(source, take, mend).sorted()


def read_side_by_side(sources: Iterable[Source], take: TakeOptions) -> list[ReadBack]:
    """Read whole submissions into the canonical order, each for itself.

    Raises:
        UnreadableError: if one of them cannot be read; what was found in all such is told.
    """
    reads = [read_document(source, take) for source in sources]
    unread = [
        finding
        for read in reads
        if not read.outcome.inputs[0].readable
        for finding in read.outcome.findings
    ]
    if unread:
        raise UnreadableError(tuple(unread))
    return reads


def read_as_given(
    source: Source, take: TakeOptions, mend: Callable[[ReadRecord], ReadRecord]
) -> ReadBack:
    """Read a whole submission in the order in which its records stand in it."""
    outcome = Outcome(versions=versions())
    # Every finding is wanted here, since some are all that is left of what was not read.
    intake = Passage(replace(take, select=(), ignore=()), outcome, Types({}, today=take.today))
    gathering = Gathering(mend)
    intake.read(source, gathering.look)
    intake.finish()
    submission = intake.submissions[0]
    key = submission.header_key
    header, losses = without_endless(submission.header, HEADER, key)
    records = gathering.as_given()
    header_failed = intake.known.header_failed
    losses.extend(
        Loss(HEADER, name, UNREAD, key) for name in sorted(header_failed - submission.header.keys())
    )
    losses.extend(_context_lost(submission, Document(header, records)))
    losses += gathering.lost
    losses.extend(_stated(gathering.unread, intake))
    lost = [*losses_read(outcome.findings), *located(losses, intake.origins)]
    if gathering.untyped:
        lost.append(f"records whose type is not known: {gathering.untyped}")
    if not outcome.inputs[0].complete:
        lost.append("a part of the input that could not be read")
    return ReadBack(
        header=header,
        records=records,
        outcome=outcome,
        lost=lost,
        broken=gathering.broken,
        header_broken=header_failed,
        keys=gathering.keys,
        origins=intake.origins,
        header_key=key,
        packages=submission.reading.packages,
    )


def _stated(unread: Iterable[Loss], intake: Intake) -> Iterator[Loss]:
    """Leave out the fields for which the record's table has no column: nothing is lost there."""
    missing = {
        (_table_of(finding.location), finding.location.field)
        for finding in intake.outcome.findings
        if finding.slug == OF_EVERY_RECORD
    }
    for one in unread:
        place = None
        if missing and one.key is not None:
            place = intake.origins[one.key.origin].locate(1, None, None)
        if place is None or (_table_of(place), one.field) not in missing:
            yield one


def _table_of(place: Location) -> tuple[str, str | None, str | None]:
    """Return the table in which a place lies."""
    return place.file, place.member, place.sheet


def _context_lost(submission: Submission, document: Document) -> Iterable[Loss]:
    """Name what the input's JSON-LD context says and the document does not."""
    raw = submission.reading.header
    if raw is None or "@context" not in raw.values:
        return ()
    return context_losses(raw.values["@context"], document, submission.header_key)


def in_order(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records in the order of types, then of ids."""
    return sorted(records, key=_place_in_order)


def _place_in_order(record: Mapping[str, Any]) -> str:
    """Return what a record is sorted by: its type's number, two digits, then its id."""
    return _number_of(record["type"]) + str(record.get("id", ""))


@cache
def _number_of(record_type: str) -> str:
    """Return the number of a type in the standard order."""
    return f"{list(spec.records()).index(record_type):02}"
