"""A reference points to another publisher's record, which is of the wrong type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.references.fields import COLUMNS, expected_types, uses
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import OTHER_DECLARED, OTHER_HEADER, OTHER_ROME
from exchangespec.submission.joined import publisher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.joined import Joined


def check_across(joined: Joined) -> Iterator[tuple[Facts, Fault]]:
    """Yield every reference between publishers whose record is of a type it may not point to."""
    for record, field, _item, target in uses(joined.known, lambda *_one: True):
        types = expected_types(record.type, field)
        found = joined.known.type_of(target)
        if found is None or not types or found in types:
            continue
        if publisher(record) != target.partition(":")[0]:
            params = {"value": target, "type": found, "expected": types, "field": field.name}
            yield record, Fault("wrong-type-across", params, field=field.name, related=[target])


_MEMBER = {
    "type": "Membership",
    "id": "ex:m-2",
    "group": "anci:rome",
    "member": "ex:capaci",
    "role": "partner",
    "sources": ["ex:report"],
}
_NETWORK = {
    "type": "Network",
    "id": "anci:rome",
    "name": {"en": "Rome and others"},
    "kind": "network",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS325",
    slug="wrong-type-across",
    severity="error",
    title="A reference points to another publisher's record of the wrong type.",
    message="{value} is of type {type}; here stands a reference to {expected}.",
    why="The two records cannot be put together: a city is no network, a person no plan.",
    fix="Refer to the record that is meant; its publisher's data tell its id.",
    wrong=Example(
        records=[_MEMBER],
        header=OTHER_DECLARED,
        beside=[Example(header=OTHER_HEADER, records=[OTHER_ROME])],
        at={"record": "ex:m-2", "field": "group"},
    ),
    right=Example(
        records=[_MEMBER],
        header=OTHER_DECLARED,
        beside=[Example(header=OTHER_HEADER, records=[_NETWORK])],
    ),
    reads=COLUMNS,
    check_across=check_across,
)
