"""Columns that a mapping leaves out on purpose."""

from exchangespec.rules.mapping.table import towns
from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS727",
    slug="columns-left-out",
    severity="info",
    title="The mapping leaves out columns.",
    message="The mapping leaves out these columns: {columns}.",
    why="What they say is missing from everything made of these records.",
    fix="Nothing, if you do not need them; else say in the mapping what they mean.",
    wrong=Example(
        files={"towns.csv": "No,Town,Land,Mayor\r\n1,Mechelen,BE,yes\r\n"},
        mapping=towns(table='ignore = ["Mayor"]'),
        at={"file": "towns.csv", "row": 1},
    ),
    right=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n"},
        mapping=towns(table='ignore = ["Mayor"]'),
    ),
)
