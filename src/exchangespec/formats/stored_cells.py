"""Stored cells: what a workbook's XML holds in single cells, and how to put something else there.

Sheets are read piece by piece; of a sheet of a hundred megabytes only the rows asked for are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Literal

from exchangespec.formats.sheet_scan import (
    ROW_NUMBER,
    Position,
    SheetPatterns,
    attributes_of,
    chunks,
    column_number,
    patterns_of,
    pieces,
    position,
)
from exchangespec.formats.xml_text import escaped, unescaped
from exchangespec.location import cell_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from zipfile import ZipFile

Kind = Literal["text", "number", "boolean", "error", "blank", "shared"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What one cell holds: the value that was saved, be it typed or the result of a formula.

    A value of kind `shared` is the number of a shared string, until it has been looked up.
    """

    kind: Kind
    value: str = ""
    has_formula: bool = False


BLANK = Stored("blank")
SPELT = re.compile(r"_x([0-9A-Fa-f]{4})_")
KINDS: Mapping[str, Kind] = {
    "s": "shared",
    "str": "text",
    "inlineStr": "text",
    "b": "boolean",
    "e": "error",
    "d": "text",
}
PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
TEXT = re.compile(rb"<(?:\w+:)?t\b[^<>]*?(?:/>|>([^<]*)</(?:\w+:)?t>)")


def spoken(text: bytes) -> str:
    """Return the text of a value as a spreadsheet shows it: entities and `_x000D_` resolved."""
    plain = unescaped(text.decode("utf-8", "replace"))
    return SPELT.sub(lambda found: chr(int(found[1], 16)), plain) if "_x" in plain else plain


def rich_text(content: bytes) -> str:
    """Return the text in a shared or inline string, of all its runs, without reading aids."""
    return "".join(spoken(found[1] or b"") for found in TEXT.finditer(PHONETIC.sub(b"", content)))


class RowsOfSheet:
    """Gives the rows of one sheet with their numbers, as text, one after the other."""

    def __init__(self) -> None:
        """Start before the first row, not knowing the prefix of the sheet's elements."""
        self.patterns: SheetPatterns | None = None
        self._last = 0

    def row_end(self, text: bytes) -> bytes:
        """Return the tag that ends a row, once the first piece has shown the prefix."""
        self.patterns = self.patterns or patterns_of(text)
        return self.patterns.row_end

    def pieces(self, stream: IO[bytes]) -> Iterator[tuple[bytes, list[tuple[int, int, int]]]]:
        """Yield pieces of the sheet with its rows: number, and where the cells begin and end."""
        for piece in pieces(stream, self.row_end):
            yield piece, list(self._rows(piece))

    def _rows(self, piece: bytes) -> Iterator[tuple[int, int, int]]:
        """Yield the rows of one piece."""
        if self.patterns is None:
            return
        starts = list(self.patterns.row.finditer(piece))
        for index, found in enumerate(starts):
            stated = ROW_NUMBER.search(found[1])
            self._last = int(stated[1]) if stated else self._last + 1
            if found[2]:
                continue
            limit = starts[index + 1].start() if index + 1 < len(starts) else len(piece)
            end = piece.find(self.patterns.row_end, found.end(), limit)
            yield self._last, found.end(), end if end >= 0 else limit

    def cells(self, text: bytes, row: int) -> Iterator[tuple[Position, re.Match[bytes]]]:
        """Yield the cells of a row with their places."""
        column = 0
        if self.patterns is None:
            return
        for found in self.patterns.cell.finditer(text):
            given = attributes_of(found[1])
            column = position(given["r"]).column if "r" in given else column + 1
            yield Position(row, column), found

    def stored(self, found: re.Match[bytes]) -> Stored:
        """Return what a cell holds."""
        content = found[2] or b""
        if self.patterns is None or not content:
            return BLANK
        kind = KINDS.get(attributes_of(found[1]).get("t", "n"), "number")
        formula = self.patterns.formula.search(content) is not None
        value = self.patterns.value.search(content)
        if kind == "text" and value is None:
            text = rich_text(content)
            return Stored("text" if text else "blank", text, formula)
        if value is None or not value[1]:
            return Stored("blank", "", formula)
        return Stored(kind, spoken(value[1]), formula)


def stored_cells(stream: IO[bytes], rows: Collection[int]) -> dict[Position, Stored]:
    """Return all cells that hold something in some rows of a sheet."""
    found: dict[Position, Stored] = {}
    reader = RowsOfSheet()
    for piece, numbered in reader.pieces(stream):
        for number, start, end in numbered:
            if number not in rows:
                continue
            for place, cell in reader.cells(piece[start:end], number):
                held = reader.stored(cell)
                if held.kind != "blank" or held.has_formula:
                    found[place] = held
    return found


SHARED_END = re.compile(rb"</(?:\w+:)?si\s*>|<(?:\w+:)?si\s*/>")


