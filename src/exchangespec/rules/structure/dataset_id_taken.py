"""The id of the submission is also the id of one of its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield the record that has the id of the header."""
    dataset = known.header.get("id")
    record = known.get(dataset) if isinstance(dataset, str) else None
    if record is not None:
        params = {"value": dataset, "found": record.type}
        yield record, Fault("dataset-id-taken", params, field="id")


RULE = Rule(
    code="EXS119",
    slug="dataset-id-taken",
    severity="error",
    title="The submission and one of its records have the same id.",
    message="{value} is the id of the whole submission, and of this record ({found}) too.",
    why=(
        "The two are different things. As linked data they would become one, and the record would "
        "be lost among the facts about the submission."
    ),
    fix="Give the submission an id of its own, such as the prefix with `dataset-` and a word.",
    wrong=Example(header={"id": "ex:mechelen"}, at={"record": "ex:mechelen", "field": "id"}),
    right=Example(header={"id": "ex:dataset-mechelen"}),
    check_all=check,
)
