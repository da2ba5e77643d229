"""A reference points to a record of a type that does not belong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import identifier_schemes
from exchangespec.finding import Fault
from exchangespec.rules.references.fields import (
    COLUMNS,
    SCHEME,
    expected_types,
    standing,
    uses,
)
from exchangespec.rules.rule import Example, Rule
from exchangespec.spec import NAMED_FROM_OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.spec import FieldSpec
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every reference whose target is not of a type that its field asks for."""
    # Which of two records with one id is meant cannot be told, and the id has its own finding.
    doubled = known.doubled()

    def is_wrong(record_type: str, field: FieldSpec, target: str) -> bool:
        expected = expected_types(record_type, field)
        found = known.type_of(target)
        if found is not None:
            return bool(expected) and found not in expected and target not in doubled
        if target in known:
            return False  # its own type is not known, which another finding says
        return standing(known, target) == SCHEME and not _fits(target, expected)

    for record, field, item, target in uses(known, is_wrong):
        if target != record.id:
            found = known.type_of(target)
            params = {
                "value": target,
                "found": found or target.partition(":")[0],
                "expected": expected_types(record.type, field),
                "field": field.name,
            }
            variant = "record" if found else "identifier"
            yield (
                record,
                Fault("wrong-reference-type", params, field=field.name, item=item, variant=variant),
            )


def _fits(target: str, expected: tuple[str, ...]) -> bool:
    """Tell whether an identifier from outside can stand for a record of the types expected."""
    scheme = identifier_schemes()[target.partition(":")[0]]
    return any(
        (not scheme.types or name in scheme.types) and (not expected or name in expected)
        for name in NAMED_FROM_OUTSIDE
    )


_OUTPUT = {
    "type": "Output",
    "id": "ex:app",
    "name": {"en": "Welcome application"},
    "kind": "app",
    "owners": ["ex:mechelen"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS303",
    slug="wrong-reference-type",
    severity="error",
    title="A reference points to a record of the wrong type.",
    message={
        "record": "{value} is of type {found}; expected here: {expected}.",
        "identifier": (
            "{value} is an identifier of the scheme {found}, which cannot stand here; "
            "expected: {expected}."
        ),
    },
    why=(
        "A city is not a network and a source is not a person: counts, maps and links would be "
        "wrong without anybody noticing."
    ),
    fix="Refer to a record of the type expected, or move the reference to the column it fits.",
    wrong=Example(
        records=[{**_OUTPUT, "networks": ["ex:mechelen"]}],
        at={"record": "ex:app", "field": "networks", "item": 0},
    ),
    right=Example(records=[{**_OUTPUT, "networks": ["ex:inclucities"]}]),
    reads=COLUMNS,
    apart=True,
    check_all=check,
)
