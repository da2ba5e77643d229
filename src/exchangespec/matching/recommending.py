"""Recommends mentors to mentees: the pairs, why each, who is left alone and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchangespec.matching.assignment import assign, left
from exchangespec.matching.candidates import Candidate, candidates
from exchangespec.matching.criteria import RULED_OUT, Part, parts, score
from exchangespec.matching.parties import PassedOver, parties, passed_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from exchangespec.matching.parties import Party
    from exchangespec.matching.weights import Weights

# How many mentors are looked at for each mentee before those left alone look at all that are left.
BEST = 100
# Pairs of those left alone that are looked at in one go.
MOST_LEFT = 4_000_000
SPARE = "those it suits have as many mentors as they need"
UNSUITED = "it is among the best for nobody"
FULL = "has all the partners it can have at once in pairs that are running"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A pair proposed, with its score from 0 to 1 and what each criterion gives."""

    mentor: Party
    mentee: Party
    parts: tuple[Part, ...]

    @property
    def score(self) -> float:
        """Return the weighted mean of what the criteria give."""
        return score(list(self.parts))

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON shows it."""
        return {
            "mentee": self.mentee.id,
            "mentor": self.mentor.id,
            "score": round(self.score, 4),
            "criteria": [
                {
                    "criterion": part.name,
                    "value": round(part.value, 4),
                    "share": round(part.share, 4),
                    "because": part.words,
                }
                for part in self.parts
            ],
        }


@dataclass(frozen=True, slots=True)
class Alone:
    """A party for which nobody, or not everybody it could take, is proposed, and why.

    Attributes:
        party: who.
        role: `mentee` or `mentor`.
        missing: how many more it could take.
        reason: why, in words.
    """

    party: Party
    role: str
    missing: int
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON shows it."""
        return {
            "id": self.party.id,
            "role": self.role,
            "missing": self.missing,
            "reason": self.reason,
        }


