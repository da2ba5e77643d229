"""A row with fewer cells than there are headings."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,note,x_room\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen,"

RULE = Rule(
    code="EXS052",
    slug="too-few-cells",
    severity="warning",
    title="A row has fewer cells than the table has columns.",
    message="The row has {cells} cells, but there are {columns} headings; what is missing was "
    "taken for empty.",
    why="Most likely the row was broken in two, or cells of it were lost.",
    fix="Look whether the next line belongs to this one; save the table anew from a spreadsheet "
    "program.",
    wrong=Example(files={"visits.csv": HEADING + VISIT + "\r\n"}, at={"record": "ex:vis-1"}),
    right=Example(files={"visits.csv": HEADING + VISIT + ",\r\n"}),
)
