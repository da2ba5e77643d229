"""`merge`: puts submissions together, the newest whole record of each id."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.inputs import (
    input_options,
    inputs_among,
    read_beside,
    source_named,
    take_arguments,
)
from exchangespec.cli.names import FORMAT_NAMES, Name
from exchangespec.cli.options import ON_LOSS, REPORT_FORMAT
from exchangespec.cli.output import save, show, terminal_layout, writing
from exchangespec.cli.overwriting import refuse_inputs
from exchangespec.cli.session import session, session_options, tell

if TYPE_CHECKING:
    from exchangespec.merging import Merged

LAST = "last"
PAIR = 2
SIDES_SUFFIXES = (".csv", ".json", ".html")

EPILOGUE = """\b
Examples:
  exchangespec merge january.xlsx june.xlsx -o visits.json
  exchangespec merge submissions/*.xlsx -o merged/ --origins origins.csv --sides sides.html
  exchangespec merge submissions/*.json -o all.nq --same same.csv --entities entities.csv
  exchangespec merge all.nq -o packages/ --to xlsx
"""


@click.command(epilog=EPILOGUE)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PATH",
    help="File for the data of one publisher; folder, N-Quads or TriG for those of several.",
)
@click.option("-t", "--to", type=Name(FORMAT_NAMES), help="Format to write.")
@input_options
@click.option(
    "--on-conflict",
    type=click.Choice(["error", LAST]),
    default="error",
    show_default=True,
    help="Write nothing where it cannot be decided which is newer, or take the last input's.",
)
@ON_LOSS
@click.option("--same", metavar="FILE", help="CSV of pairs of ids that are the same thing.")
@click.option("--origins", metavar="FILE", help="CSV: where each record is from, and its copies.")
@click.option("--entities", metavar="FILE", help="CSV: which records are the same thing.")
@click.option(
    "--sides",
    metavar="FILE",
    help="Where two publishers report one exchange, field by field: .csv, .json or .html.",
)
@REPORT_FORMAT
@session_options
@click.pass_context
def merge(context: click.Context, /, **given: Any) -> None:
    """Put submissions together: of each id the newest whole record, within one publisher.

    Deletions are honoured. What cannot be decided is reported with both places. Records of several
    publishers stay theirs; --entities tells which of them are the same thing.
    """  # fmt: skip
    from exchangespec.merging import merge as merge_sources
    from exchangespec.merging.writing import entities_csv, origins_csv, write
    from exchangespec.report import REPORTERS

    given["files"] = inputs_among(given["files"])
    outputs = [given[name] for name in ("output", "origins", "entities", "sides") if given[name]]
    refuse_inputs(outputs, [*given["files"], *read_beside(given)])
    check_suffix(given["sides"])
    sources = [source_named(name) for name in given["files"]]
    merged = merge_sources(sources, merge_options(given))
    for loss in merged.losses:
        tell(f"Lost: {loss}")
    show(REPORTERS[given["output_format"] or "full"](merged.outcome, terminal_layout()))
    if given["origins"]:
        save(given["origins"], origins_csv(merged))
    if given["entities"]:
        save(given["entities"], entities_csv(merged))
    if given["sides"]:
        save_sides(given["sides"], merged)
    if merged.conflicts and given["on_conflict"] != LAST:
        tell("Nothing was merged: decide the conflicts, or take the last with --on-conflict last.")
        context.exit(1)
    with writing(given["output"]):
        files = write(merged, Path(given["output"]), given["to"])
    session().note(f"Written: {', '.join(map(str, files))}")
    context.exit(merged.outcome.exit_code())


def merge_options(given: dict[str, Any]) -> Any:
    """Return the options of the run."""
    from exchangespec.intake import TakeOptions
    from exchangespec.merging import MergeOptions

    return MergeOptions(
        take=TakeOptions(**take_arguments(given)),
        on_loss=given["on_loss"],
        same=pairs_in(given["same"]) if given["same"] else (),
    )


def pairs_in(name: str) -> list[tuple[str, str]]:
    """Return the pairs of ids in a CSV file; a heading line does no harm."""
    try:
        with Path(name).open(encoding="utf-8-sig", newline="") as stream:
            rows = [[cell.strip() for cell in row] for row in csv.reader(stream) if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or "it is no CSV in UTF-8"
        raise click.UsageError(f"{name} cannot be read: {reason}") from None
    for number, row in enumerate(rows, 1):
        if len(row) < PAIR:
            raise click.UsageError(f"{name}, line {number}: two ids are needed")
    return [(row[0], row[1]) for row in rows]


def check_suffix(name: str | None) -> None:
    """Refuse a form of the list of both sides that there is not."""
    if name and Path(name).suffix not in SIDES_SUFFIXES:
        raise click.UsageError(f"{name}: the list is written as {', '.join(SIDES_SUFFIXES)}")


def save_sides(name: str, merged: Merged) -> None:
    """Write where two publishers report the same exchange."""
    from exchangespec.merging.sides import FORMS, sides, summary

    rows = sides(merged)
    save(name, FORMS[Path(name).suffix](rows).encode("utf-8", "backslashreplace"))
    session().note(summary(rows))
