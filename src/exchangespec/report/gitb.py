"""The report as the Commission's Interoperability Test Bed has it: a GITB test report (TAR)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exchangespec import __version__, spec
from exchangespec.formats.xml_text import escaped
from exchangespec.report.characters import visible
from exchangespec.report.places import file_of, spot_of
from exchangespec.report.verdict import verdict
from exchangespec.report.xml_text import HEAD, element, lines
from exchangespec.rules.rule import shown

if TYPE_CHECKING:
    from exchangespec.finding import Finding
    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout

REPORTS = "http://www.gitb.com/tr/v1/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def gitb(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the outcome as a report of one test step."""
    said = [
        # The day is enough, and the report of one day is the same however often it is made.
        element("date", f"{datetime.now(UTC).date().isoformat()}T00:00:00Z"),
        element("result", _result(outcome)),
        element("overview", "".join(_overview(outcome))),
        element("counters", "".join(_counters(outcome))),
    ]
    if outcome.findings:
        said.append(element("reports", f"\n{lines(map(_item, outcome.findings))}"))
    names = f'xmlns="{REPORTS}" xmlns:xsi="{INSTANCE}" xsi:type="TAR" name="exchangespec"'
    return f"{HEAD}<TestStepReport {names}>\n{lines(said)}</TestStepReport>\n"


def _result(outcome: Outcome) -> str:
    """Return the verdict in the Test Bed's words."""
    if outcome.broken or not outcome.inputs:
        return "UNDEFINED"
    if not outcome.ok:
        return "FAILURE"
    return "WARNING" if outcome.counts["warning"] else "SUCCESS"


def _overview(outcome: Outcome) -> list[str]:
    """Return what was judged by what."""
    return [
        element("profileID", f"{spec.NAMESPACE}{spec.STANDARD_VERSION}"),
        element("validationServiceName", "exchangespec"),
        element("validationServiceVersion", __version__),
        element("note", escaped(verdict(outcome))),
    ]


def _counters(outcome: Outcome) -> list[str]:
    """Return how much was found, kept in the report or not."""
    counts = outcome.counts
    return [
        element("nrOfAssertions", str(sum(counts.values()))),
        element("nrOfErrors", str(counts["error"])),
        element("nrOfWarnings", str(counts["warning"])),
    ]


def _item(finding: Finding) -> str:
    """Return one finding."""
    place = finding.location
    where = ", ".join(filter(None, (file_of(place), spot_of(place))))
    value = finding.params.get("value", finding.params.get("was"))
    inside = [
        element("assertionID", finding.code),
        element("description", escaped(visible(finding.message))),
        element("location", escaped(where)),
        element("test", finding.slug),
    ]
    if value not in (None, ""):
        inside.append(element("value", escaped(visible(shown(value)))))
    return f'<{finding.severity} xsi:type="BAR">{"".join(inside)}</{finding.severity}>'
