"""Says a place in a file in the words of that file's format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.report.characters import visible

if TYPE_CHECKING:
    from exchangespec.finding import Finding
    from exchangespec.location import Location


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


def cell_key(finding: Finding) -> tuple[object, ...]:
    """Return what tells apart the places that want mending."""
    place = finding.location
    if place.cell:
        return (place.file, place.sheet, place.cell)
    return (place.file, place.member, place.row, place.line, place.column, place.pointer,
            place.record, place.field)  # fmt: skip
