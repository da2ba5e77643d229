"""Takes every value of the partner's data out of an outcome, so that a report can be passed on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.outcome import Outcome
from exchangespec.rules import BY_CODE
from exchangespec.rules.rule import Words
from exchangespec.structure import EXPECTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.finding import Finding
    from exchangespec.location import Location

HIDDEN = "(hidden)"
# Facts that are always the standard's own words or limits, never the partner's.
OWN_FACTS = frozenset(
    {
        "allowed",
        "asked",
        "count",
        "field",
        "headings",
        "highest",
        "limit",
        "list",
        "lowest",
        "rows",
        "slug",
    }
)


@cache
def own_words() -> frozenset[str]:
    """Return the words that a fact may show because the standard itself says them."""
    fields = (name for form in spec.records().values() for name in form.fields)
    return frozenset({*spec.records(), *fields, *spec.header(), *EXPECTED.values()})


def masked(outcome: Outcome) -> Outcome:
    """Return the outcome without values, ids and titles; places, codes and counts stay."""
    return Outcome(
        inputs=[
            replace(item, title="", dataset="", bases={}, types={}, about={})
            for item in outcome.inputs
        ],
        findings=[_masked(finding) for finding in outcome.findings],
        counts=outcome.counts,
        by_code=outcome.by_code,
        truncated=outcome.truncated,
        not_run=outcome.not_run,
        versions=outcome.versions,
        traces=outcome.traces,
    )


def _masked(finding: Finding) -> Finding:
    """Return a finding without values."""
    wording, message = _words(finding)
    return replace(
        finding,
        message=message,
        wording=wording,
        params=_hidden(finding.params),
        suggestions=(),
        fix=None,
        location=_place(finding.location),
        related=tuple(_place(place) for place in finding.related),
        members=tuple(map(_masked, finding.members)),
    )


def _hidden(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts of which only the standard's own words can be read."""
    return {
        name: value if name in OWN_FACTS or _is_own(value) else HIDDEN
        for name, value in params.items()
    }


def _is_own(value: object) -> bool:
    """Tell whether a fact is a word of the standard."""
    return isinstance(value, str) and value in own_words()


def _place(place: Location) -> Location:
    """Return a place without the ids that the partner gave."""
    return replace(place, record=None, subject=None)


def _words(finding: Finding) -> tuple[tuple[str, ...], str]:
    """Return the words of a finding made again without values, before and after they are filled.

    What is said of many cells at once names their values; the title of the rule says enough.
    """
    rule = BY_CODE.get(finding.code)
    if rule is None:
        return (), HIDDEN
    if finding.members:
        rows = finding.params.get("rows", "")
        where = f"So in {finding.count:,} cells or rows ({rows})."
        return (rule.title, SO_IN_SEVERAL), f"{rule.title} {where}"
    facts = {
        "field": finding.location.field or "", "file": finding.location.file,
        **_hidden(finding.params),
    }  # fmt: skip
    message = " ".join(wording.format_map(Words(facts)) for wording in finding.wording)
    return tuple(finding.wording), message or rule.title


SO_IN_SEVERAL = "So in {number} cells or rows ({rows})."
