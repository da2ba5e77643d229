"""A second table beside the first on the same sheet."""

from exchangespec.rules.rule import Example, Rule

HEADING, VISIT = "id,kind,visitors,hosts", "ex:vis-1,study_visit,ex:capaci,ex:mechelen"

RULE = Rule(
    code="EXS075",
    slug="table-beside",
    severity="warning",
    title="A second table stands beside the first.",
    message=(
        "Another table with the headings {headings} stands beside the first ({rows} rows, to row "
        "{last}); it was not read."
    ),
    why="One sheet or file is one table: each of its rows is one thing.",
    fix="Move the second table to a sheet or file of its own.",
    wrong=Example(
        files={"visits.csv": f"{HEADING},,id,name,country\r\n{VISIT},,ex:ghent,Ghent,BE\r\n"},
        at={"file": "visits.csv", "row": 1},
    ),
    right=Example(files={"visits.csv": f"{HEADING}\r\n{VISIT}\r\n"}),
)
