"""Suggests a mapping for foreign tables: from their headings, and from the values below them.

A suggestion is a text to be read, changed and then given to `--map`; nothing here applies it. What
is not sure stands in it as a remark, with how sure it is and an example of the values.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from exchangespec import spec
from exchangespec.codelists import codelist, fold
from exchangespec.errors import UnreadableError
from exchangespec.formats.cells import cell_text
from exchangespec.formats.format import Reading
from exchangespec.formats.table import is_blank
from exchangespec.mapping.document import MappingError
from exchangespec.mapping.fields import (
    BETWEEN,
    CONCEPTS,
    OTHERWISE,
    STEMS,
    TARGETS,
    TELLTALE,
    USUAL,
)
from exchangespec.mapping.grids import open_grids
from exchangespec.mapping.meanings import OUT_OF_SCOPE, languages_of, meanings
from exchangespec.mapping.values import TELLING, looks, test_for
from exchangespec.spec.headings import fields_by_heading, table_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.formats.format import RawRecord, ReadOptions, Source
    from exchangespec.formats.table import Row
    from exchangespec.mapping.grid import Grid
    from exchangespec.mapping.meanings import Meaning

ROWS_LOOKED_AT = 200
ROWS_OF_HEADINGS = 25
# From here on a guess is written as an entry, below it as a remark.
SURE = 0.8
WORTH_A_REMARK = 0.45
# What values do to a guess made from the heading.
PROVEN, DOUBTED, BY_VALUES = 0.1, 0.5, 0.75
MOST, HARDLY = 0.8, 0.3
LONGEST_EXAMPLE = 40
LONGEST_HEADING = 120
LESS_FITTING = 0.03
MISSING = 4.0
NAMED = 1.5
LIKELY = 0.6
ID_WORD = re.compile(r"(?:\b|_)(?:id|code|nr|no)(?:\b|_)", re.IGNORECASE)


class Guess(NamedTuple):
    """What a column may hold: a field, how sure that is, and what speaks for it."""

    field: str
    confidence: float
    reason: str


@dataclass(slots=True)
class Column:
    """One column of a foreign table: its heading, a sample of its values, what they may mean."""

    heading: str
    cells: list[Cell]
    found: list[Meaning]

    def distinct(self) -> int:
        """Return how many different values the sample holds."""
        return len({cell_text(cell) for cell in self.cells if not is_blank(cell)})

    def tells_apart(self) -> bool:
        """Tell whether no two rows of the sample have the same value, and none has nothing."""
        words = [cell_text(cell) for cell in self.cells]
        return all(words) and len(set(words)) == len(words)

    def example(self) -> str:
        """Return a value that shows what the column holds."""
        text = next((cell_text(cell) for cell in self.cells if not is_blank(cell)), "")
        short = text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"
        return " ".join(short.split())


@dataclass(frozen=True, slots=True)
class TableSuggestion:
    """What is suggested for one table: its type, and a guess for each column."""

    name: str
    header_row: int
    record_type: str
    columns: tuple[Column, ...]
    guesses: tuple[Guess | None, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mapping as text, with a line that sums it up."""

    text: str
    summary: str
    tables: tuple[TableSuggestion, ...]


class LookingReading(Reading):
    """A source that is only looked into; what is wrong with it is gathered."""

    def records(self) -> Iterator[RawRecord]:
        """Give no records."""
        return iter(())


def suggest(source: Source, options: ReadOptions, record_type: str | None = None) -> Suggestion:
    """Suggest a mapping for a source.

    Raises:
        UnreadableError: if there is no table in it.
        MappingError: if there is no such record type, or none that any guess is known for.
    """
    if record_type is not None and record_type not in CONCEPTS:
        known = ", ".join(CONCEPTS)
        raise MappingError("suggestion", "--type", f"{record_type} is none of {known}")
    reading = LookingReading(source, "csv")
    grids = open_grids(source, options, reading)
    tables = [look_at(grid, record_type) for grid in grids]
    found = tuple(table for table in tables if table is not None)
    if not found:
        problems = tuple(one.fault.slug for one in reading.faults) or ("there is no table in it",)
        raise UnreadableError(tuple(f"{source.name}: {problem}" for problem in problems))
    sure = sum(guess is not None and guess.confidence >= SURE for t in found for guess in t.guesses)
    columns = sum(len(table.columns) for table in found)
    summary = (
        f"Suggested {sure} of {columns} columns; look through them before you use the mapping."
    )
    name = PurePath(source.name).name
    return Suggestion(written(name, found), summary, found)


