"""A session that is offered in rounds of no event.

The model itself checks this: see the constraints of Event.
"""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

DAY = {
    "type": "Event",
    "id": "ex:e-day",
    "name": {"en": "Inspiration day"},
    "kind": "conference",
    "start": "2022-12-14",
    "end": "2022-12-14",
    "cities": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}
WORKSHOP = {**DAY, "id": "ex:e-workshop", "name": {"en": "Workshop"}, "kind": "workshop"}

RULE = Rule(
    code="EXS416",
    slug="rounds-without-parent",
    severity="error",
    title="A session names its rounds but not the event it is part of.",
    message="The session is offered in rounds, but the event it is part of is not stated.",
    why="A round is a slot in the agenda of a larger event; alone it has no time.",
    fix="Give the id of the larger event in the field parent, or leave rounds blank.",
    wrong=Example(
        records=[DAY, {**WORKSHOP, "rounds": [1]}],
        at={"record": "ex:e-workshop", "field": "rounds"},
    ),
    right=Example(records=[DAY, {**WORKSHOP, "rounds": [1], "parent": "ex:e-day"}]),
)
