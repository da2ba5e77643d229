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
from exchangespec.mapping.identifying import Candidates, Named, key_of, repeated_in
from exchangespec.mapping.meanings import OUT_OF_SCOPE, languages_of, meanings, rivals
from exchangespec.mapping.plan import id_part
from exchangespec.mapping.showing import settled
from exchangespec.mapping.values import TELLING, is_number, looks, test_for
from exchangespec.spec.headings import fields_by_heading, table_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.formats.cells import Cell
    from exchangespec.formats.format import RawRecord, ReadOptions, Source
    from exchangespec.formats.table import Row
    from exchangespec.mapping.grid import Grid
    from exchangespec.mapping.meanings import Meaning

ROWS_LOOKED_AT = 200
# An id must be another one in each row; so many are looked through for that.
MOST_ROWS_TOLD_APART = 5_000
ROWS_OF_HEADINGS = 25
# From here on a guess is written as an entry, below it as a remark.
SURE = 0.8
WORTH_A_REMARK = 0.45
# What values do to a guess made from the heading.
PROVEN, DOUBTED, BY_VALUES = 0.1, 0.5, 0.75
MOST, HARDLY = 0.8, 0.3
# Which of several columns that mean the same is meant, a person says.
RIVALLED = 0.75
OWN_TITLE = "its own title"
LONGEST_EXAMPLE = 40
# What is longer is a text, and no part of an id.
LONGEST_PART = 60
# How a line begins that waits for a person.
TO_BE_STATED = "# ? "
OF_YOURS = '"A COLUMN"  # or { value = "what all rows have in common" }'
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
    """One column of a foreign table: its heading, a sample of its values, what they may mean.

    `parts` are what an id would be made of, one for each row.
    """

    heading: str
    cells: list[Cell]
    found: list[Meaning]
    parts: list[str]

    def distinct(self) -> int:
        """Return how many different values the sample holds."""
        return len({cell_text(cell) for cell in self.cells if not is_blank(cell)})

    def is_short(self) -> bool:
        """Tell whether the column holds words rather than texts."""
        return max(map(len, self.parts), default=0) <= LONGEST_PART

    def is_measure(self) -> bool:
        """Tell whether the column holds numbers, which say how much and not which."""
        return looks(self.cells, is_number) >= MOST

    def concepts(self) -> list[str]:
        """Return what the heading may mean, the likeliest first."""
        return [one.concept for one in self.found]

    def says_otherwise(self) -> bool:
        """Tell whether the values show that the column is something else than its heading says."""
        return any(
            concept not in self.concepts()[:1] and looks(self.cells, test) >= MOST
            for concept, test in TELLING
        )

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
    text = written(PurePath(source.name).name, found)
    summary = (
        f"Suggested {sure} of {columns} columns. Look through the mapping before you use it: "
        f"lines with “{TO_BE_STATED.strip()}” that wait for you: {text.count(TO_BE_STATED)}."
    )
    return Suggestion(text, summary, found)


def look_at(grid: Grid, record_type: str | None) -> TableSuggestion | None:
    """Suggest what one table holds."""
    rows = list(islice(grid.open().rows, MOST_ROWS_TOLD_APART))
    at = heading_row(rows)
    if at is None:
        return None
    number, cells = rows[at]
    words = [cell_text(cell)[:LONGEST_HEADING] for cell in cells]
    languages = languages_of(words)
    below = [row[1] for row in rows[at + 1 :] if not all(map(is_blank, row[1]))]
    samples = [
        [row[index] for row in below[:ROWS_LOOKED_AT] if index < len(row)]
        for index in range(len(words))
    ]
    columns = tuple(
        Column(
            word,
            sample,
            settled(within_scope(meanings(word, languages)), sample),
            [id_part(cell_text(row[index])) if index < len(row) else "" for row in below],
        )
        for index, (word, sample) in enumerate(zip(words, samples, strict=True))
        if word
    )
    chosen = record_type or best_type(columns, grid.name)
    guesses = beside_others(columns, assigned(columns, chosen))
    return TableSuggestion(grid.name, number, chosen, columns, guesses)


def within_scope(found: Sequence[Meaning]) -> list[Meaning]:
    """Return what a field may mean; it is doubted where no field is meant more surely."""
    beyond = max((one.confidence for one in found if one.concept == OUT_OF_SCOPE), default=0.0)
    return [
        one if one.confidence >= beyond else one.times(DOUBTED)
        for one in found
        if one.concept != OUT_OF_SCOPE
    ]


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


def beside_others(
    columns: Sequence[Column], guesses: Sequence[Guess | None]
) -> tuple[Guess | None, ...]:
    """Return guesses as sure as they are beside other columns that mean the same as surely."""
    found = tuple(() if column.says_otherwise() else column.found for column in columns)
    weighed = list(guesses)
    for at, guess in enumerate(guesses):
        others = rivals(found, at)
        if guess is not None and not guess.reason.startswith(OWN_TITLE) and others:
            reason = f"{guess.reason}; or “{_remark(columns[others[0]].heading)}”"
            weighed[at] = guess._replace(confidence=guess.confidence * RIVALLED, reason=reason)
    return tuple(weighed)


