"""A sheet or file that a mapping names and the source does not have."""

from exchangespec.rules.mapping.table import towns
from exchangespec.rules.rule import Example, Rule

# A second table, which the workbook does not have.
TWO = """
[[table]]
sheet = "Villages"

[[table.record]]
type = "City"
id = "{No}"

[table.record.fields]
name = "Village"
"""

RULE = Rule(
    code="EXS721",
    slug="mapped-table-missing",
    severity="error",
    title="There is no sheet or file that the mapping names.",
    message="The mapping names a table “{table}”; there are {tables}.",
    why="None of the records of that table could be read.",
    fix="Correct the name in the mapping file; asterisks stand for anything.",
    wrong=Example(
        sheets={"Towns": [["No", "Town", "Land"], ["1", "Mechelen", "BE"]]},
        mapping=towns(table='sheet = "Towns"') + TWO,
        at={"file": "example.xlsx"},
    ),
    right=Example(
        sheets={"Towns": [["No", "Town", "Land"], ["1", "Mechelen", "BE"]]},
        mapping=towns(table='sheet = "Towns"'),
    ),
)
