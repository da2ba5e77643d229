"""Writes results: to standard output as it can show them, or to a file."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exchangespec.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.report.layout import Layout

WIDEST = 100
STANDARD = "-"


def show(text: str) -> None:
    """Write a result to standard output; signs that it cannot hold are spelt out.

    A reader that stops early, such as `head`, is no fault: the command goes on to its exit code.
    """
    from exchangespec.report.characters import fitting

    stream = sys.stdout
    if stream is None:  # closed from the start
        return
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(fitting(text, encoding))
        stream.flush()
    except BrokenPipeError:
        _let_go()


def pour(pieces: Iterable[bytes]) -> None:
    """Write bytes to standard output, piece by piece."""
    if sys.stdout is None:  # closed from the start
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _let_go()


def _let_go() -> None:
    """Let what is still to be written to a closed pipe vanish, at the end of the process too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def writing(name: object) -> Iterator[None]:
    """Turn what keeps a result from being written into wrong use."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise click.UsageError(f"{name} cannot be written: {reason}") from None


def save(path: str, content: bytes) -> None:
    """Write a result to a file, or to standard output for `-`."""
    if path == STANDARD:
        pour([content])
        return
    with writing(path):
        Path(path).write_bytes(content)
    session().note(f"Written: {path}")


def columns() -> int:
    """Return how many columns a line may have."""
    return min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)


def terminal_layout() -> Layout:
    """Return how a report looks on this terminal: its width, its colours, its signs."""
    from exchangespec.report.layout import COLOURS, NO_COLOURS, Layout

    now = session()
    return Layout(
        width=columns(),
        paints=COLOURS if now.paints(sys.stdout) else NO_COLOURS,
        folded=() if now.verbosity else ("info",),
    )
