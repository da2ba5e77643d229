"""Head counts of the parties that do not fit the size of the delegation or the attendance."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    PARTY_COLUMNS,
    STATEMENT_COLUMNS,
    VISITING,
    at_least,
    at_most,
    current,
    needed,
    parties,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known
    from exchangespec.submission.relations import Party

# The fields that give a total; the roles that make it up (none: all).
TOTALS: dict[str, tuple[str, ...]] = {"delegation_size": VISITING, "attendance": ()}
LISTS = (
    *("Participation", "visitors", "delegates", "hosts", "organisers", "speakers", "moderators"),
    *("performers", "participants"),
)


class Count(NamedTuple):
    """How many people parties were: at least, at most (None where one gives no number)."""

    least: Decimal
    most: Decimal | None


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield totals below the sum of the parties, or above it where the list is complete."""
    taking_part = known.has("Participation")
    for event in current(known, "Event", "Visit") if taking_part else ():
        records = known.pointing("Participation", "event", event.id)
        if not any(record.get("headcount") for record in records):
            continue
        for field, roles in TOTALS.items():
            if field == "attendance" or event.type == "Visit":
                yield from _differences(known, event, field, roles)


def _differences(
    known: Known, event: Facts, field: str, roles: tuple[str, ...]
) -> Iterator[tuple[Facts, Fault]]:
    """Yield the fault of one total that does not fit."""
    least, most = at_least(event.get(field)), at_most(event.get(field))
    count = _sum(known, parties(known, event, *roles))
    facts = {"value": event.get(field), "total": f"{count.least:f}"}
    if most is not None and count.least > most:
        yield event, Fault("head-counts-differ", facts, field=field, variant="more")
    elif least is None or count.most is None or count.most >= least:
        return
    elif not stated(known, event.id, ("partial",), *LISTS):
        facts["total"] = f"{count.most:f}"
        yield event, Fault("head-counts-differ", facts, field=field, variant="fewer")


def _sum(known: Known, found: Iterable[Party]) -> Count:
    """Add up the heads of the parties, each once whatever its roles.

    A person is one head, unless a body whose heads are counted has sent them, or a group is counted
    that is only described and may hold them; a party without a number is any number.
    """
    counted: dict[str, tuple[Decimal, Decimal | None]] = {}
    people: dict[str, set[str]] = {}
    uncounted: set[str] = set()
    for party in found:
        more = party.participation
        value = None if more is None else more.get("headcount")
        name = party.id or party.record.id
        person = known.get(party.id)
        if value is not None:
            counted[name] = max(counted.get(name, (Decimal(0), None)), _heads(value), key=_least)
        elif person is not None and person.type == "Person":
            people.setdefault(name, set()).update(person.all("organisations"))
            people[name].update(() if more is None else more.all("on_behalf_of"))
        else:
            uncounted.add(name)
    described = any(_is_group(known, name) for name in counted)
    alone = Decimal(sum(senders.isdisjoint(counted) for senders in people.values()))
    alone = Decimal(0) if described else alone
    highs = [high for _, high in counted.values() if high is not None]
    complete = counted and len(highs) == len(counted) and uncounted <= counted.keys()
    return Count(sum(map(_least, counted.values()), alone), sum(highs, alone) if complete else None)


def _is_group(known: Known, name: str) -> bool:
    """Tell whether what is counted is known by its description only."""
    return known.type_of(name) == "Participation"


def _heads(value: object) -> tuple[Decimal, Decimal | None]:
    """Return the bounds of one head count."""
    return at_least(value) or Decimal(0), at_most(value)


def _least(heads: tuple[Decimal, Decimal | None]) -> Decimal:
    """Return the lower bound."""
    return heads[0]


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "cities": ["ex:mechelen"],
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "delegation_size": 5,
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}
CAPACI = {
    "type": "Participation",
    "id": "ex:pa-1",
    "event": "ex:v-1",
    "party": "ex:capaci",
    "role": "visitor",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS445",
    slug="head-counts-differ",
    severity="warning",
    title="The head counts of the parties do not fit the total.",
    message={
        "more": "The total is {value}, but the parties add up to {total}.",
        "fewer": "The total is {value}, but the parties add up to {total} only.",
    },
    why="One of the numbers is wrong, or a party is missing or did not come.",
    fix="Correct the numbers; set the status of parties that did not come; if the source does "
    "not name all, a row of the sheet Statements can hold that the list is incomplete.",
    wrong=Example(
        records=[VISIT, {**CAPACI, "headcount": 7}],
        at={"record": "ex:v-1", "field": "delegation_size"},
    ),
    right=Example(records=[VISIT, {**CAPACI, "headcount": 5}]),
    reads=needed(
        PARTY_COLUMNS,
        STATEMENT_COLUMNS,
        {
            "Participation": ("headcount", "on_behalf_of"),
            "Person": ("organisations",),
            "Event": ("attendance",),
            "Visit": ("attendance", "delegation_size"),
        },
    ),
    apart=True,
    check_all=check_all,
)
