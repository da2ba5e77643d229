"""How well a mentor suits a mentee: what rules a pair out, and what each criterion gives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchangespec.gazetteer.distance import kilometres

if TYPE_CHECKING:
    from exchangespec.matching.parties import Party
    from exchangespec.matching.weights import Scales, Weights

# What a criterion gives where one of the two does not say what it looks at.
NOT_KNOWN = 0.5
# Why a pair is ruled out, in the order in which it is looked at.
RULED_OUT = {
    "themes": "offers none of the themes needed",
    "self": "is the same",
    "apart": "is excluded",
    "paired": "was paired with it before",
    "language": "shares no working language",
    "country": "lies in the same country",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion gives a pair.

    Attributes:
        name: the criterion.
        value: from 0 to 1.
        share: how much of the whole score the criterion makes.
        words: what it rests on.
    """

    name: str
    value: float
    share: float
    words: str


def ruled_out(mentor: Party, mentee: Party, weights: Weights) -> str | None:
    """Return the first reason, of `RULED_OUT`, why a pair is none; None if it may be one."""
    rules = weights.rules
    reasons = {
        "themes": not mentor.themes & mentee.themes,
        "self": mentor.id == mentee.id,
        "apart": mentor.id in mentee.apart or mentee.id in mentor.apart,
        "paired": not rules.repeat_pairs
        and (mentor.id in mentee.paired or mentee.id in mentor.paired),
        "language": rules.common_language
        and bool(mentor.languages)
        and bool(mentee.languages)
        and not mentor.languages & mentee.languages,
        "country": rules.other_country
        and bool(mentor.country)
        and mentor.country == mentee.country,
    }
    return next((name for name in RULED_OUT if reasons[name]), None)


def parts(mentor: Party, mentee: Party, weights: Weights) -> list[Part]:
    """Return what each criterion gives a pair, and why."""
    found = {
        "themes": _themes(mentor, mentee),
        "languages": _languages(mentor, mentee),
        "size": _size(mentor, mentee, weights.scales),
        "experience": _experience(mentor, weights.scales),
        "distance": _distance(mentor, mentee, weights.scales),
    }
    return [Part(name, value, weights.share(name), words) for name, (value, words) in found.items()]


def score(found: list[Part]) -> float:
    """Return the weighted mean of what the criteria give."""
    return sum(part.value * part.share for part in found)


Given = tuple[float, str]


def _themes(mentor: Party, mentee: Party) -> Given:
    """Give the share of the themes needed that are offered."""
    shared = sorted(mentor.themes & mentee.themes)
    value = len(shared) / len(mentee.themes) if mentee.themes else 0.0
    return value, f"{len(shared)} of {len(mentee.themes)} themes: {', '.join(shared) or 'none'}"


def _languages(mentor: Party, mentee: Party) -> Given:
    """Give all for one language in common, nothing for none."""
    if not mentor.languages or not mentee.languages:
        return NOT_KNOWN, "working languages not stated by both"
    shared = sorted(mentor.languages & mentee.languages)
    return float(bool(shared)), f"languages in common: {', '.join(shared) or 'none'}"


def _size(mentor: Party, mentee: Party, scales: Scales) -> Given:
    """Give all for the same number of inhabitants, less the more often one holds the other."""
    if not mentor.population or not mentee.population:
        return NOT_KNOWN, "inhabitants not stated by both"
    factor = max(mentor.population, mentee.population) / min(mentor.population, mentee.population)
    value = max(0.0, 1 - math.log(factor) / math.log(scales.size_factor))
    return value, f"inhabitants: {mentor.population:,.0f} and {mentee.population:,.0f}"


def _experience(mentor: Party, scales: Scales) -> Given:
    """Give more for each earlier pair, but each counts less than the one before."""
    times = mentor.experience
    return times / (times + scales.experience_half), f"earlier pairs as mentor: {times}"


def _distance(mentor: Party, mentee: Party, scales: Scales) -> Given:
    """Give more the nearer they lie."""
    if mentor.point is None or mentee.point is None:
        return NOT_KNOWN, "places not stated by both"
    far = kilometres(mentor.point, mentee.point)
    return max(0.0, 1 - far / scales.distance_km), f"{far:,.0f} km apart"
