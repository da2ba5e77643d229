"""Opens a folder of tables as a DuckDB connection that sees these tables and nothing else."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from exchangespec.errors import ExchangespecError, MissingPartError
from exchangespec.tables.claims import claims_sql
from exchangespec.tables.forms import record_tables
from exchangespec.tables.store import files_of, is_of_this_version, is_whole
from exchangespec.tables.views import (
    GONE,
    macros_sql,
    participations_sql,
    quoted,
    text,
    withdrawn_sql,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

MEMORY_LIMIT = "1GB"
SPILL = "spill"
# Extensions are downloads.
NO_NETWORK = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
# What was sent is kept beside the views of what is current.
AS_SENT = "{}_as_sent"


class NoTablesError(ExchangespecError):
    """A folder was to be opened that does not hold tables, or whose writing broke off."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.folder} holds no tables, or they were not written to their end"


class OtherVersionError(NoTablesError):
    """A folder holds tables that another version of this package has written."""

    def __str__(self) -> str:
        """Return the sentence."""
        return (
            f"{self.folder} was written by another version of exchangespec, with other columns; "
            "write it anew with `exchangespec tables`"
        )


def check(folder: Path) -> None:
    """Refuse a folder that does not hold the tables that are known here.

    Raises:
        NoTablesError: if it holds no tables, or such as another version has written.
    """
    if not is_whole(folder):
        raise NoTablesError(folder)
    if not is_of_this_version(folder):
        raise OtherVersionError(folder)


def open_tables(folder: Path, *, memory_limit: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """Return a connection with one view a record type.

    It has no network, loads no extension, and may read and write files in this folder only; what
    does not fit into the memory is put there as well.

    Raises:
        NoTablesError: if the folder holds no tables.
        MissingPartError: if DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingPartError("Asking with SQL", "aggregate") from None
    check(folder)
    folder = folder.resolve()
    connection = duckdb.connect(
        ":memory:",
        config={
            **NO_NETWORK,
            "memory_limit": memory_limit,
            "temp_directory": str(folder / SPILL),
        },
    )
    for statement in views(folder):
        connection.execute(statement)
    connection.execute(f"SET allowed_directories = [{text(str(folder))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def views(folder: Path, *, kept_as: Literal["VIEW", "TABLE"] = "VIEW") -> Iterator[str]:
    """Yield the statements that make the views; what was sent may be copied into tables."""
    of_records = {form.name for form in record_tables().values()}
    for name, path in files_of(folder):
        source = f"SELECT * FROM read_parquet({text(str(path))})"
        if name in of_records:
            as_sent = quoted(AS_SENT.format(name))
            yield f"CREATE {kept_as} {as_sent} AS {source}"
            yield f"CREATE VIEW {quoted(name)} AS SELECT * FROM {as_sent} WHERE NOT {GONE}"
        else:
            yield f"CREATE {kept_as} {quoted(name)} AS {source}"
    yield withdrawn_sql(AS_SENT)
    yield participations_sql()
    yield claims_sql()
    yield from macros_sql()


def export_database(folder: Path, target: Path) -> None:
    """Copy tables into one DuckDB file, which is there whole or not at all.

    Raises:
        NoTablesError: if the folder holds no tables.
        MissingPartError: if DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingPartError("A DuckDB file", "aggregate") from None
    check(folder)
    with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=".tables-") as beside:
        draft = Path(beside) / "draft.duckdb"
        # Left to itself it would take most of the memory of the machine.
        config: dict[str, str | bool | int | float | list[str]] = {
            **NO_NETWORK,
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(Path(beside) / SPILL),
        }
        with duckdb.connect(str(draft), config=config) as connection:
            for statement in views(folder.resolve(), kept_as="TABLE"):
                connection.execute(statement)
        draft.replace(target)


def forget_at_close(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Remove a folder when its connection is no longer used, or when the program ends."""
    weakref.finalize(connection, shutil.rmtree, folder, ignore_errors=True)
