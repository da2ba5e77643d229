"""Options that say where the work is done: on this machine, or on a Spark cluster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.output import writing
from exchangespec.cli.session import tell

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from exchangespec.engines import Engine
    from exchangespec.engines.cluster import Cluster

DUCKDB = "duckdb"

ENGINE = click.option(
    "--engine",
    default=DUCKDB,
    show_default=True,
    metavar="duckdb|spark://HOST:PORT",
    help="Who does the work: this machine, or a Spark cluster.",
)
SPARK_CONF = click.option(
    "--spark-conf",
    metavar="FILE",
    help="Settings of the cluster, with its secret; the same file on every machine.",
)


def cluster_of(given: dict[str, Any]) -> Cluster | None:
    """Return the cluster that is asked for; None for this machine."""
    if given["engine"] == DUCKDB:
        if given["spark_conf"]:
            raise click.UsageError("--spark-conf goes with --engine spark://HOST:PORT")
        return None
    if not given["engine"].startswith("spark://"):
        raise click.UsageError(
            f"{given['engine']!r} is no engine: write duckdb, or spark://HOST:PORT"
        )
    if not given["spark_conf"]:
        raise click.UsageError(
            "a Spark cluster needs --spark-conf FILE, the file that holds its secret"
        )
    from exchangespec.engines.cluster import cluster

    found = cluster(given["engine"], Path(given["spark_conf"]))
    if found.readable_by_others:
        tell(f"Others may read the secret in {found.file}: chmod 600 it.")
    return found


def shared_folder(place: Cluster | None, output: str) -> Path | None:
    """Return where tables are made that a cluster must see: in the folder for the results."""
    if place is None:
        return None
    target = Path(output)
    with writing(target):
        target.mkdir(parents=True, exist_ok=True)
    return target


def engine_of(
    place: Cluster | None, given: dict[str, Any], folder: Path
) -> AbstractContextManager[Engine]:
    """Open a folder of tables with the engine that is asked for."""
    if place is None:
        from exchangespec.engines.duck import open_duck

        return open_duck(folder, memory_limit=given["memory_limit"])
    from exchangespec.engines.spark import open_spark

    return open_spark(folder, Path(given["output"]), place)
