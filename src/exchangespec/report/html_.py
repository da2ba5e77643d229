"""The report as one web page that stands alone: no script, no other file, for screen and print."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from exchangespec.finding import SEVERITIES
from exchangespec.report.characters import visible
from exchangespec.report.counting import kind_of_record, number_of
from exchangespec.report.groups import Group, by_code, by_reason
from exchangespec.report.places import field_of, file_of, record_of, spot_of
from exchangespec.report.verdict import verdict
from exchangespec.rules.rule import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.finding import Finding
    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout

# Rows of one table that are seen at once; those folded away; more make a page too heavy.
ROWS_SEEN = 10
ROWS_KEPT = 1_000
HEADINGS = {
    "error": "What to fix",
    "warning": "What to look at",
    "info": "For information",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as a row of a table: all of it text that is safe to show."""

    file: str
    spot: str
    field: str
    record: str
    message: str
    value: str
    suggestions: tuple[str, ...]
    related: tuple[str, ...]


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

    @property
    def unlisted(self) -> int:
        """Return how many findings are counted but not in the page."""
        return self.total - len(self.seen) - len(self.folded)


def html(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the whole page."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number_of"] = number_of
    environment.filters["kind_of_record"] = kind_of_record
    environment.filters["visible"] = _visible
    source = resources.files("exchangespec.report").joinpath("report.html.jinja")
    template = environment.from_string(source.read_text(encoding="utf-8"))
    sections = [_section(group, outcome) for group in by_code(outcome.findings)]
    return template.render(
        outcome=outcome,
        verdict=verdict(outcome),
        name=", ".join(visible(item.file) for item in outcome.inputs),
        parts=[
            (severity, HEADINGS[severity], chosen)
            for severity in SEVERITIES
            if (chosen := [one for one in sections if one.severity == severity])
        ],
        reasons=by_reason(outcome.not_run),
    )


def _visible(text: object) -> str:
    """Return any text of the data as it may be shown."""
    return visible(" ".join(str(text).split()))


def _section(group: Group, outcome: Outcome) -> Section:
    """Return the section of one code."""
    rule = group.rule
    rows = list(_rows(group.findings[: ROWS_SEEN + ROWS_KEPT]))
    return Section(
        code=group.code,
        slug=group.slug,
        severity=group.severity,
        title=rule.title if rule else group.slug,
        why=rule.why if rule else "",
        fix=rule.fix if rule else "",
        total=max(group.total, outcome.by_code.get(group.code, 0)),
        seen=tuple(rows[:ROWS_SEEN]),
        folded=tuple(rows[ROWS_SEEN:]),
    )


def _rows(findings: list[Finding]) -> Iterator[Row]:
    """Yield findings as rows."""
    for finding in findings:
        place = finding.location
        yield Row(
            file=file_of(place),
            spot=spot_of(place),
            field=field_of(place),
            record=record_of(place),
            message=visible(finding.message),
            value=_value(finding.params),
            suggestions=tuple(visible(shown(item)) for item in finding.suggestions),
            related=tuple(
                " ".join(part for part in (file_of(one), spot_of(one), record_of(one)) if part)
                for one in finding.related
            ),
        )


def _value(params: Mapping[str, Any]) -> str:
    """Return the value that was seen, where the finding is about one."""
    value = params.get("value", params.get("was", ""))
    return visible(shown(value))