@dataclass(slots=True)
class Matching:
    """What is recommended.

    Attributes:
        pairs: the pairs, by mentee, the better first.
        alternatives: for each mentee, by id, the best others.
        alone: who is left alone, and why.
        optimal: whether no other choice of pairs would have a higher sum of scores; False where
            the solver is not installed, or where only the best candidates were looked at.
        method: how the pairs were chosen.
        passed_over: offers and needs that are not about a city or organisation here.
        offering: how many offer something that still holds, those passed over among them.
        needing: how many need something.
        left_out: what of the inputs was not read, in words.
    """

    pairs: list[Recommendation] = field(default_factory=list)
    alternatives: dict[str, list[Recommendation]] = field(default_factory=dict)
    alone: list[Alone] = field(default_factory=list)
    optimal: bool = True
    method: str = "optimal"
    passed_over: list[PassedOver] = field(default_factory=list)
    offering: int = 0
    needing: int = 0
    left_out: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON shows it."""
        return {
            "method": self.method,
            "optimal": self.optimal,
            "score": round(sum(pair.score for pair in self.pairs), 4),
            "pairs": [pair.as_dict() for pair in self.pairs],
            "alternatives": {
                name: [pair.as_dict() for pair in others]
                for name, others in self.alternatives.items()
            },
            "alone": [one.as_dict() for one in self.alone],
            "passed_over": [one.as_dict() for one in self.passed_over],
        }


def recommend(
    records: Iterable[Mapping[str, Any]],
    weights: Weights,
    *,
    today: date,
    alternatives: int = 2,
) -> Matching:
    """Recommend mentors to all that need one.

    Args:
        records: canonical records: cities, organisations, their offers and needs (Statements of
            these kinds), and earlier pairs.
        weights: what counts, and how much.
        today: offers and needs that ended before are left out.
        alternatives: how many other mentors are named for each mentee.

    Raises:
        MissingPartError: if there are too many for what is installed.
    """
    records = list(records)
    mentors = parties(records, "offer", today=today)
    mentees = parties(records, "need", today=today)
    choice = Choice(
        [one for one in mentors if not _is_full(one)],
        [one for one in mentees if not _is_full(one)],
        weights,
    )
    result = choice.matching(alternatives)
    result.alone += [
        Alone(one, role, 0, FULL)
        for group, role in ((mentees, "mentee"), (mentors, "mentor"))
        for one in group
        if _is_full(one)
    ]
    result.passed_over = list(passed_over(records, today=today))
    sides = [one.side for one in result.passed_over]
    result.offering = len(mentors) + sides.count("offer")
    result.needing = len(mentees) + sides.count("need")
    return result


def _is_full(party: Party) -> bool:
    """Tell whether running pairs take all the places that a party has."""
    return party.busy > 0 and party.capacity == 0


class Choice:
    """Mentors and mentees between whom pairs are chosen."""

    def __init__(
        self, mentors: Sequence[Party], mentees: Sequence[Party], weights: Weights
    ) -> None:
        """Find the candidates."""
        self.mentors, self.mentees, self.weights = mentors, mentees, weights
        self.found = candidates(mentors, mentees, weights, best=BEST)

    def matching(self, alternatives: int) -> Matching:
        """Choose the pairs, and say why."""
        result = Matching()
        chosen = self._chosen(result)
        result.pairs = [self._pair(one) for one in sorted(chosen, key=_order)]
        taken = {(one.mentee, one.mentor) for one in chosen}
        for row, mentee in enumerate(self.mentees):
            others = [one for one in self.found.pairs[row] if (row, one.mentor) not in taken]
            if others and alternatives:
                pairs = [self._pair(one) for one in others[:alternatives]]
                result.alternatives[mentee.id] = pairs
        result.alone = self._alone(chosen)
        return result

    def _pair(self, one: Candidate) -> Recommendation:
        """Explain a pair."""
        mentor, mentee = self.mentors[one.mentor], self.mentees[one.mentee]
        return Recommendation(mentor, mentee, tuple(parts(mentor, mentee, self.weights)))

    def _chosen(self, result: Matching) -> list[Candidate]:
        """Choose among the best candidates, then among all for those left alone."""
        # More than there are of the others nobody can take.
        offers = [min(party.capacity, len(self.mentees)) for party in self.mentors]
        needs = [min(party.capacity, len(self.mentors)) for party in self.mentees]
        flat = [one for pairs in self.found.pairs for one in pairs]
        assignment = assign(flat, offers, needs)
        whole = all(
            suited <= len(pairs)
            for suited, pairs in zip(self.found.suited, self.found.pairs, strict=True)
        )
        result.method = "optimal" if assignment.optimal else "greedy"
        result.optimal = assignment.optimal and whole
        if whole:
            return assignment.pairs
        return assignment.pairs + self._second(assignment.pairs, offers, needs)

    def _second(
        self, chosen: Sequence[Candidate], offers: Sequence[int], needs: Sequence[int]
    ) -> list[Candidate]:
        """Choose among all pairs of those that are left with room for one."""
        offers_left = left(offers, (one.mentor for one in chosen))
        needs_left = left(needs, (one.mentee for one in chosen))
        free = [number for number, room in enumerate(offers_left) if room]
        waiting = [number for number, room in enumerate(needs_left) if room]
        if not free or not waiting:
            return []
        best = max(BEST, MOST_LEFT // len(waiting))
        again = candidates(
            [self.mentors[number] for number in free],
            [self.mentees[number] for number in waiting],
            self.weights,
            best=min(best, len(free)),
        )
        taken = {(one.mentee, one.mentor) for one in chosen}
        flat = [
            one
            for pairs in again.pairs
            for one in pairs
            if (waiting[one.mentee], free[one.mentor]) not in taken
        ]
        second = assign(
            flat,
            [offers_left[number] for number in free],
            [needs_left[number] for number in waiting],
        )
        return [Candidate(waiting[one.mentee], free[one.mentor], one.score) for one in second.pairs]

    def _alone(self, chosen: Sequence[Candidate]) -> list[Alone]:
        """Say who could take more, and why nobody more is proposed."""
        offers = left([one.capacity for one in self.mentors], (one.mentor for one in chosen))
        needs = left([one.capacity for one in self.mentees], (one.mentee for one in chosen))
        own: dict[int, set[int]] = {}
        for one in chosen:
            own.setdefault(one.mentee, set()).add(one.mentor)
        mentees = [
            Alone(self.mentees[row], "mentee", room, self._why(row, own.get(row, frozenset())))
            for row, room in enumerate(needs)
            if room
        ]
        suited = {one.mentor for pairs in self.found.pairs for one in pairs}
        mentors = [
            Alone(self.mentors[column], "mentor", room, SPARE if column in suited else UNSUITED)
            for column, room in enumerate(offers)
            if room
        ]
        return mentees + mentors

    def _why(self, row: int, own: AbstractSet[int]) -> str:
        """Say why a mentee has no mentor, or none beside its own."""
        if not self.mentors:
            return "nobody offers anything, or has a place left"
        suited = self.found.suited[row] - len(own)
        if own and not suited:
            return "all that suit it are paired with it"
        if suited:
            others = [one for one in self.found.pairs[row] if one.mentor not in own][:3]
            names = ", ".join(self.mentors[one.mentor].id for one in others)
            more = f" and {suited - len(others)} more" if suited > len(others) else ""
            return f"those that suit it are taken by pairs that suit better: {names}{more}"
        words = {**RULED_OUT, "score": "suits too little"}
        kept_away = self.found.why[row]
        return "no mentor suits: " + "; ".join(
            f"{count} {words[name]}" for name, count in kept_away.items()
        )


def _order(one: Candidate) -> tuple[int, float, int]:
    """Return what pairs are sorted by: the mentee, then the score, falling."""
    return one.mentee, -one.score, one.mentor
