"""What the values of a column look like: countries, dates, numbers, addresses, codes."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from exchangespec.codelists import match_code, match_country, match_currency
from exchangespec.formats.cells import cell_text
from exchangespec.formats.table import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.spec import FieldSpec

MOST_LOOKED_AT = 100
# What is longer is a text, whatever stands in it.
LONGEST_LOOKED_AT = 200
YEAR = re.compile(r"(?:^|\D)(?:19|20)\d\d(?:\D|$)")
DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
# A day with the name of its month.
DAY_OF_MONTH = re.compile(r"\d{1,2}\.?[ -]?[^\W\d_]{3,12}\.?[ -]?(?:\d\d)?\d\d")
NUMBER = re.compile(r"[-+]?[\d\s.,'’%€$£\u00a0]*\d[\d\s.,'’%€$£\u00a0]*")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?::\d{2})?")
NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")
LONGEST_DATE = 40


def looks(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> float:
    """Return which part of the distinct values of a column passes a test."""
    filled = [cell for cell in cells if not is_blank(cell)]
    distinct = list({cell_text(cell): cell for cell in filled}.values())[:MOST_LOOKED_AT]
    short = [cell for cell in distinct if len(cell_text(cell)) <= LONGEST_LOOKED_AT]
    return sum(map(test, short)) / len(distinct) if distinct else 0.0


def is_country(cell: Cell) -> bool:
    """Tell whether a cell names a country or its code."""
    return match_country(cell_text(cell)).value is not None


def is_currency(cell: Cell) -> bool:
    """Tell whether a cell names a currency."""
    return match_currency(cell_text(cell)).value is not None


def is_date(cell: Cell) -> bool:
    """Tell whether a cell holds a day, a month or a year."""
    if isinstance(cell, (date, datetime)):
        return True
    text = cell_text(cell)
    if len(text) > LONGEST_DATE:
        return False
    return bool(YEAR.search(text) or DAY.search(text) or DAY_OF_MONTH.fullmatch(text.strip()))


def is_number(cell: Cell) -> bool:
    """Tell whether a cell holds a number, with or without a unit of money."""
    if isinstance(cell, (int, float)):
        return True
    return NUMBER.fullmatch(cell_text(cell)) is not None


def is_within(most: float) -> Callable[[Cell], bool]:
    """Return a test for numbers with decimals up to a bound, such as degrees."""

    def test(cell: Cell) -> bool:
        """Tell whether a cell holds such a number."""
        text = cell_text(cell).replace(",", ".")
        try:
            return abs(float(text)) <= most
        except ValueError:
            return False

    return test


def fits(pattern: re.Pattern[str]) -> Callable[[Cell], bool]:
    """Return a test for text of a form."""
    return lambda cell: pattern.match(cell_text(cell)) is not None


def test_for(field: FieldSpec) -> Callable[[Cell], bool] | None:
    """Return the test that the values of a field pass; None where any text may stand."""
    if field.codelist is not None:
        name = field.codelist
        return lambda cell: match_code(name, cell_text(cell)).value is not None
    if field.name in {"latitude", "longitude"}:
        return is_within(90 if field.name == "latitude" else 180)
    if field.name == "nuts":
        return fits(NUTS)
    return TESTS.get(field.kind.name)


TESTS: dict[str, Callable[[Cell], bool]] = {
    "country": is_country,
    "currency": is_currency,
    "date": is_date,
    "quantity": is_number,
    "number": is_number,
    "integer": is_number,
    "url": fits(ADDRESS),
    "time": fits(TIME),
}
# What values tell alone, where the heading says nothing.
TELLING: tuple[tuple[str, Callable[[Cell], bool]], ...] = (
    ("country", is_country),
    ("currency", is_currency),
    ("url", fits(ADDRESS)),
    ("email", fits(MAIL)),
)
