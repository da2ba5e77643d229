"""A word that was read as the value it stands for."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"

RULE = Rule(
    code="EXS203",
    slug="value-normalised",
    severity="info",
    title="A word was read as a value of the list.",
    message="“{was}” was read as “{becomes}”.",
    repeated={
        "column": (
            "In {amount} cells of “{column}” a word was read as its value, such as {examples} "
            "(rows {rows})."
        ),
    },
    why="You should see what was made of your words.",
    fix="Nothing, if it was read rightly; write the value itself to be sure.",
    wrong=Example(
        files={"visits.csv": HEADING + "ex:vis-1,Study visit,ex:capaci,ex:mechelen\r\n"},
        at={"record": "ex:vis-1", "field": "kind"},
    ),
    right=Example(files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"}),
)
