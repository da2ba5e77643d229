"""The mapping file: which column of a foreign table says what, as plain data.

Everything is checked when the file is loaded, so that a slip in it is said in its own words and
never looks like a fault of the data.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.errors import ExchangespecError
from exchangespec.formats.table.headings import EXTENSION, TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSION = "1"
CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
PART = re.compile(r"\{([^{}]*)\}")
# Parts of recipes that no column fills: the name of the sheet or file, the column a record is
# made for, and what the asterisk stands for in its heading.
SHEET, EACH, STAR = "@sheet", "@each", "@star"
SPECIAL = frozenset({SHEET, EACH, STAR})


class MappingError(ExchangespecError):
    """A mapping file says something that cannot be followed."""

    def __init__(self, name: str, where: str, problem: str) -> None:
        """Keep the file, the entry in it, and what is wrong with it."""
        super().__init__(name, where, problem)
        self.name = name
        self.where = where
        self.problem = problem

    def __str__(self) -> str:
        """Return the sentence."""
        return f"the mapping {self.name}: {self.where}: {self.problem}"


@dataclass(frozen=True, slots=True)
class FieldRecipe:
    """How one field is filled.

    Attributes:
        name: the field, or an extension `x_…`.
        language: of a text, where it is named.
        columns: headings whose cells say it; several are joined, or are the items of a list.
        value: what every record says.
        ids: recipes for references to records that the mapping makes.
        cell: a cell of the sheet that says it for all rows, such as `B2`.
        values: what stands in the cells, and what is meant.
        blank: what stands in cells of which nothing is known.
        take: pattern whose first group is the part of the cell that counts.
        dates: the order of day, month and year in dates of figures: `dmy`, `mdy` or `ymd`.
        decimal: the sign before decimals, which says what other signs in a number are.
        separator: what parts the items of a list within a cell.
        join: what is put between the cells of several columns.
    """

    name: str
    language: str | None = None
    columns: tuple[str, ...] = ()
    value: Any = None
    ids: tuple[str, ...] = ()
    cell: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    blank: frozenset[str] = frozenset()
    take: re.Pattern[str] | None = None
    dates: str | None = None
    decimal: str | None = None
    separator: str | None = None
    join: str = " "


@dataclass(frozen=True, slots=True)
class RecordRecipe:
    """One kind of record that is made of a row.

    Attributes:
        type: the record type.
        id: recipe of its id; None where the standard makes ids itself.
        sorted_id: whether the parts of the id are put in order, so that A–B and B–A are one.
        merge: whether rows that give the same id say one record together.
        each: headings (with an asterisk) for each of which a row gives a record of its own.
        filled: columns that must hold something for there to be a record.
        empty: columns that must hold nothing.
        where: cells that must say one of these.
        fields: how the fields are filled.
    """

    type: str
    id: str | None = None
    sorted_id: bool = False
    merge: bool = False
    each: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: tuple[FieldRecipe, ...] = ()

    def columns(self) -> Iterator[str]:
        """Yield every heading that is named, but for those with an asterisk."""
        yield from (*self.filled, *self.empty, *self.where)
        for text in (self.id or "", *(text for one in self.fields for text in one.ids)):
            yield from PART.findall(text)
        for one in self.fields:
            yield from one.columns


@dataclass(frozen=True, slots=True)
class TableRecipe:
    """One sheet or file, or several alike, and the records its rows give.

    Attributes:
        sheet: name of the sheet, or of the file without suffix; with asterisks for several.
        header_rows: the rows of headings; none where columns go by their letters; empty means
            that the row which holds the headings is looked for.
        headless: whether there are no headings.
        carry: columns whose blank cells say what the last filled cell above them says.
        ignore: columns that are left out on purpose.
        optional: columns that need not be there.
        blank: what stands in cells of any column where nothing is known.
        records: the records of a row.
    """

    sheet: str = "*"
    header_rows: tuple[int, ...] = ()
    headless: bool = False
    carry: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    blank: frozenset[str] = frozenset()
    records: tuple[RecordRecipe, ...] = ()

    def columns(self) -> list[str]:
        """Return every heading that is named, once."""
        named = [*self.carry, *(name for record in self.records for name in record.columns())]
        return [name for name in dict.fromkeys(named) if name not in SPECIAL and "*" not in name]


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping file."""

    name: str
    title: str
    description: str
    header: Mapping[str, Any]
    tables: tuple[TableRecipe, ...]


