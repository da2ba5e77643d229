"""Lists of objects in JSON as tables: each object is a row, each path within it a heading."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from exchangespec.finding import Fault
from exchangespec.formats.table import Table
from exchangespec.location import Location
from exchangespec.mapping.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.formats.format import Reading, ReadOptions, Source
    from exchangespec.formats.table import Row

# The row that stands for the headings, which JSON does not have.
HEADINGS = 1
DEEPEST = 8


@dataclass(slots=True)
class JsonTable(Table):
    """A list of objects; a place is a pointer into the document."""

    list_pointer: str = ""
    paths: Sequence[str] = field(default_factory=tuple)

    def place(self, row: int | None = None, index: int = 0, **facts: str | None) -> Location:
        """Return the pointer to a value, to an object, or to the list."""
        pointer = self.list_pointer
        if row is not None and row > HEADINGS:
            pointer += f"/{row - HEADINGS - 1}"
            if "column" in facts and index < len(self.paths):
                pointer += f"/{self.paths[index]}"
        return Location(
            file=self.file,
            pointer=pointer or None,
            column=facts.get("column"),
            field=facts.get("field"),
        )


def json_grids(source: Source, options: ReadOptions, reading: Reading) -> list[Grid]:
    """Return the lists of objects at the top of a document."""
    limit = options.limits.document_bytes
    if source.size() > limit:
        params = {"what": "bytes", "limit": limit}
        reading.refuse(Fault("limit-exceeded", params, variant="bytes"))
        return []
    try:
        data = json.loads(source.read())
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        reading.refuse(
            Fault("unparsable", {"reason": "broken"}), Location(file=source.name, line=line)
        )
        return []
    lists = {"": data} if isinstance(data, list) else data if isinstance(data, dict) else {}
    grids = [
        Grid(name or "list", partial(_table, source.name, name, value))
        for name, value in lists.items()
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value)
    ]
    if not grids:
        reading.refuse(Fault("no-known-table", {"tables": []}, variant="empty"))
    reading.parts = tuple(grid.name for grid in grids)
    reading.encoding = "utf-8"
    return grids


def _table(file: str, name: str, items: Sequence[Mapping[str, Any]]) -> Table:
    """Return a list of objects as a table; its headings are all paths that occur."""
    paths: dict[str, int] = {}
    for item in items:
        for path, _ in _leaves(item):
            paths.setdefault(path, len(paths))
    return JsonTable(
        file,
        _rows(items, paths),
        list_pointer=f"/{name}" if name else "",
        paths=tuple(paths),
    )


def _rows(items: Sequence[Mapping[str, Any]], paths: Mapping[str, int]) -> Iterator[Row]:
    """Yield the headings, then a row an object."""
    yield HEADINGS, list(paths)
    for number, item in enumerate(items, HEADINGS + 1):
        cells: list[Any] = [None] * len(paths)
        for path, value in _leaves(item):
            cells[paths[path]] = value
        yield number, cells


def _leaves(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield path and value of everything in an object that is neither an object nor a list."""
    pairs: Any
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    else:
        if value is not None:
            yield path, value
        return
    if depth >= DEEPEST:
        yield path, json.dumps(value, ensure_ascii=False)
        return
    for key, inner in pairs:
        name = str(key).replace("~", "~0").replace("/", "~1")
        yield from _leaves(inner, f"{path}/{name}" if path else name, depth + 1)
