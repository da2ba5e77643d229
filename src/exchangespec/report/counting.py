"""Says how many, in words for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec import spec

if TYPE_CHECKING:
    from collections.abc import Sequence

CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def number_of(amount: int, noun: str, plural: str | None = None) -> str:
    """Return an amount with its noun: `1 record`, `12 records`, `1,200 records`."""
    return f"{amount:,} {noun if amount == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Return parts as people list them: `a, b and c`."""
    if len(parts) < 2:  # noqa: PLR2004 - one part is no list
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def kind_of_record(name: str, amount: int) -> str:
    """Return an amount of records of one type: `1 city`, `3 mentoring pairs`."""
    form = spec.records().get(name)
    plural = form.plural.replace("_", " ") if form else f"{name}s"
    return number_of(amount, CAPITAL.sub(" ", name).lower(), plural)
