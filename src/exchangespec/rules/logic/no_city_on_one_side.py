"""A mentoring relation in which one side has neither a city nor a local authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield mentoring pairs at each side without a city or local authority."""
    for pair in current(known, "MentoringPair"):
        for side in ("mentors", "mentees"):
            found = pair.all(side)
            if found and not any(_may_be_local(known, party) for party in found):
                yield pair, Fault("no-city-on-one-side", {"side": side}, field=side)


def _may_be_local(known: Known, party: str) -> bool:
    """Tell whether a party is a city or a local authority, or not known."""
    record = known.get(party)
    if record is None or record.type == "City":
        return True
    return record.type == "Organisation" and record.get("kind") in {"local_authority", None}


PAIR = {
    "type": "MentoringPair",
    "id": "ex:mp-1",
    "mentees": ["ex:aiccre", "ex:capaci"],
    "network": "ex:inclucities",
    "topic": {"en": "How to build a vision of a city for all?"},
    "start": "2020-06",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS430",
    slug="no-city-on-one-side",
    severity="warning",
    title="One side of a mentoring relation has no city.",
    message="There is no city or local authority among the {side}.",
    why="Mentoring is between cities; associations and others stand beside them.",
    fix="Add the city of that side, or leave it as it is if only other bodies took part.",
    wrong=Example(
        records=[{**PAIR, "mentors": ["ex:vvsg"]}], at={"record": "ex:mp-1", "field": "mentors"}
    ),
    right=Example(records=[{**PAIR, "mentors": ["ex:mechelen", "ex:vvsg"]}]),
    reads=needed({"MentoringPair": ("mentors", "mentees"), "Organisation": ("kind",)}),
    apart=True,
    check_all=check_all,
)
