"""Validates large submissions in parts, with the same findings as in one; any run can go on."""

from __future__ import annotations

import marshal
from bisect import bisect_right
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from exchangespec.finding import Fault
from exchangespec.formats import detect, ndjson
from exchangespec.formats.format import PlacedFault
from exchangespec.formats.ndjson import LONGEST_LINE, NdjsonOrigin, NdjsonReading
from exchangespec.intake import Pending, versions
from exchangespec.location import Location
from exchangespec.outcome import NotRun, Outcome
from exchangespec.rules import RULES
from exchangespec.sharding import faults, index
from exchangespec.sharding.checking import Job, LookAtAll, LookAtShard, ReadShard, let_go
from exchangespec.sharding.index import Kept
from exchangespec.sharding.kept import told_by
from exchangespec.sharding.known_files import KnownInFiles
from exchangespec.sharding.reading import Head
from exchangespec.sharding.results import forget_older, name_of
from exchangespec.sharding.shards import owned_lines, planned
from exchangespec.submission.facts import Key
from exchangespec.submission.names import Names
from exchangespec.submission.tally import LineTally
from exchangespec.validation import Check, check, kept_columns, not_run, release_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from exchangespec.formats.format import Source
    from exchangespec.intake import TakeOptions
    from exchangespec.rules.rule import Rule
    from exchangespec.sharding.runners import Runner
    from exchangespec.sharding.shards import Shard
    from exchangespec.submission.known import Known

Task = TypeVar("Task")

# Rules that hold all records of a type, and how many of these they may hold.
HOLDING = {
    "parts-exceed-whole": "Funding",
    "partnership-from-one-side": "Partnership",
    "person-not-needed": "Person",
}
MOST_HELD = 1_000_000
# The formats that can be parted.
NDJSON = frozenset(entry.name for entry in (ndjson.FORMAT, ndjson.FORMAT_GZIP, ndjson.FORMAT_ZSTD))
# Rules that compare all records are run in at least so many groups, where there are so many rules.
GROUPS = 8


@dataclass(frozen=True, slots=True)
class Means:
    """With what a submission is checked in parts.

    Attributes:
        runner: who runs the parts.
        folder: where their results are left, and found by a later run.
        shard_bytes: how large a part is; None leaves it to the size of the input.
    """

    runner: Runner
    folder: Path
    shard_bytes: int | None = None


def validate_in_parts(
    submissions: Iterable[Sequence[Source]], options: TakeOptions, means: Means
) -> Outcome:
    """Validate submissions, each of one source or of several parts.

    What is no NDJSON file is read as a whole.
    """
    outcome = Outcome(versions=versions(), not_run=list(not_run(options)))
    previous = release_before(options)
    means.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        for sources in submissions:
            check(sources, options, outcome, previous=previous, kind=partial(InParts, means))
    finally:
        let_go()
    return outcome


