"""A value of another type than the field holds: one value for a list, a number for a text."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS102",
    slug="wrong-type",
    severity="error",
    title="A value is of the wrong type.",
    message="“{value}” cannot stand here: {expected} is expected.",
    why="Programs that read the data rely on the type; a guess could change the meaning.",
    fix="Write the value in the type that the field holds; a list stands in square brackets.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": "ex:mechelen",
                "sources": ["ex:report"],
            }
        ],
        at={"record": "ex:vis-1", "field": "hosts"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "sources": ["ex:report"],
            }
        ],
    ),
)
