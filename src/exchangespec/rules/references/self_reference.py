"""A record refers to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import of_kind, stated_of_kind
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield every reference of a record to its own id."""
    own = record.id
    if not own:
        return
    for known in stated_of_kind(record.type, ("ref",), tuple(record.values)):
        value, item = record.values[known.name], None
        if value.__class__ is list and own in value:
            value, item = own, value.index(own)
        if value == own and known.name not in record.failed:
            params = {"value": own, "field": known.name}
            yield Fault("self-reference", params, field=known.name, item=item)


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
    where=of_kind("ref"),
    check=check,
)
