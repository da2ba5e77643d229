"""Two columns with the same meaning in one table."""

from exchangespec.rules.rule import Example, Rule

VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen,2021-05-10,2021-05-12\r\n"

RULE = Rule(
    code="EXS009",
    slug="column-twice",
    severity="error",
    title="A column stands twice.",
    message="The column “{heading}” means the same as the column “{first}” before it; only the "
    "first was read.",
    why="It cannot be told which of the two values is right.",
    fix="Keep one of the two columns.",
    wrong=Example(
        files={"visits.csv": "id,kind,visitors,hosts,start,start\r\n" + VISIT},
        at={"file": "visits.csv", "row": 1, "column": "start"},
    ),
    right=Example(files={"visits.csv": "id,kind,visitors,hosts,start,end\r\n" + VISIT}),
)
