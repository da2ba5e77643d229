"""`publish`: makes the folder of a public release."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.inputs import input_options, source_named, take_arguments
from exchangespec.cli.names import PEOPLE_NAMES, Name
from exchangespec.cli.session import session, session_options, tell

if TYPE_CHECKING:
    from exchangespec.publishing import Release

# An address without what cannot stand in one.
ADDRESS = re.compile(r"https?://[^\s<>\"{}|^`\\]+")
EPILOGUE = """\b
Examples:
  exchangespec publish package.json -o release/
  exchangespec publish merged.json -o release/ --people pseudonymise
  exchangespec publish package.json -o release/ --address https://example.org/data/2026/
"""


@click.command(epilog=EPILOGUE)
@click.argument("sources", nargs=-1, required=True, metavar="SRC")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="New folder for the release.")
@click.option(
    "--people",
    type=Name(PEOPLE_NAMES),
    default="remove",
    show_default=True,
    help="Take people out, give them numbers for names, or keep them all as they are.",
)
@click.option(
    "--address",
    default="",
    metavar="ADDRESS",
    help="Where the folder will be on the web; by default below the package's own id.",
)
@click.option(
    "--names-in-text",
    is_flag=True,
    help="Go on though names, addresses or numbers of people stand in free text; each is named.",
)
@input_options
@session_options
def publish(**given: Any) -> None:
    """Make a public release of SRC: every format, described for data portals, with sums.

    A release has one publisher; of several, each file that `merge` makes is released by itself.
    People are taken out unless asked otherwise. Data with errors, data marked as restricted, and
    data with names, addresses or telephone numbers of people in free text are refused: exit code 1.
    The same data give the same bytes.
    """  # fmt: skip
    from exchangespec.api import publish as publish_source
    from exchangespec.intake import TakeOptions

    if given["address"] and not ADDRESS.fullmatch(given["address"]):
        raise click.UsageError(f"{given['address']!r} is no http or https address")
    if len(given["sources"]) > 1:
        raise click.UsageError(
            f"{len(given['sources'])} inputs are given, and a release is made of one, since it has "
            "one publisher; `exchangespec merge` makes a file for each publisher, and each of "
            "these is published into a folder of its own"
        )
    [source] = given["sources"]
    take = TakeOptions(**take_arguments(given))
    try:
        result = publish_source(
            source_named(source),
            Path(given["output"]),
            people=given["people"],
            address=given["address"],
            with_mentions=given["names_in_text"],
            take=take,
        )
    except FileExistsError:
        raise click.UsageError(f"{given['output']} is there already; name a new folder") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise click.UsageError(f"{given['output']} cannot be written: {reason}") from None
    say(result)


def say(result: Release) -> None:
    """Say what was released, and what somebody should look at."""
    from exchangespec.report.counting import number_of

    for mention in result.mentions:
        tell(f"In free text: {mention.record} {mention.field} names {mention.person}")
    for record in result.people.dropped:
        tell(f"Left out with the people it is about: {record}")
    for reason in result.left_out:
        tell(f"Not written: {reason}")
    for advice in result.advice:
        tell(advice)
    note = session().note
    note(f"Released {number_of(len(result.files), 'file')} in {result.folder}.")
    if result.people.emptied:
        note(f"{number_of(result.people.emptied, 'reference')} to people left out.")
