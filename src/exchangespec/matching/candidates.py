"""The best mentors for every mentee, with their scores, computed for all pairs in blocks.

The same as `criteria` says of one pair, for millions of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.errors import MissingPartError
from exchangespec.gazetteer.distance import EARTH_RADIUS_KM
from exchangespec.matching.criteria import (
    NOT_KNOWN,
    RULED_OUT,
    parts,
    ruled_out,
    score,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.matching.parties import Party
    from exchangespec.matching.weights import Weights

# Numbers of a block: about 30 MiB each.
BLOCK = 4_000_000
# Without numpy every pair is looked at by itself, so not for more than these.
MOST_PAIRS_ALONE = 1_000_000


class Candidate(NamedTuple):
    """A pair that may be proposed: positions of mentee and mentor, and their score."""

    mentee: int
    mentor: int
    score: float


@dataclass(slots=True)
class Candidates:
    """The best pairs for each mentee, and why the other mentors are none.

    Attributes:
        pairs: by mentee, the best mentors first.
        why: for each mentee, how many mentors each reason of `RULED_OUT` keeps away, and how many
            are kept away by too low a score.
        suited: how many mentors may be paired with it.
    """

    pairs: list[list[Candidate]] = field(default_factory=list)
    why: list[dict[str, int]] = field(default_factory=list)
    suited: list[int] = field(default_factory=list)

    def add(self, best: list[Candidate], why: dict[str, int], suited: int) -> None:
        """Add what is found for the next mentee."""
        self.pairs.append(best)
        self.why.append({reason: count for reason, count in why.items() if count})
        self.suited.append(suited)


def candidates(
    mentors: Sequence[Party], mentees: Sequence[Party], weights: Weights, *, best: int
) -> Candidates:
    """Return the `best` mentors for each mentee.

    Raises:
        MissingPartError: if there are many and numpy is not installed.
    """
    try:
        import numpy as np
    except ModuleNotFoundError:
        if len(mentors) * len(mentees) > MOST_PAIRS_ALONE:
            raise MissingPartError("matching so many", "match") from None
        return one_by_one(mentors, mentees, weights, best=best)
    return Blocks(np, mentors, mentees, weights).candidates(best)


def one_by_one(
    mentors: Sequence[Party], mentees: Sequence[Party], weights: Weights, *, best: int
) -> Candidates:
    """Return the same, looking at every pair by itself."""
    found = Candidates()
    for row, mentee in enumerate(mentees):
        why = dict.fromkeys((*RULED_OUT, "score"), 0)
        scored = []
        for column, mentor in enumerate(mentors):
            reason = ruled_out(mentor, mentee, weights)
            value = 0.0 if reason else score(parts(mentor, mentee, weights))
            if reason is None and value < weights.rules.least_score:
                reason = "score"
            if reason:
                why[reason] += 1
            else:
                scored.append(Candidate(row, column, value))
        scored.sort(key=_best_first)
        found.add(scored[:best], why, len(scored))
    return found


def _best_first(candidate: Candidate) -> tuple[float, int]:
    """Return what candidates are sorted by: the score, falling, then the position."""
    return -round(candidate.score, 9), candidate.mentor


class Blocks:
    """All pairs, some mentees at a time."""

    def __init__(
        self, np: Any, mentors: Sequence[Party], mentees: Sequence[Party], weights: Weights
    ) -> None:
        """Lay out what is known of both sides as arrays."""
        self.np = np
        self.weights = weights
        self.mentors, self.mentees = mentors, mentees
        both = (*mentors, *mentees)
        self.columns = {party.id: column for column, party in enumerate(mentors)}
        themes = self._positions(name for party in both for name in party.themes)
        languages = self._positions(name for party in both for name in party.languages)
        countries = self._positions(party.country for party in both if party.country)
        self.offer = self._side(mentors, themes, languages, countries)
        self.need = self._side(mentees, themes, languages, countries)
        self.shunning: dict[str, list[int]] = {}
        self.paired: dict[str, list[int]] = {}
        for column, mentor in enumerate(mentors):
            for name in mentor.apart:
                self.shunning.setdefault(name, []).append(column)
            for name in mentor.paired:
                self.paired.setdefault(name, []).append(column)

    @staticmethod
    def _positions(names: Iterator[str]) -> dict[str, int]:
        """Number names in their order."""
        return {name: number for number, name in enumerate(sorted(set(names)))}

    def _side(
        self,
        members: Sequence[Party],
        themes: dict[str, int],
        languages: dict[str, int],
        countries: dict[str, int],
    ) -> dict[str, Any]:
        """Return one side's arrays."""
        np = self.np
        nothing = float("nan")
        flags = {
            "themes": np.zeros((len(members), max(1, len(themes))), dtype=np.float32),
            "languages": np.zeros((len(members), max(1, len(languages))), dtype=np.float32),
        }
        for row, party in enumerate(members):
            flags["themes"][row, [themes[name] for name in party.themes]] = 1
            flags["languages"][row, [languages[name] for name in party.languages]] = 1
        numbers = {
            "population": [math.log(one.population or nothing) for one in members],
            "latitude": [nothing if one.latitude is None else one.latitude for one in members],
            "longitude": [nothing if one.longitude is None else one.longitude for one in members],
            "experience": [one.experience for one in members],
        }
        return {
            **flags,
            **{name: np.array(values, dtype=np.float64) for name, values in numbers.items()},
            "country": np.array([countries.get(one.country, -1) for one in members]),
        }

    def candidates(self, best: int) -> Candidates:
        """Return the best pairs for each mentee."""
        found = Candidates()
        step = max(1, BLOCK // max(1, len(self.mentors)))
        for start in range(0, len(self.mentees), step):
            self._block(range(start, min(start + step, len(self.mentees))), best, found)
        return found

    def _block(self, rows: range, best: int, found: Candidates) -> None:
        """Add what is found for some mentees."""
        np = self.np
        need = {name: values[rows.start : rows.stop] for name, values in self.need.items()}
        shared = need["themes"] @ self.offer["themes"].T
        reasons = self._reasons(rows, need, shared)
        possible = np.ones(shared.shape, dtype=bool)
        counts = {}
        for name in RULED_OUT:
            if name in reasons:
                hit = possible & reasons[name]
                counts[name] = hit.sum(axis=1)
                possible &= ~hit
        lines, columns = np.nonzero(possible)
        scores = self._scores(need, lines, columns, shared[lines, columns])
        enough = scores >= self.weights.rules.least_score
        counts["score"] = np.bincount(lines[~enough], minlength=len(rows))
        lines, columns, scores = lines[enough], columns[enough], scores[enough]
        edges = np.searchsorted(lines, np.arange(len(rows) + 1))
        for offset, row in enumerate(rows):
            part = slice(edges[offset], edges[offset + 1])
            why = {name: int(values[offset]) for name, values in counts.items()}
            pairs = self._best(row, columns[part], scores[part], best)
            found.add(pairs, why, int(edges[offset + 1] - edges[offset]))

    def _best(self, row: int, columns: Any, scores: Any, best: int) -> list[Candidate]:
        """Return the best pairs of one mentee."""
        np = self.np
        rounded = np.round(scores, 9)
        if best < len(scores):
            # All of the last score that counts, so that their order decides who is kept.
            top = rounded >= np.partition(rounded, -best)[-best]
            columns, scores, rounded = columns[top], scores[top], rounded[top]
        # The same order as that of `_best_first`.
        order = np.lexsort((columns, -rounded))[:best]
        pairs = zip(columns[order].tolist(), scores[order].tolist(), strict=True)
        return [Candidate(row, column, value) for column, value in pairs]

    def _reasons(self, rows: range, need: dict[str, Any], shared: Any) -> dict[str, Any]:
        """Return for each reason which pairs it rules out."""
        np, rules = self.np, self.weights.rules
        same, apart = np.zeros(shared.shape, dtype=bool), np.zeros(shared.shape, dtype=bool)
        before = np.zeros(shared.shape, dtype=bool)
        for offset, row in enumerate(rows):
            mentee = self.mentees[row]
            if mentee.id in self.columns:
                same[offset, self.columns[mentee.id]] = True
            apart[offset, [self.columns[one] for one in mentee.apart if one in self.columns]] = True
            apart[offset, self.shunning.get(mentee.id, [])] = True
            before[offset, [self.columns[one] for one in mentee.paired if one in self.columns]] = (
                True
            )
            before[offset, self.paired.get(mentee.id, [])] = True
        found = {"themes": shared == 0, "self": same, "apart": apart}
        if not rules.repeat_pairs:
            found["paired"] = before
        if rules.common_language:
            said = self._both_named(need, self.offer, "languages")
            found["language"] = said & (need["languages"] @ self.offer["languages"].T == 0)
        if rules.other_country:
            country = need["country"][:, None]
            found["country"] = (country == self.offer["country"][None, :]) & (country >= 0)
        return found

    @staticmethod
    def _both_named(need: dict[str, Any], offer: dict[str, Any], name: str) -> Any:
        """Return for which pairs both sides state something."""
        return need[name].any(axis=1)[:, None] & offer[name].any(axis=1)[None, :]

    def _scores(self, need: dict[str, Any], lines: Any, columns: Any, shared: Any) -> Any:
        """Return the scores of the pairs at these places of a block."""
        np, scales, share = self.np, self.weights.scales, self.weights.share
        needed = np.maximum(need["themes"].sum(axis=1), 1)[lines]
        total = share("themes") * (shared.astype(np.float64) / needed)
        said = need["languages"].any(axis=1)[lines] & self.offer["languages"].any(axis=1)[columns]
        common = (need["languages"] @ self.offer["languages"].T > 0)[lines, columns]
        total += share("languages") * np.where(said, common, NOT_KNOWN)
        apart = np.abs(need["population"][lines] - self.offer["population"][columns])
        total += share("size") * self._falling(apart / math.log(scales.size_factor))
        times = self.offer["experience"]
        total += (share("experience") * times / (times + scales.experience_half))[columns]
        far = self._kilometres(need, lines, columns)
        total += share("distance") * self._falling(far / scales.distance_km)
        return total

    def _falling(self, values: Any) -> Any:
        """Return 1 for nothing, 0 from one on, and the middle for what is not known."""
        np = self.np
        return np.where(np.isnan(values), NOT_KNOWN, np.maximum(0.0, 1 - values))

    def _kilometres(self, need: dict[str, Any], lines: Any, columns: Any) -> Any:
        """Return the great-circle distances of the pairs at these places of a block."""
        np = self.np
        first, second = np.radians(need["latitude"]), np.radians(self.offer["latitude"])
        turn = np.radians(need["longitude"][lines] - self.offer["longitude"][columns])
        half = (
            np.sin((first[lines] - second[columns]) / 2) ** 2
            + (np.cos(first)[lines] * np.cos(second)[columns]) * np.sin(turn / 2) ** 2
        )
        return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
