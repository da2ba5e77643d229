"""Reads a foreign table by a mapping: raw records with the places of their cells."""

from __future__ import annotations

import marshal
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from itertools import chain, islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.codelists import fold
from exchangespec.finding import Fault
from exchangespec.formats.cells import UNREAD, Unreadable, cell_text, date_by_order
from exchangespec.formats.format import Origin, RawRecord, Reading
from exchangespec.formats.table import defaults_of, is_blank
from exchangespec.formats.table.totals import total_cell
from exchangespec.location import Location, cell_name
from exchangespec.mapping.document import EACH, PART, SHEET, STAR
from exchangespec.mapping.grids import open_grids
from exchangespec.mapping.plan import MappedOrigin, Planner, find_headings, fitted, id_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.formats.format import ReadOptions, Source
    from exchangespec.formats.table import Row, Table
    from exchangespec.mapping.document import FieldRecipe, TableMapping, TableRecipe
    from exchangespec.mapping.grid import Grid
    from exchangespec.mapping.plan import Step, Variant

# Headings, and cells that speak for a whole sheet, stand within the first rows.
ROWS_LOOKED_AT = 50
ROWS_OF_HEADINGS = 25
OTHERWISE = "mapped"
# As long as a cell of CSV may be.
LONGEST_CELL = 131_072
DIGITS_OF_YEAR = 4


class WholeFile(Origin):
    """The source as a whole, where a header made by a mapping belongs."""

    def __init__(self, file: str) -> None:
        """Remember the file."""
        self.file = file

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:  # noqa: ARG002 - it has no parts
        """Return the place of the file."""
        return Location(file=self.file, field=field)


class MappedReading(Reading):
    """One source being read by a mapping."""

    def __init__(
        self,
        source: Source,
        mapping: TableMapping,
        options: ReadOptions,
        format_name: str | None = None,
    ) -> None:
        """Open the tables of the source, and make its header."""
        super().__init__(source, "csv")
        self.mapping = mapping
        self.header_is_own = False
        about = {**mapping.header, **options.about}
        told = replace(options, about=about)
        try:
            self.grids = open_grids(source, told, self, format_name)
        except OSError as error:
            params = {"reason": "system", "seen": error.strerror or ""}
            self.refuse(Fault("unreadable-file", params))
        if self.readable:
            self._make_header(about)

    def _make_header(self, about: dict[str, Any]) -> None:
        """Take the header from the mapping and the user; say what had to be taken beside."""
        stem = PurePath(self.source.name.strip("<>").rstrip("/")).stem
        language = str(about.get("language") or "und")
        prefix = str(about.get("prefix") or OTHERWISE)
        day = self._day()
        needed: dict[str, Any] = {
            "exchangespec": spec.STANDARD_VERSION,
            "id": f"{spec.default_base(prefix)}{id_part(stem) or OTHERWISE}",
            "title": {language: stem},
            "publisher": stem,
            "prefix": prefix,
            "language": language,
            "version": day,
            "modified": day,
            "personal_data": "none",
        }
        values = {name: about.get(name, needed.get(name)) for name in spec.header()}
        values = {
            # A text that says no language is in that of the data.
            name: {language: value}
            if spec.header()[name].localised and isinstance(value, str)
            else value
            for name, value in values.items()
            if value is not None
        }
        self.header = RawRecord(values, WholeFile(self.source.name), 0)
        taken = [
            f"{spec.header()[name].title} “{value}”"
            for name, value in needed.items()
            if name not in about and isinstance(value, str) and name != "exchangespec"
        ]
        if taken:
            self.header.faults.append(Fault("no-header", {"taken": taken}, variant="imported"))

    def _day(self) -> str:
        """Return the day on which the source was last changed, else today."""
        path = self.source.path
        if path is not None and path.exists():
            return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date().isoformat()
        return date.today().isoformat()

    def records(self) -> Iterator[RawRecord]:
        """Read the records, table by table in the order of the source."""
        if not self.readable or self.header is None:
            return
        taken: set[str] = set()
        for recipe in self.mapping.tables:
            merged: dict[tuple[str, str], tuple[int, bytes]] = {}
            alone = len(self.grids) == 1 and len(self.mapping.tables) == 1
            fitting = [grid for grid in self.grids if alone or _fits(grid.name, recipe.sheet)]
            for grid in fitting:
                taken.add(grid.name)
                yield from TableReading(self, recipe, grid, merged).records()
            if not fitting:
                params = {"table": recipe.sheet, "tables": [grid.name for grid in self.grids]}
                self.say(Fault("mapped-table-missing", params))
        for grid in self.grids:
            if grid.name not in taken:
                self.say(Fault("unknown-table", {"table": grid.name}, variant="sheet"))


