"""A column that no mapping says anything of."""

from exchangespec.rules.mapping.table import towns
from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS724",
    slug="column-not-mapped",
    severity="warning",
    title="The mapping says nothing of a column.",
    message="The mapping says nothing of the column “{heading}”; what it holds was not taken over.",
    why="What the column says is missing from the records, and nobody decided that it should be.",
    fix="Name the column in the mapping, or list it there under `ignore`.",
    wrong=Example(
        files={"towns.csv": "No,Town,Land,Mayor\r\n1,Mechelen,BE,yes\r\n"},
        mapping=towns(),
        at={"file": "towns.csv", "row": 1, "column": "Mayor"},
    ),
    right=Example(
        files={"towns.csv": "No,Town,Land\r\n1,Mechelen,BE\r\n"},
        mapping=towns(),
    ),
)
