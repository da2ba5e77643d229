"""A time zone is abbreviated for summer in winter, or the other way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import date_span
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import DATING, HAPPENINGS, Dates, dates_of, is_summer_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# By whose calendar clocks change, and what they are called in winter and in summer.
SEASONS = (
    ("Europe", "WET", "WEST"),
    ("Europe", "GMT", "BST"),
    ("Europe", "CET", "CEST"),
    ("Europe", "EET", "EEST"),
    ("America", "EST", "EDT"),
)
MEANING = {
    name: (continent, name == summer, winter if name == summer else summer)
    for continent, winter, summer in SEASONS
    for name in (winter, summer)
}
# Not where an offset follows: GMT+2 is right all year.
ABBREVIATION = re.compile(rf"\b(?:{'|'.join(MEANING)})\b(?!\s?[+−-]\s?[0-9])")
# Over longer dates clocks may change on the way.
LONGEST_DAYS = 31


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every wording of a date whose abbreviated zone is not in use on that date."""
    for record in known.stating(("date_text",), *HAPPENINGS):
        for name in dict.fromkeys(ABBREVIATION.findall(record.text("date_text"))):
            continent, is_summer, other = MEANING[name]
            dates = dates_of(known, record)
            if seasons(dates, continent) == {not is_summer}:
                params = {"value": name, "other": other, "dates": str(dates)}
                yield record, Fault("zone-abbreviation-wrong", params, field="date_text")


def seasons(dates: Dates, continent: str) -> set[bool]:
    """Return whether summer time is in force on the first and last day; empty if not known."""
    first = date_span(dates.start) if dates.start else None
    last = date_span(dates.end) if dates.end else first
    if first is None or first.earliest is None or last is None or last.latest is None:
        return set()
    if not 0 <= (last.latest - first.earliest).days <= LONGEST_DAYS:
        return set()
    found = {is_summer_time(day, continent) for day in (first.earliest, last.latest)}
    return set() if None in found else {bool(one) for one in found}


_EVENT = {
    "type": "Event",
    "id": "ex:webinar",
    "name": {"en": "Webinar on buddies"},
    "kind": "webinar",
    "format": "online",
    "start": "2022-07-12",
    "start_time": "14:00",
    "time_zone": "Europe/Brussels",
    "date_text": "12 July 2022, 2 pm CET",
    "networks": ["ex:inclucities"],
    "organisers": ["ex:vvsg"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS412",
    slug="zone-abbreviation-wrong",
    severity="warning",
    title="The abbreviation of a time zone does not fit the date.",
    message="On that date ({dates}) clocks show {other} and not {value}.",
    why="Winter and summer time are an hour apart; who takes the abbreviation at its word is late.",
    fix=(
        "Ask which time was meant. Keep the wording of the source, and give the time and the time "
        "zone in their own fields, such as 14:00 and Europe/Brussels."
    ),
    wrong=Example(records=[_EVENT], at={"record": "ex:webinar", "field": "date_text"}),
    right=Example(records=[{**_EVENT, "date_text": "12 July 2022, 2 pm CEST"}]),
    reads=dict.fromkeys(HAPPENINGS, (*DATING, "date_text")),
    apart=True,
    check_all=check,
)
