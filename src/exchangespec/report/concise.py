"""The report of one line a finding, for editors, `grep` and other programs that read lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.report.characters import visible

if TYPE_CHECKING:
    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout


def concise(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return `file:sheet!cell: severity code message`, one finding a line, in the file's order."""
    return "".join(f"{visible(str(finding))}\n" for finding in outcome.findings)
