"""A row that holds the sums of the columns above it."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,delegation_size\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen,8\r\n"

RULE = Rule(
    code="EXS024",
    slug="total-row",
    severity="warning",
    title="A row of totals stands among the records.",
    message="Row {row} looks like a total (“{value}”); it was not read. Delete it.",
    repeated={
        "column": ("The rows {rows} look like totals; they were not read. Delete them."),
    },
    why="Every row is one thing; sums are made from the rows, so that they are always right.",
    fix="Delete the row, or move it to a sheet of your own.",
    wrong=Example(
        files={"visits.csv": HEADING + VISIT + "Total,,,,8\r\n"},
        at={"file": "visits.csv", "row": 3},
    ),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
