"""An event is said to have been held in the future, or to be planned for the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import date_span
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import DATING, HAPPENINGS, Dates, dates_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every event and visit whose status certainly does not fit today."""
    for record in known.stating(("event_status",), *HAPPENINGS):
        status = record.get("event_status")
        if status in {"held", "planned"}:
            value = misfit(status, dates_of(known, record), known.today)
            if value:
                params = {"value": value, "today": known.today.isoformat()}
                yield (
                    record,
                    Fault("status-against-date", params, field="event_status", variant=status),
                )


def misfit(status: str, dates: Dates, today: date) -> str | None:
    """Return the date that a status does not fit: a start ahead, or an end gone by."""
    value = dates.start if status == "held" else dates.end or dates.start
    span = date_span(value) if value else None
    if span is None or span.earliest is None or span.latest is None:
        return None
    fits = span.earliest <= today if status == "held" else span.latest >= today
    return None if fits else value


_EVENT = {
    "type": "Event",
    "id": "ex:workshop",
    "name": {"en": "Workshop on buddies"},
    "kind": "workshop",
    "start": "2022-10-12",
    "event_status": "planned",
    "outcomes": {"en": "Each city named a buddy."},
    "cities": ["ex:mechelen"],
    "networks": ["ex:inclucities"],
    "organisers": ["ex:vvsg"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS410",
    slug="status-against-date",
    severity="warning",
    title="The status does not fit the date.",
    message={
        "planned": "This is still said to be planned, but its date, {value}, is past.",
        "held": "This is said to have been held, but its date, {value}, is yet to come.",
    },
    why=(
        "Plans that were never brought up to date are counted as if nothing had happened, and a "
        "mistyped year as if it had."
    ),
    fix="Set the status to what became of it (held, postponed, cancelled), or correct the date.",
    wrong=Example(records=[_EVENT], at={"record": "ex:workshop", "field": "event_status"}),
    right=Example(records=[{**_EVENT, "event_status": "held"}]),
    reads=dict.fromkeys(HAPPENINGS, (*DATING, "event_status")),
    apart=True,
    check_all=check,
)
