"""Writing in pieces: memory does not grow with what is written, and the order can be chosen."""

import json
import tracemalloc
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, overload

import pytest

from exchangespec.conversion import ConvertOptions, convert
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Document, Source, in_pieces
from exchangespec.rules.world import HEADER

# Workbooks are put together in memory; the library that makes them allows no other way for text.
IN_MEMORY = {"xlsx"}
STREAMING = [name for name in FORMATS if name not in IN_MEMORY]
ALLOWED = 5 * 512 * 1024


class Made(Sequence[dict[str, Any]]):
    """Cities that are made when they are asked for."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return map(self.__getitem__, range(self.count))

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...

    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self.count))]
        return {
            "type": "City",
            "id": f"vvsg:city-{index:06}",
            "name": {"en": f"City {index}", "nl": f"Stad {index} " + "x" * 200},
            "country": "BE",
            "population": index + 1,
        }


def peak(name: str, count: int) -> tuple[int, int]:
    """Return the most memory that is held while so many cities are written, and the size."""
    document = Document(HEADER, Made(count))
    tracemalloc.start()
    size = sum(len(piece) for _, pieces in FORMATS[name].write(document) for piece in pieces)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most, size


@pytest.mark.parametrize("name", STREAMING)
def test_memory_does_not_grow_with_what_is_written(name: str) -> None:
    """Ten times the records take no more memory than a small part of what is more to write."""
    many = 6_000
    few, small = peak(name, many // 10)
    most, large = peak(name, many)
    assert large > 5 * small
    assert most - few < ALLOWED, (few, most, large)


def test_pieces_are_worth_a_call() -> None:
    """Small parts are put together, and none is lost."""
    parts = [bytes([number % 256]) * 1000 for number in range(2000)]
    pieces = list(in_pieces(parts))
    assert b"".join(pieces) == b"".join(parts)
    assert len(pieces) < 10


@pytest.mark.parametrize("name", ["ndjson", "nquads", "ntriples", "turtle", "json"])
@pytest.mark.parametrize("in_order", [True, False])
def test_a_line_a_statement_keeps_the_order_of_the_input(
    name: str, tmp_path: Path, *, in_order: bool
) -> None:
    """Formats of lines keep the order unless they are asked to sort; all others sort."""
    cities = [Made(10)[at] for at in (3, 1, 2)]
    source = tmp_path / "in.ndjson"
    source.write_text("".join(json.dumps(one) + "\n" for one in [HEADER, *cities]))
    target = tmp_path / f"out{FORMATS[name].suffixes[0]}"
    convert(Source("in", path=source), target, ConvertOptions(in_order=in_order))
    text = target.read_text()
    places = [text.index(f"City {at}") for at in (3, 1, 2)]
    kept = name in {"ndjson", "nquads", "ntriples"} and not in_order
    assert all(one < two for one, two in pairwise(places)) is kept
