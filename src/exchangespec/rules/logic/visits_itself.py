"""A party that visits itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    BODY_COLUMNS,
    COMPANY_COLUMNS,
    HOSTING,
    PARTY_COLUMNS,
    VISITING,
    bodies,
    body,
    companies,
    needed,
    parties,
    party_ids,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield visitors that also host, a city and its own authority being one party."""
    for visits in companies(known):
        hosts = bodies(known, party_ids(known, visits[0], *HOSTING))
        if hosts.isdisjoint(bodies(known, party_ids(known, visits[0], *VISITING))):
            continue
        for visitor in (one for visit in visits for one in parties(known, visit, *VISITING)):
            if visitor.id and body(known, visitor.id) in hosts:
                facts = {"party": visitor.id}
                yield (
                    visitor.record,
                    Fault("visits-itself", facts, field=visitor.field, item=visitor.item),
                )


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "cities": ["ex:mechelen"],
    "hosts": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS421",
    slug="visits-itself",
    severity="error",
    title="The same party both visits and hosts.",
    message="{party} is among the visitors and among the hosts.",
    why="A visit leads from one party to another; a city and its own authority count as one party.",
    fix="Take the party out of visitors or out of hosts; local people who joined the programme go "
    "into participants.",
    wrong=Example(
        records=[{**VISIT, "visitors": ["ex:capaci", "ex:mechelen"]}],
        at={"record": "ex:v-1", "field": "visitors", "item": 1},
    ),
    right=Example(records=[{**VISIT, "visitors": ["ex:capaci"]}]),
    reads=needed(PARTY_COLUMNS, BODY_COLUMNS, COMPANY_COLUMNS),
    apart=True,
    check_all=check_all,
)
