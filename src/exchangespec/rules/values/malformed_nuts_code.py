"""A NUTS code that is not written as NUTS codes are."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS224",
    slug="malformed-nuts-code",
    severity="error",
    title="A NUTS code is not written as it must be.",
    message="“{value}” is not a NUTS code; it should look like FI1B1: two capital letters and up "
    "to three capitals or digits.",
    why="Regions are joined with the statistics of Eurostat by this code.",
    fix="Copy the code from Eurostat's list; leave it out if you do not know it.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "nuts": "fi1b1",
            }
        ],
        at={"record": "ex:vantaa", "field": "nuts"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "nuts": "FI1B1",
            }
        ]
    ),
)
