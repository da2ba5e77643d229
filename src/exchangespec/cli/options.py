"""Options that mean the same wherever they are taken, each defined once."""

from __future__ import annotations

import click

from exchangespec.cli.names import REPORT_NAMES, Name

TOGETHER = click.option(
    "--together", is_flag=True, help="Take all files as parts of one submission."
)
ON_LOSS = click.option(
    "--on-loss",
    type=click.Choice(["error", "warn"]),
    default="error",
    show_default=True,
    help="Stop when something would be lost, or name it and go on.",
)
REPORT_FORMAT = click.option(
    "--output-format",
    type=Name(REPORT_NAMES),
    help="Report on standard output; by default in full, and beside a report in a file only its "
    "sum.",
)
TEXT_OR_JSON = click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people or JSON for programs.",
)
RESULT_FILE = click.option("-o", "--output", metavar="PATH", help="File for the result.")
