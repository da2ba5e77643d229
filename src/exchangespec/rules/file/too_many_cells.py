"""A row with more cells than there are headings."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS015",
    slug="too-many-cells",
    severity="error",
    title="A row has more cells than the table has columns.",
    message="The row has {cells} cells, but there are only {columns} headings; left over: "
    "{values}.",
    why="Most likely a value holds the sign that parts the columns, and all values after it have "
    "slipped.",
    fix="Put quotation marks around the value that holds a comma or semicolon; save the table "
    "anew from a spreadsheet program.",
    wrong=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,ex:vvsg\r\n"},
        at={"record": "ex:vis-1"},
    ),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
