"""What the aligned layer is made of: nodes with their statements, and values in official forms."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from exchangespec.model.dates import DAY, DECADE, MONTH, date_span
from exchangespec.spec.namespaces import expand
from exchangespec.spec.triples import INTEGER, RDF_TYPE, STRING

if TYPE_CHECKING:
    from decimal import Decimal

YEAR_TYPE = expand("xsd:gYear")
MONTH_TYPE = expand("xsd:gYearMonth")
DAY_TYPE = expand("xsd:date")
MOMENT_TYPE = expand("xsd:dateTime")
DECIMAL_TYPE = expand("xsd:decimal")
ADDRESS_TYPE = expand("xsd:anyURI")
PARTED = "#"


class Value(NamedTuple):
    """A value; `form` is empty for an IRI, `@` and a tag for a text, else the datatype."""

    text: str
    form: str = ""


def words(text: str, tag: str) -> Value:
    """Return a text in a language."""
    return Value(text, f"@{tag}")


def plain(text: str) -> Value:
    """Return a text in no language."""
    return Value(text, STRING)


class Node:
    """A subject with what is said of it, each thing once; `own` are properties it must not use."""

    def __init__(self, subject: str, *classes: str, own: frozenset[str] = frozenset()) -> None:
        """Start with the classes."""
        self.subject = subject
        self._own = own
        self._statements: dict[tuple[str, Value], None] = {}
        self.is_a(*classes)

    def is_a(self, *classes: str) -> None:
        """Say what it is, by terms such as `schema:Event`."""
        for one in classes:
            self._statements[RDF_TYPE, Value(expand(one))] = None

    def add(self, term: str, *values: Value | None) -> None:
        """Say something of it; None says nothing."""
        predicate = expand(term)
        if predicate in self._own:
            return
        for value in values:
            if value is not None:
                self._statements[predicate, value] = None

    def replace(self, term: str, before: Value | None, after: Value | None) -> None:
        """Say something more exactly than it was said; None leaves it as it was."""
        if before is not None and after is not None and expand(term) not in self._own:
            self._statements.pop((expand(term), before), None)
            self.add(term, after)

    @property
    def statements(self) -> list[tuple[str, Value]]:
        """Return property and value of all that is said."""
        return list(self._statements)


def part(subject: str, name: str) -> str:
    """Return the address of a node that hangs on another; an address has but one `#`."""
    return f"{subject}{'/' if PARTED in subject else PARTED}{name}"


def fragment(text: str) -> str:
    """Return a text as it may stand at the end of an address."""
    return quote(text, safe="")


# --- dates ---------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def typed_date(text: object) -> Value | None:
    """Return a date as XML Schema has it; None where it is doubtful or its year not known."""
    span = date_span(text) if isinstance(text, str) else None
    if span is None or span.earliest is None or span.precision == DECADE:
        return None
    if span.uncertain or span.approximate or not span.year_known:
        return None
    day = span.earliest.isoformat()
    if span.precision == DAY:
        return Value(day, DAY_TYPE)
    if span.precision == MONTH:
        return Value(day[:7], MONTH_TYPE)
    return Value(day[:4], YEAR_TYPE)


def moment(day: Value | None, clock: object, zone: object) -> Value | None:
    """Return the instant of a day and a local time; None unless all three are known."""
    if day is None or day.form != DAY_TYPE:
        return None
    if not isinstance(clock, str) or not isinstance(zone, str):
        return None
    try:
        hour = time.fromisoformat(clock)
        # A zone that this machine has no table for is as good as unknown.
        known = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return None
    found = datetime.combine(date.fromisoformat(day.text), hour, known)
    offset = found.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        return None
    return Value(found.isoformat(), MOMENT_TYPE)


# --- numbers -------------------------------------------------------------------------------------


def number(value: Decimal) -> Value:
    """Return a number, as an integer where it is one."""
    if value == value.to_integral_value():
        return Value(str(int(value)), INTEGER)
    return Value(format(value, "f"), DECIMAL_TYPE)
