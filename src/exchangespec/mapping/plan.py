"""A mapping laid over the headings of one table: which cell fills which field of which record."""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec import spec
from exchangespec.codelists import fold
from exchangespec.finding import Fault, Fix
from exchangespec.formats.cells import cell_text, converter, extension_converter, slug_of
from exchangespec.formats.format import Origin
from exchangespec.formats.table import is_blank
from exchangespec.location import cell_name
from exchangespec.mapping.document import EACH, PART, SHEET, SPECIAL, STAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.formats.cells import Cell, Converter, Defaults
    from exchangespec.formats.table import Row, Table
    from exchangespec.location import Location
    from exchangespec.mapping.document import FieldRecipe, RecordRecipe, TableRecipe

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LONGEST_ID = 80
HASH_DIGITS = 8
ANYTHING = re.compile(r"\*")
ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
CLOSE = 0.75


def letters_of(at: int) -> str:
    """Return the letters by which a spreadsheet calls a column."""
    return cell_name(1, at + 1)[:-1]


class Headings:
    """The headings of a table, by their folded words; equal ones are told apart as `Name#2`.

    Columns without a heading go by their letters, unless a heading says the same.
    """

    def __init__(self, row: int, cells: Sequence[Cell], *, headless: bool = False) -> None:
        """Take the row of headings; without one, columns go by their letters."""
        self.row = row
        self.words: list[str] = []
        self._index: dict[str, int] = {}
        counts: dict[str, int] = {}
        for at, cell in enumerate(cells):
            word = letters_of(at) if headless else cell_text(cell)
            self.words.append(word)
            key = fold(word)
            counts[key] = counts.get(key, 0) + 1
            name = key if counts[key] == 1 else f"{key}#{counts[key]}"
            if word:
                self._index.setdefault(name, at)
        for at, word in enumerate(self.words):
            if not word:
                self._index.setdefault(fold(letters_of(at)), at)

    def find(self, name: str) -> int | None:
        """Return the column of a heading."""
        base, sign, number = name.rpartition("#")
        if sign and number.isdigit():
            return self._index.get(f"{fold(base)}#{number}" if number != "1" else fold(base))
        return self._index.get(fold(name))

    def matching(self, pattern: str) -> list[tuple[int, str]]:
        """Return the columns that a heading with an asterisk fits, and what it stands for."""
        parts = [re.escape(fold(part)) for part in pattern.split("*")]
        wanted = re.compile(r"\s*(.*?)\s*".join(parts))
        found = []
        for at, word in enumerate(self.words):
            fits = wanted.fullmatch(fold(word))
            if fits and word:
                found.append((at, fits[1] if fits.groups() else ""))
        return found

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the headings that are spelt much like one that is missing."""
        words = {fold(word): word for word in self.words if word}
        near = difflib.get_close_matches(fold(name), words, n=3, cutoff=CLOSE)
        return tuple(words[key] for key in near)


class Step(NamedTuple):
    """How one field of a record is filled from a row."""

    recipe: FieldRecipe
    spec: spec.FieldSpec | None
    language: str | None
    columns: tuple[int, ...]
    convert: Converter
    constant: Any = None


@dataclass(slots=True)
class Variant:
    """One kind of record of a row: a recipe, with the column it is made for if it is for each."""

    recipe: RecordRecipe
    each: int | None
    star: str
    steps: list[Step] = field(default_factory=list)
    filled: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()
    where: tuple[tuple[int, frozenset[str]], ...] = ()

    def find(self, name: str | None) -> int | None:
        """Return the first column that fills a field."""
        return next(
            (step.columns[0] for step in self.steps if step.recipe.name == name and step.columns),
            None,
        )


class MappedOrigin(Origin):
    """A table read by a mapping; a position is a row and which of its records is meant."""

    def __init__(self, table: Table, headings: Headings, variants: Sequence[Variant]) -> None:
        """Look up columns in the plan that the rows were read by."""
        self.table = table
        self.headings = headings
        self.variants = variants

    def position(self, row: int, number: int) -> int:
        """Return the position of one of the records of a row."""
        return row * max(1, len(self.variants)) + number

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:  # noqa: ARG002 - columns have no items
        """Return the cell that fills a field; for a record the cell it is made for."""
        row, number = divmod(position, max(1, len(self.variants)))
        if not self.variants:
            return self.table.place(row or None, field=field)
        variant = self.variants[number]
        at = variant.find(field)
        if at is None and field is not None:
            return self.table.place(row, field=field)
        place = at if at is not None else variant.each
        if place is None:
            place = next((step.columns[0] for step in variant.steps if step.columns), 0)
        return self.cell(row, place, field)

    def cell(self, row: int, at: int, field: str | None = None) -> Location:
        """Return the place of a cell, with its heading."""
        word = self.headings.words[at] if at < len(self.headings.words) else ""
        return self.table.place(row, at, column=word or None, field=field)


class Planner:
    """Lays the recipe of a table over its headings; what does not fit becomes a fault."""

    def __init__(
        self, recipe: TableRecipe, table: Table, headings: Headings, defaults: Defaults
    ) -> None:
        """Take the recipe and the headings it is to be laid over."""
        self.recipe = recipe
        self.table = table
        self.headings = headings
        self.defaults = defaults
        self.faults: list[tuple[Fault, Location]] = []
        self.used: set[int] = set()
        self._missing: set[str] = set()

    def variants(self, corner: Sequence[Row]) -> list[Variant]:
        """Return all kinds of records that a row may give; `corner` holds the first rows."""
        made: list[Variant] = []
        for recipe in self.recipe.records:
            if not recipe.each:
                made.append(Variant(recipe, None, ""))
                continue
            found = [pair for pattern in recipe.each for pair in self.headings.matching(pattern)]
            if not found:
                self._miss(recipe.each[0])
            made.extend(Variant(recipe, at, star) for at, star in sorted(set(found)))
        for variant in made:
            self._fill(variant, corner)
        return made

    def _fill(self, variant: Variant, corner: Sequence[Row]) -> None:
        """Plan the conditions and fields of one kind of record."""
        recipe = variant.recipe
        if variant.each is not None:
            self.used.add(variant.each)
        variant.filled = self.indices(recipe.filled, variant)
        variant.empty = self.indices(recipe.empty, variant)
        variant.where = tuple(
            (at, frozenset(map(fold, wanted)))
            for name, wanted in recipe.where.items()
            for at in self.indices((name,), variant)
        )
        for text in (recipe.id or "", *(text for one in recipe.fields for text in one.ids)):
            self.indices(tuple(PART.findall(text)), variant)
        fields = spec.records()[recipe.type].fields
        for one in recipe.fields:
            self._step(variant, one, fields.get(one.name), corner)

    def _step(
        self,
        variant: Variant,
        recipe: FieldRecipe,
        known: spec.FieldSpec | None,
        corner: Sequence[Row],
    ) -> None:
        """Plan one field."""
        language = recipe.language
        if known is None:
            convert = extension_converter(recipe.name, self.defaults)
        else:
            if known.localised:
                language = language or self.defaults.text_language
            convert = converter(known, self.defaults, language=language)
        columns = self.indices(recipe.columns, variant)
        if recipe.columns and not columns and not SPECIAL.issuperset(recipe.columns):
            return
        if recipe.ids:
            parts = tuple(name for text in recipe.ids for name in PART.findall(text))
            columns = self.indices(parts, variant)
        constant = recipe.value
        if recipe.cell is not None:
            constant = _corner_cell(corner, recipe.cell)
        variant.steps.append(Step(recipe, known, language, columns, convert, constant))

    def indices(self, names: Sequence[str], variant: Variant) -> tuple[int, ...]:
        """Return the columns of headings; one that is missing is a fault, once."""
        found = []
        for name in names:
            if name in {SHEET, STAR}:
                continue
            if name == EACH:
                at = variant.each
            elif "*" in name and variant.each is not None:
                at = self.headings.find(name.replace("*", variant.star))
            elif "*" in name:
                matching = [at for at, _ in self.headings.matching(name)]
                self.used.update(matching)
                found.extend(matching)
                continue
            else:
                at = self.headings.find(name)
                if at is None:
                    self._miss(name)
            if at is not None:
                self.used.add(at)
                found.append(at)
        return tuple(found)

    def _miss(self, name: str) -> None:
        """Note a column that the mapping names and the table does not have."""
        if name in self._missing or name in self.recipe.optional:
            return
        self._missing.add(name)
        near = self.headings.nearest(name)
        fault = Fault(
            "mapped-column-missing",
            {"heading": name},
            suggestions=near,
            fix=Fix(near[0]) if near else None,
        )
        self.faults.append((fault, self.table.place(self.headings.row or None)))

    def unused(self, corner: Sequence[Row]) -> Iterator[tuple[int, str]]:
        """Yield the columns that are in no recipe, by their headings.

        Those without a heading are called by their letters, if something stands below in the rows
        of the corner.
        """
        ignored = {self.headings.find(name) for name in self.recipe.ignore}
        below = [cells for number, cells in corner if number > self.headings.row]
        words = self.headings.words
        for at, word in enumerate(words):
            if at in self.used or at in ignored:
                continue
            if word:
                yield at, word
            elif any(at < len(cells) and not is_blank(cells[at]) for cells in below):
                yield at, letters_of(at)


def _corner_cell(corner: Sequence[Row], address: str) -> Cell:
    """Return the value of a cell near the top of a sheet."""
    found = ADDRESS.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    cells = next((cells for number, cells in corner if number == int(found[2])), ())
    return cells[column - 1] if column <= len(cells) else None


def id_part(text: str) -> str:
    """Return a text as a part of an id: as it is where it can be, else its plain letters."""
    if PLAIN.fullmatch(text):
        return text
    plain = slug_of(text)
    letters = sum(sign.isalnum() for sign in text)
    # Where letters got lost, two names could look alike.
    if len(plain.replace("-", "")) < letters:
        plain = f"{plain}-{_digest(text)}".strip("-")
    return plain


def _digest(text: str) -> str:
    """Return a few signs that tell a text from others."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]


