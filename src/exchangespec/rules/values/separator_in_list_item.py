"""One value of a list that holds the sign which parts values in tables."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS212",
    slug="separator-in-list-item",
    severity="error",
    title="A value of a list holds a semicolon or a line break.",
    message="“{value}” holds a semicolon or a line break, which part the values of a list.",
    why="In a table it would fall apart into several values.",
    fix="Make it several values, or write a comma.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "other_names": ["Vanda; Helsinge"],
            }
        ],
        at={"record": "ex:vantaa", "field": "other_names", "item": 0},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "other_names": ["Vanda", "Helsinge"],
            }
        ]
    ),
)
