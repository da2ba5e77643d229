"""A visit of which only one side is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.sides import SIDE_COLUMNS, unknown_sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield visits of which one side is known and the other is not, at the side that is missing."""
    for visit, sides in unknown_sides(known):
        if len(sides) == 1:
            yield visit, Fault("one-side-unknown", {"missing": sides[0]}, field=sides[0])


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "cities": ["ex:mechelen"],
    "visitors": ["ex:capaci"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS420",
    slug="one-side-unknown",
    severity="warning",
    title="Only one side of a visit is known.",
    message="The {missing} of this visit are not stated.",
    why="Who learnt from whom can only be counted when both sides are known.",
    fix="Name the other side, or describe it in the sheet Participants; if the source does not "
    "say it, a row of the sheet Statements can hold that.",
    wrong=Example(records=[VISIT], at={"record": "ex:v-1", "field": "hosts"}),
    right=Example(records=[{**VISIT, "hosts": ["ex:mechelen"]}]),
    reads=SIDE_COLUMNS,
    apart=True,
    check_all=check_all,
)
