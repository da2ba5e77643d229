"""Applies the repairs of one record that its findings call safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec.structure import judge
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.reading import QUIET, ReadRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.finding import Fault


def mended(record: ReadRecord) -> ReadRecord:
    """Return the record with every repair applied that its findings call safe.

    What could not be read stays unread: only a field that holds what its finding speaks of is
    repaired, and it stays wrong as long as another finding says so.
    """
    facts = record.facts
    repairs = [fault for fault in record.faults if _is_proposal(fault, facts.values)]
    if not repairs:
        return record
    values = {name: _copy(value) for name, value in facts.values.items()}
    for fault in repairs:
        _apply(values, fault)
    repaired = {str(fault.field) for fault in repairs}
    others = [fault for fault in record.faults if fault not in repairs]
    still = {fault.field for fault in others if fault.slug not in QUIET}
    judgement = judge(values)
    failed = {name for name in facts.failed if name not in repaired or name in still}
    failed |= judgement.failed & repaired
    new = RecordFacts(
        facts.type, facts.id, judgement.values, failed=frozenset(failed), key=facts.key
    )
    new.partly = facts.partly
    found = [one for one in judgement.faults if one.field in repaired and one not in others]
    return ReadRecord(new, [*others, *found])


def _is_proposal(fault: Fault, values: Mapping[str, Any]) -> bool:
    """Tell whether a fault's fix is safe, not yet made, and meant for what stands there now."""
    if fault.fix is None or not fault.fix.safe or fault.slug in QUIET:
        return False
    if fault.field is None or fault.field not in values:
        return False
    value = values[fault.field]
    if isinstance(value, list) and isinstance(fault.item, int):
        if not 0 <= fault.item < len(value):
            return False
        value = value[fault.item]
    elif isinstance(value, dict) and isinstance(fault.item, str):
        value = value.get(fault.item)
    elif fault.item is not None:
        return False
    return bool(value == fault.params.get("value"))


def _copy(value: Any) -> Any:
    """Return a value whose lists and maps can be changed."""
    if isinstance(value, list):
        return list(value)
    return dict(value) if isinstance(value, dict) else value


def _apply(values: dict[str, Any], fault: Fault) -> None:
    """Put one repair in place."""
    if fault.field is None or fault.fix is None:
        return
    if fault.item is None:
        values[fault.field] = fault.fix.replace
    else:
        values[fault.field][fault.item] = fault.fix.replace
