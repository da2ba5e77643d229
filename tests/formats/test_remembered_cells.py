"""What is looked up means the same as what is converted, whatever kind of cell it is."""

from datetime import date, datetime, time
from typing import Any

import pytest

from exchangespec import spec
from exchangespec.formats.cells import Cell, Defaults, Remembering, converter
from exchangespec.formats.cells.converters import REMEMBERED
from exchangespec.formats.format import RawRecord
from exchangespec.location import Location

CELLS: tuple[Cell, ...] = (
    "ex:a", "a", "A-1", "EX:a", "other:a", "wikidata:Q1", " ex:a", "ex:a; ex:b", "ex:a\n", "a b", "é", "",
    "study_visit", "Study visit", "2019-03-04", "4/3/2019", "13/3/2019", "1E+10", "1-2", "02-Jan", "NA",
    "en;nl", "ENGLISH", "BE", "Belgium", "1.000", "more than 100", "09:30", "true", "x",
    1, 1.0, True, False, 0, 0.5, 1e16, date(2019, 3, 4), datetime(2019, 3, 4), datetime(2019, 3, 4, 9, 30),
    time(9, 30), None,
)  # fmt: skip
FIELDS = [
    field
    for name in ("Visit", "Membership", "City", "Funding")
    for field in spec.records()[name].fields.values()
    if field.name != "type"
]


def read(convert: Any, cell: Cell) -> tuple[Any, ...]:
    """Return what a cell means, and all that is noted of it."""
    raw = RawRecord({}, NOWHERE, 1)
    value = convert(cell, raw)
    return value, value.__class__, raw.faults, raw.named, raw.doubtful


class Nowhere:
    """A place that nobody asks for."""

    def locate(self, *_asked: object) -> Location:
        """Return no place."""
        return Location(file="")


NOWHERE: Any = Nowhere()


@pytest.mark.parametrize("prefix", ["ex", None])
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_cell_means_the_same_the_second_time(field: spec.FieldSpec, prefix: str | None) -> None:
    """A converter that has seen every cell says of each what a new one says."""
    defaults = Defaults(language="en", prefix=prefix)
    seen = converter(field, defaults)
    for cell in (*CELLS, *CELLS):
        assert read(seen, cell) == read(converter(field, defaults), cell), repr(cell)
    if isinstance(seen, Remembering):
        assert {cell.__class__ for cell in seen.meanings} <= REMEMBERED


@pytest.mark.parametrize("prefix", ["ex", None])
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_what_is_right_as_it_stands_is_what_converting_gives(
    field: spec.FieldSpec, prefix: str | None
) -> None:
    """Ids and references are told by their form only where nothing would be said of them."""
    convert = converter(field, Defaults(language="en", prefix=prefix))
    if isinstance(convert, Remembering) and convert._plain is not None:
        for cell in CELLS:
            value = convert._plain(cell) if isinstance(cell, str) else None
            if value is not None:
                assert read(convert._convert, cell) == (value, str, [], set(), 0), repr(cell)
