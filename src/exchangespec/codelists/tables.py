"""Reads the CSV tables that come with the package."""

import csv
from collections.abc import Mapping
from pathlib import Path

__all__ = ["VERSION", "several", "table"]

VERSION = "2026.11"
"""State of all lists and registries; reports name it, so raise it with any change of data."""

_DATA = Path(__file__).parent / "data"


def table(name: str) -> list[Mapping[str, str]]:
    """Give every row as heading to text; only the empty cell is blank, "NA" is Namibia."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        headings = next(rows)
        return [dict(zip(headings, row, strict=True)) for row in rows]


def several(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several values."""
    return tuple(part for part in cell.split(";") if part)
