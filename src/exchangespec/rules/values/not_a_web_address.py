"""A web address that cannot be opened as it is written."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS226",
    slug="not-a-web-address",
    severity="error",
    title="A value is not a web address.",
    message="“{value}” is not a full web address; it should begin with http:// or https:// and "
    "hold no spaces.",
    why="Readers cannot follow it.",
    fix="Copy the address from the browser.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "url": "www.vantaa.fi",
            }
        ],
        at={"record": "ex:vantaa", "field": "url"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "url": "https://www.vantaa.fi/",
            }
        ]
    ),
)
