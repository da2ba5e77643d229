"""A reference points to a record of another publisher that was not sent along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.references.fields import COLUMNS, OUTSIDE, standing, uses
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every reference with another publisher's declared prefix whose record is not here."""
    for record, field, item, target in uses(
        known, lambda _type, _field, target: standing(known, target) == OUTSIDE
    ):
        params = {"value": target, "prefix": target.partition(":")[0], "field": field.name}
        yield record, Fault("outside-reference", params, field=field.name, item=item)


_MEMBER = {
    "type": "Membership",
    "id": "ex:m-2",
    "group": "ex:inclucities",
    "member": "anci:capaci",
    "role": "partner",
    "sources": ["ex:report"],
}
_PREFIXES = {"prefixes": {"anci": "https://example.org/anci/"}}

RULE = Rule(
    code="EXS302",
    slug="outside-reference",
    severity="warning",
    title="A reference points to another publisher's record that is not in the submission.",
    message="{value} belongs to another publisher ({prefix}) and is not among the data sent.",
    why=(
        "Whether that record exists, and what it says, can only be checked when the data of both "
        "publishers are put together."
    ),
    fix="Check the id with its publisher, or send the other publisher's data along.",
    wrong=Example(records=[_MEMBER], header=_PREFIXES, at={"record": "ex:m-2", "field": "member"}),
    right=Example(records=[{**_MEMBER, "member": "ex:capaci"}], header=_PREFIXES),
    reads=COLUMNS,
    apart=True,
    check_all=check,
)
