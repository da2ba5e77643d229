"""A record refers to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.references.fields import REFERENCES
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield every reference of a record to its own id."""
    own = record.id
    if not own:
        return
    names = {
        name
        for name, value in record.values.items()
        if value == own or (value.__class__ is list and own in value)
    }
    if names == {"id"}:
        return
    for field in REFERENCES.get(record.type, ()):
        if field.name in names and field.name not in record.failed:
            item = record.values[field.name].index(own) if field.many else None
            params = {"value": own, "field": field.name}
            yield Fault("self-reference", params, field=field.name, item=item)


_CITY = {
    "type": "City",
    "id": "ex:mechelen",
    "name": {"en": "Mechelen"},
    "country": "BE",
    "identifiers": ["geonames:2791537"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS304",
    slug="self-reference",
    severity="error",
    title="A record refers to itself.",
    message="{value} names itself here; the id of another record was expected.",
    why="Nothing is part of itself, translates itself or says something about itself.",
    fix="Put the id of the other record that is meant, or leave the field blank.",
    wrong=Example(
        records=[{**_CITY, "part_of": "ex:mechelen"}],
        at={"record": "ex:mechelen", "field": "part_of"},
    ),
    right=Example(records=[_CITY]),
    check=check,
)
