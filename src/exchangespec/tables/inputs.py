"""Finds the files that a name or a pattern means."""

from __future__ import annotations

from pathlib import Path

PATTERN_SIGNS = frozenset("*?[")


def files_named(name: str) -> list[str]:
    """Return the files that fit a pattern, sorted; a name that is none is returned as it is."""
    if PATTERN_SIGNS.isdisjoint(name) or Path(name).exists():
        return [name]
    path = Path(name)
    found = sorted(str(one) for one in Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    return found or [name]
