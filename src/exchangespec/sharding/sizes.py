"""How large inputs must be for it to be worth checking them in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.formats.format import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchangespec.formats.format import Source

# Below this, starting processes costs more than they save.
WORTH_PROCESSES = 20 * MEBIBYTE
# What rules need of so many bytes may take ten times as much memory.
TOO_LARGE_FOR_MEMORY = 200 * MEBIBYTE


def jobs_worth(sources: Iterable[Source], jobs: int) -> int:
    """Return how many of some processes are worth starting for inputs."""
    return jobs if _bytes_of(sources) >= WORTH_PROCESSES else 1


def in_parts(sources: Iterable[Source], jobs: int) -> bool:
    """Tell whether inputs are checked in parts: for several processes, or to save memory."""
    size = _bytes_of(sources)
    return size >= TOO_LARGE_FOR_MEMORY or (jobs > 1 and size >= WORTH_PROCESSES)


def _bytes_of(sources: Iterable[Source]) -> int:
    """Return the bytes of the inputs that are files."""
    return sum(
        source.size() for source in sources if source.path is not None and source.path.is_file()
    )
