"""The report as one web page that stands alone: no script, no other file, for screen and print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any

from exchangespec.finding import SEVERITIES
from exchangespec.report.characters import visible
from exchangespec.report.groups import Group, by_code, by_reason
from exchangespec.report.meant import meant
from exchangespec.report.places import Order, column_of, file_of, record_of, spot_of
from exchangespec.report.speech import DRAFT, Speech
from exchangespec.report.verdict import verdict
from exchangespec.rules.rule import shown
from exchangespec.texts import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.finding import Finding
    from exchangespec.location import Location
    from exchangespec.outcome import InputSummary, Outcome
    from exchangespec.report.layout import Layout

# Rows of one table that are seen at once; those folded away; more make a page too heavy.
ROWS_SEEN = 10
ROWS_KEPT = 1_000
HEADINGS = {"error": "What to fix", "warning": "What to look at"}
REMARK = "info"
UNREAD, IN_PART = "not checked", "in part"
SHEET, SHEET_IN = "Sheet {sheet}", "Sheet {sheet} in {file}"
FIXED_WORDS = (*HEADINGS.values(), UNREAD, IN_PART, SHEET, SHEET_IN)


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as a row of a table: all of it text that is safe to show."""

    code: str
    severity: str
    file: str
    spot: str
    field: str
    record: str
    message: str
    value: str
    suggestions: Sequence[tuple[str, str]]
    related: tuple[str, ...]
    count: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """All findings of one code."""

    code: str
    slug: str
    severity: str
    title: str
    why: str
    fix: str
    total: int
    seen: tuple[Row, ...]
    folded: tuple[Row, ...]
    english: bool = False

    @property
    def unlisted(self) -> int:
        """Return how many findings are counted but not in the page."""
        return self.total - sum(row.count for row in (*self.seen, *self.folded))


@dataclass(frozen=True, slots=True)
class Part:
    """What is wrong in one sheet or file, in the order in which one works through it.

    `language` is that of its words where it is not the page's; `advice` says by code what to do in
    this file, where that is said otherwise than for all.
    """

    name: str
    rows: tuple[Row, ...]
    say: Speech
    language: str
    advice: tuple[tuple[str, str], ...] = ()