def shared_strings(stream: IO[bytes], wanted: Collection[int]) -> dict[int, str]:
    """Return some of the shared strings by number, keeping no other."""
    found: dict[int, str] = {}
    rest, number = b"", 0
    for chunk in chunks(stream):
        text, last = rest + chunk, 0
        for end in SHARED_END.finditer(text):
            if number in wanted:
                found[number] = rich_text(text[last : end.start()])
            number += 1
            last = end.end()
        rest = text[last:]
    return found


def cells_of(
    archive: ZipFile, rows: Mapping[str, Collection[int]], strings: str
) -> dict[str, dict[Position, Stored]]:
    """Return what some rows of some sheets hold, by part; `strings` is the part of shared texts."""
    found: dict[str, dict[Position, Stored]] = {}
    for part, numbers in rows.items():
        with archive.open(part) as stream:
            found[part] = stored_cells(stream, numbers)
    wanted = {
        int(held.value)
        for cells in found.values()
        for held in cells.values()
        if held.kind == "shared" and held.value.isdigit()
    }
    texts: dict[int, str] = {}
    if strings and wanted:
        with archive.open(strings) as stream:
            texts = shared_strings(stream, wanted)
    return {part: dict(_looked_up(cells, texts)) for part, cells in found.items()}


def _looked_up(
    cells: Mapping[Position, Stored], texts: Mapping[int, str]
) -> Iterator[tuple[Position, Stored]]:
    """Yield cells with the texts that they share with others."""
    for place, held in cells.items():
        if held.kind != "shared":
            yield place, held
            continue
        text = texts.get(int(held.value), "") if held.value.isdigit() else ""
        yield place, Stored("text" if text else "blank", text, held.has_formula)


# --- putting something else into a cell ----------------------------------------------------------

NewValue = str | int | float | bool | None
LETTERS = re.compile(rb"\br\s*=\s*[\"']([A-Z]+)[0-9]+[\"']")
TYPE = re.compile(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")


def cell_xml(prefix: str, attributes: bytes, value: NewValue) -> bytes:
    """Return a cell with a value: text inside the cell itself, never a formula."""
    bare = TYPE.sub(b"", attributes).rstrip().rstrip(b"/").rstrip()
    tag = f"{prefix}c".encode()
    if value is None:
        return b"<%s%s/>" % (tag, bare)
    if isinstance(value, bool):
        kind, inside = b' t="b"', f"<{prefix}v>{int(value)}</{prefix}v>"
    elif isinstance(value, (int, float)):
        kind, inside = b"", f"<{prefix}v>{value!r}</{prefix}v>"
    else:
        kind = b' t="inlineStr"'
        text = spelt(value)
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
    return b"<%s%s%s>%s</%s>" % (tag, bare, kind, inside.encode(), tag)


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def spelt(text: str) -> str:
    """Return a text as a cell's XML holds it: control characters by the notation for them."""
    return escaped(CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


class CellWriter:
    """Puts values into cells of one sheet and leaves every other byte as it is."""

    def __init__(self, values: Mapping[Position, NewValue]) -> None:
        """Take the new values; `left` keeps the cells that were not found or hold a formula."""
        self.left: set[Position] = set(values)
        self._values: dict[int, dict[int, NewValue]] = {}
        for place, value in values.items():
            self._values.setdefault(place.row, {})[place.column] = value
        self._reader = RowsOfSheet()

    def write(self, stream: IO[bytes], write: Callable[[bytes], Any]) -> None:
        """Copy a sheet, with the new values in it."""
        for piece, rows in self._reader.pieces(stream):
            last = 0
            for number, start, end in rows:
                values = self._values.get(number)
                if values:
                    write(piece[last:start])
                    write(self._row(piece[start:end], number, values))
                    last = end
            write(piece[last:])

    def _row(self, text: bytes, number: int, values: Mapping[int, NewValue]) -> bytes:
        """Return the cells of one row with new values."""
        parts, last = [], 0
        for place, found in self._reader.cells(text, number):
            if place.column not in values or self._reader.stored(found).has_formula:
                continue
            self.left.discard(place)
            parts += [text[last : found.start()], self._cell(found, values[place.column])]
            last = found.end()
        return b"".join([*parts, text[last:]])

    def _cell(self, found: re.Match[bytes], value: NewValue) -> bytes:
        """Return one cell with its new value."""
        prefix = self._reader.patterns.row_end[2:-4].decode() if self._reader.patterns else ""
        return cell_xml(prefix, found[1], value)


def cell_number(reference: str) -> Position:
    """Return the place that an address such as `AB12` names."""
    letters = reference.rstrip("0123456789")
    return Position(int(reference[len(letters) :]), column_number(letters))


def address(place: Position) -> str:
    """Return the address of a place, such as `AB12`."""
    return cell_name(place.row, place.column)
