"""A partnership of one.

The model itself checks this: see the parties of Partnership.
"""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

TWINNING = {
    "type": "Partnership",
    "id": "ex:ps-1",
    "kind": "twinning",
    "start": "2019",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS448",
    slug="fewer-than-two-parties",
    severity="error",
    title="A partnership has fewer than two parties.",
    message="A partnership needs at least {expected} different parties; {seen} is stated.",
    why="A partnership joins two parties or more.",
    fix="Name all parties, both cities of a twinning for example.",
    wrong=Example(
        records=[{**TWINNING, "parties": ["ex:capaci"]}],
        at={"record": "ex:ps-1", "field": "parties"},
    ),
    right=Example(records=[{**TWINNING, "parties": ["ex:capaci", "ex:mechelen"]}]),
)
