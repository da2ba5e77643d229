"""A column that the standard does not have."""

from exchangespec.rules.rule import Example, Rule

VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen,Central\r\n"

RULE = Rule(
    code="EXS008",
    slug="unknown-column",
    severity="warning",
    title="A column is not part of the standard.",
    message={
        "column": "The column “{heading}” is not part of the standard; it was kept as {kept_as}.",
        "property": "The property {heading} is not part of the standard; what it says was not "
        "read.",
        "about": "The line “{heading}” is not part of the standard and was not read.",
    },
    why="Others will not know what it means; a misspelt heading hides your data from them.",
    fix="Use the heading of the template; put x_ before the name of a column of your own.",
    wrong=Example(
        files={"visits.csv": "id,kind,visitors,hosts,hotel\r\n" + VISIT},
        at={"file": "visits.csv", "row": 1, "column": "hotel"},
    ),
    right=Example(files={"visits.csv": "id,kind,visitors,hosts,x_hotel\r\n" + VISIT}),
)
