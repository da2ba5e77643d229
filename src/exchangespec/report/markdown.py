"""The report in Markdown, for the comment on a change, a wiki page or a mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.finding import SEVERITIES
from exchangespec.report.characters import visible
from exchangespec.report.groups import by_message
from exchangespec.report.meant import suggested
from exchangespec.report.places import file_of, spot_of
from exchangespec.report.speech import Speech
from exchangespec.report.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.finding import Finding
    from exchangespec.outcome import Outcome
    from exchangespec.report.groups import Group
    from exchangespec.report.layout import Layout

TITLES = {"error": "What to fix", "warning": "What to look at", "info": "Remarks"}
MORE = "There are more findings than are listed here."
FIXED_WORDS = (*TITLES.values(), MORE, "To do", "Suggestion", "Where")
PLACES_NAMED = 20
# Signs that would be taken for more than themselves.
SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&@-])")


def markdown(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the outcome as headings and lists."""
    return "\n".join(_lines(outcome)) + "\n"


def _lines(outcome: Outcome) -> Iterator[str]:
    """Yield the lines."""
    speech = Speech.of(outcome)
    names = ", ".join(plain(item.file) for item in outcome.inputs)
    yield f"# {names or 'Validation'}"
    yield ""
    yield plain(verdict(outcome))
    groups = by_message(outcome.findings)
    for severity in SEVERITIES:
        chosen = [group for group in groups if group.severity == severity]
        if not chosen:
            continue
        yield ""
        yield f"## {speech(TITLES[severity])} ({outcome.counts[severity]:,})"
        yield ""
        for group in chosen:
            yield from _group(group, speech, several=len(outcome.inputs) > 1)
    if outcome.truncated:
        yield ""
        yield speech(MORE)


def _group(group: Group, speech: Speech, *, several: bool) -> Iterator[str]:
    """Yield the lines of findings that one repair mends."""
    first = group.first
    yield f"- **{plain(first.message)}** ({group.code} {group.slug})"
    if group.rule:
        yield f"  - {speech('To do')}: {plain(speech.advice_on(group.findings))}"
    if first.suggestions:
        said = map(plain, suggested(first, speech.at(first.location.file).language))
        yield f"  - {speech('Suggestion')}: {', '.join(said)}"
    spots = [_spot(one, speech, several=several) for one in group.findings]
    named = "; ".join(plain(spot) for spot in spots[:PLACES_NAMED] if spot)
    more = len(spots) - PLACES_NAMED
    if named:
        rest = f"; {speech.number_of(more, 'further place')}" if more > 0 else ""
        yield f"  - {speech('Where')}: {named}{rest}"


def _spot(finding: Finding, speech: Speech, *, several: bool) -> str:
    """Return where a finding is, with the file where there are several."""
    place = finding.location
    parts = [file_of(place)] if several or place.member else []
    return ", ".join(filter(None, [*parts, spot_of(place, speech)]))


def plain(text: str) -> str:
    """Return a text that shows as it is, whatever signs it holds."""
    return SIGNS.sub(r"\\\1", visible(text))
