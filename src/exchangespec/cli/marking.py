"""Writes the marked workbook of each input into a folder, and says what it wrote and what not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from exchangespec.cli.output import save
from exchangespec.cli.overwriting import refuse_inputs
from exchangespec.cli.session import session, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchangespec.formats.format import Source
    from exchangespec.outcome import Outcome


def targets_in(
    folder: str, sources: Sequence[Source], inputs: Sequence[str], *, overwrite: bool
) -> dict[str, str]:
    """Return where the marked workbook of each input is to stand that may have one.

    Refused before anything is read is what would be written over, or would have one name.
    """
    from exchangespec.report.marking import copy_names

    targets = {name: str(Path(folder) / copy) for name, copy in copy_names(sources).items()}
    refuse_inputs(targets.values(), inputs)
    if not overwrite:
        refuse_existing(list(targets.values()))
    return targets


def refuse_existing(targets: Sequence[str]) -> None:
    """Refuse to replace marked workbooks: somebody may have corrected them."""
    there = [target for target in targets if Path(target).exists()]
    if there:
        which = ", ".join(there)
        verb, them = ("is", "it") if len(there) == 1 else ("are", "them")
        raise click.UsageError(
            f"{which} {verb} there already, and may hold corrections; --overwrite replaces {them}"
        )


def write_marked(outcome: Outcome, sources: Sequence[Source], targets: dict[str, str]) -> None:
    """Write the marked workbooks, each in the language asked for, which may be its own."""
    from exchangespec.report.counting import number_of
    from exchangespec.report.marking import NotMarkableError, marked_copy
    from exchangespec.report.speaking import spoken

    written = 0
    for source in sources:
        part = spoken(outcome.part(source.name), session().language)
        target = targets.get(source.name, "")
        try:
            content = marked_copy(source, part)
        except NotMarkableError as problem:
            tell(f"Not marked: {problem}.")
            continue
        if content is None:
            old = f"; {target} is of an earlier check" if target and Path(target).exists() else ""
            tell(f"Not marked: {source.name} has nothing to fix{old}.")
            continue
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        save(target, content)
        written += 1
    session().note(f"Marked: {written:,} of {number_of(len(sources), 'file')}.")