def fitted(local: str) -> str:
    """Return an id that is no longer than ids may be."""
    if len(local) <= LONGEST_ID:
        return local
    return f"{local[: LONGEST_ID - HASH_DIGITS - 1].rstrip('-')}-{_digest(local)}"


def find_headings(recipe: TableRecipe, rows: Sequence[Row]) -> Headings | None:
    """Return the row, or the joined rows, that hold most of the headings a recipe names."""
    if recipe.headless:
        width = max((len(cells) for _, cells in rows), default=0)
        return Headings(0, [None] * width, headless=True)
    if recipe.header_rows:
        return _joined(recipe.header_rows, rows)
    wanted = recipe.columns()
    patterns = [name for record in recipe.records for name in record.each]
    best, found = 0, None
    for number, cells in rows:
        if all(map(is_blank, cells)):
            continue
        headings = Headings(number, cells)
        score = sum(headings.find(name) is not None for name in wanted)
        score += sum(bool(headings.matching(pattern)) for pattern in patterns)
        if score > best:
            best, found = score, headings
    return found


def _joined(numbers: Sequence[int], rows: Sequence[Row]) -> Headings | None:
    """Return the headings of several rows, those above standing for the columns on their right."""
    chosen = [cells for number, cells in rows if number in numbers]
    if not chosen:
        return None
    width = max(map(len, chosen))
    words = [""] * width
    for level, cells in enumerate(chosen):
        last = ""
        for at in range(width):
            text = cell_text(cells[at]) if at < len(cells) and not is_blank(cells[at]) else ""
            if level < len(chosen) - 1:
                last = text or last
                text = last
            words[at] = f"{words[at]} {text}".strip()
    return Headings(max(numbers), words)
