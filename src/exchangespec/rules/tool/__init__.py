"""Rules about the tool itself: its own faults and limits."""

from exchangespec.rules.rule import Rule
from exchangespec.rules.tool import (
    findings_capped,
    internal_fault,
)

RULES: tuple[Rule, ...] = (
    internal_fault.RULE,
    findings_capped.RULE,
)
