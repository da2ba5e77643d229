"""Says a place in a file in the words of that file's format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.causes import SAID
from exchangespec.report.characters import visible
from exchangespec.spec.headings import title

if TYPE_CHECKING:
    from exchangespec.finding import Finding
    from exchangespec.location import Location
    from exchangespec.outcome import Outcome
    from exchangespec.report.speech import Speech


def file_of(place: Location) -> str:
    """Return the file, with the member of an archive or folder it is in."""
    return visible(f"{place.file} > {place.member}" if place.member else place.file)


def spot_of(place: Location, speech: Speech | None = None) -> str:
    """Return where in the file: `sheet Visits, cell L5`, `line 12, column 9`."""
    parts = []
    if place.sheet:
        parts.append(_said(SHEET, place.sheet, speech))
    if place.cell:
        parts.append(_said(CELL, place.cell, speech))
    elif place.row and not place.line:
        parts.append(_said(ROW, place.row, speech))
    if place.line:
        parts.append(_said(LINE, place.line, speech))
    if isinstance(place.column, int):
        parts.append(_said(COLUMN, place.column, speech))
    elif place.column and not place.cell:
        parts.append(_said(COLUMN, f"“{place.column}”", speech))
    if place.pointer:
        parts.append(place.pointer)
    if place.subject:
        parts.append(place.subject)
    return visible(", ".join(parts))


SHEET, CELL, ROW = "sheet {value}", "cell {value}", "row {value}"
LINE, COLUMN = "line {value}", "column {value}"
SPOTS = (SHEET, CELL, ROW, LINE, COLUMN)


def _said(text: str, value: str | int, speech: Speech | None) -> str:
    """Return a part of a place in a language; not cut, however long it is."""
    return (speech(text) if speech else text).replace("{value}", str(value))


def field_of(place: Location) -> str:
    """Return what the partner calls the field: the heading of its column, else its name."""
    if isinstance(place.column, str) and place.column:
        return visible(place.column)
    return visible(place.field or "")


def column_of(finding: Finding, speech: Speech) -> str:
    """Return what a report calls the column; one to be added by the heading to write."""
    place = finding.location
    owner = finding.facts.get("of") or (finding.slug == SAID and finding.params.get("type"))
    if isinstance(owner, str) and place.field:
        return title(owner, place.field, speech.at(place.file).language)
    return field_of(place)


def record_of(place: Location) -> str:
    """Return the id of the record, where it is known."""
    return visible(place.record or "")


class Order:
    """The order in which a partner works: file by file, sheet by sheet, by row, then column."""

    def __init__(self, outcome: Outcome) -> None:
        """Number the inputs and the parts of each."""
        self._files = {item.file: number for number, item in enumerate(outcome.inputs)}
        self._parts = {
            (item.file, name): number
            for item in outcome.inputs
            for number, name in enumerate(item.parts)
        }

    def key(self, finding: Finding) -> tuple[int, str, int, str, int, int]:
        """Return what findings are sorted by; those of one place stay as they are."""
        place = finding.location
        file = self._files.get(place.file)
        if file is None:
            # A file in a folder, which is the input.
            folders = (self._files[one] for one in self._files if place.file.startswith(one))
            file = next(folders, len(self._files))
        part = place.sheet or place.member or ""
        number = self._parts.get((place.file, part), -1)
        column = place.column if isinstance(place.column, int) else _column_of(place.cell)
        return (file, place.file, number, part, place.row or place.line or 0, column)


def _column_of(cell: str | None) -> int:
    """Return the number of the column of an address such as `L5`."""
    number = 0
    for letter in (cell or "").rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_key(finding: Finding) -> tuple[object, ...]:
    """Return what tells apart the places that want mending."""
    place = finding.location
    if place.cell:
        return (place.file, place.sheet, place.cell)
    return (place.file, place.member, place.row, place.line, place.column, place.pointer,
            place.record, place.field)  # fmt: skip
