"""What is run for a shard, on whatever process or machine: a submission being checked in part.

Three functions, each called with a task and leaving one file: `ReadShard` judges the records of a
shard and keeps what rules on records together need; `LookAtShard` runs the rules that look at each
record by itself with what it points to; `LookAtAll` runs rules that compare all records.
"""

from __future__ import annotations

import marshal
from array import array
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from exchangespec.finding import SEVERITIES, Fault
from exchangespec.outcome import Outcome
from exchangespec.rules import RULES
from exchangespec.sharding import faults, kept
from exchangespec.sharding.kept import Recorder
from exchangespec.sharding.known_files import KnownInFiles, Window
from exchangespec.sharding.reading import Head, HeadReading, ShardReading
from exchangespec.sharding.results import made_once, name_of, write_whole
from exchangespec.submission.names import Names
from exchangespec.submission.tally import Tally
from exchangespec.validation import Check, kept_columns, trace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exchangespec.intake import TakeOptions
    from exchangespec.rules.rule import Rule
    from exchangespec.sharding.shards import Shard

KEPT, SEEN, FOUND = "kept", "seen", "found"


@dataclass(frozen=True, slots=True)
class Job:
    """What every process must know of a check: plain data, to be sent with each task.

    Attributes:
        folder: where results are left.
        options: what the user asks for; the release before is no part of it.
        heads: what each input says before its first record.
        people: the file of the people whose names texts are searched for; empty for none.
        name: stands for all of this in the names of results.
    """

    folder: str
    options: TakeOptions
    heads: tuple[Head, ...]
    people: str
    name: str

    @classmethod
    def of(
        cls, folder: Path, options: TakeOptions, heads: Sequence[Head], people: dict[str, str]
    ) -> Job:
        """Return the job, and write the names of people where the others find them."""
        told = (
            options.today,
            options.select,
            options.ignore,
            options.most_findings,
            options.profiles,
            options.gazetteer,
            options.read,
            [(one.name, one.values, one.failed, one.own, one.lines, one.last) for one in heads],
            sorted(people.items()),
        )
        name = name_of("job", *told)
        file = ""
        if people:
            file = str(folder / name_of("people", *sorted(people.items())))
            write_whole(Path(file), [marshal.dumps(people)])
        return cls(str(folder), replace(options, previous=None), tuple(heads), file, name)

    def result(self, kind: str, *facts: object) -> Path:
        """Return the file of a result that depends on some facts besides."""
        return Path(self.folder) / name_of(kind, self.name, *facts)


class PartCheck(Check):
    """A part of a submission being checked; others say what is wrong with files and headers."""

    def __init__(self, job: Job) -> None:
        """Start with nothing read."""
        super().__init__(job.options, Outcome())
        self.job = job
        if job.people:
            self.person_names.update(_people(job.people))

    def begin(self, readings: Sequence[HeadReading | ShardReading]) -> None:
        """Know the headers, and the profiles that they name, of some inputs."""
        names = Names(self.known)
        for reading in readings:
            self._begin(reading, names)
            self.origins.append(reading.origin)
        self._forget()

    def _forget(self) -> None:
        """Forget what was found until now, which is said elsewhere."""
        self.outcome = Outcome()
        self.tallies = [Tally() for _ in self.tallies]
        self.pending = {severity: [] for severity in SEVERITIES}
        self.room, self.dropped = self.options.most_findings, 0

    def found(self) -> dict[str, Any]:
        """Return what was found, as plain data."""
        return {
            "counts": self.outcome.counts,
            "by_code": self.outcome.by_code,
            "dropped": self.dropped,
            "traces": self.outcome.traces,
            "tallies": [
                (tally.counts, array("Q", tally.faulty_positions).tobytes())
                for tally in self.tallies
            ],
            "pending": {
                severity: [
                    (one.key and tuple(one.key), one.record, faults.packed(one.fault))
                    for one in items
                ]
                for severity, items in self.pending.items()
            },
        }


@lru_cache(maxsize=2)
def _people(file: str) -> dict[str, str]:
    """Return the ids of people by their names."""
    people: dict[str, str] = marshal.loads(Path(file).read_bytes())  # noqa: S302 - written by us
    return people


# --- one shard -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadShard:
    """Judges the records of one shard, and keeps of them what rules on records together need."""

    does: ClassVar[str] = "Judging records"

    job: Job

    def place(self, shard: Shard) -> Path:
        """Return where what is found and kept of a shard lies, or will lie."""
        facts = shard.path, shard.start, shard.end, shard.size, shard.modified, shard.source
        return self.job.result(KEPT, *facts)

    def __call__(self, shard: Shard) -> str:
        """Return the file of what was found and kept."""
        return made_once(
            self.place(shard), lambda: kept.pieces_of(*_ShardCheck(self.job).whole(shard))
        )


