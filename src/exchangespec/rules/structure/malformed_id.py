"""An id that is not written as ids are."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS115",
    slug="malformed-id",
    severity="error",
    title="An id is not written as it must be.",
    message="“{value}” is not an id: an id is a name of letters, digits, dots, hyphens and "
    "underscores, without spaces, such as visit-1; outside tables your prefix and a colon stand "
    "before it, as in ex:visit-1.",
    why="Ids become web addresses and references; other signs break them.",
    fix="Write a short name for the row, such as visit-1: letters a to z, digits, dots, hyphens "
    "and underscores, no spaces, no accents. Write it the same wherever you refer to the "
    "row.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:san giovanni",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "sources": ["ex:report"],
            }
        ],
        at={"field": "id"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:san-giovanni",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "sources": ["ex:report"],
            }
        ],
    ),
)
