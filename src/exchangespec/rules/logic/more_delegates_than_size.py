"""A delegation that names more members than it is said to have had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import PARTY_COLUMNS, at_most, is_current, needed, parties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield visits that name more delegates than travelled."""
    for visit in filter(is_current, known.stating(("delegation_size",), "Visit")):
        most = at_most(visit.get("delegation_size"))
        if most is None:
            continue
        named = _delegates(known, visit)
        if len(named) > most:
            facts = {"value": visit.get("delegation_size"), "count": len(named)}
            yield visit, Fault("more-delegates-than-size", facts, field="delegation_size")


def _delegates(known: Known, visit: Facts) -> set[str]:
    """Return the delegates; a body is left out where one of its own people is named."""
    named = {party.id for party in parties(known, visit, "delegate", "leader") if party.id}
    people = [record for record in map(known.get, named) if record and record.type == "Person"]
    return named - {name for person in people for name in person.all("organisations")}


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "cities": ["ex:mechelen"],
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "delegates": ["ex:aiccre", "ex:ministry"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}
MINISTRY = {
    "type": "Organisation",
    "id": "ex:ministry",
    "name": {"en": "Ministry of the Interior"},
    "kind": "national_authority",
    "country": "IT",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS425",
    slug="more-delegates-than-size",
    severity="warning",
    title="More delegates are named than travelled.",
    message="The size of the delegation is stated as {value}, but {count} delegates are named.",
    why="Either the number or the list of delegates is wrong.",
    fix="Correct the number of members, or take out delegates who did not travel.",
    wrong=Example(
        records=[MINISTRY, {**VISIT, "delegation_size": 1}],
        at={"record": "ex:v-1", "field": "delegation_size"},
    ),
    right=Example(records=[MINISTRY, {**VISIT, "delegation_size": 2}]),
    reads=needed(PARTY_COLUMNS, {"Visit": ("delegation_size",), "Person": ("organisations",)}),
    apart=True,
    check_all=check_all,
)
