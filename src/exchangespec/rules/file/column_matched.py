"""A column that was recognised by a label, in another language or in another spelling."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS010",
    slug="column-matched",
    severity="info",
    title="A column was recognised by another name.",
    message="The column “{heading}” was read as “{field}”.",
    why="You should see how your headings were understood.",
    fix="Nothing, if it was understood rightly.",
    wrong=Example(
        files={"visits.csv": "id,kind,visitors,Host city\r\n" + VISIT},
        at={"file": "visits.csv", "row": 1, "column": "Host city"},
    ),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
