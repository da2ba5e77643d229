"""A value that is neither a number nor a quantity in the notation of the standard."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS218",
    slug="not-a-quantity",
    severity="error",
    title="A value is not a quantity.",
    message={
        "figure": "“{value}” cannot be read as a figure; figures look like 25, >100, 50..60, ~80 "
        "or 17 %.",
        "currency": "“{value}” holds a currency; write the number without the currency sign: the "
        "currency has a field of its own.",
    },
    why="Only figures in one notation can be added up.",
    fix="Write the figure: 25, >100 for more than 100, 50..60 for 50 to 60, ~80 for about 80, "
    "17 %. If it is not known, leave the cell empty.",
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
