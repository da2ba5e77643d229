"""`aggregate`: rolls many submissions up into tables and one page of pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.engines import ENGINE, SPARK_CONF, cluster_of, engine_of, shared_folder
from exchangespec.cli.inputs import input_options, inputs_among, read_beside
from exchangespec.cli.options import MEMORY, TOGETHER, VIEW
from exchangespec.cli.output import writing
from exchangespec.cli.overwriting import refuse_inputs
from exchangespec.cli.session import session, session_options, tell
from exchangespec.cli.tables import expanded, tables_of

if TYPE_CHECKING:
    from exchangespec.engines import Engine

PAGE = "index.html"
# So many inputs or reports are named one by one.
MOST_TOLD = 10

EPILOGUE = """\b
Examples:
  exchangespec aggregate submissions/*.xlsx -o overview/
  exchangespec aggregate tables/ -o overview/ --title "Exchanges 2020 to 2024"
  exchangespec aggregate tables/ -o overview/ --engine spark://host:7077 --spark-conf spark.conf
  exchangespec aggregate tables/ -o overview/ --reports reports/
"""


@click.command(epilog=EPILOGUE)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Folder for the results.")
@click.option("--title", default="Exchanges between cities", help="Title of the page.")
@ENGINE
@SPARK_CONF
@click.option(
    "--reports",
    multiple=True,
    metavar="PATH",
    help="JSON reports that validate wrote, or a folder of them: give the trend of quality.",
)
@MEMORY
@input_options
@TOGETHER
@VIEW
@session_options
@click.pass_context
def aggregate(context: click.Context, /, **given: Any) -> None:
    """Roll submissions up: visits, networks, mentoring, funding, plans, completeness, quality.

    Each roll-up is written as CSV and Parquet, with the rows it was made from and their places, and
    all of them into one page, index.html. FILES may also be a folder that `tables` has written.
    """  # fmt: skip
    from exchangespec.aggregate import prepare, write
    from exchangespec.aggregate.page import html
    from exchangespec.aggregate.reports import ReportError, read_reports

    given["files"] = inputs_among(expanded(given["files"]))
    refuse_inputs([given["output"]], [*given["files"], *given["reports"], *read_beside(given)])
    target = Path(given["output"])
    place = cluster_of(given)
    try:
        reports = read_reports(map(Path, given["reports"]))
    except ReportError as error:
        raise click.UsageError(str(error)) from None
    with (
        tables_of(given, beside=shared_folder(place, given["output"])) as (folder, code),
        engine_of(place, given, folder) as engine,
    ):
        prepare(engine, reports.checked)
        for one in reports.repeated[:MOST_TOLD]:
            tell(f"Not counted: {one.path} on {one.file}; {one.later} is about the same release.")
        if reports.checked:
            tell_unreported(engine)
        with writing(target):
            written = write(engine, target)
            page = target / PAGE
            page.write_text(html(engine, given["title"]), encoding="utf-8", newline="\n")
    session().note(f"Written: {len(written) + 1} files in {target}")
    context.exit(code)


def tell_unreported(engine: Engine) -> None:
    """Say which submissions have no report, so that the trend has only what reading has found."""
    from exchangespec.aggregate import READING_ALONE
    from exchangespec.report.counting import number_of

    result = engine.rows("quality_rows")
    rows = (dict(zip(result.columns, row, strict=True)) for row in result.rows())
    files = [row["file"] for row in rows if row["measured_by"] == READING_ALONE]
    for file in files[:MOST_TOLD]:
        tell(f"No report is about {file}: the trend has only what reading alone has found.")
    if len(files) > MOST_TOLD:
        tell(f"So it is with {number_of(len(files) - MOST_TOLD, 'more submission')}.")
