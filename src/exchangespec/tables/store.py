"""Keeps tables as Parquet files in a folder, a batch in memory at a time."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from contextlib import ExitStack
from itertools import repeat
from typing import TYPE_CHECKING, Any, Self

from exchangespec import spec
from exchangespec.collecting import collect_young, collecting_nothing
from exchangespec.errors import MissingPartError
from exchangespec.tables.forms import TABLES_VERSION, TableForm, Type, tables
from exchangespec.tables.rows import Row, place_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    import pyarrow as pa
    import pyarrow.parquet as pq

    from exchangespec.formats.format import Origin

# A row, and where its place is to be asked for. A class of its own would cost more than the rest.
Placed = tuple["Row", "Origin | None", int]
# A row with a value for each column, in their order; nobody asks for its place.
Cells = tuple[Any, ...]
# So many rows of all tables together wait in memory.
WAITING_ROWS = 20_000
COMPRESSION = "zstd"
# Written last: a folder without it is not whole.
MARK = "tables.json"
SUFFIX = ".parquet"


def arrow_schema(form: TableForm) -> pa.Schema:
    """Return the columns of a table in Arrow's types."""
    import pyarrow as pa

    types = {
        Type.TEXT: pa.string(),
        Type.TEXTS: pa.list_(pa.string()),
        Type.MAP: pa.map_(pa.string(), pa.string()),
        Type.DATE: pa.date32(),
        Type.NUMBER: pa.float64(),
        Type.WHOLE: pa.int64(),
        Type.WHOLES: pa.list_(pa.int64()),
        Type.BOOLEAN: pa.bool_(),
    }
    return pa.schema([(column.name, types[column.type]) for column in form.columns])


class Store:
    """A folder of tables being filled; leaving it writes what waits and marks it as whole."""

    def __init__(self, folder: Path) -> None:
        """Start a file for every table, so that each is there though it be empty.

        Raises:
            MissingPartError: if the library for Parquet is not installed.
        """
        try:
            from pyarrow import parquet
        except ImportError:
            raise MissingPartError("Writing tables", "aggregate") from None
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).unlink(missing_ok=True)
        self._schemas = {name: arrow_schema(form) for name, form in tables().items()}
        self._writers: dict[str, pq.ParquetWriter] = {
            name: parquet.ParquetWriter(folder / f"{name}{SUFFIX}", schema, compression=COMPRESSION)
            for name, schema in self._schemas.items()
        }
        self._waiting: dict[str, list[Any]] = defaultdict(list)
        self._without_place: set[str] = set()
        self._count = 0
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        """Return the store; circles are looked for when the rows that wait are gone."""
        self._opened.enter_context(collecting_nothing())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Write what waits and close the files; only a folder that is whole gets its mark."""
        self._opened.close()
        if kind is None:
            self.flush()
        for writer in self._writers.values():
            writer.close()
        if kind is None:
            mark = {
                "exchangespec": spec.STANDARD_VERSION,
                "tables": TABLES_VERSION,
                "columns": fingerprint(),
            }
            (self.folder / MARK).write_text(f"{json.dumps(mark)}\n", encoding="utf-8")

    def add(self, name: str, row: Row, origin: Origin | None = None, position: int = 0) -> None:
        """Add a row to a table; with an origin it also gets its place in the file."""
        self._waiting[name].append((row, origin, position))
        self._count += 1
        if self._count >= WAITING_ROWS:
            self._write_most()

    def add_cells(self, name: str, rows: Sequence[Cells]) -> None:
        """Add rows to a table of which all rows come as cells."""
        self._without_place.add(name)
        if self._count + len(rows) < WAITING_ROWS:
            self._waiting[name] += rows
            self._count += len(rows)
            return
        for row in rows:
            self._waiting[name].append(row)
            self._count += 1
            if self._count >= WAITING_ROWS:
                self._write_most()

    def flush(self) -> None:
        """Write all that waits."""
        for name in list(self._waiting):
            self._write(name)

    def _write_most(self) -> None:
        """Write the table of which most rows wait."""
        self._write(max(self._waiting, key=lambda one: len(self._waiting[one])))

    def _write(self, name: str) -> None:
        """Write the waiting rows of one table."""
        waiting = self._waiting.pop(name)
        self._count -= len(waiting)
        schema = self._schemas[name]
        columns: Sequence[Sequence[Any] | None]
        if name in self._without_place:
            columns = list(zip(*waiting, strict=True))
        else:
            columns = list(columns_of(placed(waiting), schema.names))
        try:
            batch = batch_of(columns, len(waiting), schema)
        except UnicodeEncodeError:
            whole = [values and [_whole(value) for value in values] for values in columns]
            batch = batch_of(whole, len(waiting), schema)
        self._writers[name].write_batch(batch)
        waiting.clear()
        collect_young()


def columns_of(rows: Sequence[Row], names: Sequence[str]) -> Iterator[Sequence[Any] | None]:
    """Yield the values of each column; None for one that no row states, as most are."""
    stated = set().union(*rows)
    for name in names:
        yield list(map(dict.get, rows, repeat(name))) if name in stated else None


def batch_of(
    columns: Sequence[Sequence[Any] | None], length: int, schema: pa.Schema
) -> pa.RecordBatch:
    """Return columns in the types of a table."""
    import pyarrow as pa

    arrays = [
        pa.nulls(length, kind) if values is None else pa.array(values, kind)
        for values, kind in zip(columns, schema.types, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def placed(waiting: Sequence[Placed]) -> list[Row]:
    """Return rows with their places, each origin asked once."""
    of: dict[int, tuple[Origin, list[tuple[Row, int]]]] = {}
    for row, origin, position in waiting:
        if origin is not None:
            of.setdefault(id(origin), (origin, []))[1].append((row, position))
    for origin, own in of.values():
        places = origin.locate_records([position for _, position in own])
        for (row, _), place in zip(own, places, strict=True):
            row.update(place_row(place))
    return [row for row, _, _ in waiting]


def _whole(value: Any) -> Any:
    """Return a value without halves of characters, which no table can hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list) else value


def fingerprint() -> str:
    """Return what tells one set of tables and columns from any other."""
    columns = {name: form.types for name, form in tables().items()}
    return hashlib.sha256(json.dumps(columns).encode()).hexdigest()[:16]


def is_of_this_version(folder: Path) -> bool:
    """Tell whether a folder that is whole has the tables and columns that are known here."""
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(mark, dict) and mark.get("columns") == fingerprint()


def is_whole(folder: Path) -> bool:
    """Tell whether a folder holds tables that were written to their end."""
    return (folder / MARK).is_file()


def files_of(folder: Path) -> Iterable[tuple[str, Path]]:
    """Return the tables of a folder with their files."""
    return [(name, folder / f"{name}{SUFFIX}") for name in tables()]
