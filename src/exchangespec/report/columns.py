"""Columns: a finding as a row of texts, alike in every report that is a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exchangespec.report.characters import visible
from exchangespec.report.places import column_of, file_of, record_of, spot_of
from exchangespec.rules.rule import shown

if TYPE_CHECKING:
    from exchangespec.finding import Finding
    from exchangespec.report.speech import Speech


class Column(NamedTuple):
    """A column: its machine name, its heading, and how wide it is in a workbook."""

    name: str
    title: str
    width: int


COLUMNS = (
    Column("level", "Level", 10),
    Column("file", "File", 24),
    Column("place", "Where", 26),
    Column("field", "Column or field", 22),
    Column("record", "Record", 24),
    Column("value", "What is there", 28),
    Column("message", "What is wrong", 52),
    Column("fix", "What to do", 52),
    Column("suggestions", "Suggestion", 28),
    Column("code", "Code", 10),
    Column("slug", "Rule", 30),
)


def columns_of(finding: Finding, speech: Speech) -> tuple[str, ...]:
    """Return what stands in each column for a finding: text that is safe to show."""
    place = finding.location
    value = finding.params.get("value", finding.params.get("was", ""))
    return (
        finding.severity,
        file_of(place),
        spot_of(place, speech),
        column_of(finding, speech),
        record_of(place),
        visible(shown(value)),
        visible(finding.message),
        speech.advice(finding),
        "; ".join(visible(shown(one)) for one in finding.suggestions),
        finding.code,
        finding.slug,
    )
