"""A column that a mapping names and the table does not have."""

from exchangespec.rules.mapping.table import towns
from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS720",
    slug="mapped-column-missing",
    severity="error",
    title="The table has no column that the mapping names.",
    message="The mapping names a column “{heading}”, which this table does not have.",
    why="What that column says is missing from every record.",
    fix="Correct the heading in the mapping file, or in the table if it was renamed there.",
    wrong=Example(
        files={"towns.csv": "No,Town,Land,Inhabitants\r\n1,Mechelen,BE,86000\r\n"},
        mapping=towns(table='ignore = ["Inhabitants"]', fields='population = "People"'),
        at={"file": "towns.csv", "row": 1},
    ),
    right=Example(
        files={"towns.csv": "No,Town,Land,People,Inhabitants\r\n1,Mechelen,BE,86000,\r\n"},
        mapping=towns(table='ignore = ["Inhabitants"]', fields='population = "People"'),
    ),
)
