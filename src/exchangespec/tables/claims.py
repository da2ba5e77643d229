"""The view of every claim: what records hold and what statements say of them, with the source."""

from __future__ import annotations

from exchangespec import spec
from exchangespec.tables.forms import PROVENANCE, Column, TableForm, Type, record_tables, type_of
from exchangespec.tables.views import GONE, quoted, selected, text
from exchangespec.views import INFERRED, STATED

CLAIMS = "claims"
# What tells one record from another, and is no claim about it.
NO_CLAIM = frozenset({"type", "id", "sources", "record_status", "replaced_by", "modified"})
OF_STATEMENTS = "Statement"


def claims() -> TableForm:
    """Return the columns of the view."""
    return TableForm(
        name=CLAIMS,
        definition=(
            "One value of one field of a record: as the record holds it, as a statement of a "
            "source has it, or as it was concluded. Claims that contradict each other stand side "
            "by side."
        ),
        columns=(
            Column("record", Type.TEXT, "Id of the record that the claim is about."),
            Column("record_type", Type.TEXT, "Its type; empty where it is in no table."),
            Column("field", Type.TEXT, "Field of the record."),
            Column("language", Type.TEXT, "Language of the value, where it is a text."),
            Column("value", Type.TEXT, "The value in the field's notation; items with `;`."),
            Column(
                "kind",
                Type.TEXT,
                "`record` for what the record itself holds, else the kind of the statement: "
                "`value` for what a source says, `inference` for what was concluded.",
            ),
            Column("rank", Type.TEXT, "Rank of the statement: preferred, normal or deprecated."),
            Column("confidence", Type.TEXT, "How sure a conclusion is."),
            Column("statement", Type.TEXT, "Id of the statement."),
            Column("sources", Type.TEXTS, "The sources that say so, of a record all it names."),
            Column("locator", Type.TEXT, "Where in the source."),
            *PROVENANCE,
        ),
    )


def claims_sql() -> str:
    """Return the view, over the views of current records."""
    parts = [_of_statements()]
    for record_type, form in record_tables().items():
        if record_type == OF_STATEMENTS:
            continue
        fields = [
            known
            for known in spec.records()[record_type].fields.values()
            if known.name not in NO_CLAIM
        ]
        parts.append(_of_plain(record_type, form.name, fields))
        parts += [
            _of_texts(record_type, form.name, known)
            for known in fields
            if type_of(known) is Type.MAP
        ]
    return f"CREATE VIEW {quoted(CLAIMS)} AS\n" + "\nUNION ALL\n".join(parts)


def _of_record(record_type: str) -> dict[str, str]:
    """Return the columns that are alike for all that records hold."""
    return {
        "record": "id",
        "record_type": text(record_type),
        "kind": text("record"),
        "sources": "sources",
    }


def _of_plain(record_type: str, table: str, fields: list[spec.FieldSpec]) -> str:
    """Return the claims of fields that are no texts: a row for each that is stated."""
    written = {known.name: _as_text(known) for known in fields if type_of(known) is not Type.MAP}
    kept = ", ".join(["id", "sources", *(quoted(one.name) for one in PROVENANCE)])
    columns = ", ".join(f"{value} AS {quoted(f'of {name}')}" for name, value in written.items())
    names = ", ".join(quoted(f"of {name}") for name in written)
    rows = (
        f"(UNPIVOT (SELECT {kept}, {columns} FROM {quoted(table)}) "
        f"ON {names} INTO NAME field VALUE claimed)"
    )
    made = {"field": f"substr(field, {len('of ') + 1})", "value": "claimed"}
    return selected(claims(), {**_of_record(record_type), **made}, rows)


def _as_text(known: spec.FieldSpec) -> str:
    """Return a field as one text: an empty list is nothing."""
    name = quoted(known.name)
    if known.many:
        return f"nullif(array_to_string(CAST({name} AS VARCHAR[]), ';'), '')"
    return f"CAST({name} AS VARCHAR)"


def _of_texts(record_type: str, table: str, known: spec.FieldSpec) -> str:
    """Return the claims of one field of texts: a row for each language."""
    entries = f"unnest(map_entries({quoted(known.name)})) AS entry"
    made = {"field": text(known.name), "language": "entry.key", "value": "entry.value"}
    rows = f"(SELECT *, {entries} FROM {quoted(table)}) AS listed"
    return selected(claims(), {**_of_record(record_type), **made}, rows)


def _of_statements() -> str:
    """Return the claims of statements; what only repeats another one is left out."""
    listed = " UNION ALL ".join(
        f"SELECT id AS known, {text(record_type)} AS its_type FROM {quoted(form.name)}"
        for record_type, form in record_tables().items()
    )
    # A record that stands in several files is one that a statement is about.
    types = f"SELECT known, min(its_type) AS its_type FROM ({listed}) AS listed GROUP BY known"
    made = {
        "record": "about",
        "record_type": "its_type",
        "field": "split_part(named, '.', 1)",
        "language": "nullif(split_part(named, '.', 2), '')",
        "value": '"value"',
        "kind": "kind",
        "rank": "coalesce(rank, 'normal')",
        "confidence": "confidence",
        "statement": "id",
        "sources": "CASE WHEN source IS NULL THEN NULL ELSE [source] END",
        "locator": "locator",
    }
    kinds = ", ".join(map(text, (STATED, INFERRED)))
    statements = quoted(record_tables()[OF_STATEMENTS].name)
    rows = (
        f"(SELECT *, unnest(property) AS named FROM {statements} "
        f'WHERE kind IN ({kinds}) AND "value" IS NOT NULL AND repeats IS NULL AND NOT {GONE}) '
        f"AS said LEFT JOIN ({types}) AS types ON types.known = said.about"
    )
    return selected(claims(), made, rows)
