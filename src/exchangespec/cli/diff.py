"""`diff`: what changed between two submissions, by record and field."""

from __future__ import annotations

from typing import Any

import click

from exchangespec.cli.inputs import input_options, read_beside, source_named, take_arguments
from exchangespec.cli.names import COMPARISON_NAMES
from exchangespec.cli.options import COMPARISON_FORM, RESULT_FILE, form_of
from exchangespec.cli.output import save, show
from exchangespec.cli.overwriting import refuse_inputs
from exchangespec.cli.session import session_options, tell

EPILOGUE = """\b
Examples:
  exchangespec diff visits-2024.xlsx visits-2025.xlsx
  exchangespec diff before.json after.xlsx -o changes.html
"""


@click.command(epilog=EPILOGUE)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@input_options
@COMPARISON_FORM
@RESULT_FILE
@session_options
@click.pass_context
def diff(context: click.Context, /, **given: Any) -> None:
    """Show what changed from A to B, record by record and field by field.

    Files of different formats can be compared. The exit code is 1 where anything differs, or where
    an error kept something from being compared.
    """  # fmt: skip
    from exchangespec.differences import compare
    from exchangespec.differences.forms import FORMS
    from exchangespec.intake import TakeOptions

    inputs = [given["before"], given["after"], *read_beside(given)]
    refuse_inputs(filter(None, [given["output"]]), inputs)
    write = FORMS[form_of(given, COMPARISON_NAMES)]
    take = TakeOptions(**take_arguments(given))
    found = compare(source_named(given["before"]), source_named(given["after"]), take)
    result = write(found)
    if given["output"]:
        save(given["output"], result.encode("utf-8", "backslashreplace"))
    else:
        show(result)
    for loss in found.lost:
        tell(f"Not compared: {loss}")
    context.exit(1 if found.differences or found.doubtful else 0)
