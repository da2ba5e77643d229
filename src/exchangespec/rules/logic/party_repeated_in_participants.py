"""A visitor or host that is named among the other participants as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    BODY_COLUMNS,
    COMPANY_COLUMNS,
    PARTY_COLUMNS,
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
    """Yield participants of a visit who are its visitors or hosts already."""
    for visits in companies(known):
        if not party_ids(known, visits[0], "participant"):
            continue
        sides = {
            body(known, party.id): party.role
            for party in parties(known, visits[0], "visitor", "host")
            if party.id
        }
        for party in (one for visit in visits for one in parties(known, visit, "participant")):
            role = sides.get(body(known, party.id or ""))
            if role is not None:
                facts = {"party": party.id, "role": role}
                yield (
                    party.record,
                    Fault(
                        "party-repeated-in-participants", facts, field=party.field, item=party.item
                    ),
                )


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "cities": ["ex:mechelen"],
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS427",
    slug="party-repeated-in-participants",
    severity="error",
    title="A visitor or host of a visit is repeated among its participants.",
    message="{party} is a {role} of this visit already and stands among the participants again.",
    why="The same party would be counted twice.",
    fix="Take the party out of participants; that field is for others who joined.",
    wrong=Example(
        records=[{**VISIT, "participants": ["ex:aiccre", "ex:capaci"]}],
        at={"record": "ex:v-1", "field": "participants", "item": 1},
    ),
    right=Example(records=[{**VISIT, "participants": ["ex:aiccre"]}]),
    reads=needed(PARTY_COLUMNS, BODY_COLUMNS, COMPANY_COLUMNS),
    apart=True,
    check_all=check_all,
)
