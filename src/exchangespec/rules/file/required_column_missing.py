"""A table without a column that each of its records needs."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS007",
    slug="required-column-missing",
    severity="error",
    title="A required column is missing.",
    message="The column “{heading}” is missing; every row needs it.",
    why="Without it no row of the table can be used.",
    fix="Add the column; if it is there under another heading, use the heading of the template. "
    "A table that never followed the template is read by a mapping, which `exchangespec map "
    "suggest FILE` suggests.",
    wrong=Example(
        files={"visits.csv": "id,visitors,hosts\r\nex:vis-1,ex:capaci,ex:mechelen\r\n"},
        at={"file": "visits.csv", "row": 1, "field": "kind"},
    ),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
