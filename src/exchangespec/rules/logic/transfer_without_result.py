"""A finished transfer of which nothing is told that came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import both, lacking, stating
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(transfer: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault where a completed transfer has neither result nor outcomes."""
    told = transfer.states("result") or transfer.states("outcomes")
    if transfer.get("progress") == "completed" and not told and is_current(transfer):
        yield Fault("transfer-without-result", field="outcomes")


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
    "progress": "completed",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS438",
    slug="transfer-without-result",
    severity="warning",
    title="A completed transfer has neither a result nor outcomes.",
    message="The transfer is completed, but neither its result nor its outcomes are stated.",
    why="What stands at the other city now is what others want to learn from a transfer.",
    fix="Name under “Result” what was made, or tell under “Outcomes” how it went.",
    wrong=Example(records=[PRACTICE, TRANSFER], at={"record": "ex:t-1", "field": "outcomes"}),
    right=Example(
        records=[
            PRACTICE,
            {**TRANSFER, "outcomes": {"en": "Twenty buddies accompany newcomers in Capaci."}},
        ]
    ),
    on=("Transfer",),
    where=both(stating("progress"), lacking("outcomes")),
    check=check,
)
