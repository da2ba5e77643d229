"""A field that the record type does not have."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS103",
    slug="unknown-field",
    severity="error",
    title="A field is not part of the standard.",
    message="“{value}” is not a field of this kind of record.",
    why="A misspelt field would be lost without a word.",
    fix="Use the field's name in the standard; put x_ before the name of a column of your own.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "host": ["ex:mechelen"],
                "hosts": ["ex:mechelen"],
            }
        ],
        at={"record": "ex:vis-1", "field": "host"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "x_department": "Housing",
            }
        ],
    ),
)