def _fits(name: str, pattern: str) -> bool:
    """Tell whether a sheet or file is meant by a name, which may hold asterisks."""
    return fnmatchcase(fold(name), "*".join(fold(part) for part in pattern.split("*")))


class TableReading:
    """One table being read by its recipe."""

    def __init__(
        self,
        reading: MappedReading,
        recipe: TableRecipe,
        grid: Grid,
        merged: dict[tuple[str, str], tuple[int, bytes]],
    ) -> None:
        """Start above the first row; `merged` holds what tables of the same recipe have said."""
        self.reading = reading
        self.recipe = recipe
        self.grid = grid
        self.merged = merged
        header = reading.header.values if reading.header else {}
        self.defaults = defaults_of(header)
        self.prefix = str(header.get("prefix", ""))
        self.carried: dict[int, Cell] = {}
        # What value maps were used for: where first, and how often.
        self.mapped: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
        self.again = [0, 0]
        self.passed = [0, 0]

    def records(self) -> Iterator[RawRecord]:
        """Yield the records of every row."""
        table = self.grid.open()
        rows = iter(table.rows)
        corner = list(islice(rows, ROWS_LOOKED_AT))
        headings = find_headings(self.recipe, corner[:ROWS_OF_HEADINGS])
        if headings is None:
            if any(not all(map(is_blank, cells)) for _, cells in corner):
                params = {"heading": ", ".join(self.recipe.columns()[:3])}
                self.reading.say(Fault("mapped-column-missing", params), table.place())
            return
        planner = Planner(self.recipe, table, headings, self.defaults)
        carry = [at for at in map(headings.find, self.recipe.carry) if at is not None]
        variants = planner.variants(corner)
        planner.used.update(carry)
        self.origin = MappedOrigin(table, headings, variants)
        self.width = len(headings.words)
        self._say_plan(planner, corner)
        self._say_merged(headings.row, carry)
        self._account_for_head(table, corner, headings.row)
        below = (row for row in corner if row[0] > headings.row)
        for number, cells in chain(below, rows):
            if all(map(is_blank, cells)):
                table.account.count("blank")
                continue
            total = total_cell(cells)
            if total is not None:
                table.account.count("total")
                fault = Fault("total-row", {"row": number, "value": cell_text(cells[total])})
                self.reading.say(fault, table.place(number, total))
                continue
            yield from self._row(number, cells, carry)
        self._say_all()

    def _account_for_head(self, table: Table, corner: Sequence[Row], heading_row: int) -> None:
        """Account for the headings, and for what stands above them."""
        self.reading.accounts.append(table.account)
        for number, cells in corner:
            if number > heading_row:
                break
            if number == heading_row or number in self.recipe.header_rows:
                table.account.count("heading")
            else:
                table.account.count("blank" if all(map(is_blank, cells)) else "title")

    def _say_plan(self, planner: Planner, corner: Sequence[Row]) -> None:
        """Say what of mapping and table does not fit."""
        for fault, place in planner.faults:
            self.reading.say(fault, place)
        for at, word in planner.unused(corner):
            place = self.origin.cell(planner.headings.row, at)
            self.reading.say(Fault("column-not-mapped", {"heading": word}), place)
        ignored = [word for word in self.recipe.ignore if planner.headings.find(word) is not None]
        if ignored:
            fault = Fault("columns-left-out", {"columns": ignored})
            self.reading.say(fault, planner.table.place(planner.headings.row or None))

    def _say_merged(self, heading_row: int, carry: Sequence[int]) -> None:
        """Say of cells merged over several rows that only the first row has their value."""
        for area in self.grid.merged:
            over_rows = area.last_row > area.first_row > heading_row
            if over_rows and area.first_column - 1 not in carry:
                first = cell_name(area.first_row, area.first_column)
                last = cell_name(area.last_row, area.last_column)
                fault = Fault("merged-cells", {"range": f"{first}:{last}"}, variant="first")
                place = self.origin.cell(area.first_row, area.first_column - 1)
                self.reading.say(fault, place)

    # --- rows ------------------------------------------------------------------------------------

    def _row(self, number: int, cells: Sequence[Cell], carry: Sequence[int]) -> Iterator[RawRecord]:
        """Yield the records of one row."""
        own = cells
        if len(cells) != self.width:
            self._say_ragged(number, cells)
        if carry:
            cells = self._with_carried(cells, carry)
        fitting = merged = 0
        for ordinal, variant in enumerate(self.origin.variants):
            if not self._applies(variant, own, cells):
                continue
            raw = self._record(number, ordinal, cells)
            if raw is None:
                continue
            fitting += 1
            if variant.recipe.merge and self._is_said(raw, number):
                merged += 1
                continue
            yield raw
        account = self.origin.table.account
        account.count("other" if not fitting else "repeated" if merged == fitting else "record")
        if not fitting:
            self.passed[0] += 1
            self.passed[1] = self.passed[1] or number
        elif merged == fitting:
            self.again[0] += 1
            self.again[1] = self.again[1] or number

    def _say_ragged(self, number: int, cells: Sequence[Cell]) -> None:
        """Say that a row of text has more or fewer cells than there are headings."""
        table, words = self.origin.table, self.origin.headings.words
        if table.sheet is not None or table.line_of is None:
            return
        beyond = [at for at in range(self.width, len(cells)) if not is_blank(cells[at])]
        named = max((at + 1 for at, word in enumerate(words) if word), default=0)
        params: dict[str, Any] = {"cells": len(cells), "columns": named}
        if beyond:
            params |= {"cells": beyond[-1] + 1, "values": [cell_text(cells[at]) for at in beyond]}
            self.reading.say(Fault("too-many-cells", params), table.place(number))
        elif len(cells) < named:
            self.reading.say(Fault("too-few-cells", params), table.place(number))

    def _with_carried(self, cells: Sequence[Cell], carry: Sequence[int]) -> Sequence[Cell]:
        """Return a row in which blank cells say what the last filled cell above them says."""
        filled = list(cells)
        filled.extend([None] * (max(carry) + 1 - len(filled)))
        for at in carry:
            if is_blank(filled[at]):
                filled[at] = self.carried.get(at)
            else:
                self.carried[at] = filled[at]
        return filled

    def _record(self, number: int, ordinal: int, cells: Sequence[Cell]) -> RawRecord | None:
        """Make one record of a row; None where the column it is made for is blank."""
        variant = self.origin.variants[ordinal]
        if variant.each is not None and self._says_nothing(cells, variant.each):
            return None
        recipe = variant.recipe
        raw = RawRecord({"type": recipe.type}, self.origin, self.origin.position(number, ordinal))
        if recipe.id is not None:
            made = self._made_id(recipe.id, variant, cells, in_order=recipe.sorted_id)
            if made:
                raw.values["id"] = made
            else:
                raw.faults.append(Fault("mapped-id-empty", {"seen": recipe.id}, field="id"))
                raw.failed.add("id")
        for step in variant.steps:
            self._fill(raw, step, variant, cells)
        order = spec.records()[recipe.type].fields
        known = {name: raw.values[name] for name in ("type", *order) if name in raw.values}
        raw.values = {**known, **{k: raw.values[k] for k in sorted(raw.values) if k not in known}}
        return raw

    def _is_said(self, raw: RawRecord, number: int) -> bool:
        """Tell whether a row above gave this record already; say where they disagree."""
        made = raw.values.get("id")
        if made is None:
            return False
        key = (raw.values["type"], made)
        first = self.merged.get(key)
        if first is None:
            self.merged[key] = (number, marshal.dumps(raw.values))
            return False
        row, packed = first
        said = marshal.loads(packed)  # noqa: S302 - packed above
        for fault in raw.faults:
            place = self.origin.locate(raw.position, fault.field, fault.item)
            self.reading.say(fault, place)
        for name, value in raw.values.items():
            if said.get(name) != value:
                params: dict[str, Any] = {
                    "value": _shown(value),
                    "row": row,
                    "other": _shown(said.get(name, "")),
                }
                variant = None if name in said else "added"
                fault = Fault("rows-disagree", params, field=name, variant=variant)
                self.reading.say(fault, self.origin.locate(raw.position, name, None))
        return True

    # --- fields ----------------------------------------------------------------------------------

    def _fill(self, raw: RawRecord, step: Step, variant: Variant, cells: Sequence[Cell]) -> None:
        """Fill one field of a record."""
        recipe = step.recipe
        if recipe.ids:
            made = [self._made_id(text, variant, cells) for text in recipe.ids]
            ids = list(dict.fromkeys(one for one in made if one))
            if ids:
                many = step.spec is not None and step.spec.many
                raw.values[recipe.name] = sorted(ids) if many else ids[0]
            return
        if not step.columns:
            self._put(raw, step, self._special(recipe, variant, step.constant))
            return
        found = [self._meant(raw, step, at, cells[at]) for at in step.columns if at < len(cells)]
        filled = [cell for cell in found if not is_blank(cell)]
        if step.spec is not None and step.spec.many:
            for cell in filled:
                self._put(raw, step, cell)
        elif len(filled) > 1:
            self._put(raw, step, recipe.join.join(map(cell_text, filled)))
        elif filled:
            self._put(raw, step, filled[0])

    def _special(self, recipe: FieldRecipe, variant: Variant, constant: Any) -> Any:
        """Return what every record says, or what the sheet or the heading says."""
        if recipe.columns == (SHEET,):
            return self.grid.name
        return variant.star if recipe.columns == (STAR,) else constant

    def _put(self, raw: RawRecord, step: Step, cell: Any) -> None:
        """Convert a cell and state what it says; the items of a list gather."""
        if cell is None or cell == "":
            return
        name, values = step.recipe.name, raw.values
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            params = {"what": "characters", "limit": LONGEST_CELL}
            raw.faults.append(Fault("limit-exceeded", params, field=name, variant="characters"))
            raw.failed.add(name)
            return
        value = cell if isinstance(cell, (dict, list)) else step.convert(cell, raw)
        if value is None:
            return
        if value is UNREAD:
            raw.failed.add(name)
        elif step.language is not None and not isinstance(value, dict):
            values.setdefault(name, {})[step.language] = value
        elif isinstance(value, list):
            listed = values.setdefault(name, [])
            listed.extend(one for one in value if one not in listed)
        else:
            values[name] = value

    def _meant(self, raw: RawRecord, step: Step, at: int, cell: Cell) -> Cell:
        """Return what a cell means by the mapping: a part of it, another value, or nothing."""
        recipe = step.recipe
        rewritten = recipe.blank or recipe.values or recipe.take or recipe.dates or recipe.decimal
        if is_blank(cell) or isinstance(cell, Unreadable) or not (rewritten or recipe.separator):
            return cell
        text = cell_text(cell)
        if text in recipe.blank:
            params = {"value": text}
            raw.faults.append(Fault("mapped-value", params, field=recipe.name, variant="blank"))
            return None
        if recipe.take is not None:
            part = recipe.take.search(text)
            text = (part[1] or "") if part else text
        meant = recipe.values.get(text)
        if meant is None and recipe.dates is not None:
            meant = date_by_order(text, recipe.dates)
        if meant is not None and recipe.dates is not None and meant[:DIGITS_OF_YEAR] not in text:
            params = {"was": text, "becomes": meant}
            raw.faults.append(Fault("short-year-read", params, field=recipe.name))
        elif meant is not None:
            seen = self.mapped[at, text, meant]
            seen[0] += 1
            seen[1] = seen[1] or raw.position
        if meant is not None:
            return meant
        if recipe.decimal is not None and isinstance(cell, str):
            return _plain_number(text, recipe.decimal)
        if recipe.separator:
            return "; ".join(part.strip() for part in text.split(recipe.separator) if part.strip())
        return text

    def _made_id(
        self, recipe: str, variant: Variant, cells: Sequence[Cell], *, in_order: bool = False
    ) -> str | None:
        """Return the id that a recipe gives for a row; None where a part of it is blank."""
        names = PART.findall(recipe)
        parts = [id_part(self._text(name, variant, cells)) for name in names]
        if not all(parts):
            return None
        if in_order:
            parts.sort()
        given = iter(parts)
        local = PART.sub(lambda _: next(given), recipe)
        prefix, colon, own = local.partition(":")
        return f"{prefix}:{fitted(own)}" if colon else f"{self.prefix}:{fitted(local)}"

    def _text(self, name: str, variant: Variant, cells: Sequence[Cell]) -> str:
        """Return what a part of a recipe stands for in a row."""
        if name == SHEET:
            return self.grid.name
        if name == STAR:
            return variant.star
        if name == EACH:
            at = variant.each
        else:
            at = self.origin.headings.find(name.replace("*", variant.star))
        if at is None or at >= len(cells) or isinstance(cells[at], Unreadable):
            return ""
        text = cell_text(cells[at])
        return "" if text in self.recipe.blank else text

    def _applies(self, variant: Variant, own: Sequence[Cell], cells: Sequence[Cell]) -> bool:
        """Tell whether a row is one of which this kind of record is made."""
        if any(self._says_nothing(own, at) for at in variant.filled):
            return False
        if not all(self._says_nothing(own, at) for at in variant.empty):
            return False
        return all(
            at < len(cells) and fold(cell_text(cells[at])) in wanted for at, wanted in variant.where
        )

    def _says_nothing(self, cells: Sequence[Cell], at: int) -> bool:
        """Tell whether a row holds nothing in a column, or a word that means nothing is known."""
        if at >= len(cells) or is_blank(cells[at]):
            return True
        return bool(self.recipe.blank) and cell_text(cells[at]) in self.recipe.blank

    # --- in the end ------------------------------------------------------------------------------

    def _say_all(self) -> None:
        """Say what concerns many rows, at the first of them."""
        stride = max(1, len(self.origin.variants))
        for (at, value, meant), (count, position) in self.mapped.items():
            variant = "value" if meant else "nothing"
            params = {"value": value, "expected": meant, "count": count}
            place = self.origin.cell(position // stride, at)
            self.reading.say(Fault("mapped-value", params, variant=variant), place)
        for slug, (total, row) in (("row-not-mapped", self.passed), ("rows-merged", self.again)):
            if total:
                self.reading.say(Fault(slug, {"count": total}), self.origin.table.place(row))


def _plain_number(text: str, mark: str) -> str:
    """Return a number with a point before its decimals and nothing between its thousands."""
    other = "." if mark == "," else ","
    text = text.replace(other, "").replace("\u00a0", "").replace(" ", "")
    return text.replace(mark, ".")


def _shown(value: Any) -> str:
    """Return a value as findings show it."""
    if isinstance(value, dict):
        return "; ".join(str(one) for one in value.values())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
