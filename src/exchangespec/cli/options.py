"""Options that mean the same wherever they are taken, each defined once."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from exchangespec.cli.names import (
    COMPARISON_NAMES,
    FORM_OF_SUFFIX,
    PROPOSAL_NAMES,
    REPORT_NAMES,
    RESULT_NAMES,
    VIEW_NAMES,
    Name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

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
OVERWRITE = click.option("--overwrite", is_flag=True, help="Replace what is there already.")
BOM = click.option(
    "--bom",
    is_flag=True,
    help="Begin CSV with a byte order mark, by which Excel knows that it is UTF-8.",
)
RESULT_FILE = click.option("-o", "--output", metavar="PATH", help="File for the result.")


def _form(names: Sequence[str], what: str) -> Callable[[Any], Any]:
    """Return the option that asks for the form of what a command tells."""
    return click.option(
        "--output-format",
        type=Name(names),
        help=f"Form of the {what}; by default that of the suffix of the file, else {names[0]}.",
    )


RESULT_FORM = _form(RESULT_NAMES, "result")
COMPARISON_FORM = _form(COMPARISON_NAMES, "result")
PROPOSAL_FORM = _form(PROPOSAL_NAMES, "proposals")


def form_of(given: dict[str, Any], names: Sequence[str]) -> str:
    """Return the form asked for, else the one the file's suffix means, else the first.

    A name without a suffix says nothing, so that devices and pipes can be written to.
    """
    if given["output_format"]:
        return str(given["output_format"])
    suffix = PurePath(given["output"] or "").suffix.removeprefix(".").casefold()
    if not suffix:
        return names[0]
    meant = (suffix, *FORM_OF_SUFFIX.get(suffix, ()))
    for name in names:
        if name in meant:
            return name
    known = [".txt" if name in FORM_OF_SUFFIX["txt"] else f".{name}" for name in names]
    raise click.UsageError(
        f"{given['output']}: the suffix .{suffix} stands for no form; known are "
        f"{', '.join(known)}, or name the form with --output-format"
    )
