"""A field that would be asked for, had a statement not said that the source is silent.

The last step of validation raises this: it turns warnings that ask for a field into this note.
"""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "cities": ["ex:mechelen"],
    "visitors": ["ex:capaci"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}
GAP = {
    "type": "Statement",
    "id": "ex:s-1",
    "about": "ex:v-1",
    "kind": "gap",
    "property": ["hosts"],
    "source": "ex:report",
}

RULE = Rule(
    code="EXS514",
    slug="gap-stated",
    severity="info",
    title="A field is empty, and a statement says that the source is silent on it.",
    message="{field} is not stated, and the sheet Statements says that the source is silent on it "
    "(so {asked} is no warning here).",
    why="What a source does not tell cannot be filled in; saying so is all that can be asked.",
    fix="Nothing needs to be done; should another source tell, fill in the cell and delete the "
    "row of the sheet Statements.",
    wrong=Example(records=[VISIT, GAP], at={"record": "ex:v-1", "field": "hosts"}),
    right=Example(records=[{**VISIT, "hosts": ["ex:mechelen"]}]),
)
