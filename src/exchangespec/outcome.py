"""What a validation found: the inputs, the findings, the counts, and what was not looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchangespec.finding import SEVERITIES, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REPORT_VERSION = "1"
OWN_FAULT = "internal-fault"


@dataclass(frozen=True, slots=True)
class TableRows:
    """The account of one table: how many of its rows were records, headings, notes and so on.

    `part` is the sheet, the member of a zip, or the file.
    """

    part: str
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how many rows came in."""
        return sum(self.rows.values())

    def as_dict(self) -> dict[str, Any]:
        """Return the account as the JSON report writes it."""
        return {"part": self.part, "total": self.total, "kinds": dict(self.rows)}


# Fields of a header that say whose data it is, and of when.
SAYS_WHOSE = ("id", "publisher", "prefix", "version", "modified")


@dataclass(frozen=True, slots=True)
class InputSummary:
    """One input as it was read.

    Attributes:
        file: its name as the user gave it.
        format: the format it was read in; `unknown` when it could not be told.
        records: how many records of each type were read.
        encoding: encoding of a text file, where it was not plain UTF-8 by definition.
        readable: False when nothing could be read.
        complete: False when a part could not be read.
        title: the title in the header, for reports.
        language: the language that the header names, for reports that speak it.
        counts: how many findings of each severity there are in it, kept or not.
        faulty: how many of its records have an error.
        parts: names of its sheets or members, in its own order.
        sheets: in a workbook, the name of the sheet of each record type that is there, and of the
            sheet about the whole as `About`; None for every other format.
        dataset: the id of the package, for reports that name things by their addresses.
        bases: what each prefix in its ids stands for, the publisher's own first.
        rows: what each row of its tables was.
        types: the types of the records that findings are about, by id.
        about: what its header says of whose data it is, and of when.
        recommended: how often a field that the standard recommends may be stated in its records,
            and how often one is.
    """

    file: str
    format: str
    records: Mapping[str, int]
    encoding: str | None = None
    readable: bool = True
    complete: bool = True
    title: str = ""
    language: str = ""
    counts: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    faulty: int = 0
    parts: Sequence[str] = ()
    sheets: Mapping[str, str] | None = None
    dataset: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[TableRows] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    recommended: tuple[int, int] = (0, 0)

    @property
    def ok(self) -> bool:
        """Tell whether it could be read and has no error."""
        return self.readable and not self.counts["error"]

    @property
    def ready(self) -> int:
        """Return how many of its records have no error."""
        return sum(self.records.values()) - self.faulty

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as the JSON report writes it."""
        return {
            "file": self.file,
            "format": self.format,
            "title": self.title,
            "ok": self.ok,
            "counts": dict(self.counts),
            "records": dict(self.records),
            "ready": self.ready,
            "encoding": self.encoding,
            "readable": self.readable,
            "complete": self.complete,
            "recommended": dict(zip(("asked", "stated"), self.recommended, strict=True)),
            **({"about": dict(self.about)} if self.about else {}),
            **({"rows": [table.as_dict() for table in self.rows]} if self.rows else {}),
        }


# Why rules do not run; reports speak these reasons.
ON_REQUEST = "left out on request"
NEEDS_PREVIOUS = "needs the previous release (--previous)"
NEEDS_GAZETTEER = "left out unless --gazetteer is given"
REASONS = (ON_REQUEST, NEEDS_PREVIOUS, NEEDS_GAZETTEER)


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that did not run, and why."""

    code: str
    slug: str
    reason: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What one statement says of a field or record: what, who says so, where, how sure it is."""

    statement: str
    what: str
    who: str
    where: str
    sure: str


@dataclass(frozen=True, slots=True)
class FieldSaid:
    """One field with its own value and what statements say of it; no field is the whole record."""

    field: str
    value: str
    sayings: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordSaid:
    """One record with what it holds and what statements say beside it."""

    record: str
    type: str
    label: str
    fields: tuple[FieldSaid, ...]


@dataclass(slots=True)
class Outcome:
    """The result of validating one or more inputs.

    Attributes:
        inputs: what was read.
        findings: sorted by place; at most as many as were asked to be kept.
        counts: how many findings of each severity there are, kept or not.
        by_code: how many findings of each code there are, kept or not.
        truncated: whether some findings were counted but not kept.
        not_run: rules that did not run, each with the reason.
        versions: of the tool, the standard and the codelists.
        traces: where the tool itself failed, if it did: what failed, and the traceback for us.
        language: in which language the messages are, and reports speak.
        languages: the language of the messages about an input, by its name, where that is another.
        said: records that findings are about, with what statements say beside their values, for a
            report that shows them.
    """

    inputs: list[InputSummary] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    by_code: dict[str, int] = field(default_factory=dict)
    truncated: bool = False
    not_run: Sequence[NotRun] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    traces: dict[str, str] = field(default_factory=dict)
    language: str = "en"
    languages: Mapping[str, str] = field(default_factory=dict)
    said: Sequence[RecordSaid] = ()

    @property
    def broken(self) -> bool:
        """Tell whether the tool itself failed somewhere."""
        return bool(self.traces)

    @property
    def ok(self) -> bool:
        """Tell whether there is no error and everything could be read."""
        return not self.counts["error"] and all(item.readable for item in self.inputs)

    def count(self, code: str, severity: Severity) -> None:
        """Count a finding, whether or not it is kept."""
        self.counts[severity] += 1
        self.by_code[code] = self.by_code.get(code, 0) + 1

    def __iter__(self) -> Iterator[Finding]:
        """Iterate over the findings."""
        return iter(self.findings)

    def __len__(self) -> int:
        """Return the number of findings kept."""
        return len(self.findings)

    @property
    def singly(self) -> Iterator[Finding]:
        """Iterate over the findings with each cell of a cause on its own."""
        return (one for finding in self.findings for one in finding.single)

    @property
    def tasks(self) -> Iterator[Finding]:
        """Iterate over the findings as they are mended: cell by cell, a missing column once."""
        return (one for finding in self.findings for one in finding.tasks)

    def part(self, file: str) -> Outcome:
        """Return what was found in one of several inputs; the codes as far as they were kept."""
        inputs = [item for item in self.inputs if item.file == file]
        findings = [one for one in self.findings if one.location.file == file]
        counts: dict[str, int] = {
            level: sum(item.counts[level] for item in inputs) for level in SEVERITIES
        }
        codes: Counter[str] = Counter()
        for one in findings:
            codes[one.code] += one.count
        return Outcome(
            inputs,
            findings,
            counts,
            dict(codes),
            truncated=sum(counts.values()) > codes.total(),
            not_run=self.not_run,
            versions=self.versions,
            traces=self.traces if any(one.slug == OWN_FAULT for one in findings) else {},
            language=self.languages.get(file, self.language),
        )

    def exit_code(self, fail_on: Severity | None = "error") -> int:
        """Return the exit code: 0 conforms, 1 findings, 3 an input unreadable, 4 our own fault."""
        if self.broken:
            return 4
        if any(not item.readable for item in self.inputs):
            return 3
        if fail_on is None:
            return 0
        levels = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        return 1 if any(self.counts[level] for level in levels) else 0

    def as_dict(self) -> dict[str, Any]:
        """Return the whole outcome as the JSON report writes it."""
        return {
            "exchangespec": self.versions.get("standard", ""),
            "report": REPORT_VERSION,
            "ok": self.ok,
            "counts": dict(self.counts),
            "codes": dict(sorted(self.by_code.items())),
            "truncated": self.truncated,
            "versions": dict(self.versions),
            "inputs": [item.as_dict() for item in self.inputs],
            "not_run": [
                {"code": rule.code, "slug": rule.slug, "reason": rule.reason}
                for rule in self.not_run
            ],
            "findings": [finding.as_dict() for finding in self.findings],
        }
