"""Options that mean the same wherever they are taken, each defined once."""

from __future__ import annotations

import click

from exchangespec.cli.names import REPORT_NAMES, VIEW_NAMES, Name

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
MEMORY = click.option(
    "--memory-limit",
    default="1GB",
    show_default=True,
    metavar="SIZE",
    help="Memory for the question; what does not fit waits on the disk.",
)
VIEW = click.option(
    "--view",
    type=click.Choice(VIEW_NAMES),
    default="all",
    show_default=True,
    help="Let records hold what was sent, only what sources say, or the best that is known.",
)
TEXT_OR_JSON = click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people or JSON for programs.",
)
RESULT_FILE = click.option("-o", "--output", metavar="PATH", help="File for the result.")
