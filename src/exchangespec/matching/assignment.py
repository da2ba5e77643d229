"""Who is paired with whom: the best sum of scores, and nobody gets more than they can take."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchangespec.matching.candidates import Candidate

# Scores as whole numbers, which the solver needs.
STEPS = 1_000_000
# A pair of next to no score is still better than none.
LEAST_GAIN = 1


class Assignment(NamedTuple):
    """The pairs chosen, and whether they are the best there can be of the candidates given."""

    pairs: list[Candidate]
    optimal: bool


def assign(
    candidates: Sequence[Candidate], mentors: Sequence[int], mentees: Sequence[int]
) -> Assignment:
    """Choose pairs of the highest sum of scores; the numbers are how many each side can take.

    With OR-tools the choice is the best there is; without, each step takes the best pair left.
    """
    try:
        from ortools.graph.python import min_cost_flow
    except ModuleNotFoundError:
        return Assignment(greedy(candidates, mentors, mentees), optimal=False)
    if not candidates:
        return Assignment([], optimal=True)
    flow = min_cost_flow.SimpleMinCostFlow()
    source, sink = 0, 1
    first_mentor, first_mentee = 2, 2 + len(mentors)
    # A pair costs what it falls short of the most; whoever stays alone costs the most.
    most = STEPS + LEAST_GAIN
    arcs = [
        flow.add_arc_with_capacity_and_unit_cost(
            first_mentor + one.mentor, first_mentee + one.mentee, 1, STEPS - gain(one)
        )
        for one in candidates
    ]
    for number, capacity in enumerate(mentors):
        flow.add_arc_with_capacity_and_unit_cost(source, first_mentor + number, capacity, 0)
    for number, capacity in enumerate(mentees):
        flow.add_arc_with_capacity_and_unit_cost(first_mentee + number, sink, capacity, 0)
    wanted = sum(mentees)
    flow.add_arc_with_capacity_and_unit_cost(source, sink, wanted, most)
    flow.set_node_supply(source, wanted)
    flow.set_node_supply(sink, -wanted)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise AssertionError(status)
    chosen = [one for arc, one in zip(arcs, candidates, strict=True) if flow.flow(arc)]
    return Assignment(chosen, optimal=True)


def gain(candidate: Candidate) -> int:
    """Return a pair's score as the solver counts."""
    return round(candidate.score * STEPS)


def greedy(
    candidates: Iterable[Candidate], mentors: Sequence[int], mentees: Sequence[int]
) -> list[Candidate]:
    """Take the best pair left, again and again."""
    chosen = []
    mentor_left, mentee_left = list(mentors), list(mentees)
    for one in sorted(candidates, key=lambda one: (-gain(one), one.mentee, one.mentor)):
        if mentor_left[one.mentor] > 0 and mentee_left[one.mentee] > 0:
            mentor_left[one.mentor] -= 1
            mentee_left[one.mentee] -= 1
            chosen.append(one)
    return chosen


def left(capacities: Sequence[int], used: Iterable[int]) -> list[int]:
    """Return how many more each can take."""
    counts = Counter(used)
    return [capacity - counts[number] for number, capacity in enumerate(capacities)]
