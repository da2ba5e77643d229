"""A part of an event or visit lies outside the dates of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import DATING, HAPPENINGS, dates_of, outside, own_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every event and visit with a date of its own that its parent certainly excludes."""
    for record in known.stating(("parent",), *HAPPENINGS):
        parent = known.get(record.get("parent"))
        if parent is None or parent.type not in HAPPENINGS:
            continue
        whole = dates_of(known, parent)
        field = outside(own_dates(record), whole)
        if field:
            params = {"value": record.get(field), "parent": parent.id, "dates": str(whole)}
            yield record, Fault("part-outside-parent", params, field=field, related=[parent.id])


_CONFERENCE = {
    "type": "Event",
    "id": "ex:conference",
    "name": {"en": "Closing conference"},
    "kind": "conference",
    "start": "2022-10-12",
    "end": "2022-10-13",
    "cities": ["ex:mechelen"],
    "networks": ["ex:inclucities"],
    "organisers": ["ex:vvsg"],
    "sources": ["ex:report"],
}
_SESSION = {
    "type": "Event",
    "id": "ex:workshop",
    "name": {"en": "Workshop on buddies"},
    "kind": "workshop",
    "parent": "ex:conference",
    "start": "2022-11-12",
    "cities": ["ex:mechelen"],
    "networks": ["ex:inclucities"],
    "organisers": ["ex:vvsg"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS405",
    slug="part-outside-parent",
    severity="warning",
    title="A part of an event or visit lies outside the dates of the whole.",
    message="{value} lies outside the dates of {parent}, of which this is a part ({dates}).",
    why="One of the two dates is likely mistyped, or the part belongs to something else.",
    fix="Correct the date of the part or of the whole, or name another event as its parent.",
    wrong=Example(records=[_CONFERENCE, _SESSION], at={"record": "ex:workshop", "field": "start"}),
    right=Example(records=[_CONFERENCE, {**_SESSION, "start": "2022-10-12"}]),
    reads=dict.fromkeys(HAPPENINGS, DATING),
    apart=True,
    check_all=check,
)