def look_at(grid: Grid, record_type: str | None) -> TableSuggestion | None:
    """Suggest what one table holds."""
    rows = list(islice(grid.open().rows, ROWS_LOOKED_AT))
    at = heading_row(rows)
    if at is None:
        return None
    number, cells = rows[at]
    words = [cell_text(cell)[:LONGEST_HEADING] for cell in cells]
    languages = languages_of(words)
    below = [row[1] for row in rows[at + 1 :]]
    columns = tuple(
        Column(
            word,
            [row[index] for row in below if index < len(row)],
            [one for one in meanings(word, languages) if one.concept != OUT_OF_SCOPE],
        )
        for index, word in enumerate(words)
        if word
    )
    chosen = record_type or best_type(columns, grid.name)
    return TableSuggestion(grid.name, number, chosen, columns, assigned(columns, chosen))


def heading_row(rows: Sequence[Row]) -> int | None:
    """Return which row holds the headings: the one most of whose cells are understood."""
    best, found = 0.0, None
    for at, (_, cells) in enumerate(rows[:ROWS_OF_HEADINGS]):
        words = [cell_text(cell) for cell in cells if not is_blank(cell)]
        texts = [word for word in words if not any(sign.isdigit() for sign in word[:1])]
        if len(texts) < min(2, len(words)) or not words:
            continue
        known = sum(_known(word) for word in dict.fromkeys(texts) if len(word) <= LONGEST_HEADING)
        score = known + len(texts) / 1000
        if score > best:
            best, found = score, at
    return found


def _known(word: str) -> float:
    """Return how well a heading is understood."""
    if any(fold(word) in fields_by_heading(name) for name in CONCEPTS):
        return 1.0
    return next((one.confidence for one in meanings(word)), 0.0)


def best_type(columns: Sequence[Column], name: str) -> str:
    """Return the record type that the columns fit best; the name of the table counts too."""
    told = table_type(name)
    scores: dict[str, float] = {}
    for record_type in CONCEPTS:
        guesses = [guess for guess in assigned(columns, record_type) if guess is not None]
        found = {guess.field for guess in guesses if guess.confidence >= LIKELY}
        missing = sum(found.isdisjoint(group) for group in TELLTALE[record_type])
        sure = {guess.field for guess in guesses if guess.confidence >= SURE}
        if record_type in BETWEEN and not any(map(sure.isdisjoint, TELLTALE[record_type])):
            # Cities and organisations may stand in any row; what is said between them is rarer.
            missing -= 1
        score = sum(guess.confidence for guess in guesses) - MISSING * missing
        scores[record_type] = score + (NAMED if record_type == told else 0.0)
    return max(scores, key=lambda one: scores[one])


def assigned(columns: Sequence[Column], record_type: str) -> tuple[Guess | None, ...]:
    """Return the best guess for each column, no field being given twice."""
    pairs = [
        (guess, index)
        for index, column in enumerate(columns)
        for guess in guesses_for(column, record_type)
    ]
    pairs.sort(key=lambda pair: -pair[0].confidence)
    chosen: dict[int, Guess] = {}
    taken: set[str] = set()
    for guess, index in pairs:
        if index not in chosen and guess.field not in taken:
            chosen[index] = guess
            taken.add(guess.field)
    return tuple(chosen.get(index) for index in range(len(columns)))