def html(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the whole page."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    speech = Speech.of(outcome)
    environment.filters["number"] = speech.number
    environment.filters["number_of"] = speech.number_of
    environment.filters["kind_of_record"] = speech.kind_of_record
    environment.filters["visible"] = _visible
    source = resources.files("exchangespec.report").joinpath("report.html.jinja")
    template = environment.from_string(source.read_text(encoding="utf-8"))
    rows = _Rows(outcome, speech)
    sections = [rows.section(group) for group in by_code(outcome.findings)]
    ordered = rows.ordered(one for one in outcome.findings if one.severity != REMARK)
    return template.render(
        outcome=outcome,
        say=speech,
        draft=DRAFT if speech.is_draft else "",
        verdict=verdict(outcome),
        name=", ".join(visible(item.file) for item in outcome.inputs),
        parts=[
            (severity, HEADINGS[severity], chosen)
            for severity in SEVERITIES
            if severity != REMARK
            and (chosen := [one for one in sections if one.severity == severity])
        ],
        remarks=[one for one in sections if one.severity == REMARK],
        places=list(rows.by_part(ordered[:ROWS_KEPT])),
        unplaced=len(ordered) - ROWS_KEPT,
        reasons=by_reason(outcome.not_run),
        read_as=partial(_read_as, speech=speech),
    )


def _visible(text: object) -> str:
    """Return any text of the data as it may be shown."""
    return visible(" ".join(str(text).split()))


def _read_as(item: InputSummary, *, speech: Speech) -> str:
    """Return in which format and encoding an input was read, and how far."""
    parts = [] if item.format == "unknown" else [item.format]
    if item.encoding and item.encoding.casefold() not in {"utf-8", "utf-8-sig"}:
        parts.append(item.encoding)
    if not item.readable:
        parts.append(speech(UNREAD))
    elif not item.complete:
        parts.append(speech(IN_PART))
    return visible(", ".join(parts))


class _Rows:
    """Makes findings of one outcome into rows."""

    def __init__(self, outcome: Outcome, speech: Speech) -> None:
        """Know the inputs, their order, and whether the file need be named at all."""
        self.speech = speech
        self.outcome = outcome
        self.order = Order(outcome)
        self.shared: dict[str, str] = {}
        self.only = outcome.inputs[0].file if len(outcome.inputs) == 1 else None

    def ordered(self, findings: Iterator[Finding]) -> list[Finding]:
        """Return findings in the order of the files, sheets, rows and columns."""
        return sorted(findings, key=self.order.key)

    def section(self, group: Group) -> Section:
        """Return the section of one code."""
        rule = group.rule
        english = not self.speech.has(rule, "fix")
        kept = self.ordered(iter(group.findings))[: ROWS_SEEN + ROWS_KEPT]
        rows = [self.row(finding, finding.location) for finding in kept]
        self.shared[group.code] = self.speech.shared_advice(group.findings)
        return Section(
            code=group.code,
            slug=group.slug,
            severity=group.severity,
            title=self.speech.of_rule(rule, "title") or group.slug,
            why=rule.why if rule and (self.speech.is_source or english) else "",
            fix=self.shared[group.code],
            english=english,
            total=max(group.total, self.outcome.by_code.get(group.code, 0)),
            seen=tuple(rows[:ROWS_SEEN]),
            folded=tuple(rows[ROWS_SEEN:]),
        )

    def by_part(self, findings: Sequence[Finding]) -> Iterator[Part]:
        """Yield findings in order, sheet by sheet and file by file."""
        for file, inside in groupby(findings, key=lambda one: one.location.file):
            kept = list(inside)
            parts = list(self._parts(file, kept))
            yield from parts[:-1]
            yield replace(parts[-1], advice=tuple(self._own_advice(kept)))

    def _parts(self, file: str, findings: Sequence[Finding]) -> Iterator[Part]:
        """Yield what is wrong in one file, sheet by sheet."""
        speech = self.speech.at(file)
        language = "" if speech is self.speech else speech.language
        for name, group in groupby(findings, key=lambda one: self.part(one.location)):
            rows = [self.row(one, replace(one.location, sheet=None)) for one in group]
            own = tuple(
                replace(row, file="", language="" if row.language == language else row.language)
                for row in rows
            )
            yield Part(name, own, speech, language)

    def _own_advice(self, findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
        """Yield what to do in one of several files where it is said otherwise than for all."""
        if self.only is not None:
            return
        for code, first in {one.code: one for one in reversed(findings)}.items():
            said = self.speech.advice(first)
            if said != self.shared.get(code):
                yield code, said

    def part(self, place: Location) -> str:
        """Return what the part of a submission is called in which a place lies."""
        sheet, file = visible(place.sheet or ""), self.file(place)
        if not sheet:
            return file or file_of(place)
        return self.speech.at(place.file)(SHEET_IN if file else SHEET, sheet=sheet, file=file)

    def file(self, place: Location) -> str:
        """Return the file as far as it must be said: not the only input, but a table in it."""
        if place.file == self.only:
            return visible(place.member or "")
        return file_of(place)

    def other(self, place: Location) -> str:
        """Return another place that has to do with a finding, in one line."""
        parts = (self.file(place), spot_of(place, self.speech), record_of(place))
        return " ".join(filter(None, parts))

    def row(self, finding: Finding, place: Location) -> Row:
        """Return a finding as a row, placed as it is to be shown."""
        speech = self.speech.at(place.file)
        language = speech.language if speech.knows(finding) else SOURCE
        return Row(
            code=finding.code,
            severity=finding.severity,
            file=self.file(place),
            spot=spot_of(place, speech),
            field=column_of(finding, speech),
            record=record_of(place),
            message=visible(finding.message),
            value=_value(finding.params),
            suggestions=meant(finding, speech.language),
            related=tuple(map(self.other, finding.related)),
            count=finding.count,
            language="" if language == self.speech.language else language,
        )


def _value(params: Mapping[str, Any]) -> str:
    """Return the value that was seen, where the finding is about one."""
    value = params.get("value", params.get("was", ""))
    return visible(shown(value))
