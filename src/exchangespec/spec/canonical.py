"""The one form in which a record is written, and the hash by which two copies are compared."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.spec import FieldSpec


def canonical(values: Mapping[str, Any], fields: Mapping[str, FieldSpec]) -> dict[str, Any]:
    """Return values in the one form that is written: keys in model order, lists and maps sorted."""
    extensions = sorted(name for name in values if name not in fields)
    return {
        name: _ordered(values[name])
        for name in (*(name for name in fields if name in values), *extensions)
    }


def _ordered(value: Any) -> Any:
    """Return a list or map in its canonical order, and a whole float as the integer it is."""
    if isinstance(value, list):
        try:
            return sorted(value)
        except TypeError:
            return value
    if isinstance(value, dict):
        return {key: value[key] for key in sorted(value, key=str)}
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def canonical_hash(values: Mapping[str, Any]) -> str:
    """Return the hash of a canonical record: the same in every format it is kept in."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
