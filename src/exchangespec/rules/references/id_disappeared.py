"""A record of the release before is gone, and nothing says that it was taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.references.fields import own_prefix
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# Made from what a row of a table says, so such an id goes as soon as the row says something else.
MADE = re.compile(r"[mp]-[0-9a-f]{16}")


def check_after(known: Known, previous: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Yield every id of the publishers here that was there and is not now."""
    own = {own_prefix(known.header), *known.publishers}
    for value in previous.ids():
        prefix, _, local = value.partition(":")
        if value in known or prefix not in own or MADE.fullmatch(local):
            continue
        params = {"value": value, "type": previous.type_of(value)}
        yield None, Fault("id-disappeared", params)


_CITY = {
    "type": "City",
    "id": "ex:antwerp",
    "name": {"en": "Antwerp"},
    "country": "BE",
    "identifiers": ["geonames:2803138"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS319",
    slug="id-disappeared",
    severity="warning",
    title="A record of the release before is gone without being withdrawn.",
    message="{value} ({type}) was in the release before and is not in this one.",
    why=(
        "Whoever keeps the data of several releases cannot tell a deletion from a forgotten row, "
        "so the old record stays in their data."
    ),
    fix="Put the record back; or, if it is to go, keep its row and mark it as withdrawn, with "
    "the one that stands for it now.",
    wrong=Example(previous=[_CITY], at={"file": "example.json"}),
    right=Example(records=[{**_CITY, "record_status": "withdrawn"}], previous=[_CITY]),
    check_after=check_after,
)
