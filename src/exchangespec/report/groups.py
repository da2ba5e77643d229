"""Puts findings that ask for the same work together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exchangespec.finding import SEVERITIES
from exchangespec.rules import BY_CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exchangespec.finding import Finding, Severity
    from exchangespec.outcome import NotRun
    from exchangespec.rules.rule import Rule


@dataclass(slots=True)
class Group:
    """Findings of one code: all of them, or those of one message.

    `total` also counts those that were not kept.
    """

    code: str
    slug: str
    severity: Severity
    findings: list[Finding] = field(default_factory=list)
    total: int = 0

    @property
    def rule(self) -> Rule | None:
        """Return the page of the rule; None for a code that this version does not have."""
        return BY_CODE.get(self.code)

    @property
    def first(self) -> Finding:
        """Return the finding that stands for all."""
        return self.findings[0]

    @property
    def tasks(self) -> list[Finding]:
        """Return them one by one, every cell of a cause; a missing column once."""
        return [one for finding in self.findings for one in finding.tasks]


def by_message(findings: Iterable[Finding]) -> list[Group]:
    """Group findings of one code and one message, which one repair mends; errors come first.

    Groups of one code stand together.
    """
    groups = _grouped(
        findings, lambda one: (one.code, one.message, tuple(map(str, one.suggestions)))
    )
    codes = list(dict.fromkeys(group.code for group in groups))
    return sorted(groups, key=lambda group: codes.index(group.code))


def by_code(findings: Iterable[Finding]) -> list[Group]:
    """Group findings by code, errors first, each severity in the order of the file."""
    return _grouped(findings, lambda one: (one.code,))


def _grouped(
    findings: Iterable[Finding], key: Callable[[Finding], tuple[object, ...]]
) -> list[Group]:
    """Group findings by a key, keeping the order in which groups appear within a severity."""
    groups: dict[tuple[object, ...], Group] = {}
    for finding in findings:
        name = key(finding)
        if name not in groups:
            groups[name] = Group(finding.code, finding.slug, finding.severity)
        groups[name].findings.append(finding)
        groups[name].total += finding.count
    return sorted(groups.values(), key=lambda group: SEVERITIES.index(group.severity))


def by_reason(rules: Iterable[NotRun]) -> dict[str, list[NotRun]]:
    """Group rules that did not run by the reason."""
    reasons: dict[str, list[NotRun]] = {}
    for rule in rules:
        reasons.setdefault(rule.reason, []).append(rule)
    return reasons
