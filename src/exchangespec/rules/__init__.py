"""One file a rule, by family; `RULES` holds them all by slug, in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.rules import (
    dates,
    file,
    logic,
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
    "tool": tool.RULES,
}

RULES: dict[str, Rule] = {rule.slug: rule for family in FAMILIES.values() for rule in family}
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES.values()}

# Rules of the model's text that wait for a later stage, and what they wait for.
LATER = {
    "C05": "needs a profile",
    "H04": "needs a profile",
    "G03": "needs the NUTS code lists of several years",
    "G04": "needs a gazetteer",
    "G05": "needs a gazetteer",
    "G06": "needs a gazetteer",
    "G07": "needs a gazetteer",
    "G08": "needs a gazetteer",
    "G09": "needs a gazetteer",
    "I08": "needs the previous release",
    "I09": "needs the previous release",
    "K07": "runs when a public release is made",
}
