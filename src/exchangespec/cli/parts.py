"""How a large input is checked in parts: options, and what they come to."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exchangespec.formats.format import Source
    from exchangespec.sharding.validating import Means

JOBS = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="NUMBER",
    help="Check NDJSON files of more than 20 MiB in so many processes.",
)
WORK_FOLDER = click.option(
    "--work-folder",
    metavar="FOLDER",
    help="Keep here what is found of each part of a large NDJSON file: a later run, also after one "
    "that was cut off, does only what is missing or has changed.",
)


def parts_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options on checking in parts to a command."""
    return JOBS(WORK_FOLDER(command))


@contextmanager
def means_for(sources: Sequence[Source], jobs: int, folder: str | None) -> Iterator[Means | None]:
    """Give that with which inputs are checked in parts; None where they are checked as a whole.

    Without a folder of the user's, what is found lies in one that is removed at the end.
    """
    from exchangespec.sharding.runners import runner_of
    from exchangespec.sharding.sizes import in_parts, jobs_worth

    if not in_parts(sources, jobs) and folder is None:
        yield None
        return
    from exchangespec.sharding.validating import Means

    runner = runner_of(jobs_worth(sources, jobs))
    if folder is not None:
        yield Means(runner, Path(folder))
        return
    with TemporaryDirectory(prefix="exchangespec-") as temporary:
        yield Means(runner, Path(temporary))
