"""Offered ids: what a row without an id might be called, by its name or its day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from exchangespec.formats.cells.meant import slug_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.submission.known import Known

# Who left out so many has left out all, and is helped by a few.
MOST_OFFERED = 1_000
MOST_ALIKE = 100
LONGEST = 50
CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class OfferedIds:
    """Makes ids out of what rows say, none twice, and none that a record has by then."""

    def __init__(self, known: Known) -> None:
        """Start with none offered; `known` tells which ids there are."""
        self._known = known
        self._taken: set[str] = set()

    def of(self, values: Mapping[str, Any], prefix: str | None) -> tuple[str, ...]:
        """Return an id such as `city-riga` for a record, if it says what one can be made of."""
        made = slug_of(_text(values.get("name")) or _text(values.get("start")))
        if not made or len(self._taken) >= MOST_OFFERED:
            return ()
        word = CAPITAL.sub("-", str(values.get("type", ""))).lower()
        base = f"{word}-{made}"[:LONGEST].rstrip("-")
        for number in range(1, MOST_ALIKE):
            local = base if number == 1 else f"{base}-{number}"
            if local not in self._taken and not self._is_there(local, prefix):
                self._taken.add(local)
                return (local,)
        return ()

    def _is_there(self, local: str, prefix: str | None) -> bool:
        """Tell whether a record has an id already."""
        return (f"{prefix}:{local}" if prefix else local) in self._known


def _text(value: object) -> str:
    """Return a text, or that in the first language it is in."""
    if isinstance(value, dict):
        value = next(iter(value.values()), None)
    return value if isinstance(value, str) else ""
