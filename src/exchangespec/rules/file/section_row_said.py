"""A row that is the heading of a section, and says what a column says as well."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,tags\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen,Phase 2\r\n"

RULE = Rule(
    code="EXS079",
    slug="section-row-said",
    severity="info",
    title="A row stands over others as the heading of a section, and a column says the same.",
    message=(
        "“{value}” stands alone in row {row} as the heading of a section; the column “{heading}” "
        "says the same, so nothing is lost."
    ),
    repeated={
        "column": (
            "The rows {rows} stand alone as headings of sections, such as {examples};"
            " a column says the same, so nothing is lost."
        ),
    },
    why="Every row is one thing; the heading of a section is no record.",
    fix="Nothing; or delete the row.",
    wrong=Example(
        files={"visits.csv": HEADING + "Phase 2,,,,\r\n" + VISIT},
        at={"file": "visits.csv", "row": 2},
    ),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
