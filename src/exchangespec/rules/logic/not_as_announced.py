"""A party that took part, though others were announced in its role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import PARTICIPATION, SEMINAR
from exchangespec.submission.relations import (
    BODY_COLUMNS,
    PART_COLUMNS,
    PARTY_COLUMNS,
    above,
    bodies,
    body,
    current,
    needed,
    parties,
    pointing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known
    from exchangespec.submission.relations import Party


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield parties of an event or visit that no announcement of it, or of the larger one, has."""
    for event in current(known, "Event", "Visit"):
        announced = _announced(known, event)
        if not announced:
            continue
        for party in parties(known, event, *announced):
            if party.id is None or not _came(event, party):
                continue
            if body(known, party.id) in bodies(known, announced[party.role]):
                continue
            facts = {"party": party.id, "role": party.role, "others": announced[party.role]}
            fault = Fault("not-as-announced", facts, field=party.field, item=party.item)
            yield party.record, fault


def _announced(known: Known, event: Facts) -> dict[str, list[str]]:
    """Return who was announced for an event or a larger one it is part of, by role."""
    found: dict[str, list[str]] = {}
    for one in (event, *above(known, event)):
        for record in pointing(known, "Participation", "event", one.id):
            if record.get("participation_status") == "announced" and record.text("party"):
                found.setdefault(record.text("role"), []).append(record.text("party"))
    return found


def _came(event: Facts, party: Party) -> bool:
    """Tell whether the data say that a party came: of itself, or with an event that was held."""
    more = party.participation
    return event.get("event_status") == "held" or (
        more is not None and more.get("participation_status") == "attended"
    )


HELD = {
    **SEMINAR,
    "event_status": "held",
    "outcomes": {"en": "Two cities agreed to visit each other."},
}
ANNOUNCED = {**PARTICIPATION, "party": "ex:aiccre", "participation_status": "announced"}

RULE = Rule(
    code="EXS457",
    slug="not-as-announced",
    severity="warning",
    title="A party took part that was not announced.",
    message="{party} took part in the role {role}; announced were {others}.",
    why="The parties changed, or an announcement was taken down only in part: who counts visits "
    "by what was announced gets another answer than who counts those that came.",
    fix="If the party was announced too, add a second row for it to the sheet Participants, "
    "with the status announced; if the parties changed, leave both as they are.",
    wrong=Example(
        records=[HELD, ANNOUNCED],
        at={"record": "ex:e-1", "field": "participants", "item": 0},
    ),
    right=Example(records=[HELD, ANNOUNCED, {**ANNOUNCED, "id": "ex:pa-2", "party": "ex:capaci"}]),
    reads=needed(
        *(PARTY_COLUMNS, PART_COLUMNS, BODY_COLUMNS),
        {"Event": ("event_status",), "Visit": ("event_status",)},
    ),
    apart=True,
    check_all=check_all,
)
