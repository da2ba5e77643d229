"""What spreadsheet programs do to codes is told, not taken for a value."""

from datetime import date, datetime
from typing import Any

import pytest

from exchangespec import spec
from exchangespec.formats.cells import Cell, Defaults
from exchangespec.formats.cells.cell import Shown
from exchangespec.formats.format import RawRecord, singly
from exchangespec.formats.table import Table, read_table


def read(record_type: str, heading: str, cell: Cell) -> RawRecord:
    """Read one cell of a table."""
    rows: list[tuple[int, list[Any]]] = [(1, ["id", heading]), (2, ["ex:a", cell])]
    table = Table("x.xlsx", iter(rows), sheet="S", again=lambda: iter(rows))
    form = spec.records()[record_type]
    passages = read_table(table, form, Defaults(prefix="ex"), lambda _fault, _place: None)
    [found] = singly(passages)
    return found


@pytest.mark.parametrize(
    ("record_type", "heading", "cell", "typed"),
    [
        ("Visit", "delegation_size", date(2024, 10, 5), ["5-10", "10-5"]),
        ("Visit", "delegation_size", datetime(2024, 2, 2), ["2-2"]),
        ("Visit", "delegation_size", "05-Oct", ["5-10", "10-5"]),
        ("Event", "attendance", "Mar-01", ["1-3", "3-1"]),
        ("Event", "attendance", "5. Okt", ["5-10", "10-5"]),
        ("PlanItem", "number", datetime(2024, 2, 1), ["1-2", "2-1"]),
        ("Visit", "hosts", Shown(date(2024, 3, 1), "month"), ["1-3", "3-1"]),
        ("City", "country", date(2024, 3, 1), ["1-3", "3-1"]),
    ],
)
def test_a_day_where_no_day_belongs(
    record_type: str, heading: str, cell: Cell, typed: list[str]
) -> None:
    """It names what may have been typed, and is not read."""
    found = read(record_type, heading, cell)
    (fault,) = [one for one in found.faults if one.field == heading]
    assert (fault.slug, fault.params["typed"]) == ("code-became-date", typed)
    assert heading in found.failed
    assert heading not in found.values


@pytest.mark.parametrize("cell", ["1.23457E+17", "1,23E+15", 1.23456789012345e17, 10**16])
def test_digits_that_were_cut(cell: Cell) -> None:
    """More than fifteen digits cannot have come through as a number."""
    found = read("Organisation", "short_name", cell)
    assert [one.slug for one in found.faults] == ["digits-cut"]
    assert "short_name" in found.failed


@pytest.mark.parametrize(
    ("record_type", "heading", "cell"),
    [
        ("Visit", "start", date(2024, 10, 5)),
        ("Visit", "note", date(2024, 10, 5)),
        ("Event", "attendance", "more than 100"),
        ("Event", "attendance", 1e16),
        ("Organisation", "short_name", "May 10"),
        ("Organisation", "short_name", 123456),
    ],
)
def test_what_is_no_damage(record_type: str, heading: str, cell: Cell) -> None:
    """Days where days belong, words, and numbers that keep their digits."""
    found = read(record_type, heading, cell)
    assert not {one.slug for one in found.faults} & {"code-became-date", "digits-cut"}
    assert heading in found.values
