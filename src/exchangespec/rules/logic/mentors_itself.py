"""A party that is mentor and mentee of one mentoring relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import BODY_COLUMNS, bodies, body, current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield mentees that also mentor, a city and its own authority being one party."""
    for pair in current(known, "MentoringPair"):
        mentors = bodies(known, pair.all("mentors"))
        for item, mentee in enumerate(pair.all("mentees")):
            if body(known, mentee) in mentors:
                yield pair, Fault("mentors-itself", {"party": mentee}, field="mentees", item=item)


PAIR = {
    "type": "MentoringPair",
    "id": "ex:mp-1",
    "mentors": ["ex:mechelen"],
    "network": "ex:inclucities",
    "topic": {"en": "How to build a vision of a city for all?"},
    "start": "2020-06",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS428",
    slug="mentors-itself",
    severity="error",
    title="The same party is mentor and mentee.",
    message="{party} is among the mentees and among the mentors.",
    why="Mentoring leads from one party to another; a city and its own authority count as one.",
    fix="Take the party out of mentors or out of mentees.",
    wrong=Example(
        records=[{**PAIR, "mentees": ["ex:capaci", "ex:mechelen"]}],
        at={"record": "ex:mp-1", "field": "mentees", "item": 1},
    ),
    right=Example(records=[{**PAIR, "mentees": ["ex:capaci"]}]),
    reads=needed(BODY_COLUMNS, {"MentoringPair": ("mentors", "mentees")}),
    apart=True,
    check_all=check_all,
)
