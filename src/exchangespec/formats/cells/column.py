"""What a whole column tells of how its dates and numbers are written, and what follows for a cell.

A cell that can be read two ways is read as the rows that can be read one way only; these rows are
named. Where there are none, or they contradict each other, it stays an error with both readings.
To write such a cell as it was read is a safe repair: left as it is, it would lose its meaning when
the rows that prove it are repaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from exchangespec.finding import Fault, Fix
from exchangespec.formats.cells.dates import LAST_MONTH, exists, no_such_day, short_dates
from exchangespec.formats.cells.quantities import shielded
from exchangespec.formats.cells.values import UNREAD, Change

if TYPE_CHECKING:
    from exchangespec.formats.cells.cell import ReadText

ROWS_NAMED = 3
NUMBERED = re.compile(
    r"\s*(?P<first>[0-9]{1,2})(?:\. ?|[/-])(?P<second>[0-9]{1,2})(?:\. ?|[/-])"
    r"'?(?P<year>[0-9]{4}|[0-9]{2})\.?\s*"
)
NUMBER = re.compile(r"[0-9](?:[0-9.,'’\s]*[0-9])?")
ONE_MARK = re.compile(r"(?P<whole>[0-9]+)(?P<mark>[.,])(?P<part>[0-9]+)")
GROUP = 3
PARTED = re.compile(r"[0-9]{1,3}(?P<mark>[.,])[0-9]{3}(?:(?P=mark)[0-9]{3})+")
# What parts thousands and is never before decimals.
NEVER_DECIMAL = re.compile(r"[\s'’]")


@dataclass(slots=True)
class Proof:
    """The rows of a column that can be read one way only: for one of two ways, or the other.

    `parted` are those among them that show thousands parted, and no decimals.
    """

    one: list[int] = field(default_factory=list)
    other: list[int] = field(default_factory=list)
    parted: set[int] = field(default_factory=set)

    @property
    def decided(self) -> bool:
        """Tell whether there are rows for one way and none for the other."""
        return bool(self.one) != bool(self.other)

    @property
    def rows(self) -> list[int]:
        """Return the first rows that prove what was decided."""
        return (self.one or self.other)[:ROWS_NAMED]


class Column(Protocol):
    """A column that can be asked how it is written; looking through it is done once, if at all."""

    def days(self) -> Proof:
        """Return the rows in which the day, or else the month, must come first."""

    def marks(self) -> Proof:
        """Return the rows in which decimals follow a point, or else a comma."""


def prove_days(text: str, row: int, proof: Proof) -> None:
    """Add a row to the proof if its date can be read with the day, or the month, first only."""
    found = NUMBERED.fullmatch(text)
    if found is None:
        return
    first, second, year = int(found["first"]), int(found["second"]), f"20{found['year']}"[-4:]
    if first > LAST_MONTH and exists(f"{year}-{second:02}-{first:02}"):
        proof.one.append(row)
    elif second > LAST_MONTH and exists(f"{year}-{first:02}-{second:02}"):
        proof.other.append(row)


def prove_marks(text: str, row: int, proof: Proof) -> None:
    """Add a row to the proof if its number shows what its marks mean."""
    for number in NUMBER.findall(text):
        mark = decimal_mark(number)
        if mark:
            (proof.one if mark == "." else proof.other).append(row)
            if mark not in number:
                proof.parted.add(row)
            return


def decimal_mark(number: str) -> str | None:
    """Return the sign before the decimals of a number, if the number itself shows it."""
    found = ONE_MARK.fullmatch(NEVER_DECIMAL.sub("", number))
    if found:
        return None if looks_parted(found) else found["mark"]
    if parted := PARTED.fullmatch(number):
        # The mark that comes again stands between thousands.
        return "," if parted["mark"] == "." else "."
    signs = [sign for sign in number if sign in ".,"]
    return signs[-1] if len(set(signs)) > 1 else None


def looks_parted(number: re.Match[str]) -> bool:
    """Tell whether the one mark in a number may as well stand between thousands."""
    whole, part = number["whole"], number["part"]
    return len(part) == GROUP >= len(whole) and not whole.startswith("0")


def read_numbers_in_column(read: ReadText, column: Column) -> ReadText:
    """Return a reader of numbers that asks the column where a text can be read two ways."""

    def asking(text: str) -> Change:
        change = read(text)
        fault = change.fault
        if change.value is not UNREAD:
            return _unless_contradicted(text, change, read, column)
        if fault is None:
            return change
        if fault.slug != "ambiguous-number":
            return change
        decided = _number_decided(text, fault, column.marks())
        if decided.value is UNREAD or decided.fault is None:
            return decided
        # Read again as the kind has it: an integer, a number, a canonical quantity.
        again = read(shielded(decided.value))
        if again.value is UNREAD or not (again.known or again.fault):
            return Change(text)
        return Change(again.value, replace(decided.fault, fix=Fix(again.value, safe=True)))

    return asking


def _unless_contradicted(text: str, change: Change, read: ReadText, column: Column) -> Change:
    """Return a number as it was read, unless the column writes its decimals after its only mark.

    Then the mark was taken for one of thousands because the language of the table has it so.
    """
    found = next((ONE_MARK.fullmatch(one) for one in NUMBER.findall(text)), None)
    if found is None or change.known or not looks_parted(found):
        return change
    proof = column.marks()
    if not proof.decided or found["mark"] != ("." if proof.one else ","):
        return change
    decimal = f"{found['whole']}.{found['part']}"
    other = read(text.replace(found[0], shielded(decimal), 1))
    if other.value is UNREAD or other.value == change.value:
        return change
    candidates = [str(change.value), str(other.value)]
    mark = MARK_NAMES[found["mark"]]
    params = {"value": text, "candidates": candidates, "decimal": mark, **_shown(proof)}
    fault = Fault("ambiguous-number", params, variant="language", suggestions=tuple(candidates))
    return Change(UNREAD, fault)


def read_dates_in_column(read: ReadText, column: Column) -> ReadText:
    """Return a reader of dates that also reads short years, the column telling their order."""

    def asking(text: str) -> Change:
        change = read(text)
        fault = change.fault
        if fault is not None and fault.slug == "ambiguous-date":
            return _decided(text, fault, column.days(), "date-order-from-column")
        if change.known or fault is not None:
            return change
        found = short_dates(text)
        return _short_year_read(text, found, column) if found else change

    return asking


def _short_year_read(text: str, found: tuple[str, ...], column: Column) -> Change:
    """Return the date that a text with a year of two digits means, or the error."""
    if not any(map(exists, found)):
        return no_such_day(text)
    if len(found) == 1:
        params = {"was": text, "becomes": found[0]}
        return Change(found[0], Fault("short-year-read", params, fix=Fix(found[0], safe=True)))
    proof = column.days()
    centuries = {reading[:2] for reading in found}
    if not proof.decided or len(centuries) > 1:
        readings: dict[str, Any] = {"value": text, "candidates": list(found)}
        fault = Fault("ambiguous-date", readings, suggestions=found)
        return Change(UNREAD, _contradicted(fault, proof))
    return _decided(text, Fault("", {"candidates": list(found)}), proof, "short-year-read")


def _decided(text: str, fault: Fault, proof: Proof, slug: str) -> Change:
    """Return the reading for which rows of the column speak, or the error."""
    candidates = fault.params["candidates"]
    if not proof.decided or len(candidates) != 2:  # noqa: PLR2004 - one reading and the other
        return Change(UNREAD, _contradicted(fault, proof))
    value = candidates[0] if proof.one else candidates[1]
    order = "day" if proof.one else "month"
    params = {"was": text, "becomes": value, "order": order, "proof": proof.rows}
    return Change(value, Fault(slug, params, variant=order, fix=Fix(value, safe=True)))


def _number_decided(text: str, fault: Fault, proof: Proof) -> Change:
    """Return the number, with a mark for thousands or for decimals as the column has it."""
    candidates = fault.params["candidates"]
    if not proof.decided or len(candidates) != 2:  # noqa: PLR2004 - thousands, or decimals
        return Change(UNREAD, _contradicted(fault, proof))
    mark = next(sign for sign in text if sign in ".,")
    decimal = "." if proof.one else ","
    value = candidates[1] if mark == decimal else candidates[0]
    variant = MARK_NAMES[decimal]
    params = {"was": text, "becomes": value, "decimal": variant, **_shown(proof)}
    return Change(
        value, Fault("number-marks-from-column", params, variant=variant, fix=Fix(value, safe=True))
    )


MARK_NAMES = {".": "point", ",": "comma"}


def _shown(proof: Proof) -> dict[str, Any]:
    """Return what the rows that prove it show of their marks, and the first of these rows."""
    decimal, thousands = ("point", "comma") if proof.one else ("comma", "point")
    with_decimals = [row for row in proof.one or proof.other if row not in proof.parted]
    if with_decimals:
        shows = f"have their decimals after a {decimal}"
        return {"shows": shows, "proof": with_decimals[:ROWS_NAMED]}
    return {"shows": f"have their thousands parted by a {thousands}", "proof": proof.rows}


def _contradicted(fault: Fault, proof: Proof) -> Fault:
    """Return an error that also names the rows that contradict each other."""
    if not (proof.one and proof.other):
        return fault
    rows: dict[str, Any] = {"one": proof.one[:ROWS_NAMED], "other": proof.other[:ROWS_NAMED]}
    return Fault(
        fault.slug,
        {**fault.params, **rows},
        variant="contradicted",
        suggestions=fault.suggestions,
    )
