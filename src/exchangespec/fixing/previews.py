"""Previews: a repaired copy beside its file as a unified diff, cell by cell for tables."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from exchangespec.report.characters import visible
from exchangespec.report.places import field_of, file_of, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.fixing.change import Change
    from exchangespec.fixing.rounds import Fixed

# Larger texts take long to compare, and are shown value by value.
LARGEST_TEXT = 4 << 20
TABLES = frozenset({"csv", "xlsx"})


def preview(fixed: Fixed, target: str) -> Iterator[str]:
    """Yield the lines of a diff; nothing where nothing was changed."""
    if fixed.path is None:
        return
    form = fixed.before.inputs[0].format.partition(".")[0] if fixed.before.inputs else ""
    texts = None if form in TABLES else _texts(fixed)
    if texts is not None:
        yield from difflib.unified_diff(*texts, visible(fixed.source.name), visible(target))
        return
    yield f"--- {visible(fixed.source.name)}\n"
    yield f"+++ {visible(target)}\n"
    for change in fixed.changes:
        yield from _hunk(change)


def _texts(fixed: Fixed) -> tuple[list[str], list[str]] | None:
    """Return the lines of a text before and after; None where it is too large or no text."""
    if fixed.path is None or max(fixed.source.size(), fixed.path.stat().st_size) > LARGEST_TEXT:
        return None
    try:
        before, after = (one.decode() for one in (fixed.source.read(), fixed.path.read_bytes()))
    except UnicodeDecodeError:
        return None
    return _lines(before), _lines(after)


def _lines(text: str) -> list[str]:
    """Return lines that all end, so that none runs into the next."""
    return [f"{visible(line)}\n" for line in text.splitlines()]


def _hunk(change: Change) -> Iterator[str]:
    """Yield one change: where, what stood there, and what stands there now."""
    place = change.location
    spot = " ".join(filter(None, (file_of(place) if place.member else "", spot_of(place))))
    field = field_of(place)
    named = f" {field}" if field and field not in spot else ""
    yield f"@@ {spot}{named} ({change.code} {change.slug}) @@\n"
    yield f"-{visible(change.before)}\n"
    yield f"+{visible(change.after)}\n"
