"""A country that is not one of the two-letter codes of ISO 3166-1."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS222",
    slug="unknown-country",
    severity="error",
    title="A value is not a country code.",
    message="“{value}” is not the code of a country.",
    why="Countries are counted, coloured on maps and joined with other data by their code.",
    fix="Write the two letters of the country, such as FI; Greece is GR, the United Kingdom GB.",
    wrong=Example(
        [{"type": "City", "id": "ex:southwark", "name": {"en": "Southwark"}, "country": "EU"}],
        at={"record": "ex:southwark", "field": "country"},
    ),
    right=Example(
        [{"type": "City", "id": "ex:southwark", "name": {"en": "Southwark"}, "country": "GB"}]
    ),
)
