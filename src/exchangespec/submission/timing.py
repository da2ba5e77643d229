"""When records happen: by their own dates, or by those of the event or visit they are part of."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from exchangespec import spec
from exchangespec.codelists.tables import several, table
from exchangespec.model.dates import DAY, OPEN, before, date_span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

HAPPENINGS = ("Event", "Visit")
# What must be kept of every event and visit for `dates_of` and `ancestors` to work.
DATING = ("days", "end", "parent", "start")
DATE_FIELDS: Mapping[str, tuple[str, ...]] = {
    name: tuple(field.name for field in record.fields.values() if field.kind.name == "date")
    for name, record in spec.records().items()
}

# A date that tells its day has so many signs, and this one for each digit that is not known.
DAY_SIGNS = 10
UNKNOWN = "X"
MOST_LEVELS = 32


def ancestors(known: Known, record: Facts) -> Iterator[Facts]:
    """Yield what a record is part of by `parent`, nearest first, each record once.

    An event or visit is part of events or visits, everything else of records of its own type.
    What lies more than `MOST_LEVELS` above is left out, so that no chain makes the check slow.
    """
    family = HAPPENINGS if record.type in HAPPENINGS else (record.type,)
    seen = {record.id}
    above = known.get(record.get("parent"))
    while (
        above is not None
        and above.type in family
        and above.id not in seen
        and len(seen) <= MOST_LEVELS
    ):
        yield above
        seen.add(above.id)
        above = known.get(above.get("parent"))


# --- first and last day --------------------------------------------------------------------------


class Dates(NamedTuple):
    """The first and last day of something, as far as they are stated.

    `sure` is False where a date was stated wrongly or stands in a record that is not here, so that
    what is not known must not be taken for not stated.
    """

    start: str | None
    end: str | None
    sure: bool = True

    def __str__(self) -> str:
        """Return both days, with dots for one that is not stated."""
        return f"{self.start or '…'} – {'…' if self.end in {None, OPEN} else self.end}"


def own_dates(record: Facts) -> Dates:
    """Return the dates that a record states itself."""
    start, end = record.get("start"), record.get("end")
    if start is not None and end is not None:
        return Dates(start, end)
    wrong = (start is None and record.states("start")) or (end is None and record.states("end"))
    return Dates(start, end, sure=not wrong)


def dates_of(known: Known, record: Facts) -> Dates:
    """Return the dates of an event or visit, taken from what it is part of where it states none.

    The last day is looked for no further up than the first: a session with a date of its own does
    not last as long as the conference. One day of duration makes the first day the last.
    """
    first, end = record.get("start"), record.get("end")
    if first and end:
        return Dates(first, end)
    end, last = None, record
    for one in chain((record,), ancestors(known, record)):
        last = one
        dates = own_dates(one)
        end = end or dates.end
        if not dates.sure:
            return Dates(dates.start, end, sure=False)
        if dates.start:
            if end is None and str(one.get("days")) == "1":
                end = dates.start
            return Dates(dates.start, end)
    return Dates(None, end, sure=not last.states("parent"))


def outside(inner: Dates, outer: Dates) -> str | None:
    """Return which of the inner dates, `start` or `end`, certainly lies outside the outer ones."""
    for field, value in (("start", inner.start), ("end", inner.end)):
        if value is None:
            continue
        early = outer.start is not None and before(value, outer.start)
        late = outer.end is not None and before(outer.end, value)
        if early or late:
            return field
    return None


def is_plain_day(text: str) -> bool:
    """Tell whether a date, as it is written, is one day of one year without any doubt."""
    return len(text) == DAY_SIGNS and UNKNOWN not in text


def within(outer: Dates) -> Callable[[str | None, str | None], bool]:
    """Return what tells at once of two days that both lie within dates; of others it says no.

    Days are written so that the later one is also the greater text.
    """
    start, end = date_span(outer.start or ""), date_span(outer.end or "")
    low = start.earliest.isoformat() if start and start.earliest else ""
    high = end.latest.isoformat() if end and end.latest else UNKNOWN

    def lie_within(one: str | None, other: str | None) -> bool:
        """Tell whether two days surely lie within the dates."""
        if one is None or other is None or not is_plain_day(one) or not is_plain_day(other):
            return False
        return low <= one <= high and low <= other <= high

    return lie_within


def differ(one: str, other: str) -> bool:
    """Tell whether two dates cannot be the same; an unknown year can be any."""
    if OPEN in {one, other}:
        return one != other
    if one.startswith("XXXX") or other.startswith("XXXX"):
        year = (other if one.startswith("XXXX") else one)[:4].replace("XXXX", "2000")
        one, other = one.replace("XXXX", year), other.replace("XXXX", year)
    return before(one, other) or before(other, one)


def without_doubt(text: str) -> str:
    """Return a date without its marks of doubt."""
    return text.translate({ord(mark): None for mark in "?~%"})


def is_day(text: str | None) -> bool:
    """Tell whether a date names one day, be its year known or not."""
    span = date_span(text) if text else None
    return span is not None and span.precision == DAY


def is_one_day(dates: Dates) -> bool:
    """Tell whether first and last day are stated and the same."""
    return (
        is_day(dates.start)
        and dates.end is not None
        and without_doubt(dates.end) == without_doubt(dates.start or "")
    )


# --- what sources say of a date ------------------------------------------------------------------

# What must be kept of every statement for `date_statements` to work.
STATING = ("about", "kind", "property", "rank", "record_status", "value")


def date_statements(known: Known) -> Iterator[tuple[Facts, str, Facts]]:
    """Yield record, date field and Statement wherever a source gives a value for a stated date."""
    for statement in known.of("Statement"):
        if statement.get("kind") != "value" or statement.get("record_status") == "withdrawn":
            continue
        record = known.get(statement.get("about"))
        for field in statement.all("property")[:1]:
            if record is None or field not in DATE_FIELDS.get(record.type, ()):
                continue
            if record.get(field) and date_span(statement.text("value")):
                yield record, field, statement


# --- clocks --------------------------------------------------------------------------------------

# Zones that show the same time all year although they call it differently.
SAME_CLOCK = {"GMT;BST": "WET;WEST", "GMT;IST": "WET;WEST"}
SUNDAY = 6


@cache
def clocks(country: str) -> frozenset[str]:
    """Return the clocks that run in a country; a country with two of them may mean either."""
    return _clocks_by_country().get(country, frozenset())


@cache
def _clocks_by_country() -> dict[str, frozenset[str]]:
    """Read which time zones each country has; zones that agree count once."""
    found: dict[str, set[str]] = {}
    for row in table("registries/time_zones"):
        clock = row["abbreviations"] or row["zone"]
        for country in several(row["countries"]):
            found.setdefault(country, set()).add(SAME_CLOCK.get(clock, clock))
    return {country: frozenset(names) for country, names in found.items()}


def _sunday(year: int, month: int, number: int) -> date:
    """Return a month's Sunday by number; number 0 of April is the last one of March."""
    first = date(year, month, 1)
    first += timedelta(days=(SUNDAY - first.weekday()) % 7)
    return first + timedelta(weeks=number - 1)


# Since when the present rule holds, and the Sundays at which clocks go forward and back.
SUMMER_TIMES = {
    "Europe": (1996, (4, 0), (11, 0)),
    "America": (2007, (3, 2), (11, 1)),
}


def is_summer_time(day: date, continent: str) -> bool | None:
    """Tell whether clocks show summer time; None before the rule of today.

    Worked out here and not by the machine's time zones, which not every machine has.
    """
    since, forward, back = SUMMER_TIMES[continent]
    if day.year < since:
        return None
    return _sunday(day.year, *forward) <= day < _sunday(day.year, *back)
