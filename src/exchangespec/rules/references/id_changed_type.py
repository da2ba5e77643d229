"""An id stands for a record of another type than in the release before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_after(known: Known, previous: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every record whose id had another type."""
    for record in known.of():
        before = previous.type_of(record.id) if record.id else None
        if before not in {None, record.type}:
            params = {"value": record.id, "before": before, "now": record.type}
            yield record, Fault("id-changed-type", params, field="id")


_CITY = {
    "type": "City",
    "id": "ex:antwerp",
    "name": {"en": "Antwerp"},
    "country": "BE",
    "identifiers": ["geonames:2803138"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS318",
    slug="id-changed-type",
    severity="error",
    title="An id stands for something of another type than in the release before.",
    message="{value} was of type {before} and is of type {now} now.",
    why=(
        "Others refer to this id. What they said about the one thing would from now on be said "
        "about the other."
    ),
    fix="Give the new record an id of its own, and mark the old record as withdrawn.",
    wrong=Example(
        records=[_CITY],
        previous=[
            {
                "type": "Organisation",
                "id": "ex:antwerp",
                "name": {"en": "City of Antwerp"},
                "kind": "ngo",
                "country": "BE",
                "sources": ["ex:report"],
            }
        ],
        at={"record": "ex:antwerp", "field": "id"},
    ),
    right=Example(records=[_CITY], previous=[_CITY]),
    check_after=check_after,
)
