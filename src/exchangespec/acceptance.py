"""Accepts a record at once where the compiled JSON Schema says that it is right.

It only says yes: what it does not accept is no fault yet, since another judge explains. Without
the optional part it accepts nothing, and everything goes to that judge.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from exchangespec.emit.json_schema import file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def accepted(record_type: str, values: Mapping[str, Any]) -> bool:
    """Tell whether a record of a known type is surely right as the standard asks."""
    judge = judge_of(record_type)
    if judge is None:
        return False
    try:
        return judge(values)
    except (ValueError, TypeError, OverflowError):
        # Half characters and the like, which it does not look at.
        return False


@cache
def judge_of(record_type: str) -> Callable[[Any], bool] | None:
    """Return the compiled schema of a record type; None where nothing can compile it."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    path = files("exchangespec").joinpath("schemas", f"{file_name(record_type)}.json")
    validator = jsonschema_rs.validator_for(json.loads(path.read_text(encoding="utf-8")))
    valid: Callable[[Any], bool] = validator.is_valid
    return valid