class InParts(Check):
    """One submission being validated in parts; what cannot be parted is read as a whole."""

    def __init__(
        self, means: Means, options: TakeOptions, outcome: Outcome, previous: Known | None
    ) -> None:
        """Start with nothing read."""
        super().__init__(options, outcome, previous)
        self.means = means
        # How many faults about files there are, by slug, of which no place was kept.
        self.unplaced: list[Counter[str]] = []
        # The results that were made, or were there already.
        self.used: list[str] = []

    def submission(self, sources: Sequence[Source]) -> None:
        """Have the parts checked, gather what was found, and add it to the outcome."""
        readings = self._opened(sources)
        if readings is None:
            super().submission(sources)
            return
        shards = planned(sources, self.means.shard_bytes)
        for reading in readings:
            self._start(reading, shards)
        folder = self.means.folder
        heads = [Head.of(reading) for reading in readings]
        job = Job.of(folder, self.options, heads, self.person_names)
        files = self._read(job, shards)
        # The name of a file stands for what is in it.
        known_by = [(one.path, one.source, one.first_line) for one in files]
        place = folder / name_of("index", job.name, *known_by)
        index.build(place, files)
        self.used += [str(place), job.people]
        with closing(self._gathered(place)) as known:
            self.known = known
            self._look_together(job, place, len(files))
            self._look_back()
            self._lower_by_gaps()
            for submission in self.submissions:
                self._end(submission)
            self.finish()
        forget_older(folder, self._asked(shards), filter(None, self.used))

    def _asked(self, shards: Sequence[Shard]) -> list[object]:
        """Return what tells this check from others, whatever the day and the state of the files."""
        options = self.options
        return [
            list(dict.fromkeys(shard.path for shard in shards)),
            *(options.select, options.ignore, options.most_findings, options.profiles),
            *(options.gazetteer, options.read, self.means.shard_bytes),
        ]

    # --- reading ---------------------------------------------------------------------------------

    def _opened(self, sources: Sequence[Source]) -> list[NdjsonReading] | None:
        """Open the inputs as far as their first record; None where one cannot be parted."""
        if self.options.mapping is not None or any(source.path is None for source in sources):
            return None
        if not all(source.path.is_file() for source in sources if source.path):
            return None
        if not all(map(self._looks_like_lines, sources)):
            return None
        if len(sources) == 1:
            readings = [self.options.open(sources[0], self.options.read)]
        else:
            readings = self._joined(sources)
        found = [one for one in readings if isinstance(one, NdjsonReading) and one.starts]
        return found if len(found) == len(sources) else None

    def _looks_like_lines(self, source: Source) -> bool:
        """Tell before opening whether an input may be NDJSON; others are opened only once."""
        try:
            name = self.options.format_name or getattr(detect(source), "name", "")
        except OSError:
            # Opening it says what is wrong.
            return False
        return name in NDJSON

    def _start(self, reading: NdjsonReading, shards: Sequence[Shard]) -> None:
        """Take in an opened input, of which only the head is read here."""
        number = len(self.submissions)
        submission = self._begin(reading, Names(self.known))
        mine = [shard for shard in shards if shard.source == number]
        self.origins.append(ShardedOrigin(reading.source, mine))
        submission.origins = self.origins[-1:]
        self.unplaced.append(Counter())

    def _read(self, job: Job, shards: Sequence[Shard]) -> list[Kept]:
        """Have the records of all shards judged; take what was found, and return what was kept."""
        files: list[Kept] = []
        lines = [0] * len(self.submissions)
        stopped: set[int] = set()
        for shard, path in zip(shards, self._run(ReadShard(job), shards), strict=True):
            if shard.source in stopped:
                continue
            told = told_by(Path(path))
            first = lines[shard.source]
            lines[shard.source] += told["lines"]
            if told["stopped"]:
                stopped.add(shard.source)
            self._take_reading(told, shard, first)
            self._take(told, shard.source, first)
            kept = {name: told[name] for name in KEPT}
            files.append(Kept(path, shard.source, first, kept))
        return files

    def _run(self, function: Callable[[Task], str], tasks: Sequence[Task]) -> Iterable[str]:
        """Let the runner call a function for some tasks."""
        for path in self.means.runner.run(function, tasks):
            self.used.append(path)
            yield path

    def _take_reading(self, told: Mapping[str, Any], shard: Shard, first: int) -> None:
        """Take what was told of reading a shard."""
        reading = self.submissions[shard.source].reading
        reading.complete &= told["complete"]
        reading.readable &= told["readable"]
        origin = self.origins[shard.source]
        if isinstance(origin, ShardedOrigin):
            origin.first_lines.append(first)
        room = self.options.most_findings - len(reading.faults)
        slugs = Counter(told["slugs"])
        for packed, place in told["placed"][: max(0, room)]:
            line = place.get("line")
            moved = Location(**{**place, "line": line and line + first})
            fault = faults.unpacked(packed, {})
            slugs[fault.slug] -= 1
            reading.faults.append(PlacedFault(fault, moved))
        self.unplaced[shard.source].update(slugs)
        self.tallies[shard.source].records.update(told["records"])
        self.tallies[shard.source].recommend(*told["recommended"])

    # --- looking at records together -------------------------------------------------------------

    def _gathered(self, place: Path) -> KnownInFiles:
        """Return all records, with the header that rules see."""
        known = KnownInFiles(kept_columns(), today=self.options.today, folder=place)
        known.header = self.known.header
        known.header_failed = self.known.header_failed
        known.header_open = self.known.header_open
        known.asked = self.known.asked
        return known

    def _look_together(self, job: Job, place: Path, count: int) -> None:
        """Have the rules on records together run, and take what they found."""
        slugs = [rule.slug for rule in RULES.values() if self._compares(rule)]
        # A large submission is worth a task for each rule.
        most = min(len(slugs), max(GROUPS, count))
        groups = [tuple(slugs[number::most]) for number in range(most)]
        for path in (
            *self._run(LookAtShard(job, str(place)), range(count)),
            *self._run(LookAtAll(job, str(place)), groups),
        ):
            told = marshal.loads(Path(path).read_bytes())  # noqa: S302 - written by us
            self._take(told, 0, 0)

    def _compares(self, rule: Rule) -> bool:
        """Tell whether a rule is to be run for all records at once; say so where it cannot."""
        looks = (rule.check_all and not rule.apart) or (
            rule.check_places and self.options.gazetteer
        )
        if not looks or rule.slug in self.unwanted:
            return False
        held = self.known.counts().get(HOLDING.get(rule.slug, ""), 0)
        if held <= MOST_HELD:
            return True
        reason = f"holds all {HOLDING[rule.slug]} records in memory, and there are {held:,}"
        self.outcome.not_run = [*self.outcome.not_run, NotRun(rule.code, rule.slug, reason)]
        return False

    def _look_back(self) -> None:
        """Compare the records with those of the release before."""
        header_key = self.header_key()
        for rule in RULES.values():
            self.note_all(rule, self.since(rule), header_key)

    # --- taking what was found -------------------------------------------------------------------

    def _take(self, told: Mapping[str, Any], source: int, first: int) -> None:
        """Take what a part of the check found; its lines count from that after `first`."""
        shift = {source: first}
        for severity, count in told["counts"].items():
            self.outcome.counts[severity] += count
        for code, count in told["by_code"].items():
            self.outcome.by_code[code] = self.outcome.by_code.get(code, 0) + count
        for reason, text in told["traces"].items():
            self.outcome.traces.setdefault(reason, text)
        self.dropped += told["dropped"]
        for number, (counts, positions) in enumerate(told["tallies"]):
            tally = self.tallies[number]
            for severity, count in counts.items():
                tally.counts[severity] += count
            if isinstance(tally, LineTally):
                tally.mark(positions, shift.get(number, 0))
        for severity, items in told["pending"].items():
            for place, record, packed in items:
                key = self.header_key() if place is None else Key(place[0], place[1] + first)
                fault = faults.unpacked(packed, shift)
                self.hold(severity, Pending(key, record, fault))

    def _placed(self) -> Iterator[PlacedFault]:
        """Yield the faults about files; those whose place was not kept are only counted."""
        yield from super()._placed()
        for slugs, tally in zip(self.unplaced, self.tallies, strict=False):
            for slug, count in slugs.items():
                for _ in range(0 if slug in self.unwanted else count):
                    self._count(Fault(slug), None, tally)
                    self.dropped += 1


