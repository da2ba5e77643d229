"""A record for whose id the row holds nothing."""

from exchangespec.rules.mapping.table import towns
from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS726",
    slug="mapped-id-empty",
    severity="error",
    title="The row holds nothing of which the mapping could make an id.",
    message="The mapping makes the id as {seen}, and a part of it is blank in this row.",
    why="Without an id nothing can refer to the record.",
    fix="Fill the cell, or make the id of other columns in the mapping.",
    wrong=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n,Leuven,BE\r\n"},
        mapping=towns(),
        at={"file": "towns.csv", "row": 3},
    ),
    right=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n2,Leuven,BE\r\n"},
        mapping=towns(),
    ),
)
