"""Asks on this machine, with DuckDB: most answers are worked out when their rows are wanted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from exchangespec.errors import EngineError
from exchangespec.tables.connecting import MEMORY_LIMIT, open_tables
from exchangespec.tables.results import Result, ask
from exchangespec.tables.views import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb


class Duck:
    """DuckDB, on a connection to tables."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Keep the connection."""
        self.connection = connection

    def make(self, name: str, sql: str) -> None:
        """Give a name to the answer of a question."""
        self.connection.execute(f"CREATE OR REPLACE VIEW {quoted(name)} AS {sql}")

    def keep(self, name: str, sql: str) -> None:
        """Work the answer of a question out; what does not fit into memory waits on the disk."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(name)} AS {sql}")

    def rows(self, name: str) -> Result:
        """Return all rows of a table or of an answer."""
        return ask(self.connection, f"SELECT * FROM {quoted(name)}")


@contextmanager
def open_duck(folder: Path, *, memory_limit: str = MEMORY_LIMIT) -> Iterator[Duck]:
    """Open a folder of tables on this machine.

    Raises:
        NoTablesError: if the folder holds no tables.
        MissingPartError: if DuckDB is not installed.
        EngineError: if a question needs more memory than may be used.
    """
    with open_tables(folder, memory_limit=memory_limit) as connection, explained(memory_limit):
        yield Duck(connection)


@contextmanager
def explained(memory_limit: str) -> Iterator[None]:
    """Say what can be done where the memory is not enough: it is no fault of ours.

    Raises:
        EngineError: if it is not.
    """
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise EngineError(
            f"DuckDB needs more memory than {memory_limit} for these data; "
            "allow more with --memory-limit"
        ) from None
