"""What the values of a column show of its meaning: whether they fit, and which of two twins it is.

A heading often tells a thing but not whether its name or its code stands below: “Priority” over
`PA4` is a code, over `PA4 Green cities` a name. The values tell that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.codelists import nuts_versions
from exchangespec.formats.cells import cell_text
from exchangespec.formats.table import is_blank
from exchangespec.mapping.values import (
    ADDRESS,
    LONGEST_LOOKED_AT,
    MAIL,
    NUTS,
    fits,
    is_country,
    is_currency,
    is_date,
    is_number,
    is_within,
    looks,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.mapping.meanings import Meaning

# So many of the values show what a column is; where so few fit a meaning, it is doubted.
ENOUGH, HARDLY = 0.8, 0.3
DOUBTED = 0.5
# What people write into a cell that has no value.
NOTHING = frozenset({"", "-", "n/a", "na", "nr", "x", "k.a.", "o.a."})
LONGEST_CODE, LONGEST_POSTCODE = 12, 10
MOST_OF_ALL = 100
# What stands before or behind a sum.
MONEY = re.compile(r"^\s*[^\W\d_]{1,4}\b|\b[^\W\d_]{1,4}\.?\s*$")
WORD = re.compile(r"[^\W\d_]{4}")
LETTERS = re.compile(r"[^\W\d_]{2}")
POSTCODE = re.compile(r"[A-Z]{0,4}[- ]?\d[\dA-Z -]*")
CODE_OF_COUNTRY = re.compile(r"[A-Za-z]{2,3}")
CODE_OF_PROGRAMME = re.compile(r"(?:CCI[ _-]?)?\d{4}[A-Z]{2}\w+")


def is_code(cell: Cell) -> bool:
    """Tell whether a cell holds a short code with a digit, and no word."""
    text = cell_text(cell).strip()
    short = 0 < len(text) <= LONGEST_CODE
    return short and any(map(str.isdigit, text)) and not WORD.search(text)


def is_name(cell: Cell) -> bool:
    """Tell whether a cell holds words, and not a number, a day or an address."""
    text = cell_text(cell).strip()
    return bool(LETTERS.search(text)) and not ADDRESS.match(text) and not MAIL.fullmatch(text)


def is_amount(cell: Cell) -> bool:
    """Tell whether a cell holds a sum, with or without its currency, but no share of a hundred."""
    if isinstance(cell, (int, float)):
        return True
    return "%" not in cell_text(cell) and is_number(MONEY.sub("", cell_text(cell)))


def is_rate(cell: Cell) -> bool:
    """Tell whether a cell holds a share of a hundred, or of one."""
    text = cell_text(cell).strip(" ()*")
    if "%" in text:
        return True
    try:
        return 0 <= float(text.replace(",", ".")) <= MOST_OF_ALL
    except ValueError:
        return False


def is_postcode(cell: Cell) -> bool:
    """Tell whether a cell holds a postal code."""
    text = cell_text(cell).strip().upper()
    return len(text) <= LONGEST_POSTCODE and POSTCODE.fullmatch(text) is not None


def is_nuts(cell: Cell) -> bool:
    """Tell whether a cell begins with a NUTS code of some version."""
    text = cell_text(cell).strip().upper()
    code = NUTS.match(text)
    return code is not None and bool(nuts_versions(code.group()))


def has_digit(cell: Cell) -> bool:
    """Tell whether a cell holds a digit, as numbers and most ids do."""
    return any(map(str.isdigit, cell_text(cell)))


# The test that values pass under a heading of a meaning; where none stands, any value may.
TESTS: dict[str, Callable[[Cell], bool]] = {
    **dict.fromkeys(("start", "end", "approval", "final_payment", "date"), is_date),
    **dict.fromkeys(
        ("total_amount", "eligible_amount", "eu_amount", "national_amount", "private_amount"),
        is_amount,
    ),
    **dict.fromkeys(
        (
            "beneficiary", "organisation", "project_name", "description", "city", "region",
            "county", "authority", "person", "priority", "theme", "programme", "network",
            "member", "event", "venue", "status", "fund",
        ),
        is_name,
    ),
    **dict.fromkeys(("priority_code", "theme_code"), is_code),
    **dict.fromkeys(("url", "source"), fits(ADDRESS)),
    "programme_code": fits(CODE_OF_PROGRAMME),
    "rate": is_rate,
    "postcode": is_postcode,
    "project_id": has_digit,
    "population": is_amount,
    "attendance": is_amount,
    "country": is_country,
    "country_code": is_country,
    "currency": is_currency,
    "nuts": is_nuts,
    "email": fits(MAIL),
    "latitude": is_within(90),
    "longitude": is_within(180),
}  # fmt: skip
# Meanings that one heading may have, and the test by whose values it has the second.
TWINS: tuple[tuple[str, str, Callable[[Cell], bool]], ...] = (
    ("priority", "priority_code", is_code),
    ("theme", "theme_code", is_code),
    ("programme", "programme_code", fits(CODE_OF_PROGRAMME)),
    ("region", "nuts", is_nuts),
    ("country", "country_code", fits(re.compile(rf"{CODE_OF_COUNTRY.pattern}$"))),
)


def fit(concept: str, cells: Sequence[Cell]) -> float | None:
    """Return which part of the values fits a meaning; None if there are none, or any would."""
    test = TESTS.get(concept)
    said = [beginning(cell) for cell in cells if not says_nothing(cell)]
    return None if test is None or not said else looks(said, test)


def beginning(cell: Cell) -> Cell:
    """Return a cell, or the beginning of a text that is too long to be looked at whole."""
    text = cell_text(cell)
    return cell if len(text) <= LONGEST_LOOKED_AT else text[:LONGEST_LOOKED_AT]


def emptiness(cells: Sequence[Cell]) -> float:
    """Return which part of a column says nothing; nought where nothing is known of it."""
    return sum(map(says_nothing, cells)) / len(cells) if cells else 0.0


def says_nothing(cell: Cell) -> bool:
    """Tell whether a cell is blank, or holds what people write instead of a blank."""
    return is_blank(cell) or cell_text(cell).strip().casefold() in NOTHING


def settled(found: Sequence[Meaning], cells: Sequence[Cell]) -> list[Meaning]:
    """Return the meanings, a name having become a code, or a code a name, where values show it."""
    told: dict[str, Meaning] = {}
    for one in found:
        concept = _told(one.concept, cells)
        known = told.get(concept)
        if known is None or one.confidence > known.confidence:
            told[concept] = one.of(concept)
    return list(told.values())


def doubted(found: Sequence[Meaning], cells: Sequence[Cell]) -> list[Meaning]:
    """Return the meanings, the likeliest first, those being doubted that hardly any value fits."""
    weighed = []
    for one in found:
        share = fit(one.concept, cells)
        weighed.append(one.times(DOUBTED) if share is not None and share < HARDLY else one)
    return sorted(weighed, key=lambda one: -one.confidence)


def _told(concept: str, cells: Sequence[Cell]) -> str:
    """Return the meaning that values give a heading of this one."""
    for name, code, is_one in TWINS:
        if concept == name and looks(cells, is_one) >= ENOUGH:
            return code
        if (
            concept == code
            and looks(cells, lambda cell: bool(WORD.search(cell_text(cell)))) >= ENOUGH
        ):
            return name
    return concept
