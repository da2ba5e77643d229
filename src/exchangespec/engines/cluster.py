"""Reaches a Spark cluster: what must be set before one is used, and what may go wrong on the way.

Nothing is asked of a cluster that does not ask for a secret: whoever reaches its ports could run
anything there.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from exchangespec.errors import EngineError, MissingPartError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import SparkSession

MASTER = re.compile(r"spark://(?P<all>[^,/\s:]+:[0-9]+(?:,[^,/\s:]+:[0-9]+)*)")
SETTING = re.compile(r"^\s*(?P<key>[^#!\s=:][^\s=:]*)(?:\s*[=:]\s*|\s+)(?P<value>.*?)\s*$")
# Without these anybody who reaches the ports may run anything.
REQUIRED = {"spark.authenticate": "true", "spark.master.rest.enabled": "false"}
SECRET = "spark.authenticate.secret"  # noqa: S105 - the name of the setting
# On these the rows depend; a cluster set up otherwise must not change them.
FIXED = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.session.timeZone": "UTC",
    # A text such as ${spark.authenticate.secret} is just that.
    "spark.sql.variable.substitute": "false",
}
PREFERRED = {
    "spark.app.name": "exchangespec",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
SECONDS_TO_CONNECT = 10
# Spark itself tries three times, 20 seconds each.
SECONDS_TO_WORKERS = 60
OTHERS_MAY_READ = 0o077
STANDARD_ERROR = 2
OUR_ERRORS = "exchangespec.errors."


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster: the address of its master, the file with its settings, and these settings."""

    master: str
    file: Path
    settings: Mapping[str, str]

    @property
    def readable_by_others(self) -> bool:
        """Tell whether others on this machine may read the secret."""
        return os.name == "posix" and bool(self.file.stat().st_mode & OTHERS_MAY_READ)


def cluster(master: str, file: Path) -> Cluster:
    """Return a cluster by its address and the file with its settings.

    Raises:
        EngineError: if there is none at such an address, or it would be open to everybody.
    """
    if MASTER.fullmatch(master) is None:
        raise EngineError(f"{master} is no address of a Spark master, such as spark://host:7077")
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise EngineError(f"{file} cannot be read: {reason}") from None
    found = (SETTING.match(line) for line in lines)
    settings = {one["key"]: one["value"] for one in found if one is not None}
    for name, value in REQUIRED.items():
        if settings.get(name) != value:
            raise EngineError(
                f"{file} must say `{name} {value}`; without it, anybody who reaches the cluster "
                "may run programs there"
            )
    if not settings.get(SECRET):
        raise EngineError(f"{file} must hold `{SECRET}`, the same on every machine")
    return Cluster(master, file.resolve(), settings)


def reach(master: str) -> str:
    """Return the address by which this machine reaches a master, so that it can be answered.

    Raises:
        EngineError: if nobody answers in time.
    """
    found = MASTER.fullmatch(master)
    reason = "nobody answers"
    for address in found["all"].split(",") if found else ():
        host, _, port = address.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), timeout=SECONDS_TO_CONNECT) as way:
                return str(way.getsockname()[0])
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
    raise EngineError(f"the Spark master {master} cannot be reached: {reason}")


@contextmanager
def session(place: Cluster, log: Path) -> Iterator[SparkSession]:
    """Open a session on a cluster; what Spark has to say goes into the file `log`.

    Raises:
        MissingPartError: if PySpark is not installed.
        EngineError: if Java is missing, the cluster cannot be reached or does not work for us.
    """
    require_parts()
    here = reach(place.master)
    own = {"spark.driver.host": here, "spark.driver.bindAddress": here}
    own["spark.pyspark.python"] = sys.executable
    wanted = {**PREFERRED, **own, **place.settings, **FIXED}
    spark = start(place.master, wanted, log, place=place)
    try:
        wait_for_workers(spark, log)
        yield spark
    except Exception as error:
        if is_of_spark(error):
            raise broken(error, log) from error
        raise
    finally:
        spark.stop()
    log.unlink(missing_ok=True)


