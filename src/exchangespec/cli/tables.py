"""`tables` and `query`: submissions as typed tables, kept, or asked with SQL."""

from __future__ import annotations

import tempfile
from codecs import BOM_UTF8
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.inputs import (
    STANDARD_INPUT,
    input_options,
    inputs_among,
    read_beside,
    source_named,
    take_arguments,
    text_of,
)
from exchangespec.cli.names import RESULT_NAMES
from exchangespec.cli.options import (
    BOM,
    MEMORY,
    OVERWRITE,
    RESULT_FILE,
    RESULT_FORM,
    TOGETHER,
    VIEW,
    form_of,
)
from exchangespec.cli.output import STANDARD, pour, writing
from exchangespec.cli.overwriting import refuse_existing, refuse_inputs
from exchangespec.cli.session import session, session_options, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exchangespec.tables.loading import Loaded

UNREADABLE = 3
DATABASE_SUFFIX = ".duckdb"
FROM_FILE = "@"

TABLES_EPILOGUE = """\b
Examples:
  exchangespec tables submissions/*.xlsx -o tables/
  exchangespec tables submissions/*.xlsx -o all.duckdb
"""
QUERY_EPILOGUE = """\b
Examples:
  exchangespec query "SELECT country, count(*) FROM cities GROUP BY ALL" *.xlsx
  exchangespec query "FROM visits" package.json -o visits.csv
  exchangespec query @per_year.sql tables/ -o years.parquet
"""


@click.command(epilog=TABLES_EPILOGUE)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PATH",
    help="Folder for Parquet files, or a file ending in .duckdb.",
)
@input_options
@TOGETHER
@VIEW
@session_options
@click.pass_context
def tables(context: click.Context, /, **given: Any) -> None:
    """Turn submissions of any format into typed tables, one a record type.

    Each row says where it stands in its file. The tables are described in docs/reference/tables.md.
    """  # fmt: skip
    from exchangespec.tables.connecting import export_database

    given["files"] = inputs_among(expanded(given["files"]))
    refuse_inputs([given["output"]], [*given["files"], *read_beside(given)])
    target = Path(given["output"])
    if target.suffix == DATABASE_SUFFIX:
        with tempfile.TemporaryDirectory(prefix="exchangespec-") as folder:
            loaded = load(given, Path(folder))
            with writing(target):
                export_database(Path(folder), target)
    else:
        refuse_strangers(target)
        loaded = load(given, target)
    session().note(f"Written: {target}")
    context.exit(told(loaded))


@click.command(epilog=QUERY_EPILOGUE)
@click.argument("sql", metavar="SQL")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@RESULT_FORM
@RESULT_FILE
@OVERWRITE
@BOM
@MEMORY
@input_options
@TOGETHER
@VIEW
@session_options
@click.pass_context
def query(context: click.Context, /, **given: Any) -> None:
    """Ask submissions of any format with SQL; each record type is a view: cities, visits ...

    FILES may also be one folder that `tables` has written. SQL is the question itself, or @ and the
    name of a file that holds it. Nothing but these data can be read or written by it.
    """  # fmt: skip
    given["files"] = inputs_among(expanded(given["files"]))
    refuse_inputs(filter(None, [given["output"]]), [*given["files"], *read_beside(given)])
    refuse_existing(given["output"], overwrite=given["overwrite"])
    given["output_format"] = form_of(given, RESULT_NAMES)
    if given["bom"] and given["output_format"] != "csv":
        raise click.UsageError("--bom is for CSV; add --output-format csv")
    sql = question(given["sql"])
    with tables_of(given) as (folder, code):
        answer(folder, sql, given)
    context.exit(code)


@contextmanager
def tables_of(given: dict[str, Any], *, beside: Path | None = None) -> Iterator[tuple[Path, int]]:
    """Give the folder of tables that is named, or one made of the inputs, and the exit code.

    What is made is made for a while, `beside` what is told, else where the system has room for it.
    """
    from exchangespec.tables.store import is_whole

    place = Path(given["files"][0])
    if len(given["files"]) == 1 and is_whole(place):
        if given["view"] != "all":
            raise click.UsageError(f"{place} holds tables already: ask for a view when making them")
        yield place, 0
        return
    with tempfile.TemporaryDirectory(prefix=".exchangespec-", dir=beside) as folder:
        yield Path(folder), told(load(given, Path(folder)))


def answer(folder: Path, sql: str, given: dict[str, Any]) -> None:
    """Ask, and write the result; a question that cannot be answered is wrong use."""
    import duckdb

    from exchangespec.tables.connecting import open_tables
    from exchangespec.tables.results import FORMS, ask

    try:
        with open_tables(folder, memory_limit=given["memory_limit"]) as connection:
            result = FORMS[given["output_format"]](ask(connection, sql))
            put(given["output"], chain((BOM_UTF8,), result) if given["bom"] else result)
    except duckdb.Error as error:
        raise click.UsageError(str(error)) from None


def put(output: str | None, parts: Iterable[bytes]) -> None:
    """Write a result to a file or to standard output as it comes."""
    if output is None or output == STANDARD:
        pour(parts)
        return
    with writing(output), Path(output).open("wb") as stream:
        stream.writelines(parts)
    session().note(f"Written: {output}")


def question(text: str) -> str:
    """Return the question, read from a file where one is named."""
    return text_of(text.removeprefix(FROM_FILE)) if text.startswith(FROM_FILE) else text


def load(given: dict[str, Any], folder: Path) -> Loaded:
    """Read the inputs into a folder of tables."""
    from exchangespec.intake import TakeOptions
    from exchangespec.tables import loading

    sources = [source_named(name) for name in given["files"]]
    read = loading.load_together if given["together"] else loading.load
    return read(sources, folder, TakeOptions(**take_arguments(given)), view=given["view"])


def expanded(names: Sequence[str]) -> list[str]:
    """Return file names, patterns replaced by the files they fit."""
    from exchangespec.tables.inputs import files_named

    found = ([name] if name == STANDARD_INPUT else files_named(name) for name in names)
    return [name for group in found for name in group]


def told(loaded: Loaded) -> int:
    """Say what of the inputs is not in the tables, and return the exit code."""
    from exchangespec.report.counting import number_of

    for problem in loaded.problems:
        tell(str(problem))
    if loaded.refused:
        tell(
            f"Left out: {number_of(loaded.refused, 'value')} not valid; "
            "the column `refused` names them, `exchangespec validate` says where."
        )
    if loaded.untyped:
        tell(f"Left out: {number_of(loaded.untyped, 'record')} of no known type.")
    for item in loaded.outcome.inputs:
        if item.readable and not item.complete:
            tell(f"{item.file} could be read in part only.")
    return 0 if loaded.readable else UNREADABLE


def refuse_strangers(folder: Path) -> None:
    """Refuse a folder that holds other things than tables of ours."""
    from exchangespec.tables.connecting import SPILL
    from exchangespec.tables.store import MARK, files_of

    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{folder} is a file; name a folder, or a file ending in .duckdb")
    ours = {MARK, SPILL, *(path.name for _, path in files_of(folder))}
    strangers = sorted(path.name for path in folder.glob("*") if path.name not in ours)
    if strangers:
        raise click.UsageError(f"{folder} holds other things already: {', '.join(strangers[:5])}")
