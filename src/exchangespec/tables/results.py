"""Writes the result of a query: as a table to read, CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.tables.store import COMPRESSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import duckdb
    import pyarrow as pa

ROWS_AT_A_TIME = 10_000
BYTES_AT_A_TIME = 1024 * 1024
# A longer table is no longer read by anybody.
ROWS_SHOWN = 1_000
WIDEST_CELL = 60
SEPARATOR = ";"


class Result(NamedTuple):
    """What a query gives: the names of its columns, and its rows as they are asked for."""

    columns: tuple[str, ...]
    # Gives the rows as Arrow has them, a batch in memory at a time.
    batches: Callable[[], pa.RecordBatchReader]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows; whoever stops early closes this, for one alone can be open at a time."""
        with self.batches() as reader:
            for batch in reader:
                columns = (column.to_pylist(maps_as_pydicts="lossy") for column in batch.columns)
                yield from zip(*columns, strict=True)


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> Result:
    """Run a query."""
    relation = connection.sql(sql)
    return Result(tuple(relation.columns), lambda: relation.to_arrow_reader(ROWS_AT_A_TIME))


# --- values --------------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: dates and times as text, decimals as numbers."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    number = float(value) if hasattr(value, "as_tuple") else None
    return str(value) if number is None else int(number) if number.is_integer() else number


def cell(value: Any) -> str:
    """Return a value as one cell: lists with semicolons as in our tables, maps as JSON."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(item, (list, dict)) for item in value):
        return SEPARATOR.join(cell(item) for item in value)
    if isinstance(value, (bool, list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


# --- forms ---------------------------------------------------------------------------------------


def as_table(result: Result) -> Iterator[bytes]:
    """Yield a table with aligned columns; a long one ends with what is left.

    The last column, where places mostly stand, is whole: nothing follows that it would push away.
    """
    rows: list[tuple[str, ...]] = []
    more = 0
    cut = False
    for row in result.rows():
        if len(rows) < ROWS_SHOWN:
            *before, last = (_on_one_line(cell(value)) for value in row)
            rows.append((*map(_cut, before), last))
            cut = cut or any(len(text) > WIDEST_CELL for text in before)
        else:
            more += 1
    widths = [
        max(len(line[number]) for line in (result.columns, *rows))
        for number in range(len(result.columns))
    ]
    rule = tuple("-" * min(width, WIDEST_CELL) for width in widths)
    for line in (result.columns, rule, *rows):
        yield f"{_aligned(line, widths)}\n".encode("utf-8", "backslashreplace")
    if more:
        yield f"... and {more:,} more rows; --output-format csv gives all of them\n".encode()
    if cut:
        yield b"Texts that end in ... are cut; --output-format csv gives them whole.\n"


def _on_one_line(text: str) -> str:
    """Return a text without what would break its line."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _cut(line: str) -> str:
    """Return a line, cut where it is too wide."""
    return line if len(line) <= WIDEST_CELL else f"{line[: WIDEST_CELL - 3]}..."


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    """Return one line of a table."""
    return "  ".join(f"{text:<{width}}" for text, width in zip(line, widths, strict=True)).rstrip()


def as_csv(result: Result) -> Iterator[bytes]:
    """Yield CSV as our tables have it: UTF-8, commas, CRLF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(result.columns)
    for number, row in enumerate(result.rows()):
        writer.writerow([cell(value) for value in row])
        if number % ROWS_AT_A_TIME == 0:
            yield _taken(stream)
    yield _taken(stream)


def _taken(stream: io.StringIO) -> bytes:
    """Return what was written to a stream so far, and empty it."""
    text = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    return text.encode("utf-8", "backslashreplace")


def as_json(result: Result) -> Iterator[bytes]:
    """Yield a list of objects, one a line; what is not stated is left out."""
    start = "["
    for row in result.rows():
        stated = {
            name: plain(value)
            for name, value in zip(result.columns, row, strict=True)
            if value is not None
        }
        yield f"{start}\n{json.dumps(stated, ensure_ascii=False)}".encode()
        start = ","
    yield b"[]\n" if start == "[" else b"\n]\n"


def as_parquet(result: Result) -> Iterator[bytes]:
    """Yield a Parquet file; its parts wait on the disk until it is whole."""
    from pyarrow import parquet

    with tempfile.TemporaryFile() as stream:
        reader = result.batches()
        with parquet.ParquetWriter(stream, reader.schema, compression=COMPRESSION) as writer:
            for batch in reader:
                writer.write_batch(batch)
        stream.seek(0)
        while part := stream.read(BYTES_AT_A_TIME):
            yield part


FORMS: dict[str, Callable[[Result], Iterator[bytes]]] = {
    "table": as_table,
    "csv": as_csv,
    "json": as_json,
    "parquet": as_parquet,
}
