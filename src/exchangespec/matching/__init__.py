"""Matches mentors and mentees by what they offer and need, and says why."""

from exchangespec.matching.proposals import proposals, reason
from exchangespec.matching.recommending import Alone, Matching, Recommendation, recommend
from exchangespec.matching.weights import Weights, weights_from

__all__ = [
    "Alone",
    "Matching",
    "Recommendation",
    "Weights",
    "proposals",
    "reason",
    "recommend",
    "weights_from",
]
