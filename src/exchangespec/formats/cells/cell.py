"""What a cell may hold, and what it says as text."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from exchangespec.formats.cells.values import Change
from exchangespec.formats.format import Limits, RawRecord
from exchangespec.model.texts import tidy


@dataclass(frozen=True, slots=True)
class Shown:
    """A date cell of a workbook whose number format shows only its year, or month and year."""

    value: date
    shows: Literal["year", "month"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose value its reader cannot tell: `#REF!`, or a formula never calculated.

    `slug` says which fault that is; `shows` is what stands in the cell, `means` what it most
    likely should say.
    """

    slug: str
    shows: str
    means: str = ""


Value = Any
# Plain JSON data; None for a blank cell, or UNREAD.
Cell = str | int | float | bool | date | datetime | time | Shown | Unreadable | None
Converter = Callable[[Cell, RawRecord], Value]
ReadText = Callable[[str], Change]

FALLBACK_LANGUAGE = "en"
# The language of texts in tables without a header; a fault says so.


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the About sheet says that decides how cells are read, and the longest text read.

    In a table of a `template` the words that it offers are values as they should be.
    """

    language: str | None = None
    prefix: str | None = None
    cell_characters: int = Limits().cell_characters
    template: bool = False

    @property
    def text_language(self) -> str:
        """Return the language of text columns whose heading names none."""
        return self.language or FALLBACK_LANGUAGE


def cell_text(cell: Cell) -> str:
    """Return what a cell says as text: whole numbers without a point, dates in ISO order."""
    if isinstance(cell, str):
        return tidy(cell)
    return TEXT_OF[type(cell)](cell)


def number_text(number: float) -> str:
    """Return a number without exponent, whole ones without a fraction."""
    if isinstance(number, int) or not math.isfinite(number):
        return str(number)
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment_text(cell: datetime) -> str:
    """Return a date cell: the day alone at midnight, since most cells carry no time."""
    whole = cell.time() == time()
    return cell.date().isoformat() if whole else cell.isoformat(" ", "minutes")


TEXT_OF: dict[type, Callable[[Value], str]] = {
    type(None): lambda _cell: "",
    bool: lambda cell: "true" if cell else "false",
    int: str,
    float: number_text,
    datetime: _moment_text,
    date: date.isoformat,
    time: lambda cell: cell.isoformat("seconds" if cell.second else "minutes"),
    Shown: lambda cell: cell.value.isoformat(),
    Unreadable: lambda cell: cell.shows,
}
