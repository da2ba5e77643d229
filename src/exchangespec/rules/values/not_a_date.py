"""A value that is no date in the notation of the standard."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS214",
    slug="not-a-date",
    severity="error",
    title="A value is not a date.",
    message={
        "one": "“{value}” is not a date. Dates look like 2017-10-16, 2017-10 or 2017; a question "
        "mark at the end means uncertain.",
        "span": "“{value}” is a span of time: write {first} as the start and {last} as the end, "
        "each in its own column.",
    },
    repeated={
        "column": (
            "In {amount} cells of “{column}” stands no date that can be read, such as {examples} "
            "(rows {rows})."
        ),
    },
    why="Only dates in one notation can be sorted and compared.",
    fix="Write year, month and day as far as they are known. For events and visits the wording of "
    "the source may stand in the column “Date text”; add that column where the sheet has none.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "start": "16-19 October 2017",
            }
        ],
        at={"record": "ex:vis-1", "field": "start"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "start": "2017-10-16",
            }
        ]
    ),
)
