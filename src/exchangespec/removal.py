"""Takes records out: references to them go as well, and so does what says nothing without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.structure import judge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # The ids that go, each with those that stand in its place, and their types.
    Gone = Mapping[str, Sequence[tuple[str, str]]]

STATEMENT = "Statement"
# One such record a person: that of the body stands in the lists of the event or visit.
ONE_BY_ONE = "Participation"
# Fields of which one at least tells what the record is about.
SIDES = {"Visit": ("visitors", "hosts")}


def id_of(record: Mapping[str, Any]) -> str:
    """Return the id of a record, or nothing where it has none that can be referred to."""
    found = record.get("id")
    return found if isinstance(found, str) else ""


def items_of(value: Any) -> list[str]:
    """Return the references of a field; what is no text refers to nothing."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def without(record: Mapping[str, Any], gone: Gone) -> tuple[dict[str, Any] | None, list[str]]:
    """Return a record without references to what is gone, and the fields that held some.

    None is returned for a record that says nothing without them. Where a field also takes what
    stands in the place of one that is gone, that stands there.
    """
    if _claims_one(record, gone):
        return None, []
    known = spec.records()[record["type"]].fields
    less = dict(record)
    touched = []
    for name, value in record.items():
        form = known.get(name)
        if form is None or not form.is_reference:
            continue
        items = items_of(value)
        whole = isinstance(value, str) or (isinstance(value, list) and len(items) == len(value))
        if whole and not any(item in gone for item in items):
            continue
        left = {item for item in items if item not in gone}
        if record["type"] != ONE_BY_ONE:
            left |= {
                other
                for item in items
                for other, its_type in gone.get(item, ())
                if its_type in form.targets
            }
        touched += [name] * sum(item in gone for item in items)
        if form.many and left:
            less[name] = sorted(left)
        elif not form.many and len(left) == 1:
            less[name] = left.pop()
        else:
            del less[name]
    if less == record:
        return less, touched
    return (less if _says_as_much(less, record) else None), touched


def _claims_one(record: Mapping[str, Any], gone: Gone) -> bool:
    """Tell whether a statement's value names one of those that are gone."""
    value = record.get("value") if record["type"] == STATEMENT else None
    return isinstance(value, str) and any(item.strip() in gone for item in value.split(";"))


def _says_as_much(less: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Tell whether a record with less is still one that the model and the rules accept."""
    if not fits(less, record):
        return False
    sides = [name for name in SIDES.get(str(record["type"]), ()) if name in record]
    return not sides or any(name in less for name in sides)


def fits(changed: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Tell whether the model finds nothing in a changed record that it did not find before."""
    before = {(fault.slug, fault.field) for fault in judge(record).faults}
    return {(fault.slug, fault.field) for fault in judge(changed).faults} <= before