# Of what a file says of itself, this is for those who look at its records.
KEPT = ("rows", "layouts", "sorted", "unknown")


class ShardedOrigin(NdjsonOrigin):
    """A file that was read in shards; to find a line, its shard is read again."""

    def __init__(self, source: Source, shards: Sequence[Shard]) -> None:
        """Keep the source; how many lines stand before each shard is noted later."""
        super().__init__(source)
        self._shards = shards
        self.first_lines: list[int] = []

    def _lines(self, wanted: set[int]) -> Iterator[tuple[int, bytes]]:
        """Yield the lines of these numbers."""
        if not self.seekable or self.source.path is None:
            yield from super()._lines(wanted)
            return
        by_shard: dict[int, list[int]] = {}
        for number in sorted(wanted):
            by_shard.setdefault(bisect_right(self.first_lines, number - 1) - 1, []).append(number)
        with self.source.path.open("rb") as stream:
            for at, numbers in by_shard.items():
                shard, waiting = self._shards[at], set(numbers)
                lines = owned_lines(stream, shard.start, shard.end or shard.size, LONGEST_LINE)
                for number, (_, line) in enumerate(lines, self.first_lines[at] + 1):
                    if number in waiting:
                        yield number, line
                        waiting.discard(number)
                        if not waiting:
                            break
