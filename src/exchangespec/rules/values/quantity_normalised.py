"""Words that were read as a quantity."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,attendance\r\n"

RULE = Rule(
    code="EXS221",
    slug="quantity-normalised",
    severity="info",
    title="Words were read as a quantity.",
    message="“{was}” was read as {becomes}.",
    repeated={
        "column": (
            "In {amount} cells of “{column}” words were read as quantities, such as {examples} "
            "(rows {rows})."
        ),
    },
    why="You should see what was made of your words.",
    fix="Nothing, if it was read rightly.",
    wrong=Example(
        files={
            "visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,more than 100\r\n"
        },
        at={"record": "ex:vis-1", "field": "attendance"},
    ),
    right=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,>100\r\n"}
    ),
)
