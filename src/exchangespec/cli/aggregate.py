"""`aggregate`: rolls many submissions up into tables and one page of pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from exchangespec.cli.engines import ENGINE, SPARK_CONF, cluster_of, engine_of, shared_folder
from exchangespec.cli.inputs import input_options, inputs_among, read_beside
from exchangespec.cli.options import MEMORY, TOGETHER, VIEW
from exchangespec.cli.output import writing
from exchangespec.cli.overwriting import refuse_inputs
from exchangespec.cli.session import session, session_options
from exchangespec.cli.tables import expanded, tables_of

PAGE = "index.html"

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
        prepare(engine, reports)
        with writing(target):
            written = write(engine, target)
            page = target / PAGE
            page.write_text(html(engine, given["title"]), encoding="utf-8", newline="\n")
    session().note(f"Written: {len(written) + 1} files in {target}")
    context.exit(code)
