"""Rows that only say again what others say."""

from exchangespec.rules.mapping.table import towns
from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS728",
    slug="rows-merged",
    severity="info",
    title="Rows say again what others have said.",
    message="{count} rows, here first, only say again what rows above them say; they gave no "
    "records of their own.",
    why="Whoever counts rows and records will want to know the difference.",
    fix="Nothing, if the mapping puts such rows together on purpose.",
    wrong=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n1,Mechelen,BE\r\n"},
        mapping=towns(record="merge = true"),
        at={"file": "towns.csv", "row": 3},
    ),
    right=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n"},
        mapping=towns(record="merge = true"),
    ),
)
