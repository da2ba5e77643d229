"""A statement that lacks what its kind needs.

The model itself checks this: see the constraints of Statement.
"""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

FIGURE = {
    "type": "Statement",
    "id": "ex:s-1",
    "about": "ex:mechelen",
    "kind": "figure",
    "measure": "migrants",
    "source": "ex:report",
}

RULE = Rule(
    code="EXS451",
    slug="statement-incomplete",
    severity="error",
    title="A statement lacks a field that its kind needs, or fills one twice.",
    message={
        "missing": "“{title}” is not stated; a statement of kind “{value}” needs it.",
        "several": "“{title}” names {many} fields; a statement of kind “{value}” is about one "
        "field: write one statement for each.",
    },
    why="A figure needs its measure and quantity, a competing value its field, a quotation its "
    "words; all but inferences need the source that says so.",
    fix="Fill the field named, or choose the kind that fits what is stated.",
    wrong=Example(records=[FIGURE], at={"record": "ex:s-1", "field": "quantity"}),
    right=Example(records=[{**FIGURE, "quantity": ">30000"}]),
)
