"""The two sides of a visit, and which of them the data leave unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.submission import timing
from exchangespec.submission.relations import (
    COMPANY_COLUMNS,
    HOSTING,
    PART_COLUMNS,
    PARTY_COLUMNS,
    VISITING,
    companies,
    needed,
    pointing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

SIDE_COLUMNS = needed(PARTY_COLUMNS, PART_COLUMNS, COMPANY_COLUMNS)
# The field that asks for a side; the columns and roles by which it is known.
SIDES = {
    "visitors": (("visitors", "delegates"), VISITING),
    "hosts": (("hosts",), HOSTING),
}


def unknown_sides(known: Known) -> Iterator[tuple[Facts, tuple[str, ...]]]:
    """Yield each visit with the sides that neither it nor a visit it is part of tells.

    Whoever was announced or had to cancel is known all the same.
    """
    for visits in companies(known):
        missing = tuple(side for side in SIDES if not _tells(known, visits[0], side))
        for visit in visits if missing else ():
            larger = [found for found in timing.ancestors(known, visit) if found.type == "Visit"]
            unknown = tuple(
                side for side in missing if not any(_tells(known, found, side) for found in larger)
            )
            if unknown:
                yield visit, unknown


def _tells(known: Known, visit: Facts, side: str) -> bool:
    """Tell whether a visit names or describes a side, in a list or in a Participation."""
    columns, roles = SIDES[side]
    for column in columns:
        if visit.states(column):
            return True
    return known.has("Participation") and any(
        record.get("role") in roles
        for record in pointing(known, "Participation", "event", visit.id)
    )
