"""Drop-downs: the words among which a workbook lets people choose in a cell.

A list may stand in the rule itself, in cells, or under a name for these cells. Lists that a
formula makes when it is opened are not known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats.package_relations import Relations
from exchangespec.formats.sheet_frame import read_frame
from exchangespec.formats.sheet_scan import (
    Area,
    Position,
    XmlRefusedError,
    area,
    sheet_entries,
    small_part,
    spelt,
    workbook_part,
)
from exchangespec.formats.stored_cells import cells_of, spoken
from exchangespec.formats.xml_outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

    from exchangespec.formats.xml_outline import Element

STRINGS = "sharedStrings"
TEXT_LIST = re.compile(r'"((?:[^"]|"")*)"')
RANGE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!\s]+))!)?(?P<cells>\$?[A-Z]+[$A-Z0-9:]*)"
)
# Longer lists are no choice for a person, and would have to be kept.
LONGEST_LIST = 20_000


class Rule(NamedTuple):
    """One rule of a sheet: the cells that it is for, and the formula that gives its list."""

    areas: tuple[Area, ...]
    formula: str


class DropDowns:
    """The drop-downs of one workbook, looked up by sheet and cell."""

    def __init__(self, archive: ZipFile) -> None:
        """Note where the sheets and the named ranges are."""
        self._archive = archive
        self._parts = {
            entry.name.casefold(): spelt(archive, entry.part) for entry in sheet_entries(archive)
        }
        strings = Relations.of(archive, workbook_part(archive)).find(STRINGS)
        self._strings = spelt(archive, strings.part) if strings else ""
        self._names = _names(small_part(archive, workbook_part(archive)))
        self._rules: dict[str, list[Rule]] = {}
        self._lists: dict[tuple[str, str], tuple[str, ...]] = {}

    def offered(self, part: str, place: Position) -> tuple[str, ...]:
        """Return the words offered in a cell of a sheet; none where it has no drop-down."""
        if part not in self._rules:
            self._rules[part] = self._rules_of(part)
        for rule in self._rules[part]:
            if any(_holds(one, place) for one in rule.areas):
                key = part, rule.formula
                if key not in self._lists:
                    self._lists[key] = self._list(*key)
                return self._lists[key]
        return ()

    def _rules_of(self, part: str) -> list[Rule]:
        """Return the rules of a sheet that offer a list; none where they cannot be read."""
        try:
            with self._archive.open(part) as stream:
                frame = read_frame(stream)
            if b"dataValidation" not in frame.tail:
                return []
            content = frame.root + frame.tail
            return list(_rules(content, outline(content)))
        except (XmlRefusedError, ValueError):
            return []

    def _list(self, part: str, formula: str) -> tuple[str, ...]:
        """Return the words of a list; none where the cells that hold them cannot be read."""
        try:
            return tuple(self._words(part, formula))
        except (XmlRefusedError, KeyError, ValueError):
            return ()

    def _words(self, part: str, formula: str) -> Iterator[str]:
        """Yield the words of a list."""
        formula = self._names.get(formula.casefold(), formula).removeprefix("=")
        text = TEXT_LIST.fullmatch(formula)
        if text:
            yield from (one.strip() for one in text[1].replace('""', '"').split(","))
            return
        found = RANGE.fullmatch(formula)
        if found is None:
            return
        sheet = (found["quoted"] or found["plain"] or "").replace("''", "'")
        target = self._parts.get(sheet.casefold(), "") if sheet else part
        try:
            cells = area(found["cells"])
        except ValueError:
            return
        if target and cells.last_row - cells.first_row < LONGEST_LIST:
            yield from self._held(target, cells)

    def _held(self, part: str, asked: Area) -> Iterator[str]:
        """Yield what the cells of an area hold, row by row."""
        rows = range(asked.first_row, asked.last_row + 1)
        held = cells_of(self._archive, {part: rows}, self._strings)[part]
        for place in sorted(held):
            if _holds(asked, place) and held[place].value:
                yield held[place].value


def _holds(asked: Area, place: Position) -> bool:
    """Tell whether a cell lies in an area."""
    return (
        asked.first_row <= place.row <= asked.last_row
        and asked.first_column <= place.column <= asked.last_column
    )


def _names(workbook: bytes) -> dict[str, str]:
    """Return what each name of a workbook stands for."""
    return {
        one.attribute("name").casefold(): spoken(workbook[one.inside : one.end_inside])
        for one in outline(workbook, depth=3).descendants("definedName")
    }


def _rules(content: bytes, root: Element) -> Iterator[Rule]:
    """Yield the rules that offer a list, also those that newer programs write apart."""
    for one in root.descendants("dataValidation"):
        formula, cells = one.child("formula1"), one.child("sqref")
        if one.attribute("type") != "list" or formula is None:
            continue
        formula = formula.child("f") or formula
        stated = one.attribute("sqref")
        if cells is not None:
            stated = content[cells.inside : cells.end_inside].decode()
        text = spoken(content[formula.inside : formula.end_inside])
        yield Rule(tuple(map(area, stated.split())), text.strip())
