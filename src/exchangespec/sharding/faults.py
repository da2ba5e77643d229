"""Faults as plain data, for the files in which parts of a check leave what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec.finding import Fault, Fix
from exchangespec.submission.facts import Facts, Key

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAIN = (str, int, float, bool, type(None))
# What stands before the place of a record that a fault names by its facts.
AT = "at"

Packed = tuple[Any, ...]


def packed(fault: Fault) -> Packed:
    """Return a fault as plain data."""
    return (
        fault.slug,
        plain(fault.params),
        fault.field,
        fault.item,
        fault.variant,
        plain(fault.suggestions),
        None if fault.fix is None else (plain(fault.fix.replace), fault.fix.safe),
        [_reference(one) for one in fault.related],
    )


def unpacked(told: Packed, first_lines: Mapping[int, int]) -> Fault:
    """Return a fault from plain data; lines count from `first_lines` of each origin."""
    slug, params, field, item, variant, suggestions, fix, related = told
    return Fault(
        slug,
        params,
        field=field,
        item=item,
        variant=variant,
        suggestions=suggestions,
        fix=None if fix is None else Fix(*fix),
        related=[_meant(one, first_lines) for one in related],
    )


def plain(value: Any) -> Any:
    """Return a value as data that can be packed; what is of another kind becomes its words."""
    if value.__class__ in PLAIN:
        return value
    if isinstance(value, dict):
        return {plain(name): plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, (list, set, frozenset)):
        return [plain(item) for item in value]
    return str(value)


def _reference(related: object) -> Any:
    """Return what names a related record: its id, or the place of just this one."""
    if isinstance(related, Facts):
        return AT, related.type, related.id, related.key.origin, related.key.position
    return str(related)


def _meant(told: Any, first_lines: Mapping[int, int]) -> object:
    """Return the id of a related record, or facts that have nothing but their place."""
    if isinstance(told, str):
        return told
    _, record_type, record_id, origin, position = told
    key = Key(origin, position + first_lines.get(origin, 0))
    return Facts(record_type, record_id, (), {}, key)