def guesses_for(column: Column, record_type: str) -> Iterator[Guess]:
    """Yield the fields of a type that a column may hold."""
    fields = spec.records()[record_type].fields
    own = fields_by_heading(record_type).get(fold(column.heading))
    if own is not None and own in fields and own != "type":
        yield _weighed(Guess(own, 1.0, "its own title"), column, fields[own])
    for field, concepts in CONCEPTS[record_type].items():
        for rank, concept in enumerate(concepts):
            meant = next((one for one in column.found if one.concept == concept), None)
            if meant is not None:
                sure = meant.confidence - LESS_FITTING * rank
                guess = Guess(field, sure, f"{concept.replace('_', ' ')}, {meant.language}")
                yield _weighed(guess, column, fields[field])
    for concept, test in TELLING:
        said = next((key for key, known in CONCEPTS[record_type].items() if concept in known), "")
        if said and looks(column.cells, test) >= MOST:
            yield Guess(said, BY_VALUES + PROVEN / 2, "its values")
    for name, form in fields.items():
        in_list = test_for(form) if form.codelist and form.required else None
        if in_list and column.distinct() > 1 and looks(column.cells, in_list) >= MOST:
            yield Guess(name, BY_VALUES + PROVEN / 2, "its values are codes")


def _weighed(guess: Guess, column: Column, field: spec.FieldSpec) -> Guess:
    """Raise or lower a guess by what the values look like."""
    test = test_for(field)
    if test is None or all(map(is_blank, column.cells)):
        return guess
    share = looks(column.cells, test)
    if share >= MOST:
        return guess._replace(
            confidence=min(1.0, guess.confidence + PROVEN), reason=f"{guess.reason}; its values"
        )
    if share < HARDLY:
        return guess._replace(
            confidence=guess.confidence * DOUBTED, reason=f"{guess.reason}; not its values"
        )
    return guess


# --- writing -------------------------------------------------------------------------------------


def written(name: str, tables: Sequence[TableSuggestion]) -> str:
    """Return the suggestion as a mapping file."""
    lines = [
        f"# Suggested from the headings and values of {_remark(name)}.",
        "# Look through every line: the number says how sure a guess is (1 is certain), and what",
        "# is not sure is only a remark. Then: exchangespec validate FILE --map THIS_FILE",
        'mapping = "1"',
        f"title = {_quoted('Mapping of ' + name)}",
        'description = "Suggested; not yet looked through."',
        "",
        "[header]",
        '# language = "en"',
        '# prefix = "your-own"',
        '# publisher = "who publishes this"',
        'personal_data = "none"',
    ]
    for table in tables:
        lines += TableWriter(table).lines()
    return "\n".join(lines) + "\n"


