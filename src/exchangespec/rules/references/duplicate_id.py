"""Two records have the same id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every record whose id an earlier one already has."""
    for first, second in known.duplicates:
        params = {"value": second.id, "found": first.type}
        yield second, Fault("duplicate-id", params, field="id", related=[first.id])


_CITY = {
    "type": "City",
    "id": "ex:mechelen",
    "name": {"en": "Mechelen"},
    "country": "BE",
    "identifiers": ["geonames:2791537"],
    "sources": ["ex:report"],
}
_TOWN_HALL = {
    "type": "Organisation",
    "id": "ex:mechelen",
    "name": {"en": "Municipality of Mechelen"},
    "kind": "local_authority",
    "city": "ex:capaci",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS311",
    slug="duplicate-id",
    severity="error",
    title="The same id is used twice.",
    message="The id {value} is already taken by another record ({found}).",
    why=(
        "An id is how everybody finds a record again, whatever its type. With two of them it "
        "cannot be told which one is meant, and one would be lost."
    ),
    fix=(
        "If both tell of the same thing, as a row that was copied does, delete one of them; "
        "otherwise give one of the two another id, here and where it is referred to."
    ),
    wrong=Example(records=[_CITY, _TOWN_HALL], at={"record": "ex:mechelen", "field": "id"}),
    right=Example(records=[_CITY, {**_TOWN_HALL, "id": "ex:mechelen-town-hall"}]),
    check_all=check,
)
