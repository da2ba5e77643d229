"""Refuses, on the command line, to write a result over what it is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.cli.output import STANDARD

if TYPE_CHECKING:
    from collections.abc import Iterable


def refuse_inputs(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse an output that is one of the inputs or a part of one; standard streams are none."""
    from exchangespec.overwriting import refuse_inputs as refuse

    written = (name for name in outputs if name != STANDARD)
    refuse(written, [name for name in inputs if name != STANDARD])
