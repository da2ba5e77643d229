"""The report of one line a kind of finding, with how often and where, for a first look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.report.characters import visible
from exchangespec.report.groups import by_message
from exchangespec.report.verdict import verdict

if TYPE_CHECKING:
    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout

PLACES_NAMED = 3


def grouped(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return `  412 × error EXS201 message: first places`, and last the verdict."""
    groups = by_message(outcome.findings)
    width = max((len(f"{group.total:,}") for group in groups), default=1)
    lines = []
    for group in groups:
        each = [one for finding in group.findings for one in finding.single]
        named = ", ".join(visible(one.where) for one in each[:PLACES_NAMED])
        more = group.total - PLACES_NAMED
        rest = f" and {more:,} more" if more > 0 else ""
        text = f"{group.severity} {group.code} {visible(group.first.message)}"
        lines.append(f"{group.total:>{width},} × {text} [{named}{rest}]\n")
    return "".join([*lines, f"{verdict(outcome)}\n"])
