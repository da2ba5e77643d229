"""Asks a Spark cluster: each answer is worked out once and kept as files in a shared folder."""

from __future__ import annotations

import platform
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from exchangespec.engines.cluster import broken, is_of_spark, session
from exchangespec.errors import EngineError
from exchangespec.sharding.results import ruleset
from exchangespec.tables.connecting import AS_SENT, check
from exchangespec.tables.forms import Type, record_tables, tables
from exchangespec.tables.results import ROWS_AT_A_TIME, Result
from exchangespec.tables.store import files_of
from exchangespec.tables.views import GONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

    from exchangespec.engines.cluster import Cluster
    from exchangespec.tables.forms import TableForm

Task = TypeVar("Task")

LOG = "spark.log"
# The type of a column by its name in Spark's SQL.
TYPES = {
    Type.TEXT: "string",
    Type.TEXTS: "array<string>",
    Type.MAP: "map<string, string>",
    Type.DATE: "date",
    Type.NUMBER: "double",
    Type.WHOLE: "bigint",
    Type.WHOLES: "array<bigint>",
    Type.BOOLEAN: "boolean",
}


class Spark:
    """Spark, with tables and answers in folders that every machine of the cluster sees."""

    def __init__(self, spark: SparkSession, folder: Path, answers: Path) -> None:
        """Take a folder of tables, and one for the answers.

        Raises:
            NoTablesError: if the first holds no tables.
        """
        check(folder)
        self._spark = spark
        self._answers = answers.resolve()
        self._parts: dict[str, list[Path]] = {}
        of_records = {form.name for form in record_tables().values()}
        for name, path in files_of(folder.resolve()):
            table = self._read(path, columns_of(tables()[name]))
            if name in of_records:
                table.createOrReplaceTempView(AS_SENT.format(name))
                table.where(f"NOT {GONE}").createOrReplaceTempView(name)
            else:
                table.createOrReplaceTempView(name)
                self._parts[name] = [path]

    def make(self, name: str, sql: str) -> None:
        """Work the answer of a question out; files that are there are whole, whoever dies."""
        self._keep(name, self._spark.sql(sql))

    def keep(self, name: str, sql: str) -> None:
        """Do the same: here every answer is worked out once."""
        self.make(name, sql)

    def rows(self, name: str) -> Result:
        """Return all rows of a table or of an answer."""
        if name not in self._parts:
            self._keep(name, self._spark.table(name))
        parts = self._parts[name]
        return Result(tuple(_schema(parts).names), lambda: _reader(parts))

    def _keep(self, name: str, answer: DataFrame) -> None:
        """Write an answer into the shared folder, and let it stand for the question."""
        folder = self._answers / name
        answer.write.mode("overwrite").parquet(_address(folder))
        # Spark numbers the parts in the order of the rows.
        self._parts[name] = sorted(folder.glob("part-*.parquet"))
        self._read(folder, answer.schema).createOrReplaceTempView(name)

    def _read(self, path: Path, columns: StructType | str) -> DataFrame:
        """Return what a file or a folder of files holds; Spark need not look for its columns."""
        return self._spark.read.schema(columns).parquet(_pattern(path))


def columns_of(form: TableForm) -> str:
    """Return the columns of a table as Spark takes them."""
    return ", ".join(f"`{column.name}` {TYPES[column.type]}" for column in form.columns)


def _address(path: Path) -> str:
    """Return a path as Spark takes it on a file system that all machines share."""
    return f"file://{path}"


def _pattern(path: Path) -> str:
    """Return the path of what is read, with the signs quoted that would make it a pattern."""
    return "".join(f"\\{sign}" if sign in "*?[]{}\\" else sign for sign in _address(path))


def _schema(parts: Sequence[Path]) -> pa.Schema:
    """Return the columns of an answer, without what only Spark notes of them."""
    import pyarrow as pa
    from pyarrow import parquet

    found = parquet.read_schema(parts[0])
    return pa.schema([pa.field(column.name, column.type) for column in found])


def _reader(parts: Sequence[Path]) -> pa.RecordBatchReader:
    """Return the rows of all parts one after the other, a batch in memory at a time."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = _schema(parts)

    def batches() -> Iterator[pa.RecordBatch]:
        for part in parts:
            with parquet.ParquetFile(part) as file:
                for batch in file.iter_batches(ROWS_AT_A_TIME):
                    yield batch.cast(schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


@contextmanager
def open_spark(folder: Path, target: Path, place: Cluster) -> Iterator[Spark]:
    """Open a folder of tables on a cluster; its answers wait beside the results.

    Both folders must have the same path on every machine. Where it ends badly, Spark's own words
    are left in `spark.log` beside the results.

    Raises:
        NoTablesError: if the folder holds no tables.
        MissingPartError: if PySpark is not installed.
        EngineError: if the cluster cannot be reached or does not work for us.
    """
    check(folder)
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".answers-", dir=target) as answers,
        session(place, target.resolve() / LOG) as spark,
    ):
        yield Spark(spark, folder, Path(answers))


class SparkRunner:
    """Runs tasks on a cluster: only the tasks and what they return pass through it."""

    def __init__(self, begin: Callable[[], SparkSession], log: Path) -> None:
        """Take what begins a session, which is done when there is something to do, and its log."""
        self._begin = cache(begin)
        self._log = log

    def run(self, function: Callable[[Task], str], tasks: Sequence[Task]) -> Iterable[str]:
        """Call the function for each task; return what it returned, in the order of the tasks."""
        done = {at: str(path) for at, path in enumerate(_places(function, tasks)) if path.exists()}
        missing = [at for at in range(len(tasks)) if at not in done]
        if missing:
            found = self._sent(function, [tasks[at] for at in missing])
            done.update(zip(missing, found, strict=True))
        return [done[at] for at in range(len(tasks))]

    def _sent(self, function: Callable[[Task], str], tasks: Sequence[Task]) -> list[str]:
        """Let the cluster call the function for each task.

        Raises:
            EngineError: if the cluster cannot be used, or the work on it broke off.
        """
        context = self._begin().sparkContext
        try:
            # A part each, so that what a machine had begun when it died is little.
            parts = context.parallelize(tasks, len(tasks)).map(Alike(function, ruleset()))
            found: list[str] = parts.collect()
        except Exception as error:
            if is_of_spark(error):
                raise broken(error, self._log) from error
            raise
        return found


def _places(function: Callable[[Task], str], tasks: Sequence[Task]) -> Iterator[Path]:
    """Yield where the result of each task will lie, of a function that can tell."""
    place: Callable[[Task], Path] | None = getattr(function, "place", None)
    return map(place, tasks) if place is not None else iter(())


class Alike(Generic[Task]):
    """Calls a function on another machine, if this package is the same there as here."""

    def __init__(self, function: Callable[[Task], str], expected: str) -> None:
        """Keep the function, and what stands for this package."""
        self.function = function
        self.expected = expected

    def __call__(self, task: Task) -> str:
        """Return what the function returns.

        Raises:
            EngineError: if a machine has another version of this package, or another Python.
        """
        if ruleset() != self.expected:
            raise EngineError(
                f"{platform.node()} has another version of exchangespec or of Python than the "
                "machine that gives the tasks"
            )
        return self.function(task)
