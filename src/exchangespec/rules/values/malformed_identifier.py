"""An outside identifier that does not say which register it is from."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS228",
    slug="malformed-identifier",
    severity="error",
    title="An identifier does not say which register it is from.",
    message="“{value}” is not an identifier; it should look like geonames:632453: the register, "
    "a colon and the number there.",
    why="The same number means other things in other registers.",
    fix="Write the name of the register before the number.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "identifiers": ["Q184474"],
            }
        ],
        at={"record": "ex:vantaa", "field": "identifiers", "item": 0},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "identifiers": ["wikidata:Q184474"],
            }
        ]
    ),
)
