"""Values to cells, so that reading gives them back as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import (
    codelist,
    is_language,
    match_code,
)
from exchangespec.formats.cells.quantities import (
    shielded,
)
from exchangespec.formats.cells.readers import MARKED_LANGUAGE

if TYPE_CHECKING:
    from exchangespec.formats.cells.cell import Value
    from exchangespec.spec import FieldSpec


def written(field: FieldSpec, value: Value) -> str | int | float | bool:
    """Return the cell of a canonical value; reading it gives that very value again.

    Lists are joined with `;`. What our readers would take for something else is shielded: a code
    of an open list that is also a synonym (`event_kind:summit`), a decimal that looks like
    thousands (`01.250`).
    """
    if isinstance(value, list):
        return ";".join(str(_shielded(field, item)) for item in value)
    if isinstance(value, dict):
        return ";".join(f"{key}={item}" for key, item in value.items())
    return _shielded(field, value)


def _shielded(field: FieldSpec, value: Value) -> str | int | float | bool:
    """Return one value as a cell."""
    kind = field.kind.name
    if isinstance(value, (bool, int, float)):
        return value
    text = str(value)
    if kind == "quantity":
        return shielded(text)
    if kind == "code":
        name: str = getattr(field.kind, "list", "")
        entries = codelist(name)
        if entries.open and text not in entries.codes:
            match = match_code(name, text)
            if match.value is not None or match.candidates:
                return f"{name}:{text}"
    if kind == "language" and not is_language(text):
        return f"{MARKED_LANGUAGE}{text}"
    return text
