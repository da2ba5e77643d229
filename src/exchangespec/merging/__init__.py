"""Puts submissions together: the newest whole record of each id wins, within one publisher.

Nothing is mixed out of two versions of a record. Records of different publishers are never made
one; which of them are the same thing is told beside them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from exchangespec.conversion import apart, fields_apart, in_order, read_side_by_side
from exchangespec.errors import LossError
from exchangespec.finding import Fault
from exchangespec.formats.format import Document
from exchangespec.intake import TakeOptions, finding_of, versions, with_record
from exchangespec.location import Location
from exchangespec.merging.choosing import NO_RECORD, Copy, Verdict, newest_package, newest_record
from exchangespec.outcome import Outcome
from exchangespec.rules import RULES
from exchangespec.submission.accounts import PUBLISHER_COLUMNS
from exchangespec.submission.facts import Key, RecordFacts
from exchangespec.submission.identities import Entities, identified
from exchangespec.submission.joined import Joined
from exchangespec.submission.known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from exchangespec.conversion import ReadBack
    from exchangespec.formats.format import Source
    from exchangespec.submission.facts import Facts

WAY_OUT = "With --on-loss warn this is named and all else is merged."


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """What the user asks of merging.

    Attributes:
        take: how to read the inputs.
        on_loss: whether what cannot be kept stops the merge, or is named.
        same: pairs of ids that the user says are the same thing.
    """

    take: TakeOptions = field(default_factory=TakeOptions)
    on_loss: Literal["error", "warn"] = "error"
    same: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record of the result is from, and which copies of it were left out."""

    id: str
    type: str
    file: str
    dataset: str
    version: str
    place: str
    decided_by: str
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class Merged:
    """What became of the submissions.

    Attributes:
        packages: the data of each publisher, by prefix.
        outcome: what was found while putting them together.
        origins: where each record is from.
        joined: the records of all publishers side by side.
        places: tells where records of `joined`, or fields of them, stand.
        losses: what could not be kept.
    """

    packages: dict[str, Document]
    outcome: Outcome
    origins: list[Origin]
    joined: Joined
    places: Callable[[Iterable[tuple[Facts, str | None]]], list[Location]]
    losses: list[str] = field(default_factory=list)

    @property
    def conflicts(self) -> bool:
        """Tell whether something could not be decided."""
        return self.outcome.counts["error"] > 0


def merge(sources: Sequence[Source], options: MergeOptions) -> Merged:
    """Put submissions together.

    What cannot be decided is an error in the outcome; the later input's version stands meanwhile.

    Raises:
        UnreadableError: if one of them cannot be read.
        LossError: if something could not be kept and that is not tolerated.
    """
    inputs = read_side_by_side(sources, options.take)
    reads = [read for whole in inputs for read in apart(whole)]
    losses = [loss for read in reads for loss in _kept_whole(read)]
    if losses and options.on_loss == "error":
        raise LossError(tuple(losses), task="merge", way_out=WAY_OUT)
    merging = _Merging(reads, options)
    merging.outcome.inputs = [read.outcome.inputs[0] for read in inputs]
    return merging.merged(losses)


def _kept_whole(read: ReadBack) -> list[str]:
    """Leave out of the header what is not valid; return the names of all that is lost."""
    document, refused = read.valid()
    read.header = document.header
    return [*read.lost, *refused]


def columns_across() -> dict[str, set[str]]:
    """Return the columns that rules on several submissions and `sides` read, by record type."""
    columns: dict[str, set[str]] = defaultdict(lambda: {"record_status"})
    for rule in RULES.values():
        if rule.check_across is not None:
            for name, fields in rule.reads.items():
                columns[name].update(fields)
    for name, fields in PUBLISHER_COLUMNS.items():
        columns[name].update(fields)
    return columns


