"""A side of a mentoring relation that lacks a body of the kind that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.network.profile_field_missing import PAIR, TOPIC
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.profile.settings import SideBodies
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

SLUG = "side-without-body"
SIDES = ("mentors", "mentees")


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield mentoring pairs of which a side has nobody of the kinds asked for."""
    asked: SideBodies
    for asked in known.asked.get(SLUG, ()):
        for pair in current(known, "MentoringPair"):
            lacking = [side for side in SIDES if lacks(known, pair, side, asked.kinds)]
            if lacking:
                params = {
                    "sides": lacking,
                    "kinds": list(asked.kinds),
                    "profile": asked.profile,
                    "check": asked.code,
                }
                yield pair, Fault(SLUG, params, field=lacking[0])


def lacks(known: Known, pair: Facts, side: str, kinds: tuple[str, ...]) -> bool:
    """Tell whether a side surely has no body of these kinds: every party on it is known."""
    parties = [known.get(party) for party in pair.all(side)]
    return bool(parties) and all(
        party is not None and (party.type != "Organisation" or party.text("kind") not in kinds)
        for party in parties
    )


HEADER = {"profiles": ["inclucities"]}

RULE = Rule(
    code="EXS711",
    slug=SLUG,
    severity="error",
    title="A side of a mentoring relation has no body of the kind that a profile asks for.",
    message="There is none of the kind {kinds} among the {sides}; the profile {profile} asks for "
    "one on each side ({check}).",
    why="In this network cities are not mentored alone: what they learn goes on to others through "
    "the association of each side.",
    fix="Add the association on the side named.",
    wrong=Example(
        [{**PAIR, **TOPIC, "mentors": ["ex:mechelen"], "mentees": ["ex:capaci"]}],
        header=HEADER,
        at={"record": "ex:mp-1", "field": "mentors"},
    ),
    right=Example([{**PAIR, **TOPIC}], header=HEADER),
    reads=needed({"MentoringPair": SIDES, "Organisation": ("kind",)}),
    apart=True,
    check_all=check_all,
)