class _ShardCheck(PartCheck):
    """The records of one shard being judged."""

    def __init__(self, job: Job) -> None:
        """Keep records packed."""
        super().__init__(job)
        self.kept = Recorder(kept_columns(), today=job.options.today)
        self.known = self.kept

    def whole(self, shard: Shard) -> tuple[dict[str, Any], list[Any]]:
        """Read a shard; return what is said of it, and what is kept."""
        *before, head = self.job.heads[: shard.source + 1]
        reading = ShardReading(shard, head, self.options.read)
        self.begin([*map(HeadReading, before), reading])
        tally = self.tallies[-1]
        try:
            for record in self.submissions[-1].records():
                self._pass(record, tally)
                self._look(record)
        except Exception as error:  # noqa: BLE001 - what was read before still counts
            reason = trace(self.outcome, "reading", error)
            self.note(None, "", Fault("internal-fault", {"reason": reason}))
            reading.complete = False
        told, pieces = self.kept.sections()
        return {**told, **self._told(reading, tally), **self.found()}, pieces

    def _told(self, reading: ShardReading, tally: Tally) -> dict[str, Any]:
        """Return what is said of a shard as a whole."""
        most = self.options.most_findings
        slugs: dict[str, int] = {}
        for placed in reading.faults:
            slugs[placed.fault.slug] = slugs.get(placed.fault.slug, 0) + 1
        return {
            "lines": reading.lines,
            "complete": reading.complete,
            "readable": reading.readable,
            "stopped": reading.stopped,
            "records": dict(tally.records),
            "recommended": tally.recommended,
            "slugs": slugs,
            "placed": [
                (faults.packed(one.fault), one.location.as_dict()) for one in reading.faults[:most]
            ],
        }


# --- all of them ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LookAtShard:
    """Runs the rules that look at each record apart, for the records of one shard.

    Attributes:
        job: the check.
        index: the folder of the index of all shards.
    """

    does: ClassVar[str] = "Looking at what records refer to"

    job: Job
    index: str

    def place(self, shard: int) -> Path:
        """Return where what is found lies, or will lie."""
        return self.job.result(SEEN, self.index, shard)

    def __call__(self, shard: int) -> str:
        """Return the file of what was found."""
        return made_once(
            self.place(shard),
            lambda: [marshal.dumps(_TogetherCheck(self.job, self.index).apart(shard))],
        )


@dataclass(frozen=True, slots=True)
class LookAtAll:
    """Runs some of the rules that compare the records of all shards.

    Attributes:
        job: the check.
        index: the folder of the index of all shards.
    """

    does: ClassVar[str] = "Comparing all records"

    job: Job
    index: str

    def place(self, slugs: tuple[str, ...]) -> Path:
        """Return where what is found lies, or will lie."""
        return self.job.result(FOUND, self.index, slugs)

    def __call__(self, slugs: tuple[str, ...]) -> str:
        """Return the file of what was found."""
        return made_once(
            self.place(slugs),
            lambda: [marshal.dumps(_TogetherCheck(self.job, self.index).all(slugs))],
        )


class _TogetherCheck(PartCheck):
    """Rules on records together, run for one shard or one at a time."""

    def __init__(self, job: Job, index: str) -> None:
        """Take all records for known, in the files of their shards."""
        super().__init__(job)
        self.whole = _known(index, job.options.today)
        self.known = self.whole
        self.begin([HeadReading(head) for head in job.heads])

    def apart(self, shard: int) -> dict[str, Any]:
        """Run the rules that look at each record apart, for those of one shard."""
        self.known = Window(self.whole, shard)
        for rule in RULES.values():
            if rule.apart and rule.slug not in self.unwanted:
                self._run(rule, is_first=shard == 0)
        return self.found()

    def all(self, slugs: Sequence[str]) -> dict[str, Any]:
        """Run some rules for all records."""
        for slug in slugs:
            self._run(RULES[slug], is_first=True)
        return self.found()

    def _run(self, rule: Rule, *, is_first: bool) -> None:
        """Run one rule; of what it says of the header, only the first shard tells."""
        found = self.standing(rule)
        self.note_all(rule, (one for one in found if is_first or one[0] is not None), None)


# All records of the submission that was looked at last, by the folder of its index.
OPENED: dict[tuple[str, date], KnownInFiles] = {}


def let_go() -> None:
    """Close what was opened in this process, so that its folder can be removed on every system."""
    for known in OPENED.values():
        known.close()
    OPENED.clear()


def _known(index: str, today: date) -> KnownInFiles:
    """Open all records; once in a process, for the tasks that follow each other."""
    found = OPENED.get((index, today))
    if found is None:
        let_go()
        found = KnownInFiles(kept_columns(), today=today, folder=Path(index))
        OPENED[index, today] = found
    return found
