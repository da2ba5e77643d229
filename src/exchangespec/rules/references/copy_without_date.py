"""A record changed, and only the date of its whole submission tells which is newer."""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

_CITY = {
    "type": "City",
    "id": "ex:antwerp",
    "name": {"en": "Antwerp"},
    "country": "BE",
    "identifiers": ["geonames:2803138"],
    "sources": ["ex:report"],
}
_OLD = Example(records=[_CITY], header={"version": "2022-01-15", "modified": "2022-01-15"})
_NEW = {**_CITY, "name": {"en": "Antwerp", "nl": "Antwerpen"}}

RULE = Rule(
    code="EXS322",
    slug="copy-without-date",
    severity="info",
    title="Which of two versions of a record is newer is told by their submissions only.",
    message="{value} differs from {place} ({fields}); the {by} of the submission decided.",
    why=(
        "The record itself does not say when it changed, so the newer submission's was taken, as a "
        "whole."
    ),
    fix="State in `modified` when a record last changed.",
    wrong=Example(records=[_NEW], beside=[_OLD], at={"record": "ex:antwerp"}),
    right=Example(
        records=[{**_NEW, "modified": "2023-01-15"}],
        beside=[
            Example(
                records=[{**_CITY, "modified": "2022-01-15"}],
                header={"version": "2022-01-15", "modified": "2022-01-15"},
            )
        ],
    ),
)
