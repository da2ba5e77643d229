"""Rows that together say one record, and say different things of it."""

from exchangespec.rules.mapping.table import towns
from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS723",
    slug="rows-disagree",
    severity="warning",
    title="Two rows say different things of one record.",
    message={
        "other": "This row says “{value}” of the record, row {row} says “{other}”; the first was "
        "kept.",
        "added": "This row says “{value}” of the record, of which row {row} says nothing; it was "
        "not added.",
    },
    why="Only one of them can be right, and nothing tells which.",
    fix="Make the rows agree, or give the records ids of their own in the mapping.",
    wrong=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n1,Malines,BE\r\n"},
        mapping=towns(record="merge = true"),
        at={"file": "towns.csv", "row": 3, "column": "Town"},
    ),
    right=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n1,Mechelen,BE\r\n"},
        mapping=towns(record="merge = true"),
    ),
)
