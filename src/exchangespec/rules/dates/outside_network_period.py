"""An event, visit, membership or mentoring lies outside the dates of its network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import (
    DATING,
    HAPPENINGS,
    Dates,
    ancestors,
    dates_of,
    outside,
    own_dates,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

NETWORK_FIELDS = {
    "Event": "networks",
    "Visit": "networks",
    "Membership": "group",
    "MentoringPair": "network",
}
NO_DATES = Dates(None, None)


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every record that certainly lies outside a network it names.

    Where the date is its parent's, the finding stands at the network; it is left to the parent if
    that names the network too.
    """
    for record_type, name in NETWORK_FIELDS.items():
        for records in known.alike(record_type, name):
            value = records[0].get(name)
            for target in (value,) if isinstance(value, str) else value or ():
                network = known.get(target)
                period = own_dates(network) if network and network.type == "Network" else NO_DATES
                if period.start or period.end:
                    lies_within = within(period)
                    for record in records:
                        if lies_within(record.get("start"), record.get("end")):
                            continue
                        yield from _outside(known, record, (name, target), period)


def _outside(
    known: Known, record: Facts, named: tuple[str, str], period: Dates
) -> Iterator[tuple[Facts, Fault]]:
    """Yield the fault of one record in one network, by the field that names it."""
    (name, network), dates = named, own_dates(record)
    if dates.start is None and record.type in HAPPENINGS and not record.states("start"):
        if any(network in one.all("networks") for one in ancestors(known, record)):
            return
        dates = dates_of(known, record)
    field = outside(dates, period)
    if field:
        value = dates.start if field == "start" else dates.end
        params = {"value": value, "network": network, "dates": str(period)}
        at, item = (field, None) if record.get(field) else (name, None)
        if at == "networks":
            item = record.all("networks").index(network)
        yield (
            record,
            Fault("outside-network-period", params, field=at, item=item, related=[network]),
        )


_VISIT = {
    "type": "Visit",
    "id": "ex:visit-1",
    "kind": "study_visit",
    "visitors": ["ex:mechelen"],
    "hosts": ["ex:capaci"],
    "cities": ["ex:capaci"],
    "networks": ["ex:inclucities"],
    "start": "2012-05-10",
    "end": "2012-05-12",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS406",
    slug="outside-network-period",
    severity="warning",
    title="Something lies outside the dates of the network it belongs to.",
    message="{value} lies outside the dates of {network} ({dates}).",
    why=(
        "A visit cannot belong to a project that had not begun or was over; the year is likely "
        "mistyped, or another network is meant."
    ),
    fix="Correct the date, name the right network, or correct the dates of the network.",
    wrong=Example(records=[_VISIT], at={"record": "ex:visit-1", "field": "start"}),
    right=Example(records=[{**_VISIT, "start": "2021-05-10", "end": "2021-05-12"}]),
    reads={
        **dict.fromkeys(HAPPENINGS, (*DATING, "networks")),
        "Membership": ("end", "group", "start"),
        "MentoringPair": ("end", "network", "start"),
        "Network": ("end", "start"),
    },
    apart=True,
    check_all=check,
)
