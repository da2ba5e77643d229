"""A number outside the limits of its field."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS230",
    slug="number-out-of-range",
    severity="error",
    title="A number is outside its limits.",
    message="{value} is outside the limits of “{title}”: {lowest} to {highest}.",
    why="There is no such place on earth.",
    fix="Write decimal degrees; check that latitude and longitude are not swapped.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "latitude": 602.9,
            }
        ],
        at={"record": "ex:vantaa", "field": "latitude"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "latitude": 60.29,
            }
        ]
    ),
)
