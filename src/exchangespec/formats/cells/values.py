"""What reading one typed value gives: the value, and the fault that says how it was changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exchangespec.finding import Fault, Fix


class Unread:
    """Stands for a value that was typed but has no single meaning."""

    def __repr__(self) -> str:
        """Return a word for test output."""
        return "UNREAD"


UNREAD = Unread()


@dataclass(frozen=True, slots=True)
class Change:
    """A value read from a cell.

    `known` says that it stood there in our own notation; without it and without a fault it is
    what was typed, for the model to judge.
    """

    value: Any
    fault: Fault | None = None
    known: bool = False


def changed(slug: str, typed: str, value: str | float) -> Change:
    """Return a value that was read from other words, saying so."""
    return Change(value, Fault(slug, {"was": typed, "becomes": value}, fix=Fix(value, safe=True)))
