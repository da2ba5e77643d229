"""Which tables and columns there are: every one is made from the model, none is listed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from exchangespec import spec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.spec import FieldSpec

# Raised when a table or a column changes its name or its type.
TABLES_VERSION = "1"
# The view of this name has the list columns of events and visits in it as well.
PARTICIPATION = "Participation"
PARTICIPATION_TABLE = "participation_records"


class Type(StrEnum):
    """The type of a column, by its SQL name."""

    TEXT = "VARCHAR"
    TEXTS = "VARCHAR[]"
    MAP = "MAP(VARCHAR, VARCHAR)"
    DATE = "DATE"
    NUMBER = "DOUBLE"
    WHOLE = "BIGINT"
    WHOLES = "BIGINT[]"
    BOOLEAN = "BOOLEAN"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type, what it holds, and the field it is made from."""

    name: str
    type: Type
    definition: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class TableForm:
    """One table: its name, what a row of it is, its columns, and its record type if it has one."""

    name: str
    definition: str
    columns: tuple[Column, ...]
    record_type: str | None = None

    @property
    def types(self) -> Mapping[str, Type]:
        """Return the type of every column by its name."""
        return {column.name: column.type for column in self.columns}


# --- columns of one field ------------------------------------------------------------------------

SINGLE = {"boolean": Type.BOOLEAN, "integer": Type.WHOLE, "number": Type.NUMBER}
DERIVED: Mapping[str, tuple[tuple[str, Type, str], ...]] = {
    "date": (
        (
            "earliest",
            Type.DATE,
            "First day that `{name}` can stand for; empty if no year is known.",
        ),
        ("latest", Type.DATE, "Last day that `{name}` can stand for; empty if open or unknown."),
    ),
    "quantity": (
        ("low", Type.NUMBER, "Lower bound of `{name}`, as written; empty if there is none."),
        ("high", Type.NUMBER, "Upper bound of `{name}`, as written; empty if there is none."),
        ("exact", Type.BOOLEAN, "Whether `{name}` is one stated number, not a bound or estimate."),
        ("percent", Type.BOOLEAN, "Whether `{name}` is a share in per cent."),
    ),
}
DERIVED_LIKE = {"date": "date", "period": "date", "quantity": "quantity"}


def type_of(field: FieldSpec) -> Type:
    """Return the type of the column that holds a field in its own notation."""
    if field.localised or field.kind.name == "prefixes":
        return Type.MAP
    if field.many:
        return Type.WHOLES if field.kind.name == "integer" else Type.TEXTS
    return SINGLE.get(field.kind.name, Type.TEXT)


def columns_of(field: FieldSpec) -> Iterator[Column]:
    """Yield the columns of a field: its notation, and beside it what can be reckoned with."""
    yield Column(field.name, type_of(field), field.definition, field.name)
    for part, column_type, words in DERIVED.get(DERIVED_LIKE.get(field.kind.name, ""), ()):
        yield Column(f"{field.name}_{part}", column_type, words.format(name=field.name), field.name)


# --- columns of every table ----------------------------------------------------------------------

LABEL = Column(
    "label",
    Type.TEXT,
    "The name in the language of its data, else in English, else in any; the id without a name.",
)
REMAINS = (
    Column("extensions", Type.MAP, "Values of columns that are not in the standard (`x_...`)."),
    Column(
        "refused",
        Type.TEXTS,
        "Fields that are stated but not valid; they are empty here, and `findings` says why.",
    ),
)
DATASET = Column(
    "dataset", Type.TEXT, "Address of the data it is from (`id` of the header), or the file's name."
)
FILE = Column("file", Type.TEXT, "File it was read from, as it was named.")
ARCHIVE_MEMBER = Column("archive_member", Type.TEXT, "File inside that zip or folder.")
SHEET = Column("sheet", Type.TEXT, "Sheet of a workbook.")
PLACE = (
    FILE,
    ARCHIVE_MEMBER,
    SHEET,
    Column("row", Type.WHOLE, "Row of a table, as its program numbers it."),
    Column("line", Type.WHOLE, "Line of a text file."),
    Column("pointer", Type.TEXT, "JSON pointer to the record."),
    Column("subject", Type.TEXT, "Subject of the record in RDF."),
)
PROVENANCE = (DATASET, *PLACE)


