"""A field that holds fewer values than it must, or several where it takes one."""

from exchangespec.rules.rule import Example, Rule

PLAN = {
    "type": "ActionPlan",
    "id": "ex:plan-1",
    "name": {"en": "Strategy for integration"},
    "kind": "strategy",
    "owners": ["ex:mechelen"],
    "plan_status": "draft",
    "network": "ex:inclucities",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS107",
    slug="wrong-number-of-values",
    severity="error",
    title="A field holds too few or too many values.",
    message={
        "many": "“{title}” takes one value; {seen} are given.",
        "few": "“{title}” must hold at least {expected} values; it holds {seen}.",
    },
    why="The meaning of the field rests on it: a plan made in two networks, say, is two facts.",
    fix="Leave the one value that is meant, or add those that are missing; what does not fit "
    "into one record goes into a second one, or into the sheet Statements.",
    wrong=Example(
        [{**PLAN, "network": ["ex:inclucities", "ex:orient8"]}],
        at={"record": "ex:plan-1", "field": "network"},
    ),
    right=Example([PLAN]),
)
