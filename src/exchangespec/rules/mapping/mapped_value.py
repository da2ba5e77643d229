"""A value that was read as another because a mapping says so."""

from exchangespec.rules.mapping.table import towns
from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS722",
    slug="mapped-value",
    severity="info",
    title="A value was read as the mapping says.",
    message={
        "value": "“{value}” ({count} in this column, here first) was read as {expected}, "
        "as the mapping says.",
        "blank": "“{value}” was taken for nothing stated, as the mapping says.",
        "nothing": "“{value}” ({count} in this column, here first) was taken for nothing "
        "stated, as the mapping says.",
    },
    why="The record says something else than the cell.",
    fix="Nothing, if the mapping is right.",
    wrong=Example(
        files={"towns.csv": "No,Town,Land,People\r\n1,Mechelen,BE,unknown\r\n"},
        mapping=towns(fields='population = { column = "People", blank = ["unknown"] }'),
        at={"file": "towns.csv", "row": 2, "column": "People"},
    ),
    right=Example(
        files={"towns.csv": "No,Town,Land,People\r\n1,Mechelen,BE,\r\n"},
        mapping=towns(fields='population = { column = "People", blank = ["unknown"] }'),
    ),
)
