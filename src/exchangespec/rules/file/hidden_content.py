"""Hidden rows, columns or sheets, which were read like the rest."""

from exchangespec.rules.rule import Example, Rule

HEADINGS = ("id", "kind", "visitors", "hosts")
FIRST = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen")
SECOND = ("ex:vis-2", "work_visit", "ex:mechelen", "ex:capaci")

RULE = Rule(
    code="EXS017",
    slug="hidden-content",
    severity="info",
    title="Hidden rows, columns or sheets were read.",
    message={
        "rows": "The rows {first} to {last} are hidden; {count} of them were read like the others.",
        "row": "Row {first} is hidden; it was read like the others.",
        "columns": "Hidden columns were read like the others: {columns}.",
        "sheet": "This sheet is hidden; it was read like the others.",
    },
    why="What is hidden is still passed on to everybody who gets the file.",
    fix="Delete what should not be passed on; show the rest.",
    wrong=Example(
        sheets={"Visits": (HEADINGS, FIRST, SECOND)},
        hidden_rows=(3,),
        at={"sheet": "Visits", "row": 3},
    ),
    right=Example(sheets={"Visits": (HEADINGS, FIRST, SECOND)}),
)
