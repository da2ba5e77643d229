"""A date with a year of two digits."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,start\r\n"

RULE = Rule(
    code="EXS236",
    slug="short-year-read",
    severity="warning",
    title="A date has a year of two digits.",
    message="“{was}” was read as {becomes}.",
    repeated={
        "column": (
            "In {amount} cells of “{column}” the year has two digits; they were read such as "
            "{examples} (rows {rows})."
        ),
    },
    why="Twinnings are older than this century: the first two digits of the year are a guess.",
    fix="Write the year with four digits.",
    wrong=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,25/04/21\r\n"},
        at={"record": "ex:vis-1", "field": "start"},
    ),
    right=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,2021-04-25\r\n"}
    ),
)
