"""A reference points to a record that its publisher, whose data are here, does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.references.fields import COLUMNS, uses
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import OTHER_DECLARED, OTHER_HEADER, OTHER_ROME
from exchangespec.submission.joined import publisher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.joined import Joined


def check_across(joined: Joined) -> Iterator[tuple[Facts, Fault]]:
    """Yield every reference to a record that is missing in the data of its own publisher."""

    def is_missing(_type: str, _field: object, target: str) -> bool:
        return target.partition(":")[0] in joined.prefixes and target not in joined.known

    for record, field, _item, target in uses(joined.known, is_missing):
        prefix = target.partition(":")[0]
        if publisher(record) == prefix:
            continue
        params = {"value": target, "prefix": prefix, "field": field.name}
        yield record, Fault("missing-across", params, field=field.name)


_MEMBER = {
    "type": "Membership",
    "id": "ex:m-2",
    "group": "ex:inclucities",
    "member": "anci:rome",
    "role": "partner",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS324",
    slug="missing-across",
    severity="error",
    title="A reference points to a record that its publisher does not have.",
    message="{value} is not among the records of its publisher ({prefix}), whose data are here.",
    why="What is said about a record that does not exist cannot be counted with the others.",
    fix="Correct the id, or ask its publisher whether the record was renamed or withdrawn.",
    wrong=Example(
        records=[_MEMBER],
        header=OTHER_DECLARED,
        beside=[Example(header=OTHER_HEADER)],
        at={"record": "ex:m-2", "field": "member"},
    ),
    right=Example(
        records=[_MEMBER],
        header=OTHER_DECLARED,
        beside=[Example(header=OTHER_HEADER, records=[OTHER_ROME])],
    ),
    reads=COLUMNS,
    check_across=check_across,
)
