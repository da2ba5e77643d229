"""A participation of nobody.

The model itself checks this: see the constraints of Participation.
"""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

SEMINAR = {
    "type": "Event",
    "id": "ex:e-1",
    "name": {"en": "Seminar"},
    "kind": "seminar",
    "start": "2022-03-10",
    "end": "2022-03-10",
    "cities": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}
SPEAKER = {
    "type": "Participation",
    "id": "ex:pa-1",
    "event": "ex:e-1",
    "role": "speaker",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS443",
    slug="no-party",
    severity="error",
    title="Neither the party nor a description of it is stated.",
    message="Who took part is not stated: one of {headings} is needed.",
    why="A participation tells that somebody took part; without the somebody it tells nothing.",
    fix="Give the city, organisation or person, by id or name, or describe who it was in the "
    "source's own words.",
    wrong=Example(records=[SEMINAR, SPEAKER], at={"record": "ex:pa-1", "field": "party"}),
    right=Example(records=[SEMINAR, {**SPEAKER, "party_text": "an expert on housing"}]),
)