def guesses_for(column: Column, record_type: str) -> Iterator[Guess]:
    """Yield the fields of a type that a column may hold."""
    fields = spec.records()[record_type].fields
    own = fields_by_heading(record_type).get(fold(column.heading))
    if own is not None and own in fields and own != "type":
        yield _weighed(Guess(own, 1.0, OWN_TITLE), column, fields[own])
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
        "# Look through every line: the number says how sure a guess is (1 is certain).",
        "# What is not sure is only a remark: where it is right, take away the # before it.",
        "# What stands behind “# ?” is needed: make it right, and take both signs away.",
        "# Then: exchangespec validate FILE --map THIS_FILE",
        'mapping = "1"',
        f"title = {_quoted('Mapping of ' + name)}",
        'description = "Suggested; not yet looked through."',
        "",
        "[header]",
        '# language = "en"',
        '# prefix = "your-own"',
        '# publisher = "who publishes this"',
        *personal_data(),
    ]
    for table in tables:
        lines += TableWriter(table).lines()
    return "\n".join(lines) + "\n"


def personal_data() -> Iterator[str]:
    """Yield what the header may say of personal data, of which nobody but a person can know."""
    yield f'{TO_BE_STATED}personal_data = "CHOOSE"  # are there people in the data? one of'
    for code in codelist("personal_data").codes.values():
        yield f"#     {code.code}: {code.label}"


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
        self.countries = [
            column.heading
            for column in table.columns
            if column.concepts()[:1] == ["country"] or looks(column.cells, TELLING[0][1]) >= MOST
        ]
        fields = spec.records()[table.record_type].fields
        cities = [field for field in self.sure if self._target(fields[field]) == "City"]
        # With two cities in a row, nobody but a person knows whose country a column tells.
        alone = len(cities) == 1 and len(self.countries) == 1
        self.country = self.countries[0] if alone else None

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
            lines.append(self._needed(target, "kind", spec.records()[target].fields["kind"]))
        if target == "City" and self.country:
            lines.append(f"country = {_quoted(self.country)}")
        elif target == "City":
            words = OF_YOURS.replace("A COLUMN", (self.countries or ["A COLUMN"])[0])
            lines.append(f"{TO_BE_STATED}country = {words}")
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
        if any(map(self.sure.keys().isdisjoint, TELLTALE[form.name])):
            others = ", ".join(sorted(CONCEPTS.keys() - {form.name}))
            lines[-1] += f"  {TO_BE_STATED}or {others}; see --type"
        if form.name not in spec.MADE_IDS:
            lines += self._id_of_rows(form.name)
        lines += ["", "[table.record.fields]"]
        for column, guess in zip(table.columns, table.guesses, strict=True):
            if guess is not None and guess.confidence >= WORTH_A_REMARK and guess.field != "id":
                lines.append(self._field(form, column, guess))
        for name, field in form.fields.items():
            if field.required and name not in self.sure and name not in {"type", "id"}:
                lines.append(self._needed(form.name, name, field))
        return lines

    def _id_of_rows(self, record_type: str) -> Iterator[str]:
        """Yield the recipe of the ids of rows, or what to do where no columns tell rows apart."""
        columns = [Named(column.heading, column.parts) for column in self.table.columns]
        candidates = self._candidates(record_type, columns)
        key = key_of(columns, candidates)
        stem = STEMS[record_type]
        if key is None:
            for column in (*candidates.alone, *candidates.together)[:1]:
                twice = repeated_in(column)
                yield f"# In “{_remark(column.heading)}” {twice} stands more than once."
            yield "# No columns tell all rows apart: number the rows in a column of their own."
            yield f'{TO_BE_STATED}id = "{stem}-{{NUMBER}}"  # its heading stands in the braces'
            return
        made = "-".join(f"{{{heading}}}" for heading in key.headings)
        yield f"id = {_quoted(f'{stem}-{made}')}"
        if key.repeated:
            yield "merge = true  # some rows are the same in every column"

    def _candidates(self, record_type: str, columns: Sequence[Named]) -> Candidates:
        """Return the columns that ids of rows may be made of."""
        found = list(zip(columns, self.table.columns, self.table.guesses, strict=True))
        by_heading = {column.heading: column for column in columns}
        alone = [one for one, _, guess in found if guess is not None and guess.field == "id"]
        alone += [one for one, column, _ in found if column.concepts()[:1] == ["project_id"]]
        alone += [
            one for one, column, _ in found if not column.found and ID_WORD.search(one.heading)
        ]
        if "name" in self.sure:
            alone.append(by_heading[self.sure["name"]])
        groups = TELLTALE[record_type]
        telling = [field for field in self.sure if any(field in group for group in groups)]
        whole = not any(map(set(telling).isdisjoint, groups))
        kept = {one.heading for one, column, _ in found if not column.is_measure()}
        keys = [by_heading[self.sure[field]] for field in telling] if whole else []
        together = [one for one in keys if one.heading in kept]
        others = [one for one, column, _ in found if column.is_short() and not column.is_measure()]
        if record_type in BETWEEN:
            # Of two grants to one beneficiary, the sums may be all that differs.
            others += [one for one, column, _ in found if column.is_short()]
        return Candidates(alone, together, others)

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
                return f"{TO_BE_STATED}{name} = {{ id = {_quoted(recipe)} }}  # what is paid for"
            return f"{TO_BE_STATED}{name} = {OF_YOURS}"
        codes = ", ".join(codelist(field.codelist).codes) if field.codelist else ""
        return f"{TO_BE_STATED}{name} = {{ value = {_quoted(usual)} }}  # or one of {codes}"


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def _remark(text: str) -> str:
    """Return a text that can stand in a remark: on one line, without control signs."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
