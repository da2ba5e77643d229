"""An agenda item whose time cannot be told, neither from itself nor from the block of its round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import current, needed, pointing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield items without a time beside session blocks, none of which is of their round."""
    offered: dict[str, frozenset[int] | None] = {}
    for item in current(known, "Event"):
        parent = item.text("parent")
        if not parent or item.states("start_time") or item.get("kind") == "session_block":
            continue
        if parent not in offered:
            offered[parent] = _rounds(known, parent)
        rounds = offered[parent]
        if rounds is not None and (not item.all("rounds") or set(item.all("rounds")) - rounds):
            yield item, Fault("agenda-item-without-times", {"parent": parent}, field="start_time")


def _rounds(known: Known, parent: str) -> frozenset[int] | None:
    """Return the rounds that the session blocks of an event cover; None where it has no blocks."""
    parts = pointing(known, "Event", "parent", parent)
    blocks = [part for part in parts if part.get("kind") == "session_block"]
    return (
        frozenset(number for block in blocks for number in block.all("rounds")) if blocks else None
    )


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
BLOCK = {
    **DAY,
    "id": "ex:e-block",
    "name": {"en": "First round of workshops"},
    "kind": "session_block",
    "parent": "ex:e-day",
    "rounds": [1],
    "start_time": "11:00",
    "end_time": "12:00",
}
WORKSHOP = {
    **DAY,
    "id": "ex:e-workshop",
    "name": {"en": "Workshop on buddies"},
    "kind": "workshop",
    "parent": "ex:e-day",
}

RULE = Rule(
    code="EXS417",
    slug="agenda-item-without-times",
    severity="warning",
    title="An agenda item has no time, and no session block of its round gives one.",
    message="This part of {parent} has no time, and no session block of its round gives one.",
    why="In an agenda with session blocks a session takes its time from the block of its round; "
    "without either, nobody knows when it was.",
    fix="Name the round, and add a session block with the times of that round; or state when "
    "this part begins and ends.",
    wrong=Example(
        records=[DAY, BLOCK, WORKSHOP], at={"record": "ex:e-workshop", "field": "start_time"}
    ),
    right=Example(records=[DAY, BLOCK, {**WORKSHOP, "rounds": [1]}]),
    reads=needed({"Event": ("parent", "kind", "rounds", "start_time")}),
    apart=True,
    check_all=check_all,
)
