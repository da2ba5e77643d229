"""A required list that holds fewer values than it must."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS107",
    slug="too-few-values",
    severity="error",
    title="A list holds too few values.",
    message="“{title}” must hold at least {expected} of them; it holds {seen}.",
    why="The record says nothing without them.",
    fix="Add the values that are missing.",
    wrong=Example(
        [
            {
                "type": "ActionPlan",
                "id": "ex:plan-1",
                "name": {"en": "Plan for integration"},
                "kind": "strategy",
                "owners": [],
            }
        ],
        at={"record": "ex:plan-1", "field": "owners"},
    ),
    right=Example(
        [
            {
                "type": "ActionPlan",
                "id": "ex:plan-1",
                "name": {"en": "Plan for integration"},
                "kind": "strategy",
                "owners": ["ex:mechelen"],
            }
        ],
    ),
)
