"""A record that has no id."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS114",
    slug="id-missing",
    severity="error",
    title="A record has no id.",
    message="This record has no id.",
    why="Without an id nothing can refer to the record, and it cannot be updated later.",
    fix="Give the record an id of your own that never changes, such as city-mechelen.",
    wrong=Example(
        [{"type": "City", "name": {"en": "Vantaa"}, "country": "FI", "sources": ["ex:report"]}],
        at={"field": "id"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "sources": ["ex:report"],
            }
        ],
    ),
)