def load(name: str, text: str) -> TableMapping:
    """Read a mapping file.

    Raises:
        MappingError: if it is not one, or names what does not exist.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingError(name, "the file", f"it is no TOML: {error}") from None
    return Loader(name).mapping(data)


class Loader:
    """Turns the data of one file into recipes; every problem names its place."""

    def __init__(self, name: str) -> None:
        """Remember what the file is called."""
        self.name = name

    def fail(self, where: str, problem: str) -> MappingError:
        """Return the error of one entry."""
        return MappingError(self.name, where, problem)

    def mapping(self, data: Mapping[str, Any]) -> TableMapping:
        """Read the whole file."""
        self.keys(data, "the file", {"mapping", "title", "description", "header", "table"})
        if data.get("mapping") != VERSION:
            raise self.fail("mapping", f"this must say “{VERSION}”, the version of such files")
        header = self.table(data.get("header", {}), "header")
        for name in header:
            if name not in spec.header():
                near = difflib.get_close_matches(name, spec.header(), n=1)
                meant = f"; did you mean {near[0]}" if near else ""
                raise self.fail(f"header.{name}", f"no header has a field of this name{meant}")
        tables = self.tables(data.get("table"), "table")
        return TableMapping(
            self.name,
            self.text(data.get("title", self.name), "title"),
            self.text(data.get("description", ""), "description"),
            header,
            tuple(self.sheet(one, f"table {number}") for number, one in enumerate(tables, 1)),
        )

    def sheet(self, data: Mapping[str, Any], where: str) -> TableRecipe:
        """Read what is said of one sheet or file."""
        known = {"sheet", "header_row", "carry", "ignore", "optional", "blank", "record"}
        self.keys(data, where, known)
        row = data.get("header_row")
        rows = row if isinstance(row, list) else [] if row is None else [row]
        if not all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in rows):
            raise self.fail(f"{where}.header_row", "this is the number of a row; 0 for none")
        records = self.tables(data.get("record"), f"{where}.record")
        blank = frozenset(self.texts(data.get("blank", []), f"{where}.blank"))
        return TableRecipe(
            sheet=self.text(data.get("sheet", "*"), f"{where}.sheet"),
            header_rows=tuple(one for one in rows if one),
            headless=rows == [0],
            carry=self.texts(data.get("carry", []), f"{where}.carry"),
            ignore=self.texts(data.get("ignore", []), f"{where}.ignore"),
            optional=self.texts(data.get("optional", []), f"{where}.optional"),
            blank=blank,
            records=tuple(
                self.record(one, f"{where}.record {number}", blank)
                for number, one in enumerate(records, 1)
            ),
        )

    def record(self, data: Mapping[str, Any], where: str, blank: frozenset[str]) -> RecordRecipe:
        """Read what is said of one kind of record; `blank` holds what means nothing anywhere."""
        known = {"type", "id", "sorted_id", "merge", "each", "filled", "empty", "where", "fields"}
        self.keys(data, where, known)
        form = spec.records().get(data.get("type", ""))
        if form is None:
            raise self.fail(f"{where}.type", f"there is no record type {data.get('type')!r}")
        fields = self.table(data.get("fields", {}), f"{where}.fields")
        conditions = self.table(data.get("where", {}), f"{where}.where")
        made = data.get("id")
        if made is None and form.name not in spec.MADE_IDS and "id" not in fields:
            problem = f"a {form.name} needs an id that tells its rows apart, such as id = "
            raise self.fail(where, problem + '"{Number}", with the heading of a column in braces')
        if made is not None:
            self.text(made, f"{where}.id")
        return RecordRecipe(
            type=form.name,
            id=made,
            sorted_id=self.flag(data.get("sorted_id", False), f"{where}.sorted_id"),
            merge=self.flag(data.get("merge", False), f"{where}.merge"),
            each=self.texts(data.get("each", []), f"{where}.each"),
            filled=self.texts(data.get("filled", []), f"{where}.filled"),
            empty=self.texts(data.get("empty", []), f"{where}.empty"),
            where={
                column: self.texts(wanted, f"{where}.where.{column}")
                for column, wanted in conditions.items()
            },
            fields=tuple(
                replace(one, blank=one.blank | blank)
                for one in (
                    self.field(form, name, said, f"{where}.fields.{name}")
                    for name, said in fields.items()
                )
            ),
        )

    def field(self, form: spec.RecordSpec, name: str, said: Any, where: str) -> FieldRecipe:
        """Read how one field is filled."""
        base, _, language = name.partition(".")
        known = form.fields.get(base)
        if known is None and not EXTENSION.fullmatch(name):
            raise self.fail(where, f"a {form.name} has no field {name!r}")
        if language and not (known and known.localised and TAG.fullmatch(language)):
            raise self.fail(where, "only texts have a language, such as name.nl")
        if isinstance(said, str):
            return FieldRecipe(base, language or None, columns=(said,))
        data = self.table(said, where)
        ways = {"column", "columns", "value", "id", "ids", "cell"}
        rest = {"values", "blank", "take", "dates", "decimal", "separator", "join"}
        self.keys(data, where, ways | rest)
        if len(ways & data.keys()) != 1:
            raise self.fail(where, f"say just one of {', '.join(sorted(ways))}")
        cell = data.get("cell")
        if cell is not None and not CELL.fullmatch(str(cell)):
            raise self.fail(f"{where}.cell", "this is a cell, such as B2")
        values = self.table(data.get("values", {}), f"{where}.values")
        return FieldRecipe(
            base,
            language or None,
            columns=self.texts(data.get("column", data.get("columns", [])), where),
            value=data.get("value"),
            ids=self.texts(data.get("id", data.get("ids", [])), where),
            cell=cell,
            values={key: self.text(one, f"{where}.values.{key}") for key, one in values.items()},
            blank=frozenset(self.texts(data.get("blank", []), f"{where}.blank")),
            take=self.pattern(data.get("take"), f"{where}.take"),
            dates=self.one_of(data.get("dates"), ("dmy", "mdy", "ymd"), f"{where}.dates"),
            decimal=self.one_of(data.get("decimal"), (",", "."), f"{where}.decimal"),
            separator=data.get("separator"),
            join=self.text(data.get("join", " "), f"{where}.join"),
        )

    # --- shapes ----------------------------------------------------------------------------------

    def keys(self, data: Mapping[str, Any], where: str, known: set[str]) -> None:
        """Refuse keys that mean nothing, which would otherwise do nothing in silence."""
        for key in data:
            if key not in known:
                names = ", ".join(sorted(known))
                raise self.fail(f"{where}: {key}", f"this means nothing here; known are {names}")

    def table(self, value: Any, where: str) -> dict[str, Any]:
        """Return a table of TOML."""
        if not isinstance(value, dict):
            raise self.fail(where, "this must be a table")
        return value

    def tables(self, value: Any, where: str) -> list[dict[str, Any]]:
        """Return a list of tables that is not empty."""
        if not isinstance(value, list) or not value:
            raise self.fail(where, f"say at least one [[{where.rpartition('.')[2]}]]")
        return [self.table(one, where) for one in value]

    def text(self, value: Any, where: str) -> str:
        """Return a text."""
        if not isinstance(value, str):
            raise self.fail(where, "this must be a text")
        return value

    def texts(self, value: Any, where: str) -> tuple[str, ...]:
        """Return texts, of which one need not stand in a list."""
        listed = value if isinstance(value, list) else [value]
        return tuple(self.text(one, where) for one in listed)

    def flag(self, value: Any, where: str) -> bool:
        """Return true or false."""
        if not isinstance(value, bool):
            raise self.fail(where, "this is true or false")
        return value

    def pattern(self, value: Any, where: str) -> re.Pattern[str] | None:
        """Return a pattern with a group."""
        if value is None:
            return None
        try:
            found = re.compile(self.text(value, where))
        except re.error as error:
            raise self.fail(where, f"this is no pattern: {error}") from None
        if found.groups != 1:
            raise self.fail(where, "put brackets around the one part that is to be taken")
        return found

    def one_of(self, value: Any, known: tuple[str, ...], where: str) -> str | None:
        """Return one of a few words, if there is one."""
        if value is not None and value not in known:
            raise self.fail(where, f"this is one of {' '.join(known)}")
        return value  # type: ignore[no-any-return]  # one of the texts
