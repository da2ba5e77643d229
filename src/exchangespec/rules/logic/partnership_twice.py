"""The same partnership recorded twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    BODY_COLUMNS,
    at_the_same_time,
    bodies,
    current,
    grouped,
    needed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield partnerships with the kind and parties of another at the same time."""

    def who(record: Facts) -> tuple[str, frozenset[str]] | None:
        found = bodies(known, record.all("parties"))
        return (record.text("kind"), found) if found and record.text("kind") else None

    for group in grouped(known, current(known, "Partnership"), who):
        for record, other in at_the_same_time(group):
            # An agreement is renewed, or a part of a larger one signed, while the other still runs.
            if not _follows(record, other) and not _follows(other, record):
                facts = {"other": other.id, "kind": record.get("kind")}
                yield record, Fault("partnership-twice", facts, related=(other.id,))


def _follows(record: Facts, other: Facts) -> bool:
    """Tell whether one partnership renews another or is part of it."""
    return other.id in {record.get("renews"), record.get("part_of")}


TWINNING = {
    "type": "Partnership",
    "id": "ex:ps-1",
    "kind": "twinning",
    "parties": ["ex:capaci", "ex:mechelen"],
    "start": "2019",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS449",
    slug="partnership-twice",
    severity="warning",
    title="The same parties have the same kind of partnership twice at the same time.",
    message="{other} is a {kind} of the same parties at the same time.",
    why="One relation would be counted twice; often each side has reported it.",
    fix="Keep one record and mark the other as withdrawn and replaced by it; an agreement that "
    "follows an earlier one names that as the one it renews.",
    wrong=Example(
        records=[TWINNING, {**TWINNING, "id": "ex:ps-2", "start": "2021"}], at={"record": "ex:ps-2"}
    ),
    right=Example(
        records=[TWINNING, {**TWINNING, "id": "ex:ps-2", "start": "2021", "renews": "ex:ps-1"}]
    ),
    reads=needed(
        BODY_COLUMNS, {"Partnership": ("kind", "parties", "start", "end", "renews", "part_of")}
    ),
    check_all=check_all,
)
