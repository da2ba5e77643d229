"""Compares two submissions record by record, by canonical hash."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from exchangespec.spec.canonical import canonical_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchangespec.formats.format import Document


def differences(one: Document, two: Document) -> list[str]:
    """Return the ids of records that are not the same in both, `header` when that differs."""
    found = [] if canonical_hash(one.header) == canonical_hash(two.header) else ["header"]
    first, second = hashes(one.records), hashes(two.records)
    return found + sorted({key for key, _ in (first - second) + (second - first)})


def fields_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return the fields in which two records, or two headers, are not the same."""
    return [name for name in {**one, **other} if one.get(name) != other.get(name)]


def hashes(records: Iterable[Mapping[str, Any]]) -> Counter[tuple[str, str]]:
    """Count the records by id and canonical hash; without an id, the hash stands for it.

    Several records may have one id by mistake; each of them counts.
    """
    found: Counter[tuple[str, str]] = Counter()
    for record in records:
        value = canonical_hash(record)
        found[str(record.get("id", value)), value] += 1
    return found
