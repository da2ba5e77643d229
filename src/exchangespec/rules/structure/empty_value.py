"""A value that is stated but empty."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS116",
    slug="empty-value",
    severity="error",
    title="A value is stated but empty.",
    message="“{title}” is stated but empty.",
    why="Blank means not stated; an empty value could be taken for a value or for a wish to "
    "delete.",
    fix="Leave the field out; a row of the sheet Statements can hold that the source does not "
    "say it.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "note": "",
            }
        ],
        at={"record": "ex:vantaa", "field": "note"},
    ),
    right=Example(
        [{"type": "City", "id": "ex:vantaa", "name": {"en": "Vantaa"}, "country": "FI"}],
    ),
)
