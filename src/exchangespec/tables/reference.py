"""The page that describes every table, view and macro, made from what makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.emit.reference import code_span, page, table
from exchangespec.tables.claims import claims
from exchangespec.tables.forms import TABLES_VERSION, record_tables, tables
from exchangespec.tables.views import MACROS, participations, withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.tables.forms import Column, TableForm

INTRODUCTION = (
    "`exchangespec tables`, `exchangespec query` and `xs.connect()` turn submissions of any",
    "format into these tables. The folder that `tables` writes holds one Parquet file for each;",
    "DuckDB is for asking, and a DuckDB file is only ever exported.",
    "",
    "- **One record type, one table; one record, one row.** Lists are lists (`unnest(visitors)`).",
    "- **The notation stays.** A date or quantity is as stated (`2017-10-16?`, `>100`);",
    "  beside it stand days and numbers to reckon with. `_exact` tells bounds and estimates from",
    "  stated numbers: sum `_low`, and say “at least” unless all are exact.",
    "- **Texts in several languages are one map** (`name['nl']`), for columns must not depend on",
    "  the languages that somebody used. `label` is one text for people.",
    "- **Every row knows its place**: data set, file, sheet, row, line or pointer;",
    "  `place_of(v, 'attendance')` is the very cell. So a total leads back to its cells:",
    "  `SELECT list(place_of(v, 'attendance')) FROM visits AS v`.",
    "- **What is not valid is empty**, named in `refused`, and explained in `findings`.",
    "- **What is withdrawn is in no view** but `withdrawn`; what was sent, tombstones included, is",
    "  in a view of the same name with `_as_sent` (in the Parquet files: all that was sent).",
)


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield the page."""
    yield page("tables.md", content())


def content() -> Iterator[str]:
    """Yield the lines of the page."""
    yield f"# Tables, version {TABLES_VERSION}"
    yield ""
    yield from INTRODUCTION
    yield ""
    yield "## Ways back to the file"
    yield ""
    rows = [(code_span(head), words) for head, (words, _) in MACROS.items()]
    yield from table(("macro", "what it gives"), rows)
    for form in (participations(), claims(), withdrawn()):
        yield from described(form, f"The view {code_span(form.name)}")
    for form in record_tables().values():
        yield from described(form, f"{form.record_type}: {code_span(form.name)}")
    for form in tables().values():
        if form.record_type is None:
            yield from described(form, f"Beside the records: {code_span(form.name)}")


def described(form: TableForm, heading: str) -> Iterator[str]:
    """Yield one table with its columns."""
    yield ""
    yield f"## {heading}"
    yield ""
    yield form.definition
    yield ""
    yield from table(("column", "type", "what it holds"), [row(one) for one in form.columns])


def row(column: Column) -> tuple[str, str, str]:
    """Return one column as a row."""
    return code_span(column.name), code_span(column.type), column.definition
