"""A visit of nobody to nobody: neither who went nor who received them is known."""

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
    """Yield visits of which no side is known, by list or by Participation."""
    for visit, sides in unknown_sides(known):
        if len(sides) > 1:
            yield visit, Fault("no-side-known")


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "cities": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS419",
    slug="no-side-known",
    severity="error",
    title="Neither the visitors nor the hosts of a visit are known.",
    message="Neither who visited nor who hosted is stated.",
    why="A visit is an exchange between two sides; with neither known it tells nothing.",
    fix="Name the visitors, the hosts or both; where a source only describes them, the sheet "
    "Participants takes the description, in the role of visitor or host.",
    wrong=Example(records=[VISIT], at={"record": "ex:v-1"}),
    right=Example(records=[{**VISIT, "visitors": ["ex:capaci"], "hosts": ["ex:mechelen"]}]),
    reads=SIDE_COLUMNS,
    apart=True,
    check_all=check_all,
)
