"""A submission brings a record of another publisher, who says something else."""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import OTHER_HEADER, OTHER_ROME

_OTHER = Example(header=OTHER_HEADER, records=[OTHER_ROME])

RULE = Rule(
    code="EXS323",
    slug="foreign-copy",
    severity="warning",
    title="A submission brings a record of another publisher, who says something else.",
    message="{value} belongs to another publisher, who says something else in {place} ({fields}).",
    why=(
        "Each publisher answers for the records under its own prefix. The publisher's own record "
        "was kept, and this one left out."
    ),
    fix="Leave the record to its publisher, and say in the sheet Statements what you know better.",
    wrong=Example(
        records=[{**OTHER_ROME, "name": {"en": "Roma"}}],
        beside=[_OTHER],
        at={"record": "anci:rome"},
    ),
    right=Example(records=[OTHER_ROME], beside=[_OTHER]),
)
