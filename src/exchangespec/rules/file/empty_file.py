"""A file with nothing in it."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS022",
    slug="empty-file",
    severity="error",
    title="The file is empty.",
    message="The file is empty.",
    why="There is nothing to check.",
    fix="Send the file again; check that it was saved.",
    wrong=Example(files={"visits.csv": ""}, at={"file": "visits.csv"}),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
