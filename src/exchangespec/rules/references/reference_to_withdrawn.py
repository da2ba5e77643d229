"""A reference points to a record that has been withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault, Fix
from exchangespec.rules.references.fields import expected_types, uses, with_columns
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.spec import FieldSpec
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every reference of a living record to a withdrawn one, with what stands for it now."""

    def is_gone(_type: str, _field: FieldSpec, target: str) -> bool:
        found = known.get(target)
        return found is not None and _is_withdrawn(found)

    for record, field, item, target in uses(known, is_gone):
        if _is_withdrawn(record):
            continue
        now = successor(known, target)
        types = expected_types(record.type, field)
        if now is None or (types and now.type not in types):
            variant, fix = "gone", None
        else:
            variant = "replaced"
            fix = None if now.id in record.all(field.name) else Fix(now.id, safe=True)
        params = {"value": target, "field": field.name, "becomes": now.id if now else ""}
        yield (
            record,
            Fault(
                "reference-to-withdrawn",
                params,
                field=field.name,
                item=item,
                variant=variant,
                suggestions=[now.id] if now and variant == "replaced" else [],
                fix=fix,
                related=[target],
            ),
        )


def _is_withdrawn(record: Facts) -> bool:
    """Tell whether a record only says that it is gone."""
    return record.text("record_status") == "withdrawn"


def successor(known: Known, target: str) -> Facts | None:
    """Return the record that stands for a withdrawn one in the end, or None."""
    seen = set()
    record = known.get(target)
    while record is not None and _is_withdrawn(record) and record.id not in seen:
        seen.add(record.id)
        record = known.get(record.get("replaced_by"))
    return None if record is None or record.id in seen else record


_OLD = {
    "type": "City",
    "id": "ex:city-of-capaci",
    "name": {"en": "City of Capaci"},
    "country": "IT",
    "record_status": "withdrawn",
    "replaced_by": "ex:capaci",
    "sources": ["ex:report"],
}
_MEMBER = {
    "type": "Membership",
    "id": "ex:m-2",
    "group": "ex:inclucities",
    "member": "ex:city-of-capaci",
    "role": "partner",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS308",
    slug="reference-to-withdrawn",
    severity="warning",
    title="A reference points to a withdrawn record.",
    message={
        "replaced": "{value} has been withdrawn; {becomes} stands for it now.",
        "gone": "{value} has been withdrawn, and no record stands for it.",
    },
    why="A withdrawn record is no longer counted or shown, so what refers to it hangs in the air.",
    fix="Refer to the record that replaces it; if there is none, take the reference out.",
    wrong=Example(records=[_OLD, _MEMBER], at={"record": "ex:m-2", "field": "member"}),
    right=Example(records=[_OLD, {**_MEMBER, "member": "ex:capaci"}]),
    reads=with_columns("record_status"),
    apart=True,
    check_all=check,
)
