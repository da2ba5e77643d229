"""Looking: validates a file and keeps what can be repaired, then reads again what it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exchangespec.fixing.change import Repair
from exchangespec.formats.cells import UNREAD
from exchangespec.intake import Intake, versions
from exchangespec.outcome import Outcome
from exchangespec.submission.known import Known
from exchangespec.validation import Check, not_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchangespec.formats.format import Origin, Reading, Source
    from exchangespec.intake import TakeOptions
    from exchangespec.submission.facts import Key
    from exchangespec.submission.judged import ReadRecord


class RepairCheck(Check):
    """A validation that also keeps the faults with a safe repair, by record."""

    def __init__(self, options: TakeOptions) -> None:
        """Start with nothing read."""
        super().__init__(options, Outcome(versions=versions(), not_run=not_run(options)))
        self.repairs: list[Repair] = []

    def finish(self) -> None:
        """Keep what can be repaired, before faults become findings."""
        for items in self.pending.values():
            self.repairs += [
                Repair(item.key, item.record, item.fault)
                for item in items
                if item.key is not None and item.fault.fix is not None and item.fault.fix.safe
            ]
        super().finish()

    @property
    def reading(self) -> Reading:
        """Return the input that was read."""
        return self.submissions[0].reading

    def origin_of(self, repair: Repair) -> Origin:
        """Return the file or sheet that a repair's record was read from."""
        return self.origins[repair.key.origin]


def look_at(source: Source, options: TakeOptions) -> RepairCheck:
    """Validate one input and return what was found, with the repairs it offers."""
    check = RepairCheck(options)
    check.submission([source])
    return check


def read_values(
    source: Source, options: TakeOptions, wanted: Iterable[Key]
) -> dict[Key, Mapping[str, Any]]:
    """Return the values of some records of a file, in the order of reading, by where they stand.

    The header is among them where it is wanted.
    """
    keys = set(wanted)
    found: dict[Key, Mapping[str, Any]] = {}
    quiet = replace(options, select=(), ignore=())
    intake = Intake(quiet, Outcome(versions=versions()), Known({}, today=options.today))

    def look(record: ReadRecord) -> None:
        if record.facts.key in keys:
            found[record.facts.key] = {
                name: value for name, value in record.facts.values.items() if value is not UNREAD
            }

    intake.read(source, look)
    header = intake.submissions[0]
    if header.header_key in keys and header.reading.header is not None:
        found[header.header_key] = header.reading.header.values
    return found
