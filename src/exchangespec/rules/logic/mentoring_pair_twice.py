"""The same mentoring relation recorded twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    BODY_COLUMNS,
    at_the_same_time,
    bodies,
    current,
    grouped,
    needed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield mentoring pairs with the mentors and mentees of another at the same time."""

    def sides(pair: Facts) -> tuple[frozenset[str], frozenset[str]] | None:
        both = bodies(known, pair.all("mentors")), bodies(known, pair.all("mentees"))
        return both if all(both) else None

    for group in grouped(known, current(known, "MentoringPair"), sides):
        for pair, other in at_the_same_time(group):
            yield pair, Fault("mentoring-pair-twice", {"other": other.id}, related=(other.id,))


PAIR = {
    "type": "MentoringPair",
    "id": "ex:mp-1",
    "mentors": ["ex:mechelen"],
    "mentees": ["ex:capaci"],
    "network": "ex:inclucities",
    "topic": {"en": "How to build a vision of a city for all?"},
    "start": "2020-06",
    "end": "2021-05",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS431",
    slug="mentoring-pair-twice",
    severity="warning",
    title="The same parties mentor each other in two records at the same time.",
    message="{other} has the same mentors and mentees at the same time.",
    why="One mentoring relation would be counted twice.",
    fix="Keep one record and mark the other as withdrawn and replaced by it, or correct the dates.",
    wrong=Example(
        records=[PAIR, {**PAIR, "id": "ex:mp-2", "start": "2021-02", "end": "2021-11"}],
        at={"record": "ex:mp-2"},
    ),
    right=Example(records=[PAIR, {**PAIR, "id": "ex:mp-2", "start": "2021-06", "end": "2021-11"}]),
    reads=needed(BODY_COLUMNS, {"MentoringPair": ("mentors", "mentees", "start", "end")}),
    check_all=check_all,
)
