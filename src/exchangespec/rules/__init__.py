"""One file a rule, by family; `RULES` holds them all by slug, in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.rules import (
    dates,
    file,
    logic,
    mapping,
    network,
    personal,
    quality,
    references,
    structure,
    tool,
    values,
)

if TYPE_CHECKING:
    from exchangespec.rules.rule import Rule

# Families in the order of the first digit of their codes.
FAMILIES = {
    "file": file.RULES,
    "structure": structure.RULES,
    "values": values.RULES,
    "references": references.RULES,
    "dates": dates.RULES,
    "logic": logic.RULES,
    "quality": quality.RULES,
    "personal": personal.RULES,
    "network": network.RULES,
    "mapping": mapping.RULES,
    "tool": tool.RULES,
}

RULES: dict[str, Rule] = {rule.slug: rule for family in FAMILIES.values() for rule in family}
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES.values()}
