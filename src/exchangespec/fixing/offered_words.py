"""Offered words: a value is written as the drop-down of its cell says it, else as a code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from exchangespec.formats.cells import written
from exchangespec.formats.cells.converters import ITEM_SEPARATORS
from exchangespec.formats.cells.readers import reader_of
from exchangespec.model.texts import tidy

if TYPE_CHECKING:
    from exchangespec.fixing.table_cells import NewValue, Say
    from exchangespec.formats.cells import Defaults
    from exchangespec.formats.drop_downs import DropDowns
    from exchangespec.formats.sheet_scan import Position
    from exchangespec.spec import FieldSpec


class OfferedWords:
    """Finds, among the words that a cell offers, the one that means a value."""

    def __init__(self, drop_downs: DropDowns, defaults: Defaults) -> None:
        """Take the drop-downs of a workbook, and what decides how its cells are read."""
        self._drop_downs = drop_downs
        self._defaults = defaults
        self._meanings: dict[tuple[str, tuple[str, ...]], dict[Any, str]] = {}

    def of(self, part: str, place: Position) -> Say:
        """Return how values are said in one cell of a sheet."""
        return partial(self._say, self._drop_downs.offered(part, place))

    def _say(self, offered: tuple[str, ...], field: FieldSpec, value: Any) -> NewValue:
        """Return a value as a cell that offers some words says it."""
        if isinstance(value, list):
            return ";".join(str(self._word(offered, field, item)) for item in value)
        return self._word(offered, field, value)

    def _word(self, offered: tuple[str, ...], field: FieldSpec, value: Any) -> NewValue:
        """Return one value, by the word that is offered for it."""
        plain = written(field, value)
        if plain in offered or isinstance(value, dict):
            return plain
        key = field.name, offered
        if key not in self._meanings:
            self._meanings[key] = self._read(field, offered)
        return self._meanings[key].get(value, plain)

    def _read(self, field: FieldSpec, offered: tuple[str, ...]) -> dict[Any, str]:
        """Return the offered words by what the reader of a field takes them for."""
        read = reader_of(field, self._defaults)
        found: dict[Any, str] = {}
        for word in offered:
            # In a cell of several values, such a word would be taken for two.
            if not (field.many and ITEM_SEPARATORS.search(word)):
                found.setdefault(self._whole(field, read(tidy(word)).value), word)
        return found

    def _whole(self, field: FieldSpec, value: Any) -> Any:
        """Return a value read, an id with the prefix that may be left out in a table."""
        prefix = self._defaults.prefix
        if field.is_reference and prefix and isinstance(value, str) and ":" not in value:
            return f"{prefix}:{value}"
        return value
