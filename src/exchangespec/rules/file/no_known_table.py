"""A file in which no sheet or table holds records of the standard."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS004",
    slug="no-known-table",
    severity="error",
    title="No sheet or table is recognised.",
    message={
        "table": "No sheet or table in this file is one of the standard; found: {tables}.",
        "statements": "No subject in this file is of a class of the standard; found: {tables}.",
    },
    why="Nothing in it could be checked.",
    fix="Name the sheets as in the template (Visits, Cities and so on), or keep the headings of "
    "the template.",
    wrong=Example(sheets={"Sheet1": (("colour", "size"), ("red", 3))}, at={"file": "example.xlsx"}),
    right=Example(
        sheets={
            "Visits": (
                ("id", "kind", "visitors", "hosts"),
                ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen"),
            )
        }
    ),
)
