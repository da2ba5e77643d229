"""One table of a source, before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exchangespec.formats.sheet_scan import Area
    from exchangespec.formats.table import Table


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: what it is called, how it is opened, and which of its cells are merged.

    It can be opened any number of times.
    """

    name: str
    open: Callable[[], Table]
    merged: Sequence[Area] = ()
