"""Says how many, in words for people."""

from __future__ import annotations

from collections.abc import Sequence


def number_of(amount: int, noun: str, plural: str | None = None) -> str:
    """Return an amount with its noun: `1 record`, `12 records`, `1,200 records`."""
    return f"{amount:,} {noun if amount == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Return parts as people list them: `a, b and c`."""
    if len(parts) < 2:  # noqa: PLR2004 - one part is no list
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
