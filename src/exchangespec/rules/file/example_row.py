"""The example row of the template, which was passed over."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"
EXAMPLE = "#example,study_visit,capaci; aiccre,mechelen\r\n"

RULE = Rule(
    code="EXS014",
    slug="example-row",
    severity="info",
    title="The example row of the template is still there.",
    message="This is the example row of the template; it was passed over.",
    why="An example is not data.",
    fix="Delete the row, if you like.",
    wrong=Example(
        files={"visits.csv": HEADING + EXAMPLE + VISIT}, at={"file": "visits.csv", "row": 2}
    ),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
