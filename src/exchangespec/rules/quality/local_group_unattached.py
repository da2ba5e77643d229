"""A local group of which the network or the city is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import lacking
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts


def check(organisation: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault for each of network and city that a local group does not state."""
    if organisation.get("kind") == "local_group" and is_current(organisation):
        for field in ("network", "city"):
            if not organisation.states(field):
                yield Fault("local-group-unattached", {"missing": field}, field=field)


def suspects(part: Part, _context: Context) -> Iterable[int]:
    """Yield which organisations are local groups."""
    kinds = part.columns.get("kind", ())
    return (at for at, kind in enumerate(kinds) if kind == "local_group")


GROUP = {
    "type": "Organisation",
    "id": "ex:group",
    "name": {"en": "Local group of Mechelen"},
    "kind": "local_group",
    "city": "ex:mechelen",
    "sources": ["ex:report"],
}
COORDINATOR = {
    "type": "Membership",
    "id": "ex:m-9",
    "group": "ex:group",
    "member": "ex:mechelen",
    "role": "coordinator",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS511",
    slug="local-group-unattached",
    severity="warning",
    title="A local group names no network or no city.",
    message="This is a local group, but its {missing} is not stated.",
    why="A local group brings together the people of one city for one network; its members count "
    "as that city's.",
    fix="Give the network and the city, by id or name; if the source does not say it, a row of "
    "the sheet Statements can hold that.",
    wrong=Example(records=[GROUP, COORDINATOR], at={"record": "ex:group", "field": "network"}),
    right=Example(records=[{**GROUP, "network": "ex:inclucities"}, COORDINATOR]),
    on=("Organisation",),
    where=lacking("network", "city"),
    suspects=suspects,
    check=check,
)
