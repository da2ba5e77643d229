"""Rows of which a mapping makes no record."""

from exchangespec.rules.mapping.table import towns
from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS725",
    slug="row-not-mapped",
    severity="warning",
    title="No record is made of a row.",
    message="Of {count} rows, here first, the mapping makes no record; they were not taken over.",
    why="What the rows say is missing from the records.",
    fix=(
        "Look at the conditions `filled`, `empty` and `where` in the mapping; delete remarks "
        "below the table."
    ),
    wrong=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n,Source: census,\r\n"},
        mapping=towns(record='filled = ["No"]'),
        at={"file": "towns.csv", "row": 3},
    ),
    right=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n"},
        mapping=towns(record='filled = ["No"]'),
    ),
)
