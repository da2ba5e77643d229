"""Applies the repairs of one record that its findings call safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec.structure import judge
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.judged import ReadRecord
from exchangespec.submission.reading import QUIET

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchangespec.finding import Fault


def mended(record: ReadRecord) -> ReadRecord:
    """Return the record with every repair applied that its findings call safe.

    What could not be read stays unread: only a field that holds what its finding speaks of is
    repaired, and it stays wrong as long as another finding says so.
    """
    facts = record.facts
    values, repairs = applied(facts.values, record.faults)
    if not repairs:
        return record
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


def applied(
    values: Mapping[str, Any], faults: Iterable[Fault]
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values after all safe repairs that fit them, and the faults they are for."""
    result = {name: _copy(value) for name, value in values.items()}
    done: list[Fault] = []
    touched: set[tuple[str | None, object]] = set()
    for fault in faults:
        place = (fault.field, fault.item)
        if place not in touched and (fault.field, None) not in touched:
            if _renames(fault, values):
                _rename(result, fault)
            elif _is_proposal(fault, values):
                _apply(result, fault)
            else:
                continue
            touched.add(place)
            done.append(fault)
    return result, done


def _is_safe(fault: Fault) -> bool:
    """Tell whether a fault has a repair that is safe."""
    return fault.fix is not None and fault.fix.safe


def _renames(fault: Fault, values: Mapping[str, Any]) -> bool:
    """Tell whether a repair gives a text its right language, where it has none in it yet."""
    texts = values.get(fault.field or "")
    if not _is_safe(fault) or fault.fix is None or not isinstance(texts, dict):
        return False
    right = fault.fix.replace
    return bool(
        fault.item in texts
        and fault.params.get("value") == fault.item
        and isinstance(right, str)
        and right not in texts
    )


def _rename(values: dict[str, Any], fault: Fault) -> None:
    """Put a text under its right language, in its place among the others."""
    if fault.field is not None and fault.fix is not None:
        right = {fault.item: fault.fix.replace}
        texts = values[fault.field]
        values[fault.field] = {right.get(tag, tag): text for tag, text in texts.items()}


def _is_proposal(fault: Fault, values: Mapping[str, Any]) -> bool:
    """Tell whether a fault's fix is safe, not yet made, and meant for what stands there now."""
    if not _is_safe(fault) or fault.field is None or fault.field not in values:
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
    # What a reader has put right on its way no longer stands there.
    spoken_of = fault.params.get("was" if fault.slug in QUIET else "value")
    return value is not None and bool(value == spoken_of)


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
