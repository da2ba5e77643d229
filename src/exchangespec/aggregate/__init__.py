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
from exchangespec.aggregate.reports import as_query
from exchangespec.rules.references.fields import expected_types
from exchangespec.tables.connecting import AS_SENT
from exchangespec.tables.forms import PROVENANCE, record_tables
from exchangespec.tables.results import FORMS
from exchangespec.tables.views import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from exchangespec.aggregate.reports import Checked
    from exchangespec.engines import Engine
    from exchangespec.tables.forms import TableForm

EARLIEST_YEAR, YEARS_AHEAD = 1945, 5


@dataclass(frozen=True, slots=True)
class RollUp:
    """One roll-up: its name, what people call it, what one should know of it, and its rows.

    `between` are answers that lead from the rows to the sums.
    """

    name: str
    title: str
    about: str
    rows: tuple[str, ...]
    between: tuple[str, ...] = ()


# How a submission without a report was measured.
READING_ALONE = "reading alone"
# In the order in which they are shown.
ROLL_UPS = (
    RollUp(
        "visits_by_country_pair",
        "Visits by pair of countries and year",
        "A visit with parties of several countries stands in each of their pairs. Two reports that "
        "share an identifier count once. Where no year is certain, the year is empty.",
        ("visits_rows",),
        ("visits_counted",),
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
    RollUp(
        "references_across",
        "References between publishers that do not hold",
        "Where the data of both are here: the record is missing (EXS324), or is of another type "
        "than may stand there (EXS325); or one list names a thing by two ids (EXS326). "
        "`merge` says the same of each.",
        ("references_across_rows",),
    ),
    RollUp(
        "quality_trend",
        "Whether the data get better",
        "By publisher and month of the data: errors and warnings in 100 records, and how many of "
        "the recommended fields are stated in 100, with the change since the month before. From "
        "the reports that were given, in which all rules have looked, each release once. Where a "
        "submission has none, from what reading alone has found; the two are never compared.",
        ("quality_rows", "quality_periods"),
    ),
)
# What the roll-ups are made from, in the order in which one needs another.
HELPERS = (
    *("party_countries", "party_labels", "party_places"),
    *("visit_sides", "visit_flows", "visit_countries", "visit_hosts"),
    *("publishers", "references_between", "targets_between", "known_targets"),
    *("references_missing", "references_of_wrong_type", "names_used", "parties_named_twice"),
)
# What is worked out once: what is asked for several times and takes long, as roll-ups, and narrow
# tables between many rows, without which joining, telling apart and counting need memory at once.
KEPT = frozenset(
    {
        *("visit_flows", "visit_countries", "visit_hosts"),
        *("targets_between", "known_targets", "names_used"),
        *(name for one in ROLL_UPS for name in one.between),
        *("references_missing", "references_of_wrong_type", "parties_named_twice"),
        *("references_across_rows", *(one.name for one in ROLL_UPS)),
    }
)
BOUNDS = """\
SELECT
  cast(extract(year FROM min(first)) AS bigint) AS first,
  cast(extract(year FROM max(last)) AS bigint) AS last
FROM (
  SELECT start_earliest AS first, coalesce(end_latest, start_latest) AS last FROM networks
  UNION ALL
  SELECT start_earliest AS first, start_latest AS last FROM visits
) AS dated
"""


def query(name: str) -> str:
    """Return the text of a query in `sql/`."""
    return (resources.files("exchangespec.aggregate") / "sql" / f"{name}.sql").read_text("utf-8")


def prepare(engine: Engine, reports: Sequence[Checked] = ()) -> None:
    """Make what is made from the model, the helpers and the roll-ups, each before who needs it.

    The trend of quality is that of the `reports`, if any are given.
    """
    engine.make("bounds", BOUNDS)
    engine.make("years", years(engine))
    for name, made in FROM_THE_MODEL.items():
        engine.make(name, made())
    engine.make("quality_reports", as_query(reports))
    of_roll_ups = (name for one in ROLL_UPS for name in (*one.rows, *one.between, one.name))
    for name in (*HELPERS, *of_roll_ups):
        if name not in FROM_THE_MODEL:
            make = engine.keep if name in KEPT else engine.make
            make(name, query(name))


def years(engine: Engine) -> str:
    """Return the query of all years that any network or visit is dated to, within reason."""
    [(first, last)] = engine.rows("bounds").rows()
    this = date.today().year
    latest = this + YEARS_AHEAD
    low = min(max(first or this, EARLIEST_YEAR), latest)
    high = min(max(last or this, low), latest)
    values = ", ".join(f"({year})" for year in range(low, high + 1))
    return f"SELECT cast(year AS bigint) AS year FROM (VALUES {values}) AS known(year)"


def completeness() -> str:
    """Return the query that counts how often each recommended field is stated, by submission."""
    return "\nUNION ALL\n".join(
        _completeness_of(name, form) for name, form in record_tables().items()
    )


def _completeness_of(record_type: str, form: TableForm) -> str:
    """Return the part for one record type; its table is read once, whatever the fields."""
    fields = [one.name for one in spec.records()[record_type].fields.values() if asked(one)]
    counts = "".join(f", count(t.{name}) AS f{at}" for at, name in enumerate(fields))
    names = ", ".join(f"({text(name)})" for name in fields)
    stated = " ".join(f"WHEN {text(name)} THEN c.f{at}" for at, name in enumerate(fields))
    return (
        f"SELECT c.dataset, c.file, {text(record_type)} AS record_type, s.field, 'S' AS asked, "
        f"c.records, cast(CASE s.field {stated} END AS bigint) AS stated FROM ("
        f"SELECT t.dataset, t.file, cast(count(*) AS bigint) AS records{counts} "
        f"FROM {form.name} AS t GROUP BY t.dataset, t.file) AS c "
        f"CROSS JOIN (VALUES {names}) AS s(field)"
    )


def asked(field: spec.FieldSpec) -> bool:
    """Tell whether a field should be stated, though it may be left out."""
    return field.requirement == "S"


def known_records() -> str:
    """Return the query of all records that are known, be they current or withdrawn."""
    columns = ", ".join(f"t.{one.name} AS {one.name}" for one in PROVENANCE)
    return "\nUNION ALL\n".join(
        f"SELECT t.id AS id, {text(name)} AS record_type, {columns} "
        f"FROM {AS_SENT.format(form.name)} AS t WHERE t.id IS NOT NULL"
        for name, form in record_tables().items()
    )


def expected_targets() -> str:
    """Return the query of the record types that each field may refer to, where not to any."""
    values = ", ".join(
        f"({text(name)}, {text(field.name)}, {text(target)})"
        for name, fields in spec.references().items()
        for field in fields
        for target in expected_types(name, field)
    )
    return (
        "SELECT record_type, field, target_type "
        f"FROM (VALUES {values}) AS known(record_type, field, target_type)"
    )


FROM_THE_MODEL: dict[str, Callable[[], str]] = {
    "completeness": completeness,
    "known_records": known_records,
    "expected_targets": expected_targets,
}


def write(engine: Engine, folder: Path) -> list[Path]:
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
                stream.writelines(FORMS[form](engine.rows(name)))
            written.append(target)
    return written
