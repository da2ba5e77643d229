"""A second table below the first on the same sheet."""

from exchangespec.rules.rule import Example, Rule

VISITS = "id,kind,visitors,hosts\r\nex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"
CITIES = "name,country,population\r\nGhent,BE,265000\r\n"

RULE = Rule(
    code="EXS074",
    slug="table-below",
    severity="warning",
    title="A second table stands below the first.",
    message=(
        "Another table with the headings {headings} stands below the first ({rows} rows, to row "
        "{last}); it was not read."
    ),
    why="One sheet or file is one table: each of its rows is read by the headings at its top.",
    fix="Move the second table to a sheet or file of its own.",
    wrong=Example(
        files={"visits.csv": VISITS + "\r\n" + CITIES},
        at={"file": "visits.csv", "row": 4},
    ),
    right=Example(files={"visits.csv": VISITS}),
)