class TableWriter:
    """Writes what is suggested for one table."""

    def __init__(self, table: TableSuggestion) -> None:
        """Know for each field the column that is surely it."""
        self.table = table
        self.sure = {
            guess.field: column.heading
            for column, guess in zip(table.columns, table.guesses, strict=True)
            if guess is not None and guess.confidence >= SURE
        }
        self.country = next(
            (
                column.heading
                for column in table.columns
                if (column.found and column.found[0].concept == "country")
                or looks(column.cells, TELLING[0][1]) >= MOST
            ),
            None,
        )

    def lines(self) -> list[str]:
        """Return the entry of the table, with the records behind its references."""
        table = self.table
        lines = [
            "",
            "[[table]]",
            f"sheet = {_quoted(table.name)}",
            f"header_row = {table.header_row}",
        ]
        unknown = [
            column.heading
            for column, guess in zip(table.columns, table.guesses, strict=True)
            if guess is None or guess.confidence < SURE
        ]
        if unknown:
            lines.append("# Not mapped; list here what is to be left out on purpose:")
            lines.append(f"# ignore = [{', '.join(map(_quoted, unknown))}]")
        for field, heading in self.sure.items():
            if self._target(spec.records()[table.record_type].fields[field]):
                lines += self._behind(field, heading)
        return lines + self._record()

    def _target(self, field: spec.FieldSpec) -> str:
        """Return the type of the record that is made behind a reference; empty for none."""
        target = TARGETS.get(field.name, OTHERWISE)
        return target if field.is_reference and target in field.targets else ""

    def _behind(self, field: str, heading: str) -> list[str]:
        """Return the record that a reference of the table points to."""
        target = TARGETS.get(field, OTHERWISE)
        lines = [
            "",
            "[[table.record]]",
            f"type = {_quoted(target)}",
            f"id = {_quoted(self._id(target, heading))}",
            "merge = true",
            f"filled = [{_quoted(heading)}]",
            "",
            "[table.record.fields]",
            f"name = {_quoted(heading)}",
        ]
        if (target, "kind") in USUAL:
            lines.append(f"kind = {{ value = {_quoted(USUAL[target, 'kind'])} }}")
        if target == "City" and self.country:
            lines.append(f"country = {_quoted(self.country)}")
        elif target == "City":
            lines.append("# country is needed: a column, or { value = … }")
        return lines

    def _id(self, target: str, heading: str) -> str:
        """Return the recipe of an id; cities are told apart by their country too."""
        place = f"{{{self.country}}}-" if target == "City" and self.country else ""
        return f"{STEMS[target]}-{place}{{{heading}}}"

    def _record(self) -> list[str]:
        """Return the record of each row."""
        table = self.table
        form = spec.records()[table.record_type]
        lines = ["", "[[table.record]]", f"type = {_quoted(form.name)}"]
        if form.name not in spec.MADE_IDS:
            key = self._key()
            lines.append(f"id = {_quoted(f'{STEMS[form.name]}-{{{key}}}')}")
        lines += ["", "[table.record.fields]"]
        for column, guess in zip(table.columns, table.guesses, strict=True):
            if guess is not None and guess.confidence >= WORTH_A_REMARK and guess.field != "id":
                lines.append(self._field(form, column, guess))
        for name, field in form.fields.items():
            if field.required and name not in self.sure and name not in {"type", "id"}:
                lines.append(self._needed(form.name, name, field))
        return lines

    def _key(self) -> str:
        """Return the column whose values tell the rows apart: an id, a number, else the name."""
        columns = [column for column in self.table.columns if column.tells_apart()]
        for column, guess in zip(self.table.columns, self.table.guesses, strict=True):
            if column in columns and guess is not None and guess.field == "id":
                return column.heading
        for column in columns:
            if any(one.concept == "project_id" for one in column.found[:1]):
                return column.heading
        named = next((one.heading for one in columns if ID_WORD.search(one.heading)), None)
        most = max(self.table.columns, key=lambda column: column.distinct())
        return named or self.sure.get("name") or most.heading

    def _field(self, form: spec.RecordSpec, column: Column, guess: Guess) -> str:
        """Return the line of one field, with how sure it is and an example."""
        field = form.fields[guess.field]
        heading = _quoted(column.heading)
        target = self._target(field)
        said = f"{{ id = {_quoted(self._id(target, column.heading))} }}" if target else heading
        remark = f"  # {guess.confidence:.2f} {guess.reason}"
        example = column.example()
        if example:
            remark += f"; such as {_remark(example)}"
        mark = "" if guess.confidence >= SURE else "# "
        return f"{mark}{guess.field} = {said}{remark}"

    def _needed(self, record_type: str, name: str, field: spec.FieldSpec) -> str:
        """Return the line of a field that must be there and that no column says."""
        usual = USUAL.get((record_type, name))
        if usual is None:
            if record_type == "Funding" and name == "funds" and "recipients" in self.sure:
                recipe = self._id("Organisation", self.sure["recipients"])
                return f"{name} = {{ id = {_quoted(recipe)} }}  # ? what is paid for"
            return f"# {name} is needed: a column, or {{ value = … }}"
        codes = ", ".join(codelist(field.codelist).codes) if field.codelist else ""
        return f"{name} = {{ value = {_quoted(usual)} }}  # ? one of {codes}"


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def _remark(text: str) -> str:
    """Return a text that can stand in a remark: on one line, without control signs."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
