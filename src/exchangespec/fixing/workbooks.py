"""Workbooks: repaired cells are changed in the sheet's XML, every other part stays as it is."""

from __future__ import annotations

import re
import zipfile
from functools import partial
from io import BytesIO
from typing import IO, TYPE_CHECKING

from exchangespec.fixing.change import Change, NotFixableError
from exchangespec.fixing.offered_words import OfferedWords
from exchangespec.fixing.table_cells import positions
from exchangespec.formats.archive_copy import copy_archive
from exchangespec.formats.drop_downs import DropDowns
from exchangespec.formats.package_relations import Relations
from exchangespec.formats.sheet_scan import (
    Position,
    XmlRefusedError,
    chunks,
    sheet_entries,
    small_part,
    spelt,
    workbook_part,
)
from exchangespec.formats.stored_cells import BLANK, CellWriter, cells_of
from exchangespec.formats.xml_outline import changed, outline, with_attribute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from exchangespec.fixing.table_cells import CellRepair
    from exchangespec.formats.cells import Defaults
    from exchangespec.formats.format import Source
    from exchangespec.formats.stored_cells import NewValue

    Tables = Mapping[tuple[str, str | None, str | None], Sequence[CellRepair]]

STRINGS = "sharedStrings"
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")
# After which elements of a workbook the one on recalculation may stand, the last first.
BEFORE_RECALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")


def fix_workbook(
    source: Source, tables: Tables, defaults: Defaults, target: IO[bytes]
) -> list[Change]:
    """Write a workbook with repairs, in the words that its drop-downs offer.

    Raises:
        NotFixableError: if it is damaged.
    """
    try:
        with zipfile.ZipFile(source.path or BytesIO(source.content or b"")) as archive:
            return _fix(archive, tables, defaults, target)
    except (zipfile.BadZipFile, XmlRefusedError, KeyError) as problem:
        raise NotFixableError(source.name, f"it is damaged ({problem})") from problem


def _fix(
    archive: zipfile.ZipFile, tables: Tables, defaults: Defaults, target: IO[bytes]
) -> list[Change]:
    """Write an opened workbook with repairs."""
    names = {one.casefold(): one for one in archive.namelist()}
    parts = {one.name: names.get(one.part.casefold(), "") for one in sheet_entries(archive)}
    by_part = {
        parts[sheet]: repairs for (_, _, sheet), repairs in tables.items() if sheet and parts[sheet]
    }
    rows = {part: set(positions(repairs)) for part, repairs in by_part.items()}
    strings = Relations.of(archive, workbook_part(archive)).find(STRINGS)
    stored = cells_of(archive, rows, spelt(archive, strings.part) if strings else "")
    words = OfferedWords(DropDowns(archive), defaults)
    changes: list[Change] = []
    patches: dict[str, bytes | Callable[[IO[bytes], IO[bytes]], object]] = {}
    for part, repairs in by_part.items():
        values: dict[Position, NewValue] = {}
        for repair in repairs:
            place = Position(repair.location.row or 0, repair.index + 1)
            held = stored[part].get(place, BLANK)
            new = repair.new(held.value, words.of(part, place))
            # The result of a formula is not ours to change, nor what the drop-down offers.
            if new not in {None, held.value} and not held.has_formula and held != BLANK:
                values[place] = new
                changes += repair.changes(held.value, new)
        patches[part] = partial(_write_sheet, values)
    if _has_formulas(archive, parts.values()):
        workbook = workbook_part(archive)
        patches[workbook] = _recalculated(small_part(archive, workbook))
    copy_archive(archive, target, patches)
    return changes


def _write_sheet(values: Mapping[Position, NewValue], source: IO[bytes], target: IO[bytes]) -> None:
    """Copy one sheet with its repairs."""
    CellWriter(values).write(source, target.write)


def _has_formulas(archive: zipfile.ZipFile, parts: Iterable[str]) -> bool:
    """Tell whether there are formulas, whose stored results may be about cells that change."""
    for part in filter(None, parts):
        rest = b""
        with archive.open(part) as stream:
            for chunk in chunks(stream):
                if FORMULA.search(rest + chunk):
                    return True
                rest = chunk[-64:]
    return False


def _recalculated(content: bytes) -> bytes:
    """Return the part of a workbook that asks programs to calculate it when it is opened."""
    root = outline(content, depth=2)
    known = root.child("calcPr")
    if known is not None:
        return changed(content, [with_attribute(content, known, "fullCalcOnLoad", "1")])
    before = next(one for one in map(root.child, BEFORE_RECALCULATION) if one is not None)
    entry = f'<{root.prefix}calcPr fullCalcOnLoad="1"/>'.encode()
    return changed(content, [(before.end, before.end, entry)])
