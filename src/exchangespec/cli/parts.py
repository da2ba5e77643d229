"""How a large input is checked in parts: options, and what they come to."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.engines import ENGINE, SPARK_CONF, cluster_of
from exchangespec.cli.session import Progress, session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exchangespec.engines.cluster import Cluster
    from exchangespec.formats.format import Source
    from exchangespec.sharding.runners import Runner
    from exchangespec.sharding.validating import Means

OTHERS = stat.S_IRWXG | stat.S_IRWXO
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
    return JOBS(WORK_FOLDER(ENGINE(SPARK_CONF(command))))


@contextmanager
def means_for(sources: Sequence[Source], given: dict[str, Any]) -> Iterator[Means | None]:
    """Give that with which inputs are checked in parts; None where they are checked as a whole.

    Without a folder of the user's, what is found lies in one that is removed at the end.
    """
    from exchangespec.sharding.runners import runner_of
    from exchangespec.sharding.sizes import in_parts, jobs_worth

    jobs, folder = given["jobs"], given["work_folder"]
    place = cluster_of(given)
    if folder is not None and Path(folder).exists() and not Path(folder).is_dir():
        raise click.UsageError(f"{folder} is a file; --work-folder wants a folder")
    if folder is not None:
        warn_of_readers(Path(folder))
    if place is not None:
        with cluster_means(place, given) as means:
            yield means
        return
    if not in_parts(sources, jobs) and folder is None:
        yield None
        return
    from exchangespec.sharding.validating import Means

    runner = told_by(runner_of(jobs_worth(sources, jobs)))
    if folder is not None:
        yield Means(runner, Path(folder))
        return
    with TemporaryDirectory(prefix="exchangespec-") as temporary:
        yield Means(runner, Path(temporary))


def warn_of_readers(folder: Path) -> None:
    """Say so where a folder that is there already is open to others."""
    if os.name == "posix" and folder.is_dir() and folder.stat().st_mode & OTHERS:
        session().note(f"Others may read {folder}, where names of people in the data are kept.")


def told_by(runner: Runner) -> Runner:
    """Let a runner say how far it is, where somebody looks on."""
    from exchangespec.sharding.runners import Telling

    return Telling(runner, Progress()) if session().shows_progress else runner


@contextmanager
def cluster_means(place: Cluster, given: dict[str, Any]) -> Iterator[Means]:
    """Give that with which a cluster checks inputs; it is asked only for what is missing."""
    from exchangespec.engines import cluster
    from exchangespec.engines.spark import LOG, SparkRunner
    from exchangespec.sharding.validating import Means

    if given["work_folder"] is None:
        raise click.UsageError(
            "a Spark cluster needs --work-folder FOLDER, on the disk that all its machines share"
        )
    if given["jobs"] > 1:
        raise click.UsageError("--jobs is for this machine; a cluster uses all that it has")
    folder = Path(given["work_folder"]).resolve()
    log = folder / LOG
    with ExitStack() as stack:
        runner = SparkRunner(lambda: stack.enter_context(cluster.session(place, log)), log)
        yield Means(told_by(runner), folder)
