"""Keeps the records of a conversion outside memory: packed, in a file that nobody else sees."""

from __future__ import annotations

import marshal
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import IO, Any, overload

MOST_IN_MEMORY = 16 * 1024 * 1024
BUFFER = 16 * 1024
Values = Mapping[str, Any]


class Shelf:
    """Packed records, put in one after the other and taken out by number, in any order.

    The file appears only once they are many; it has no name, and goes when the shelf does.
    """

    def __init__(self) -> None:
        """Start with nothing, in memory."""
        self._file: IO[bytes] = BytesIO()
        self._ends = array("Q")
        self._end = 0
        self._close = weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self._ends)

    def put(self, values: Values) -> None:
        """Add a record."""
        packed = marshal.dumps(dict(values))
        self._file.seek(self._end)
        self._file.write(packed)
        self._end += len(packed)
        self._ends.append(self._end)
        if self._end > MOST_IN_MEMORY and isinstance(self._file, BytesIO):
            self._leave_memory(self._file)

    def _leave_memory(self, held: BytesIO) -> None:
        """Go on in a file."""
        file = tempfile.TemporaryFile(buffering=BUFFER)  # noqa: SIM115 - open as long as the shelf
        file.write(held.getbuffer())
        self._close.detach()
        self._file = file
        self._close = weakref.finalize(self, file.close)

    def take(self, number: int) -> dict[str, Any]:
        """Return a record anew."""
        start = self._ends[number - 1] if number else 0
        self._file.seek(start)
        packed = self._file.read(self._ends[number] - start)
        values: dict[str, Any] = marshal.loads(packed)  # noqa: S302 - packed above
        return values


class Shelved(Sequence[Values]):
    """The records of a shelf in one order."""

    def __init__(self, shelf: Shelf, order: Sequence[int]) -> None:
        """Take the shelf, and the numbers of its records in the order that is wanted."""
        self.shelf = shelf
        self.order = order

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.order)

    def __iter__(self) -> Iterator[Values]:
        """Take out one after the other."""
        return map(self.shelf.take, self.order)

    @overload
    def __getitem__(self, index: int) -> Values: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Values]: ...

    def __getitem__(self, index: int | slice) -> Values | Sequence[Values]:
        """Take out one, or some."""
        if isinstance(index, slice):
            return Shelved(self.shelf, self.order[index])
        return self.shelf.take(self.order[index])

    def reordered(self, order: Iterable[int]) -> Shelved:
        """Return the same records in another order, told by their places in this one."""
        return Shelved(self.shelf, array("Q", (self.order[at] for at in order)))

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence holds equal records in the same order."""
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # what can be compared by content has no hash
