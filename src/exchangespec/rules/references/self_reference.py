"""A record refers to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.references.fields import COLUMNS, uses
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.spec import FieldSpec
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every reference of a record to its own id."""
    doubled = known.doubled()

    def may_be_own(record_type: str, _field: FieldSpec, target: str) -> bool:
        return known.type_of(target) == record_type or target in doubled

    for record, field, item, target in uses(known, may_be_own):
        if target == record.id:
            params = {"value": target, "field": field.name}
            yield record, Fault("self-reference", params, field=field.name, item=item)


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
    reads=COLUMNS,
    apart=True,
    check_all=check,
)
