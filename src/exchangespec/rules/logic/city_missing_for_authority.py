"""A local authority that does not say which city it is the authority of.

The model itself checks this: see the constraints of Organisation.
"""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

TOWN_HALL = {
    "type": "Organisation",
    "id": "ex:town-hall",
    "name": {"en": "Municipality of Mechelen"},
    "kind": "local_authority",
    "country": "BE",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS415",
    slug="city-missing-for-authority",
    severity="error",
    title="A local authority names no city.",
    message="This organisation is a local authority, but its city is not stated.",
    why="The authority and its city count as one party of an exchange; without the city "
    "the two cannot be brought together.",
    fix=(
        "Give the id of the City record in the field “City”, or choose another kind of "
        "organisation."
    ),
    wrong=Example(records=[TOWN_HALL], at={"record": "ex:town-hall", "field": "city"}),
    right=Example(records=[{**TOWN_HALL, "city": "ex:mechelen"}]),
)
