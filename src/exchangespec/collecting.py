"""Spares Python the search for circles of objects where a great many are made that form none."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of the three generations in which Python keeps objects, those that were not looked through yet.
_YOUNG = 1


class _Pauses:
    """How many are under way in all threads, and whether Python looked for circles before."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = Lock()
        self._many = 0
        self._was_on = False

    def begin(self) -> None:
        """Begin one; the first stops the search."""
        with self._lock:
            if not self._many:
                self._was_on = gc.isenabled()
                gc.disable()
            self._many += 1

    def end(self) -> None:
        """End one; the last lets the search go on, if it was on before."""
        with self._lock:
            self._many -= 1
            if not self._many and self._was_on:
                gc.enable()


_PAUSES = _Pauses()


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Let Python not look for circles: rows and records refer to nothing that refers back.

    Looking through them as often as Python does takes from a tenth to a third of the time. It stops
    for the whole process, all its threads included, until the last who asked for it is done.
    """
    _PAUSES.begin()
    try:
        yield
    finally:
        _PAUSES.end()


def collect_young() -> None:
    """Look for circles once, among what was made since this was last done."""
    gc.collect(_YOUNG)
