"""How a report for the terminal is laid out: its width, its colours, how much it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Paint = Callable[[str], str]


def plain(text: str) -> str:
    """Return the text without colour."""
    return text


def ink(code: str) -> Paint:
    """Return what paints a text by a terminal's colour code."""
    return lambda text: f"\x1b[{code}m{text}\x1b[0m"


# What is painted, by name: the severities, places and headings.
COLOURS: Mapping[str, Paint] = MappingProxyType(
    {
        "error": ink("1;31"),
        "warning": ink("1;33"),
        "info": ink("1;36"),
        "good": ink("1;32"),
        "place": ink("34"),
        "strong": ink("1"),
        "faint": ink("2"),
    }
)
NO_COLOURS: Mapping[str, Paint] = MappingProxyType(dict.fromkeys(COLOURS, plain))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report looks; reports that are no text for people take no notice of it.

    Attributes:
        width: columns of the terminal.
        paints: what paints each part; `NO_COLOURS` where nothing is to be painted.
        places: how many places of one finding are listed before the rest is counted.
        folded: severities that are only counted.
    """

    width: int = 100
    paints: Mapping[str, Paint] = field(default_factory=lambda: NO_COLOURS)
    places: int = 10
    folded: tuple[str, ...] = ("info",)
