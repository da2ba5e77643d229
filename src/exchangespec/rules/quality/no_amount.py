"""A funding without its amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import lacking
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(funding: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault where no amount is stated; a currency alone is another rule's matter."""
    if not funding.states("amount") and not funding.states("currency") and is_current(funding):
        yield Fault("no-amount", field="amount")


GRANT = {
    "type": "Funding",
    "id": "ex:f-1",
    "funds": ["ex:inclucities"],
    "kind": "grant",
    "programme": "AMIF",
    "recipients": ["ex:mechelen"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS513",
    slug="no-amount",
    severity="info",
    title="No amount of a funding is stated.",
    message="How much was paid is not stated.",
    why="It will be missing from every sum.",
    fix="State amount and currency, if only roughly (~500000) or as a bound (>100000).",
    wrong=Example(records=[GRANT], at={"record": "ex:f-1", "field": "amount"}),
    right=Example(records=[{**GRANT, "amount": "~500000", "currency": "EUR"}]),
    on=("Funding",),
    where=lacking("amount"),
    check=check,
)
