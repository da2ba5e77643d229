"""A value that is neither a number nor a quantity in the notation of the standard."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS218",
    slug="not-a-quantity",
    severity="error",
    title="A value is not a quantity.",
    message="“{value}” is not a quantity; quantities look like 25, >100, 50..60, ~80 or 17 %.",
    why="Only figures in one notation can be added up.",
    fix="Write the figure, with > for more than, ~ for about and .. between two ends.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "attendance": "a dozen",
            }
        ],
        at={"record": "ex:vis-1", "field": "attendance"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "attendance": "~12",
            }
        ]
    ),
)
