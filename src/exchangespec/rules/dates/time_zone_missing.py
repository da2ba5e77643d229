"""Times are given without a time zone where people sit in several, or meet online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import DATING, HAPPENINGS, ancestors, clocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

PARTIES = ("hosts", "organisers", "participants", "speakers", "visitors")
COLUMNS = {
    name: (
        *DATING,
        "cities",
        "country",
        "end_time",
        "format",
        "start_time",
        "time_zone",
        *(field for field in PARTIES if field in spec.records()[name].fields),
    )
    for name in HAPPENINGS
}


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every event and visit that needs a time zone, but not its parts as well."""
    for record in known.stating(("start_time", "end_time"), *HAPPENINGS):
        reason = lack(known, record)
        if reason and not any(lack(known, one) for one in ancestors(known, record)):
            yield record, Fault("time-zone-missing", {}, field="time_zone", variant=reason)


def lack(known: Known, record: Facts) -> str | None:
    """Return why the times of a record need a time zone that is not given, or None."""
    if not (record.states("start_time") or record.states("end_time")):
        return None
    chain = (record, *ancestors(known, record))
    if any(one.states("time_zone") for one in chain):
        return None
    form = next((one.get("format") for one in chain if one.get("format")), None)
    if form == "online":
        return "online"
    # Where people met in a known place, the times are those of its clocks.
    if form == "in_person" and any(one.states("cities") or one.states("country") for one in chain):
        return None
    return "several" if _several_clocks(known, record) else None


def _several_clocks(known: Known, record: Facts) -> bool:
    """Tell whether two parties certainly go by different clocks."""
    parties = {
        party for field in PARTIES if field in COLUMNS[record.type] for party in record.all(field)
    }
    settings = {clocks(country) for party in parties for country in countries(known, party)}
    settings.discard(frozenset())
    return any(one.isdisjoint(other) for one in settings for other in settings)


def countries(known: Known, party: str) -> set[str]:
    """Return the country of a city or body, or of those a person speaks for."""
    record = known.get(party)
    if record is None or record.type not in {"City", "Organisation", "Person"}:
        return set()
    if record.type == "Person":
        bodies = (known.get(body) for body in record.all("organisations"))
        return {
            country
            for body in bodies
            if body is not None and body.type != "Person"
            for country in countries(known, body.id)
        }
    country = record.text("country")
    if not country and record.type == "Organisation":
        city = known.get(record.get("city"))
        country = city.text("country") if city is not None and city.type == "City" else ""
    return {country} if country else set()


_EVENT = {
    "type": "Event",
    "id": "ex:webinar",
    "name": {"en": "Webinar on buddies"},
    "kind": "webinar",
    "format": "online",
    "start": "2022-10-12",
    "start_time": "14:00",
    "networks": ["ex:inclucities"],
    "organisers": ["ex:vvsg"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS411",
    slug="time-zone-missing",
    severity="warning",
    title="Times without a time zone, although people meet online or from several zones.",
    message={
        "online": "This takes place online, and its times are given without a time zone.",
        "several": (
            "The parties go by different clocks, and the times are given without a time zone."
        ),
    },
    why="People in Helsinki and in Brussels would come an hour apart.",
    fix="Give the time zone of the times by its name, such as Europe/Brussels.",
    wrong=Example(records=[_EVENT], at={"record": "ex:webinar", "field": "time_zone"}),
    right=Example(records=[{**_EVENT, "time_zone": "Europe/Brussels"}]),
    reads={
        **COLUMNS,
        "City": ("country",),
        "Organisation": ("city", "country"),
        "Person": ("organisations",),
    },
    apart=True,
    check_all=check,
)
