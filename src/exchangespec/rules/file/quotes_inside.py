"""Quotation marks in the middle of cells that are not quoted."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,name,country\r\n"

RULE = Rule(
    code="EXS051",
    slug="quotes-inside",
    severity="info",
    title="Quotation marks stand inside cells that are not quoted.",
    message="In {count} rows, here first, quotation marks stand inside cells that are not quoted; "
    "they were read as part of the text.",
    why="Programs differ in what they make of them.",
    fix="Nothing, if the names are right; a program that writes CSV quotes such cells.",
    wrong=Example(
        files={"cities.csv": HEADING + 'ex:a,A "on the hill",BE\r\n'},
        at={"file": "cities.csv", "line": 2},
    ),
    right=Example(files={"cities.csv": HEADING + 'ex:a,"A ""on the hill""",BE\r\n'}),
)
