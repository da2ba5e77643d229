"""A list that says the same thing twice."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS106",
    slug="repeated-value",
    severity="error",
    title="A list holds the same value twice.",
    message="“{value}” stands twice in this list.",
    why="It would be counted twice.",
    fix="Keep the value once.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen", "ex:mechelen"],
            }
        ],
        at={"record": "ex:vis-1", "field": "hosts", "item": 1},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
            }
        ],
    ),
)
