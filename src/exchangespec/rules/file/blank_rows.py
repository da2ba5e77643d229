"""Blank rows between others, which were passed over."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"
SECOND = "ex:vis-2,work_visit,ex:mechelen,ex:capaci\r\n"

RULE = Rule(
    code="EXS016",
    slug="blank-rows",
    severity="info",
    title="Blank rows were passed over.",
    message="Blank rows between others were passed over: {count}.",
    why="Someone may have meant to fill them in.",
    fix="Delete the blank rows, if they are not needed.",
    wrong=Example(
        files={"visits.csv": HEADING + VISIT + ",,,\r\n" + SECOND},
        at={"file": "visits.csv", "row": 3},
    ),
    right=Example(files={"visits.csv": HEADING + VISIT + SECOND}),
)
