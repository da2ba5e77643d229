"""Offered: words that the drop-downs of our templates hold are no other words for a value."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exchangespec.codelists import code_labels, countries, country_names
from exchangespec.formats.cells.values import Change
from exchangespec.texts import everywhere

if TYPE_CHECKING:
    from exchangespec.formats.cells.cell import ReadText
    from exchangespec.spec import FieldSpec

NORMALISED = "value-normalised"


def taking_offered(read: ReadText, field: FieldSpec) -> ReadText:
    """Return a reader that has nothing to say to what a template offers, letter by letter."""
    words = offered(field.kind.name, field.codelist or "")
    if not words:
        return read

    def take(text: str) -> Change:
        change = read(text)
        if text in words and change.fault is not None and change.fault.slug == NORMALISED:
            return Change(change.value, known=True)
        return change

    return take


@cache
def offered(kind: str, listed: str) -> frozenset[str]:
    """Return the words that templates of any language offer for values of a kind."""
    if kind == "code":
        return code_labels(listed)
    if kind == "country":
        return frozenset(name for code in countries() for name in country_names(code).values())
    if kind == "boolean":
        return frozenset(word for one in ("yes", "no") for word in everywhere(one, "template"))
    return frozenset()
