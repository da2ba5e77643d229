"""Refuses, on the command line, to write a result over what it is made from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from exchangespec.cli.output import STANDARD

if TYPE_CHECKING:
    from collections.abc import Iterable


def refuse_inputs(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse an output that is one of the inputs or a part of one; standard streams are none."""
    from exchangespec.overwriting import refuse_inputs as refuse

    written = (name for name in outputs if name != STANDARD)
    refuse(written, [name for name in inputs if name != STANDARD])


def refuse_existing(output: str | None, *, overwrite: bool) -> None:
    """Refuse to replace what is there already, unless that is wanted."""
    from exchangespec.overwriting import holds_already

    if output and output != STANDARD and not overwrite and holds_already(Path(output)):
        what = "holds tables already" if Path(output).is_dir() else "is there already"
        them = "them" if Path(output).is_dir() else "it"
        raise click.UsageError(f"{output} {what}; --overwrite replaces {them}")
