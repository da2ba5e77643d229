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
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "languages": ["en", "Dialect of Vantaa"],
            }
        ],
        at={"record": "ex:vis-1", "field": "languages", "item": 1},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "languages": ["en", "fi"],
            }
        ]
    ),
)
