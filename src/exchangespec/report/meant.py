"""Says what may have been meant: a value, and beside a code what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import CODELISTS, codelist, codelist_label
from exchangespec.report.characters import visible
from exchangespec.rules.rule import shown

if TYPE_CHECKING:
    from exchangespec.finding import Finding


def meant(finding: Finding, language: str) -> list[tuple[str, str]]:
    """Return the suggestions of a finding, each with the label of a code, or with nothing."""
    name = str(finding.params.get("list"))
    codes = codelist(name).codes if name in CODELISTS else {}
    return [
        (visible(shown(one)), _label(name, one, language) if one in codes else "")
        for one in finding.suggestions
    ]


def suggested(finding: Finding, language: str) -> list[str]:
    """Return the suggestions of a finding as one text each, labels in brackets."""
    return [f"{one} ({label})" if label else one for one, label in meant(finding, language)]


def _label(name: str, code: str, language: str) -> str:
    """Return what a code stands for; nothing where that is the same word."""
    label = visible(codelist_label(name, code, language))
    return "" if label.casefold() == code else label
