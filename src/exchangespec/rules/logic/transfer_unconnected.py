"""A transfer carried by visits or events at which provider and adopter did not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    PART_COLUMNS,
    PARTY_COLUMNS,
    STANDING_COLUMNS,
    body,
    current,
    memberships,
    needed,
    parties,
    parts,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield transfers with known carriers, none of which joins a provider with an adopter."""
    for transfer in current(known, "Transfer"):
        carriers = [known.get(carrier) for carrier in transfer.all("through")]
        if not carriers or not transfer.all("providers") or not transfer.all("adopters"):
            continue
        if not any(carrier is None or _joins(known, carrier, transfer) for carrier in carriers):
            facts = {"through": transfer.all("through")}
            yield transfer, Fault("transfer-unconnected", facts, field="through")


def _joins(known: Known, carrier: Facts, transfer: Facts) -> bool:
    """Tell whether both a provider and an adopter took part, themselves or by their people."""
    present: set[str] = set()
    for party in _present(known, carrier):
        present |= standing(known, party)
    for network in carrier.all("networks") if carrier.type == "Event" else ():
        present |= {
            network,
            *(body(known, one.text("member")) for one in memberships(known, network)),
        }
    return all(
        any(body(known, party) in present for party in transfer.all(side))
        for side in ("providers", "adopters")
    )


def _present(known: Known, carrier: Facts) -> Iterator[str]:
    """Yield who took part in an event, a visit, its parts, or a mentoring relation."""
    if carrier.type == "MentoringPair":
        yield from (*carrier.all("mentors"), *carrier.all("mentees"))
        yield from carrier.all("facilitators")
    elif carrier.type in {"Event", "Visit"}:
        for occasion in (carrier, *parts(known, carrier)):
            yield from (party.id for party in parties(known, occasion) if party.id)


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
PRACTICE = {
    "type": "Output",
    "id": "ex:buddies",
    "name": {"en": "Buddies for newcomers"},
    "kind": "practice",
    "owners": ["ex:mechelen"],
    "sources": ["ex:report"],
}
TRANSFER = {
    "type": "Transfer",
    "id": "ex:t-1",
    "output": "ex:buddies",
    "providers": ["ex:mechelen"],
    "adopters": ["ex:capaci"],
    "kind": "adaptation",
    "progress": "under_way",
    "through": ["ex:v-1"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS439",
    slug="transfer-unconnected",
    severity="info",
    title="None of the visits or events that carried a transfer joins its two sides.",
    message="At {through} no provider met an adopter.",
    why="A visit or event can have carried a practice over only if both sides were there.",
    fix="Check “Through”, or add the missing party to the visit or event.",
    wrong=Example(
        records=[PRACTICE, TRANSFER, {**VISIT, "visitors": ["ex:vvsg"]}],
        at={"record": "ex:t-1", "field": "through"},
    ),
    right=Example(records=[PRACTICE, TRANSFER, {**VISIT, "visitors": ["ex:capaci"]}]),
    reads=needed(
        PARTY_COLUMNS,
        PART_COLUMNS,
        STANDING_COLUMNS,
        {
            "Transfer": ("providers", "adopters", "through"),
            "Event": ("networks",),
            "MentoringPair": ("mentors", "mentees", "facilitators"),
        },
    ),
    apart=True,
    check_all=check_all,
)
