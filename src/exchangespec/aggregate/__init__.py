"""Roll-ups over many submissions: each a file of portable SQL, with the rows it was made from.

Every roll-up is two queries in `sql/`: `<name>_rows.sql` gives one row for each record that counts,
with its place, and `<name>.sql` sums these rows up. So a total can be walked back to its cells, and
an engine other than DuckDB can run the very same text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.tables.forms import record_tables
from exchangespec.tables.results import FORMS, Result, ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

EARLIEST_YEAR, YEARS_AHEAD = 1945, 5


@dataclass(frozen=True, slots=True)
class RollUp:
    """One roll-up: its name, what people call it, what one should know of it, and its rows."""

    name: str
    title: str
    about: str
    rows: tuple[str, ...]


# In the order in which they are shown.
ROLL_UPS = (
    RollUp(
        "visits_by_country_pair",
        "Visits by pair of countries and year",
        "A visit with parties of several countries stands in each of their pairs. Two reports that "
        "share an identifier count once. Where no year is certain, the year is empty.",
        ("visits_rows",),
    ),
    RollUp(
        "networks_by_year",
        "Networks and their members over the years",
        "A network counts in each year of its time; without dates in none. A membership without "
        "dates has those of its network.",
        ("networks_rows", "memberships_rows"),
    ),
    RollUp(
        "mentoring_network",
        "Who mentors whom",
        "Each mentor with each mentee of a pair.",
        ("mentoring_rows",),
    ),
    RollUp(
        "funding_by_programme",
        "Funding by programme and currency",
        "Currencies and bases are never mixed. A sum says “at least” unless all amounts are exact.",
        ("funding_rows",),
    ),
    RollUp(
        "plans_by_status",
        "Action plans and their adoption",
        "By country of the owners; a plan of owners in two countries stands in both.",
        ("plans_rows",),
    ),
    RollUp(
        "scorecard",
        "How complete each submission is",
        "Of the fields that the standard recommends, how many are stated; how many records name "
        "their source and an outside identifier.",
        ("completeness",),
    ),
)
# What the roll-ups are made from, in the order in which one needs another.
HELPERS = ("party_countries", "party_labels", "party_places", "visit_sides", "visit_flows")


def query(name: str) -> str:
    """Return the text of a query in `sql/`."""
    return (resources.files("exchangespec.aggregate") / "sql" / f"{name}.sql").read_text("utf-8")


def statements(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Yield the views to make, in order: what is made from the model, the helpers, the roll-ups."""
    first, last = years(connection)
    yield "years", f"SELECT cast(range AS bigint) AS year FROM range({first}, {last + 1})"
    yield "completeness", completeness()
    for name in HELPERS:
        yield name, query(name)
    for roll_up in ROLL_UPS:
        for name in (*roll_up.rows, roll_up.name):
            if name != "completeness":
                yield name, query(name)


def years(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Return the first and last year that any network or visit is dated to, within reason."""
    asked = ask(
        connection,
        "SELECT extract(year FROM min(first)), extract(year FROM max(last)) FROM ("
        "SELECT start_earliest AS first, coalesce(end_latest, start_latest) AS last FROM networks "
        "UNION ALL SELECT start_earliest, start_latest FROM visits)",
    )
    [(first, last)] = asked.rows()
    this = date.today().year
    latest = this + YEARS_AHEAD
    low = min(max(first or this, EARLIEST_YEAR), latest)
    return int(low), int(min(max(last or this, low), latest))


def completeness() -> str:
    """Return the query that counts how often each recommended field is stated, by submission."""
    parts = [
        f"SELECT dataset, file, '{name}' AS record_type, '{known.name}' AS field, "
        f"'{known.requirement}' AS asked, cast(count(*) AS bigint) AS records, "
        f'cast(count("{known.name}") AS bigint) AS stated FROM {form.name} GROUP BY dataset, file'
        for name, form in record_tables().items()
        for known in spec.records()[name].fields.values()
        if known.requirement == "S"
    ]
    return "\nUNION ALL\n".join(parts)


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views of all roll-ups on a connection to tables."""
    for name, text in list(statements(connection)):
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS {text}")


def rolled_up(connection: duckdb.DuckDBPyConnection, name: str) -> Result:
    """Return one roll-up, or its rows, on a connection that is prepared."""
    return ask(connection, f"SELECT * FROM {name}")


def write(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    """Write each roll-up as CSV and Parquet, and the rows that it was made from as Parquet."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for roll_up in ROLL_UPS:
        wanted: Sequence[tuple[str, str]] = [
            (roll_up.name, "csv"),
            (roll_up.name, "parquet"),
            *((name, "parquet") for name in roll_up.rows),
        ]
        for name, form in wanted:
            target = folder / f"{name}.{form}"
            with target.open("wb") as stream:
                stream.writelines(FORMS[form](rolled_up(connection, name)))
            written.append(target)
    return written
