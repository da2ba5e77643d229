"""Two records of one type carry the same identifier from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import current

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# A report may be a Source and an Output, a municipality a City and an Organisation: only within
# one type does an identifier tell things apart. One grant may be told in several Funding records.
TYPES = tuple(name for name in spec.records() if name != "Funding")


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every record with an identifier that an earlier record of its type already has."""
    for record_type in TYPES:
        bearers = known.sharing(
            current(known, record_type), lambda record: dict.fromkeys(record.all("identifiers"))
        )
        for value, (first, *others) in bearers:
            for record in others:
                if record.id != first.id:
                    yield from _shared(record, value, first.id)


def _shared(record: Facts, shared: Hashable, other: str) -> Iterator[tuple[Facts, Fault]]:
    """Yield the fault at each place where a record has an identifier that another has."""
    for item, value in enumerate(record.all("identifiers")):
        if value == shared:
            yield (
                record,
                Fault(
                    "shared-identifier",
                    {"value": value, "other": other},
                    field="identifiers",
                    item=item,
                    related=[other],
                ),
            )


_CITY = {
    "type": "City",
    "id": "ex:malines",
    "name": {"en": "Malines", "fr": "Malines"},
    "country": "BE",
    "identifiers": ["geonames:2791537"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS316",
    slug="shared-identifier",
    severity="warning",
    title="Two records carry the same identifier from outside.",
    message="{value} is already the identifier of {other}.",
    why=(
        "An identifier from outside stands for one thing, so the two records are likely the same; "
        "when data are put together they will be merged into one."
    ),
    fix=(
        "If both are the same thing, keep one and withdraw the other in its favour; if not, "
        "correct the identifier."
    ),
    wrong=Example(records=[_CITY], at={"record": "ex:malines", "field": "identifiers", "item": 0}),
    right=Example(records=[{**_CITY, "record_status": "withdrawn", "replaced_by": "ex:mechelen"}]),
    reads=dict.fromkeys(TYPES, ("identifiers", "record_status")),
    check_all=check,
)
