"""An event said to have fewer people than it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    PART_COLUMNS,
    PARTY_COLUMNS,
    at_most,
    current,
    needed,
    parties,
    parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# An organiser need not have been there.
THERE = (
    "host", "visitor", "delegate", "leader", "speaker", "moderator", "performer", "participant",
    "mentor", "mentee", "observer",
)  # fmt: skip


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield events whose attendance is below the number of people named there or in their parts."""
    for event in current(known, "Event"):
        most = at_most(event.get("attendance"))
        if most is None:
            continue
        named = {
            party.id
            for occasion in (event, *parts(known, event))
            for party in parties(known, occasion, *THERE)
            if party.id is not None and known.type_of(party.id) == "Person"
        }
        if len(named) > most:
            facts = {"value": event.get("attendance"), "count": len(named)}
            yield event, Fault("attendance-below-named", facts, field="attendance")


PEOPLE = [
    {
        "type": "Person",
        "id": f"ex:p-{number}",
        "name": name,
        "job_title": {"en": name},
        "organisations": ["ex:mechelen"],
        "basis": "public_role",
        "sources": ["ex:report"],
    }
    for number, name in enumerate(("Alderman for integration", "Head of diversity"), start=1)
]
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
    "speakers": ["ex:p-1", "ex:p-2"],
    "sources": ["ex:report"],
}
HEADER = {"personal_data": "published_with_basis"}

RULE = Rule(
    code="EXS418",
    slug="attendance-below-named",
    severity="warning",
    title="Fewer people are said to have attended than are named.",
    message="Attendance is {value}, but {count} people are named as having been there.",
    why="Either the number or the list of people is wrong.",
    fix="Correct the attendance, or take out people who were not there.",
    wrong=Example(
        records=[*PEOPLE, {**SEMINAR, "attendance": 1}],
        header=HEADER,
        at={"record": "ex:e-1", "field": "attendance"},
    ),
    right=Example(records=[*PEOPLE, {**SEMINAR, "attendance": 40}], header=HEADER),
    reads=needed(PARTY_COLUMNS, PART_COLUMNS, {"Event": ("attendance",)}),
    apart=True,
    check_all=check_all,
)
