"""A row that is the heading of a section, and says what no column says."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,tags\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen,"

RULE = Rule(
    code="EXS071",
    slug="section-row",
    severity="warning",
    title="A row stands over others as the heading of a section.",
    message=(
        "“{value}” stands alone in row {row}, over the rows below it; it was read as the heading "
        "of a section, not as a record."
    ),
    repeated={
        "column": (
            "The rows {rows} stand alone as headings of sections, such as {examples};"
            " they were not read as records."
        ),
    },
    why="Every row is one thing. What a section's heading says of the rows below it is in no cell "
    "of theirs, so it would be lost.",
    fix="Write what it says into a column, in each row it belongs to, and delete the row.",
    wrong=Example(
        files={"visits.csv": HEADING + "Phase 2,,,,\r\n" + VISIT + "pilot\r\n"},
        at={"file": "visits.csv", "row": 2},
    ),
    right=Example(files={"visits.csv": HEADING + VISIT + "Phase 2\r\n"}),
)