def require_parts() -> None:
    """Refuse to go on without PySpark and Java.

    Raises:
        MissingPartError: if PySpark is not installed.
        EngineError: if Java is missing.
    """
    if find_spec("pyspark") is None or find_spec("pyarrow") is None:
        raise MissingPartError("Asking a Spark cluster", "spark")
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home, "bin")) if home else None) is None:
        raise EngineError(
            "Java is missing, which Spark needs: apt-get install openjdk-17-jre-headless"
            + (f" (JAVA_HOME is {home}, where there is none)" if home else "")
        )


def start(
    master: str, wanted: Mapping[str, str], log: Path, *, place: Cluster | None = None
) -> SparkSession:
    """Start a session; what stands in the file of a cluster stays there, off the command line.

    Raises:
        EngineError: if it does not start.
    """
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    public = list(said_openly(wanted, place).items())
    configuration = SparkConf(loadDefaults=False).setMaster(master).setAll(public)
    arguments = f"--properties-file {quote(str(place.file))} " if place else ""
    os.environ["PYSPARK_SUBMIT_ARGS"] = f"{arguments}pyspark-shell"
    # The workers' Python is the driver's unless told; unset, it would be just any python3.
    os.environ["PYSPARK_PYTHON"] = wanted.get("spark.pyspark.python", sys.executable)
    try:
        with errors_into(log):
            return SparkSession.builder.config(conf=configuration).getOrCreate()
    except Exception as error:
        raise failed(
            f"the Spark master {master} did not take this machine in; is the secret the same?",
            error,
            log,
        ) from error


def said_openly(wanted: Mapping[str, str], place: Cluster | None) -> dict[str, str]:
    """Return the settings for the command line, which everybody on a machine can read.

    Any setting of the file may be a secret, as keys of stores and passwords are.
    """
    kept = place.settings if place else {}
    return {name: value for name, value in wanted.items() if kept.get(name) != value}


@contextmanager
def errors_into(log: Path) -> Iterator[None]:
    """Let programs started meanwhile write into a file what they would write to standard error."""
    with log.open("ab") as stream:
        kept = os.dup(STANDARD_ERROR)
        os.dup2(stream.fileno(), STANDARD_ERROR)
        try:
            yield
        finally:
            os.dup2(kept, STANDARD_ERROR)
            os.close(kept)


def wait_for_workers(spark: SparkSession, log: Path) -> None:
    """Wait until one worker has taken up work.

    Raises:
        EngineError: if none does in time.
    """
    context: Any = spark.sparkContext
    limit = time.monotonic() + SECONDS_TO_WORKERS
    # The driver counts as one.
    while context._jsc.sc().getExecutorMemoryStatus().size() < 2:  # noqa: PLR2004, SLF001 - as said; PySpark has no name for it
        if time.monotonic() > limit:
            raise EngineError(
                f"no worker of the Spark cluster took up work within {SECONDS_TO_WORKERS} "
                f"seconds; has it free cores and memory? Spark's own words are in {log}"
            )
        time.sleep(0.2)


def is_of_spark(error: Exception) -> bool:
    """Tell whether an error comes from Spark or from the way to it."""
    return type(error).__module__.partition(".")[0] in {"pyspark", "py4j"}


def broken(error: Exception, log: Path) -> EngineError:
    """Return why work that was begun came to no end."""
    return failed("the work on the cluster broke off", error, log)


def failed(what: str, error: Exception, log: Path) -> EngineError:
    """Return what went wrong, with the line in which Spark, or a machine of ours, says it."""
    lines = [line.strip(": ") for line in str(error).splitlines() if line.strip()]
    ours = [line.partition(": ")[2] for line in lines if line.startswith(OUR_ERRORS)]
    theirs = [line for line in lines if "Exception: " in line]
    said = next(iter((*ours, *theirs, *lines)), type(error).__name__)
    return EngineError(f"{what} ({said}; Spark's own words are in {log})")
