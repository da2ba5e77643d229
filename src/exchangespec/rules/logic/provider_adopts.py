"""A practice that moved from a party to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import BODY_COLUMNS, bodies, body, current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield adopters that also provide, but for tests, which one may run on one's own."""
    for transfer in current(known, "Transfer"):
        if transfer.get("kind") in {"test", None}:
            continue
        providers = bodies(known, transfer.all("providers"))
        for item, adopter in enumerate(transfer.all("adopters")):
            if body(known, adopter) in providers:
                facts = {"party": adopter}
                yield transfer, Fault("provider-adopts", facts, field="adopters", item=item)


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
    "kind": "adaptation",
    "progress": "under_way",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS437",
    slug="provider-adopts",
    severity="error",
    title="The same party provides a practice and adopts it.",
    message="{party} is among the adopters and among the providers.",
    why="A transfer leads from one party to another; a city and its own authority count as one.",
    fix="Take the party out of providers or out of adopters; a trial at home is of kind “test”.",
    wrong=Example(
        records=[PRACTICE, {**TRANSFER, "adopters": ["ex:capaci", "ex:mechelen"]}],
        at={"record": "ex:t-1", "field": "adopters", "item": 1},
    ),
    right=Example(records=[PRACTICE, {**TRANSFER, "adopters": ["ex:capaci"]}]),
    reads=needed(BODY_COLUMNS, {"Transfer": ("kind", "providers", "adopters")}),
    apart=True,
    check_all=check_all,
)
