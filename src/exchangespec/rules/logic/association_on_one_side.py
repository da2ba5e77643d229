"""A mentoring relation with an association of cities on one side only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import ASSOCIATION, current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

OTHER = {"mentors": "mentees", "mentees": "mentors"}


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield mentoring pairs at the side that has no association while the other has one."""
    for pair in current(known, "MentoringPair"):
        for side, other in OTHER.items():
            kinds = _kinds(known, pair, side)
            if not kinds or None in kinds or ASSOCIATION in kinds:
                continue
            if ASSOCIATION in _kinds(known, pair, other):
                facts = {"side": side, "other": other}
                yield pair, Fault("association-on-one-side", facts, field=side)


def _kinds(known: Known, pair: Facts, side: str) -> set[str | None]:
    """Return the kinds of the bodies on a side; None for one that is not known."""
    records = [known.get(party) for party in pair.all(side)]
    return {
        None if record is None else record.text("kind") if record.type == "Organisation" else ""
        for record in records
    }


PAIR = {
    "type": "MentoringPair",
    "id": "ex:mp-1",
    "mentors": ["ex:mechelen", "ex:vvsg"],
    "network": "ex:inclucities",
    "topic": {"en": "How to build a vision of a city for all?"},
    "start": "2020-06",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS429",
    slug="association-on-one-side",
    severity="warning",
    title="Only one side of a mentoring relation has an association of cities.",
    message="There is an association of cities among the {other} but none among the {side}.",
    why="Where associations take part they usually do so on both sides, and one was forgotten.",
    fix="Add the association of the other side, or leave it as it is if there was none.",
    wrong=Example(
        records=[{**PAIR, "mentees": ["ex:capaci"]}], at={"record": "ex:mp-1", "field": "mentees"}
    ),
    right=Example(records=[{**PAIR, "mentees": ["ex:aiccre", "ex:capaci"]}]),
    reads=needed({"MentoringPair": ("mentors", "mentees"), "Organisation": ("kind",)}),
    apart=True,
    check_all=check_all,
)
