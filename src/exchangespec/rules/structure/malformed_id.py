"""An id that is not written as ids are."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS115",
    slug="malformed-id",
    severity="error",
    title="An id is not written as it must be.",
    message="“{value}” is not an id: an id is your prefix, a colon and a name of letters, digits, "
    "dots, hyphens and underscores, without spaces, such as ex:visit-1.",
    why="Ids become web addresses and references; other signs break them.",
    fix="Write the id without spaces, accents and other signs.",
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
