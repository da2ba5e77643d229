"""A date that was read from another notation."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,start\r\n"

RULE = Rule(
    code="EXS233",
    slug="date-normalised",
    severity="info",
    title="A date was read from another notation.",
    message="“{was}” was read as {becomes}.",
    repeated={
        "column": (
            "In {amount} cells of “{column}” the date is written {written}, such as {examples} "
            "(rows {rows})."
        ),
    },
    why="You should see what was made of your dates.",
    fix="Nothing, if it was read rightly.",
    wrong=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,23.11.2017\r\n"},
        at={"record": "ex:vis-1", "field": "start"},
    ),
    right=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,2017-11-23\r\n"}
    ),
)
