"""A record is replaced by another but not withdrawn."""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

_CITY = {
    "type": "City",
    "id": "ex:malines",
    "name": {"en": "Malines", "fr": "Malines"},
    "country": "BE",
    "replaced_by": "ex:mechelen",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS310",
    slug="replaced-but-not-withdrawn",
    severity="error",
    title="A record is replaced by another but not withdrawn.",
    message="Another record stands for this one, but its record status is not “{value}”.",
    why="Either a record stands or it has been replaced; with both, the same thing counts twice.",
    fix="Set the record status to withdrawn, or leave the replacing record out.",
    wrong=Example(records=[_CITY], at={"record": "ex:malines", "field": "replaced_by"}),
    right=Example(records=[{**_CITY, "record_status": "withdrawn"}]),
)
