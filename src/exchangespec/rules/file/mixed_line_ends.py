"""Lines that end in different ways."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,name,country\r\n"

RULE = Rule(
    code="EXS053",
    slug="mixed-line-ends",
    severity="info",
    title="The lines of the file end in different ways.",
    message="Lines end in different ways: {values}; each was taken for the end of a row.",
    why="Most likely files were put together, or a cell with a line break lost its quotation "
    "marks; then a row was broken in two.",
    fix="Look at the lines here; save the table anew from a spreadsheet program.",
    wrong=Example(
        files={"cities.csv": HEADING + "ex:a,A,BE\r\nex:b,B,BE\n"},
        at={"file": "cities.csv", "line": 3},
    ),
    right=Example(files={"cities.csv": HEADING + "ex:a,A,BE\r\nex:b,B,BE\r\n"}),
)
