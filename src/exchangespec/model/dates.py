"""What a date in the EDTF profile means: the earliest and the latest day it can stand for."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

PARTS = re.compile(
    r"^(?P<year>[0-9]{4}|XXXX|[0-9]{3}X)(?P<year_doubt>\?(?=-))?"
    r"(?:-(?P<month>XX|[0-9]{2})(?:-(?P<day>XX|[0-9]{2}))?)?(?P<doubt>[?~%])?$"
)
OPEN = ".."
MONTHS = 12
DAY, MONTH, YEAR, DECADE = "day", "month", "year", "decade"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days a date can stand for; `earliest` and `latest` are None where no year is known."""

    earliest: date | None
    latest: date | None
    precision: str
    uncertain: bool
    approximate: bool
    year_known: bool


@lru_cache(maxsize=65536)
def date_span(text: str) -> DateSpan | None:
    """Return what a date stands for, or None if it is no date or a day that does not exist."""
    found = PARTS.match(text)
    if found is None or text.endswith("\n"):
        return None
    year, month, day = found["year"], found["month"], found["day"]
    doubt = found["doubt"] or ""
    bounds = _bounds(year, month, day)
    if bounds is None:
        return None
    exact_year = year.isdigit() and found["year_doubt"] is None
    if year.endswith("X") and year != "XXXX":
        precision = DECADE
    elif month in {None, "XX"}:
        precision = YEAR
    else:
        precision = MONTH if day in {None, "XX"} else DAY
    earliest, latest = bounds if year != "XXXX" else (None, None)
    return DateSpan(
        earliest,
        latest,
        precision,
        uncertain=doubt in {"?", "%"} or found["year_doubt"] is not None,
        approximate=doubt in {"~", "%"},
        year_known=exact_year or precision == DECADE,
    )


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date] | None:
    """Return the first and last day, in a leap year where the year is unknown."""
    decade = year.endswith("X") and year != "XXXX"
    first_year = int(year[:3] + "0") if decade else 2000 if year == "XXXX" else int(year)
    last_year = first_year + 9 if decade else first_year
    if first_year == 0:
        if not decade:
            return None
        first_year = 1
    known_month = month not in {None, "XX"}
    first_month = int(month or 1) if known_month else 1
    last_month = first_month if known_month else MONTHS
    if not 1 <= last_month <= MONTHS:
        return None
    last_day = calendar.monthrange(last_year, last_month)[1]
    known_day = day not in {None, "XX"}
    first_day = int(day or 1) if known_day else 1
    if known_day:
        if first_day > last_day:
            return None
        last_day = first_day
    try:
        return date(first_year, first_month, first_day), date(last_year, last_month, last_day)
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def before(first: str, second: str) -> bool:
    """Tell whether one date certainly lies before another, at the coarser precision of the two.

    `2020-03` is not before `2020`, nor the reverse: what cannot be told apart is not before.
    Unknown years and open ends compare with nothing.
    """
    one, two = date_span(first), date_span(second)
    if one is None or two is None or one.latest is None or two.earliest is None:
        return False
    return one.latest < two.earliest


def ends_of(text: str) -> tuple[str, ...]:
    """Return the different dates at the ends of a period; a single date alone."""
    if "/" not in text:
        return (text,)
    start, end = period_ends(text)
    return (start,) if start == end else (start, end)


def period_ends(text: str) -> tuple[str, str]:
    """Return start and end of a period; a single date is both."""
    start, slash, end = text.partition("/")
    return (start, end) if slash else (text, text)
