"""A language that is not written as language tags are."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS206",
    slug="malformed-language-tag",
    severity="error",
    title="A language is not written as a language tag.",
    message="“{value}” is not a language tag; it should look like en, nl or zh-Hant.",
    why="Programs choose the text to show by its tag.",
    fix="Write the two or three small letters of the language.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa", "Swedish": "Vanda"},
                "country": "FI",
            }
        ],
        at={"record": "ex:vantaa", "field": "name", "item": "Swedish"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa", "sv": "Vanda"},
                "country": "FI",
            }
        ]
    ),
)
