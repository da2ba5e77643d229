"""Cells: what an officer typed becomes the value of a field, and a value becomes what is written.

Only tables are read this leniently: labels, synonyms and names become codes, words become
quantities, dates take our notation. Each such change is a fault of its own, so that nothing
happens silently; what has two meanings is an error; what has none stays as typed, and the model
says what is wrong with it.
"""

from exchangespec.formats.cells.cell import (
    Cell,
    Converter,
    Defaults,
    Shown,
    Unreadable,
    cell_text,
    number_text,
)
from exchangespec.formats.cells.converters import (
    Remembering,
    converter,
    extension_converter,
    is_typed,
)
from exchangespec.formats.cells.dates import date_by_order
from exchangespec.formats.cells.meant import (
    means_blank,
    means_nothing,
    own_code,
    slug_of,
    suggestion,
    two_dates,
    without_currency,
)
from exchangespec.formats.cells.values import UNREAD
from exchangespec.formats.cells.writing import written
from exchangespec.model.texts import tidy

__all__ = [
    "UNREAD",
    "Cell",
    "Converter",
    "Defaults",
    "Remembering",
    "Shown",
    "Unreadable",
    "cell_text",
    "converter",
    "date_by_order",
    "extension_converter",
    "is_typed",
    "means_blank",
    "means_nothing",
    "number_text",
    "own_code",
    "slug_of",
    "suggestion",
    "tidy",
    "two_dates",
    "without_currency",
    "written",
]
