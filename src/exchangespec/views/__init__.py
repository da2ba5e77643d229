"""Views that respect doubt: what sources say, the best that is known, or every claim."""

from exchangespec.views.claims import INFERRED, STATED, Claim, Claims, claims
from exchangespec.views.seeing import VIEWS, Change, Looking, Seen, View, seen

__all__ = [
    "INFERRED",
    "STATED",
    "VIEWS",
    "Change",
    "Claim",
    "Claims",
    "Looking",
    "Seen",
    "View",
    "claims",
    "seen",
]
