"""The views that a connection offers: current records, who took part, and where each value stands.

They are SQL made from the model and from the roles that the list columns of events and visits give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.submission.relations import NOT_COUNTED, ROLE_COLUMNS
from exchangespec.tables.forms import (
    PARTICIPATION,
    PROVENANCE,
    Column,
    TableForm,
    Type,
    record_tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PARTICIPATIONS = "participations"
WITHDRAWN = "withdrawn"
GONE = "record_status IS NOT DISTINCT FROM 'withdrawn'"
# Fields of a Participation that the view does not take over: they are about the record.
OF_THE_RECORD = frozenset({"type", "id", "label"})


def quoted(name: str) -> str:
    """Return the name of a table or column as SQL takes it whatever it is."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def selected(form: TableForm, made: Mapping[str, str], rows: str) -> str:
    """Return one part of a view: what is made of rows, with their places; the rest is empty."""
    made = {**made, **{one.name: quoted(one.name) for one in PROVENANCE}}
    columns = ", ".join(
        f"{made.get(one.name, f'CAST(NULL AS {one.type})')} AS {quoted(one.name)}"
        for one in form.columns
    )
    return f"SELECT {columns} FROM {rows}"


# --- who took part -------------------------------------------------------------------------------


def participations() -> TableForm:
    """Return the columns of the view of who took part, be it said in a list or in a record."""
    record = record_tables()[PARTICIPATION]
    return TableForm(
        name=PARTICIPATIONS,
        definition=(
            "That one party took part, or was to take part, in an event or visit: the list columns "
            "of events and visits (visitors, hosts, speakers ...) and the Participation records "
            "together. What a Participation record says more of is not given twice."
        ),
        columns=(
            Column("record", Type.TEXT, "Id of the record that says so."),
            Column("field", Type.TEXT, "Field of that record: a list column, or `party`."),
            Column(
                "took_part",
                Type.BOOLEAN,
                "False for who was announced, invited, cancelled, absent or replaced, or of whom "
                "it is left open.",
            ),
            *(column for column in record.columns if column.name not in OF_THE_RECORD),
        ),
    )


def participations_sql() -> str:
    """Return the view of who took part."""
    form = participations()
    parts = [_recorded(form)]
    parts += [
        _listed(form, record_type, column, role)
        for record_type, columns in ROLE_COLUMNS.items()
        for column, role in columns.items()
    ]
    body = "\nUNION ALL\n".join(parts)
    return f"CREATE VIEW {quoted(form.name)} AS\n{body}"


def _recorded(form: TableForm) -> str:
    """Return who took part by a record of its own."""
    missed = ", ".join(text(status) for status in sorted(NOT_COUNTED))
    made = {
        "record": "id",
        "field": "CASE WHEN party IS NULL THEN 'party_text' ELSE 'party' END",
        "took_part": f"coalesce(participation_status NOT IN ({missed}), true)",
    }
    columns = (
        f"{made.get(one.name, quoted(one.name))} AS {quoted(one.name)}" for one in form.columns
    )
    name = record_tables()[PARTICIPATION].name
    return f"SELECT {', '.join(columns)} FROM {quoted(name)}"


def _listed(form: TableForm, record_type: str, column: str, role: str) -> str:
    """Return who took part by a list column and has no record of its own that says more."""
    table = quoted(record_tables()[record_type].name)
    record = quoted(record_tables()[PARTICIPATION].name)
    made = {
        "record": "id",
        "field": text(column),
        "took_part": "true",
        "event": "id",
        "party": "party",
        "role": text(role),
    }
    rows = (
        f"(SELECT *, unnest({quoted(column)}) AS party FROM {table}) "
        f"AS listed WHERE NOT EXISTS (SELECT 1 FROM {record} AS said WHERE said.event = listed.id "
        f"AND said.party = listed.party AND said.role = {text(role)})"
    )
    return selected(form, made, rows)


# --- what is gone --------------------------------------------------------------------------------


def withdrawn() -> TableForm:
    """Return the columns of the view of records that were taken back."""
    return TableForm(
        name=WITHDRAWN,
        definition="A record that was taken back. It is in no other view.",
        columns=(
            Column("id", Type.TEXT, "Id of the record."),
            Column("record_type", Type.TEXT, "Its type."),
            Column("replaced_by", Type.TEXT, "The record that now stands for it."),
            Column("modified", Type.TEXT, "When it was taken back."),
            *PROVENANCE,
        ),
    )


def withdrawn_sql(source: str) -> str:
    """Return the view of records taken back, from tables whose names follow a pattern."""
    parts = []
    for name, form in record_tables().items():
        columns = ", ".join(
            f"{text(name)} AS record_type" if one.name == "record_type" else quoted(one.name)
            for one in withdrawn().columns
        )
        parts.append(f"SELECT {columns} FROM {quoted(source.format(form.name))} WHERE {GONE}")
    return f"CREATE VIEW {quoted(WITHDRAWN)} AS\n" + "\nUNION ALL\n".join(parts)


# --- where a value stands ------------------------------------------------------------------------

MACROS: dict[str, tuple[str, str]] = {
    "letters_of(in_file, in_member, in_sheet, of_field)": (
        "The letters of the column in which a sheet holds a field.",
        """(SELECT min(h.letters) FROM headings AS h
  WHERE h.file = in_file AND h.archive_member IS NOT DISTINCT FROM in_member
  AND h.sheet = in_sheet
  AND (h.field = of_field OR h.field || '.' || h.language = of_field))""",
    ),
    "file_of(r)": (
        "The file of a row of any view, with the file inside an archive.",
        "r.file || coalesce('!' || r.archive_member, '')",
    ),
    "place_of(r, f)": (
        (
            "Where a field of a row of any view stands in the file: the cell "
            "`visits.xlsx:Visits!L5`, the line `visits.csv:7`, or the place in JSON "
            "`package.json:12#/records/4/attendance`."
        ),
        """file_of(r) || CASE
  WHEN r.sheet IS NOT NULL
  THEN ':' || r.sheet || '!' || coalesce(letters_of(r.file, r.archive_member, r.sheet, f), '')
    || r."row"
  WHEN r.pointer IS NOT NULL
  THEN coalesce(':' || r.line, '') || '#' || r.pointer || '/' || replace(f, '.', '/')
  ELSE coalesce(':' || r.line, '') END""",
    ),
}


def macros_sql() -> Iterator[str]:
    """Yield the macros that lead from a row back to the file."""
    for head, (_, body) in MACROS.items():
        yield f"CREATE MACRO {head} AS {body}"
