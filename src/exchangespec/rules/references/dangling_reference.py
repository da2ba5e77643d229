"""A reference with the publisher's own prefix points to nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.finding import Fault, Fix
from exchangespec.model.kinds import ID_PATTERN
from exchangespec.rules.references.fields import (
    COLUMNS,
    MISSING,
    NearIds,
    expected_types,
    standing,
    uses,
)
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

ID = re.compile(ID_PATTERN)


def check(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Yield every reference, the publisher of the header among them, whose record is not here."""
    near = NearIds(known)
    publisher = known.header.get("publisher")
    if isinstance(publisher, str) and ID.match(publisher) and standing(known, publisher) == MISSING:
        yield None, _fault(publisher, "publisher", None, near.of(publisher, ("Organisation",)))
    for record, field, item, target in uses(
        known, lambda _type, _field, target: standing(known, target) == MISSING
    ):
        types = expected_types(record.type, field)
        yield record, _fault(target, field.name, item, near.of(target, types))


def _fault(target: str, field: str, item: int | None, near: list[str]) -> Fault:
    """Return the fault of one reference."""
    return Fault(
        "dangling-reference",
        {"value": target, "field": field},
        field=field,
        item=item,
        suggestions=near,
        fix=Fix(near[0]) if len(near) == 1 else None,
    )


RULE = Rule(
    code="EXS301",
    slug="dangling-reference",
    severity="error",
    title="A reference points to a record that is not in the submission.",
    message={
        "one": "“{value}” is not found: nothing in this submission has this id or name.",
        "parts": "“{value}” names several things; put a semicolon between them.",
        "blank": "“{value}” names nothing. Name it again in every row; if it is not known, leave "
        "the cell empty.",
    },
    why=(
        "What is said about a record that nobody sent cannot be counted or shown. Most often the "
        "id is misspelt, or a row was left out of another sheet."
    ),
    fix="Correct the name or the id; or add the missing row to the sheet where such things stand.",
    wrong=Example(
        records=[
            {
                "type": "City",
                "id": "ex:mechelen",
                "name": {"en": "Mechelen"},
                "country": "BE",
                "authority": "ex:mechelen-town-hall",
                "identifiers": ["geonames:2791537"],
                "sources": ["ex:report"],
            }
        ],
        at={"record": "ex:mechelen", "field": "authority"},
    ),
    right=Example(
        records=[
            {
                "type": "City",
                "id": "ex:mechelen",
                "name": {"en": "Mechelen"},
                "country": "BE",
                "authority": "ex:mechelen-town-hall",
                "identifiers": ["geonames:2791537"],
                "sources": ["ex:report"],
            },
            {
                "type": "Organisation",
                "id": "ex:mechelen-town-hall",
                "name": {"en": "Municipality of Mechelen"},
                "kind": "local_authority",
                "city": "ex:mechelen",
                "sources": ["ex:report"],
            },
        ]
    ),
    reads=COLUMNS,
    check_all=check,
)