@cache
def record_tables() -> dict[str, TableForm]:
    """Return the table of each record type, by type."""
    return {
        name: TableForm(
            name=PARTICIPATION_TABLE if name == PARTICIPATION else form.plural,
            definition=form.definition,
            columns=(*_record_columns(form.fields), *REMAINS, *PROVENANCE),
            record_type=name,
        )
        for name, form in spec.records().items()
    }


def _record_columns(fields: Mapping[str, FieldSpec]) -> Iterator[Column]:
    """Yield the id, a label where there is a name, and the columns of every other field."""
    for field in fields.values():
        if field.kind.name == "type":
            continue
        yield from columns_of(field)
        if field.name == "id" and "name" in fields:
            yield LABEL


@cache
def datasets() -> TableForm:
    """Return the table of what was read: one row an input, with its header."""
    return TableForm(
        name="datasets",
        definition="One input that was read, with what its header says.",
        columns=(
            DATASET,
            FILE,
            Column("format", Type.TEXT, "Format it was read in."),
            Column("readable", Type.BOOLEAN, "Whether it could be read at all."),
            Column("complete", Type.BOOLEAN, "Whether it could be read to its end."),
            Column("records", Type.WHOLE, "How many records were read."),
            Column("errors", Type.WHOLE, "How many errors reading it found."),
            *(
                column
                for field in spec.header().values()
                if field.name != "id"
                for column in columns_of(field)
            ),
        ),
    )


@cache
def headings() -> TableForm:
    """Return the table of columns in the files: it leads from a row and field to a cell."""
    return TableForm(
        name="headings",
        definition="One column of a sheet or CSV file that was read, and the field it holds.",
        columns=(
            DATASET,
            FILE,
            ARCHIVE_MEMBER,
            SHEET,
            Column("record_type", Type.TEXT, "Record type of the sheet or file."),
            Column("field", Type.TEXT, "Field that the column holds."),
            Column("language", Type.TEXT, "Language it holds the field in, where it is a text."),
            Column("heading", Type.TEXT, "Heading of the column, as received."),
            Column("letters", Type.TEXT, "Letters of the column in a workbook."),
        ),
    )


@cache
def findings() -> TableForm:
    """Return the table of what was found while reading."""
    return TableForm(
        name="findings",
        definition="Something that was found while reading: a value not valid, or changed.",
        columns=(
            DATASET,
            Column("code", Type.TEXT, "Code of the rule."),
            Column("slug", Type.TEXT, "Name of the rule."),
            Column("severity", Type.TEXT, "error, warning or info."),
            Column("message", Type.TEXT, "What is wrong."),
            Column("record", Type.TEXT, "Id of the record."),
            Column("field", Type.TEXT, "Field of the record."),
            *PLACE,
            Column("cell", Type.TEXT, "Cell of a sheet."),
        ),
    )


@cache
def links() -> TableForm:
    """Return the table of references: one row for each, whether it stands in a list or alone."""
    return TableForm(
        name="links",
        definition="One reference of a current record to another; lists give a row an item.",
        columns=(
            DATASET,
            Column("record_type", Type.TEXT, "Type of the record that refers."),
            Column("record", Type.TEXT, "Id of the record that refers."),
            Column("field", Type.TEXT, "Field that the reference stands in."),
            Column("target", Type.TEXT, "What it refers to: an id, or an outside identifier."),
            Column("publisher", Type.TEXT, "Prefix of the record's id: whose record it is."),
            Column("target_publisher", Type.TEXT, "Prefix of the target: whose it would be."),
        ),
    )


@cache
def entities() -> TableForm:
    """Return the table of what is the same thing under several ids."""
    return TableForm(
        name="entities",
        definition=(
            "An id or outside identifier that means the same thing as another, and the id that "
            "stands for all of them. What is in no row stands for itself: "
            "`coalesce(entity, id)`. Told by shared outside identifiers, by one record naming the "
            "other, or by replaced_by; never by names alone."
        ),
        columns=(
            Column("id", Type.TEXT, "An id, or an outside identifier; each in one row only."),
            Column("record_type", Type.TEXT, "Type of the thing."),
            Column("entity", Type.TEXT, "The id that stands for the thing."),
            Column("by", Type.TEXTS, "What tells so."),
        ),
    )


@cache
def tables() -> dict[str, TableForm]:
    """Return every table that is kept, by its name."""
    beside = (datasets(), headings(), links(), entities(), findings())
    forms = (*record_tables().values(), *beside)
    return {form.name: form for form in forms}
