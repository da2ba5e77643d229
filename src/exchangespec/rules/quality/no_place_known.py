"""An event or visit of which no place is known, not even the country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import current, needed
from exchangespec.submission.timing import HAPPENINGS, ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield events and visits that have no place, nor take one from what they are part of."""
    for event in current(known, *HAPPENINGS):
        chain = [event, *ancestors(known, event)]
        # A parent that is not here, or was stated wrongly, may have a place.
        if not chain[-1].states("parent") and not any(map(_has_place, chain)):
            yield event, Fault("no-place-known", field="cities")


def _has_place(event: Facts) -> bool:
    """Tell whether an event states a place or is held online."""
    stated = event.states("cities") or event.states("country")
    return stated or event.text("format") == "online"


SEMINAR = {
    "type": "Event",
    "id": "ex:e-1",
    "name": {"en": "Seminar"},
    "kind": "seminar",
    "start": "2022-03-10",
    "end": "2022-03-10",
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS507",
    slug="no-place-known",
    severity="warning",
    title="No place of an event or visit is known.",
    message="Where this took place is not stated: neither a city nor a country, nor that it was "
    "online.",
    why="It cannot be shown on a map, nor counted for a city or country.",
    fix="Name the cities, or the country if no more is known; for an online event choose the "
    "format online; if the source does not say it, a row of the sheet Statements can hold "
    "that.",
    wrong=Example(records=[SEMINAR], at={"record": "ex:e-1", "field": "cities"}),
    right=Example(records=[{**SEMINAR, "country": "BE"}]),
    reads=needed(dict.fromkeys(HAPPENINGS, ("cities", "country", "format", "parent"))),
    apart=True,
    check_all=check_all,
)
