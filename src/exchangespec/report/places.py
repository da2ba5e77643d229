"""Says a place in a file in the words of that file's format."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from exchangespec.report.characters import visible

if TYPE_CHECKING:
    from collections.abc import Container

    from exchangespec.finding import Finding
    from exchangespec.location import Location

RECORDS_POINTER = "/records/"
# Sheets and files that hold the header, not records.
ABOUT = frozenset({"about", "about this package", "package", "header"})


def file_of(place: Location) -> str:
    """Return the file, with the member of an archive or folder it is in."""
    return visible(f"{place.file} > {place.member}" if place.member else place.file)


def spot_of(place: Location) -> str:
    """Return where in the file: `sheet Visits, cell L5`, `line 12, column 9`."""
    parts = []
    if place.sheet:
        parts.append(f"sheet {place.sheet}")
    if place.cell:
        parts.append(f"cell {place.cell}")
    elif place.row and not place.line:
        parts.append(f"row {place.row}")
    if place.line:
        parts.append(f"line {place.line}")
    if isinstance(place.column, int):
        parts.append(f"column {place.column}")
    elif place.column and not place.cell:
        parts.append(f"column “{place.column}”")
    if place.pointer:
        parts.append(place.pointer)
    if place.subject:
        parts.append(place.subject)
    return visible(", ".join(parts))


def field_of(place: Location) -> str:
    """Return what the partner calls the field: the heading of its column, else its name."""
    if isinstance(place.column, str) and place.column:
        return visible(place.column)
    return visible(place.field or "")


def record_of(place: Location) -> str:
    """Return the id of the record, where it is known."""
    return visible(place.record or "")


def record_key(place: Location, *, by_line: Container[str] = ()) -> tuple[object, ...] | None:
    """Return what tells records apart by their place, or None for a place in no record.

    `by_line` holds the files that have one record a line, after a line for the header.
    """
    if place.file in by_line and place.line:
        return (place.file, place.line) if place.line > 1 or place.record else None
    if place.pointer and place.pointer.startswith(RECORDS_POINTER):
        return (place.file, place.pointer.split("/")[2])
    table = place.sheet or PurePath(place.member or place.file).stem
    if place.row and table.casefold() not in ABOUT:
        return (place.file, place.member, place.sheet, place.row)
    if place.record:
        return (place.file, place.record)
    return None


def cell_key(finding: Finding) -> tuple[object, ...]:
    """Return what tells apart the places that want mending."""
    place = finding.location
    if place.cell:
        return (place.file, place.sheet, place.cell)
    return (place.file, place.member, place.row, place.line, place.column, place.pointer,
            place.record, place.field)  # fmt: skip
