"""Parts of a funding that add up to more than the whole."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exchangespec.finding import Fault
from exchangespec.model.quantities import quantity_span
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import OBJECTIVE, PLAN
from exchangespec.submission.relations import at_least, at_most, current, needed

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# Of each type that money is given for: the field that says what it is part of.
WHOLES = {
    "PlanItem": ("parent", "plan"),
    "Event": ("parent",),
    "Visit": ("parent",),
    "Network": ("part_of",),
}
HUNDRED = 100


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield sums above the whole that they are part of, and shares of one thing above 100 %."""
    yield from _amounts(known)
    yield from _rates(known)


def _amounts(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield whole amounts that are less than the sum of their parts."""
    wholes = _wholes(known)
    parts: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for part in current(known, "Funding"):
        least = at_least(part.get("amount"))
        if least is None:
            continue
        for whole in _found(known, part, wholes):
            parts[whole.id][part.id] = least
    for whole in current(known, "Funding"):
        most, total = at_most(whole.get("amount")), sum(parts[whole.id].values(), Decimal(0))
        if most is not None and total > most:
            facts = {"value": whole.get("amount"), "total": f"{total:f}"}
            yield (
                whole,
                Fault(
                    "parts-exceed-whole",
                    facts,
                    field="amount",
                    variant="amount",
                    related=tuple(parts[whole.id]),
                ),
            )


def _wholes(known: Known) -> dict[Hashable, Facts]:
    """Return by thing paid for and payer the funding with the most recipients."""
    wholes: dict[Hashable, Facts] = {}
    for funding in current(known, "Funding"):
        for item in funding.all("funds"):
            key = item, _payer(funding)
            if key not in wholes or len(_recipients(wholes[key])) < len(_recipients(funding)):
                wholes[key] = funding
    return wholes


def _found(known: Known, part: Facts, wholes: dict[Hashable, Facts]) -> Iterator[Facts]:
    """Yield what a funding is part of.

    That is one by the same payer for something larger, or for the same thing with more recipients.
    """
    payer = _payer(part)
    for item in part.all("funds"):
        whole = wholes[item, payer]
        if set() < _recipients(part) < _recipients(whole):
            yield whole
        for larger in _larger(known, item) - {*part.all("funds")}:
            if (larger, payer) in wholes:
                yield wholes[larger, payer]


def _larger(known: Known, item: str) -> set[str]:
    """Return all that a thing is part of."""
    found: set[str] = set()
    waiting = [item]
    while waiting:
        record = known.get(waiting.pop())
        if record is not None and record.id not in found:
            found.add(record.id)
            waiting.extend(record.text(field) for field in WHOLES.get(record.type, ()))
    return found - {item}


def _payer(funding: Facts) -> tuple[Any, ...]:
    """Return who pays, in which currency and how often; a grant number says it best."""
    payer: tuple[Any, ...] = (funding.get("reference"),)
    if payer == (None,):
        payer = funding.get("programme"), funding.all("funders"), funding.get("funder_text")
    return *payer, funding.get("currency"), funding.get("amount_basis") or "total"


def _recipients(funding: Facts) -> set[str]:
    """Return who receives."""
    return set(funding.all("recipients"))


def _rates(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield the funding with which the shares paid of one thing pass a hundred per cent."""
    totals: dict[Hashable, Decimal] = defaultdict(Decimal)
    for funding in current(known, "Funding"):
        span = quantity_span(funding.get("rate"))
        if span is None or span.low is None or span.approximate:
            continue
        key = funding.all("funds"), funding.all("recipients")
        was, totals[key] = totals[key], totals[key] + span.low
        if was and was <= HUNDRED < totals[key]:
            facts = {"value": funding.get("rate"), "total": f"{totals[key]:f} %"}
            yield funding, Fault("parts-exceed-whole", facts, field="rate", variant="rate")


ACTION = {
    **OBJECTIVE,
    "id": "ex:item-2",
    "kind": "action",
    "name": {"en": "Coaching"},
    "parent": "ex:item-1",
}
GRANT = {
    "type": "Funding",
    "id": "ex:f-1",
    "funds": ["ex:plan"],
    "kind": "grant",
    "programme": "AMIF",
    "recipients": ["ex:mechelen"],
    "amount": 500000,
    "currency": "EUR",
    "sources": ["ex:report"],
}
SHARE = {**GRANT, "id": "ex:f-2", "funds": ["ex:item-2"]}

RULE = Rule(
    code="EXS442",
    slug="parts-exceed-whole",
    severity="warning",
    title="Parts of a funding add up to more than the whole.",
    message={
        "amount": "The whole is {value}, but its parts add up to {total}.",
        "rate": "With {value} the shares paid of the same thing add up to {total}.",
    },
    why="A digit too many, or money counted twice, makes every sum over the data wrong.",
    fix="Correct the amount or share that is wrong; take out a funding that is recorded twice.",
    wrong=Example(
        records=[PLAN, OBJECTIVE, ACTION, GRANT, {**SHARE, "amount": 2000000}],
        at={"record": "ex:f-1", "field": "amount"},
    ),
    right=Example(records=[PLAN, OBJECTIVE, ACTION, GRANT, {**SHARE, "amount": 200000}]),
    reads=needed(
        {
            "Funding": (
                *("funds", "programme", "funders", "funder_text", "recipients", "amount"),
                *("currency", "amount_basis", "rate", "reference"),
            )
        },
        WHOLES,
    ),
    check_all=check_all,
)
