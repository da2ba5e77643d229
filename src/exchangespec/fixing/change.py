"""Changes: what was put right, where, and what stood there before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchangespec.errors import ExchangespecError

if TYPE_CHECKING:
    from exchangespec.finding import Fault
    from exchangespec.location import Location
    from exchangespec.submission.facts import Key


class NotFixableError(ExchangespecError):
    """A file cannot be given back repaired; `reason` ends a sentence that begins so."""

    def __init__(self, file: str, reason: str) -> None:
        """Keep the facts."""
        super().__init__(file, reason)
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.file} cannot be repaired: {self.reason}"


@dataclass(frozen=True, slots=True)
class Repair:
    """A safe repair that a finding offers: the fault, and where its record was read."""

    key: Key
    record: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Change:
    """One repair that was made: the finding's code and slug, its place, and both texts."""

    code: str
    slug: str
    location: Location
    before: str
    after: str