class _Merging:
    """Submissions being put together."""

    def __init__(self, reads: Sequence[ReadBack], options: MergeOptions) -> None:
        """Take what was read."""
        self.reads = reads
        self.options = options
        self.outcome = Outcome(versions=versions())
        self.prefixes = [str(read.header.get("prefix", "")) for read in reads]
        self.faults: list[tuple[Copy, Fault, tuple[Copy, ...]]] = []
        self.chosen: dict[str, tuple[Copy, str, list[Copy]]] = {}
        self.without_id: list[Copy] = []

    def merged(self, losses: list[str]) -> Merged:
        """Choose among the copies of each record, and look at the result as a whole."""
        self._compare_publishers()
        for copies in self._copies().values():
            self._choose(copies)
        joined = self._joined()
        self._check(joined)
        self._say()
        return Merged(
            packages=self._packages(),
            outcome=self.outcome,
            origins=self._origins(),
            joined=joined,
            places=self._places_of,
            losses=losses,
        )

    # --- choosing --------------------------------------------------------------------------------

    def _compare_publishers(self) -> None:
        """Note where two publishers use one prefix."""
        first: dict[str, int] = {}
        for number, prefix in enumerate(self.prefixes):
            other = first.setdefault(prefix, number)
            names = [str(self.reads[one].header.get("publisher", "")) for one in (number, other)]
            if prefix and names[0].casefold() != names[1].casefold():
                params = {
                    "prefix": prefix,
                    "value": names[0],
                    "other": names[1],
                    "place": self.reads[other].outcome.inputs[0].file,
                }
                fault = Fault("prefix-of-two-publishers", params, field="publisher")
                self.faults.append((Copy(number, NO_RECORD, self.reads[number]), fault, ()))

    def _copies(self) -> dict[str, list[Copy]]:
        """Return all records by id, in the order of the inputs."""
        found: dict[str, list[Copy]] = {}
        for number, read in enumerate(self.reads):
            for at, values in enumerate(read.records):
                copy = Copy(number, at, read)
                name = None if "id" in copy.broken else values.get("id")
                if isinstance(name, str):
                    found.setdefault(name, []).append(copy)
                else:
                    self.without_id.append(copy)
        return found

    def _choose(self, copies: Sequence[Copy]) -> None:
        """Choose among the copies of one record: its own publisher's first, of these the newest."""
        name = str(copies[0].values["id"])
        prefix = name.partition(":")[0]
        own = [copy for copy in copies if self.prefixes[copy.read] == prefix]
        foreign = [copy for copy in copies if self.prefixes[copy.read] != prefix] if own else []
        best, decided, left_out = self._newest(own or copies)
        for copy in foreign:
            if copy.values != best.values:
                params = {"value": name, "fields": fields_apart(copy.values, best.values)}
                self.faults.append((copy, Fault("foreign-copy", params), (best,)))
                decided = "publisher"
        self.chosen[name] = best, decided, [*left_out, *foreign]

    def _newest(self, copies: Sequence[Copy]) -> tuple[Copy, str, list[Copy]]:
        """Return the newest of the copies of one publisher, what decided, and the others."""
        best, decided = copies[0], "only" if len(copies) == 1 else "same"
        left_out = []
        for copy in copies[1:]:
            verdict = newest_record(best, copy)
            older, newer = (copy, best) if verdict.sign < 0 else (best, copy)
            left_out.append(older)
            if verdict.by != Verdict.SAME:
                decided = verdict.by
                self._note(newer, older, verdict)
            best = newer
        return best, decided, left_out

    def _note(self, newer: Copy, older: Copy, verdict: Verdict) -> None:
        """Note where the records themselves did not tell which of them is newer."""
        now, before = newer.values, older.values
        params = {"value": now["id"], "fields": fields_apart(now, before)}
        if now["type"] != before["type"]:
            kinds = {"now": now["type"], "before": before["type"]}
            fault = Fault("conflicting-copies", {**params, **kinds}, variant="type")
        elif verdict.by == Verdict.NOTHING:
            fault = Fault("conflicting-copies", params, variant="content")
        elif verdict.by == Verdict.MODIFIED:
            return
        else:
            fault = Fault("copy-without-date", {**params, "by": verdict.by})
        self.faults.append((newer, fault, (older,)))

    # --- looking at the whole --------------------------------------------------------------------

    def _joined(self) -> Joined:
        """Put the records of all publishers side by side."""
        known = Known(columns_across(), today=self.options.take.today)
        for name, (copy, _, _) in self.chosen.items():
            values = copy.values
            key = Key(copy.read, copy.at)
            known.add(RecordFacts(values["type"], name, values, failed=copy.broken, key=key))
        entities = Entities(
            (
                identified(name, copy.values["type"], copy.values)
                for name, (copy, _, _) in self.chosen.items()
            ),
            self.options.same,
        )
        publishers = {
            prefix: str(read.header.get("publisher", ""))
            for prefix, read in zip(self.prefixes, self.reads, strict=True)
        }
        return Joined(known, frozenset(self.prefixes) - {""}, entities, publishers)

    def _check(self, joined: Joined) -> None:
        """Run the rules that look at several submissions."""
        for rule in RULES.values():
            if rule.check_across is None:
                continue
            for record, fault in rule.check_across(joined):
                related = (joined.known.get(str(one)) for one in fault.related)
                copies = tuple(self._copy(one) for one in related if one is not None)
                self.faults.append((self._copy(record), fault, copies))

    def _copy(self, record: Facts) -> Copy:
        """Return the copy that a record of the whole is."""
        read, at = record.key
        return Copy(read, at, self.reads[read])

    # --- saying ----------------------------------------------------------------------------------

    def _places(self, wanted: Iterable[tuple[Copy, str | None]]) -> list[Location]:
        """Return where copies, or fields of them, stand."""
        asked = list(wanted)
        places: list[Location] = [
            Location(file=self.reads[copy.read].outcome.inputs[0].file, field=name)
            for copy, name in asked
        ]
        by_read: dict[int, list[int]] = defaultdict(list)
        for index, (copy, _) in enumerate(asked):
            if copy.at != NO_RECORD:
                by_read[copy.read].append(index)
        for number, indexes in by_read.items():
            requests = [(asked[index][0].at, asked[index][1]) for index in indexes]
            found = self.reads[number].places(requests)
            for index, place in zip(indexes, found, strict=True):
                name = str(asked[index][0].values.get("id", ""))
                places[index] = with_record(place, name, asked[index][1])
        return places

    def _places_of(self, wanted: Iterable[tuple[Facts, str | None]]) -> list[Location]:
        """Return where records, or fields of them, stand."""
        return self._places((self._copy(record), name) for record, name in wanted)

    def _say(self) -> None:
        """Turn what was noted into findings, in the order of the inputs."""
        wanted = self.options.take.wants
        self.faults = [one for one in self.faults if wanted(RULES[one[1].slug])]
        self.faults.sort(key=lambda one: (one[0].read, one[0].at, RULES[one[1].slug].code))
        own = self._places((copy, fault.field) for copy, fault, _ in self.faults)
        related = iter(self._places((one, None) for _, _, others in self.faults for one in others))
        for (_, noted, others), place in zip(self.faults, own, strict=True):
            places = [next(related) for _ in others]
            told = {"place": places[0].where} if places else {}
            fault = replace(noted, params={**told, **noted.params})
            finding = finding_of(fault, place, places)
            self.outcome.findings.append(finding)
            self.outcome.count(finding.code, finding.severity)

    def _packages(self) -> dict[str, Document]:
        """Return the data of each publisher, under the newest of its headers."""
        records: dict[str, list[dict[str, Any]]] = {prefix: [] for prefix in self.prefixes}
        for copy in (*(one[0] for one in self.chosen.values()), *self.without_id):
            records[self.prefixes[copy.read]].append(dict(copy.values))
        return {
            prefix: Document(self._header(prefix), in_order(found))
            for prefix, found in records.items()
        }

    def _header(self, prefix: str) -> Mapping[str, Any]:
        """Return the newest header of a publisher; what its others declare stays declared."""
        headers = [
            read.header
            for read, own in zip(self.reads, self.prefixes, strict=True)
            if own == prefix
        ]
        best = newest_package(headers)
        declared = {
            name: base
            for header in (*headers, best)
            for name, base in (header.get("prefixes") or {}).items()
        }
        if not declared:
            return best
        return {**best, "prefixes": dict(sorted(declared.items()))}

    def _origins(self) -> list[Origin]:
        """Return where each record is from."""
        rows = [*self.chosen.values(), *((copy, "only", []) for copy in self.without_id)]
        places = iter(
            self._places((one, None) for copy, _, others in rows for one in (copy, *others))
        )
        found = []
        for copy, decided, others in rows:
            here, *there = (next(places).where for _ in (copy, *others))
            header = copy.header
            found.append(
                Origin(
                    id=str(copy.values.get("id", "")),
                    type=copy.values["type"],
                    file=self.reads[copy.read].outcome.inputs[0].file,
                    dataset=str(header.get("id", "")),
                    version=str(header.get("version", "")),
                    place=here,
                    decided_by=decided,
                    left_out=tuple(there),
                )
            )
        return found
