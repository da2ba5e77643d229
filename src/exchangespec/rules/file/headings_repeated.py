"""The headings once more, between the rows."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"
MORE = "ex:vis-2,work_visit,ex:mechelen,ex:capaci\r\n"

RULE = Rule(
    code="EXS073",
    slug="headings-repeated",
    severity="info",
    title="The headings come again between the rows.",
    message="Row {row} holds the headings once more; it was not read as a record.",
    repeated={
        "column": ("The rows {rows} hold the headings once more; they were not read as records."),
    },
    why="Lists that were printed page by page, or put together from several, have them.",
    fix="Delete the row.",
    wrong=Example(
        files={"visits.csv": HEADING + VISIT + HEADING + MORE},
        at={"file": "visits.csv", "row": 3},
    ),
    right=Example(files={"visits.csv": HEADING + VISIT + MORE}),
)
