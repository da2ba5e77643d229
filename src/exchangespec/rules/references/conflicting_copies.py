"""Two submissions say different things under one id, and nothing tells which is newer."""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

_CITY = {
    "type": "City",
    "id": "ex:antwerp",
    "name": {"en": "Antwerp"},
    "country": "BE",
    "identifiers": ["geonames:2803138"],
    "modified": "2023-01-10",
    "sources": ["ex:report"],
}
_OTHER = {**_CITY, "name": {"en": "Antwerp", "nl": "Antwerpen"}}

RULE = Rule(
    code="EXS321",
    slug="conflicting-copies",
    severity="error",
    title="Two records have one id, differ, and neither is known to be the newer one.",
    message={
        "content": "{value} says something else in {place} ({fields}), and neither is newer.",
        "type": "{value} is of type {now} here and of type {before} in {place}.",
    },
    why=(
        "A record is replaced as a whole by its newer version. Without a date that tells which is "
        "newer, something would be lost by chance."
    ),
    fix=(
        "State in `modified` when each record last changed; or give a new version or date of "
        "change in the header; or withdraw one of the two."
    ),
    wrong=Example(records=[_OTHER], beside=[Example(records=[_CITY])], at={"record": "ex:antwerp"}),
    right=Example(
        records=[{**_OTHER, "modified": "2023-01-15"}], beside=[Example(records=[_CITY])]
    ),
)
