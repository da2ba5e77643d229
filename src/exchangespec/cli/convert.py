"""`convert`: turns a file into another format and says what would be lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.inputs import input_options, read_beside, source_named, take_arguments
from exchangespec.cli.names import FORMAT_NAMES, Name
from exchangespec.cli.options import BOM, ON_LOSS, OVERWRITE, VIEW
from exchangespec.cli.output import STANDARD, pour, writing
from exchangespec.cli.overwriting import refuse_existing, refuse_inputs
from exchangespec.cli.profiles import profile_option, profiles_named
from exchangespec.cli.session import session, session_options, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchangespec.conversion import Conversion, ConvertOptions
    from exchangespec.people import People

FOLDER_FORMAT = "csv"

EPILOGUE = """\b
Examples:
  exchangespec convert visits.xlsx visits.json
  exchangespec convert package.json tables/ --to csv
  exchangespec convert package.json tables/ --to csv --bom
  exchangespec convert package.json visits.xlsx --verify
  exchangespec convert data.ndjson - --to json
  exchangespec convert sloppy.json clean.json --lenient
  exchangespec convert package.json package.ttl --aligned
  exchangespec convert package.json package.jsonld --inline-context
  exchangespec convert package.json stated.csv.zip --view stated
"""


@click.command(epilog=EPILOGUE)
@click.argument("source", metavar="SRC")
@click.argument("target", metavar="DEST")
@input_options
@profile_option
@click.option(
    "-t",
    "--to",
    type=Name(FORMAT_NAMES),
    help="Format to write; by default the suffix of DEST tells it.",
)
@OVERWRITE
@BOM
@click.option("--verify", is_flag=True, help="Read the result back and compare every record.")
@ON_LOSS
@click.option(
    "--sorted",
    "in_order",
    is_flag=True,
    help="Sort the records in NDJSON, N-Triples and N-Quads too.",
)
@click.option("--lenient", is_flag=True, help="Apply the repairs that are safe.")
@VIEW
@click.option("--without-persons", is_flag=True, help="Leave people out, and what is about them.")
@click.option("--pseudonymise", is_flag=True, help="Give people numbers for names.")
@click.option(
    "--aligned",
    is_flag=True,
    help="Also say it in official vocabularies: Turtle, TriG, N-Triples, N-Quads.",
)
@click.option(
    "--inline-context",
    is_flag=True,
    help="Write our whole context into JSON-LD in the place of its address.",
)
@session_options
@click.pass_context
def convert(context: click.Context, /, **given: Any) -> None:
    """Turn SRC into another format at DEST; - is standard input and output.

    Everything is kept. Where the other format could not hold something, nothing is written, and
    what would be lost is named: exit code 1. With --profile the result names the profile.
    """  # fmt: skip
    from exchangespec.conversion import convert as convert_source
    from exchangespec.conversion import verify

    if given["target"] == STANDARD and (given["verify"] or not given["to"]):
        raise click.UsageError("to standard output, name the format with --to, without --verify")
    if given["target"] == STANDARD and given["to"] == FOLDER_FORMAT:
        raise click.UsageError(f"{FOLDER_FORMAT} is a folder of files; name one instead of -")
    refuse_inputs([given["target"]], [given["source"], *read_beside(given)])
    refuse_existing(given["target"], overwrite=given["overwrite"])
    options = convert_options(given)
    target = None if given["target"] == STANDARD else Path(given["target"])
    with writing(given["target"]):
        result = convert_source(source_named(given["source"]), target, options)
    if target is None:
        pour(result.pieces)
    for loss in result.losses:
        tell(f"Lost: {loss}")
    say(result)
    if given["verify"] and target is not None:
        context.exit(compared(verify(result, target, options)))


def convert_options(given: dict[str, Any]) -> ConvertOptions:
    """Return the options of the run."""
    from exchangespec.conversion import ConvertOptions, mended
    from exchangespec.intake import TakeOptions

    repairs = {"mend": mended} if given["lenient"] else {}
    take = TakeOptions(**take_arguments(given))
    return ConvertOptions(
        take=take,
        profiles=tuple(one.id for one in profiles_named(given["profiles"])),
        to=given["to"],
        on_loss=given["on_loss"],
        in_order=given["in_order"],
        aligned=given["aligned"],
        inline_context=given["inline_context"],
        bom=given["bom"],
        view=given["view"],
        people=people(given),
        **repairs,
    )


def people(given: dict[str, Any]) -> People:
    """Return what is to be done with people."""
    if given["without_persons"] and given["pseudonymise"]:
        raise click.UsageError("people are left out or pseudonymised, not both")
    if given["without_persons"]:
        return "remove"
    return "pseudonymise" if given["pseudonymise"] else "keep"


def say(result: Conversion) -> None:
    """Say what was read and written, and whether it is fit to be passed on."""
    from exchangespec.report.counting import number_of

    note = session().note
    amount = number_of(len(result.document.records), "record")
    where = f" in {number_of(len(result.files), 'file')}" if result.files else ""
    note(f"Converted {amount} to {result.format.title}{where}.")
    tell_changes(result)
    tell_left_out(result.left_out)
    for record in result.dropped:
        tell(f"Left out with the people it is about: {record}")
    for mention in result.mentions:
        tell(f"Still in a text: {mention.record} {mention.field} names {mention.person}")
    if kept := result.kept_invalid:
        rest = "value that is not valid was" if kept == 1 else "values that are not valid were"
        note(f"{kept:,} {rest} kept as {'it is' if kept == 1 else 'they are'}.")
    if errors := result.outcome.counts["error"]:
        found = number_of(errors, "error")
        note(f"Reading found {found}; `exchangespec validate` shows where, and looks for more.")


def tell_changes(result: Conversion) -> None:
    """Say what a view shows otherwise than the records do: how much, and with -v each of it."""
    counts: dict[str, int] = {}
    for change in result.changes:
        counts[change.done] = counts.get(change.done, 0) + 1
        if session().verbosity:
            tell(str(change))
    if counts:
        parts = ", ".join(f"{count:,} {done}" for done, count in counts.items())
        session().note(f"Fields that this view shows otherwise: {parts}; -v names them.")


MOST_NAMED = 10


def tell_left_out(records: Sequence[tuple[str, str]]) -> None:
    """Say which records a view does not show: how many of each type, and with -v all their ids."""
    from exchangespec.report.counting import kind_of_record, listed

    if not records:
        return
    most = len(records) if session().verbosity else MOST_NAMED
    names = ", ".join(name or kind for kind, name in records[:most])
    rest = f" and {len(records) - most:,} more; -v names them all" if len(records) > most else ""
    amounts = Counter(kind for kind, _ in records)
    counts = listed([kind_of_record(kind, amount) for kind, amount in amounts.items()])
    tell(f"Left out of this view: {counts} ({names}{rest})")


def compared(differences: list[str]) -> int:
    """Say whether the result reads back the same, and return the exit code."""
    if not differences:
        session().note("Read back and compared: every record is the same.")
        return 0
    tell(f"Read back differently: {', '.join(differences[:10])}")
    return 1
