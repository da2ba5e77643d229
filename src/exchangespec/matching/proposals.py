"""Writes recommendations as records: a MentoringPair each, and a Statement that says why."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.matching.recommending import Matching, Recommendation

# How sure a proposal is, by its score.
CONFIDENCE = ((0.75, "high"), (0.5, "medium"), (0.0, "low"))


def proposals(matching: Matching, prefix: str) -> Iterator[dict[str, Any]]:
    """Yield the records that say what is proposed; the ids are made from the parties' ids."""
    for pair in matching.pairs:
        parties = f"{pair.mentor.id} {pair.mentee.id}"
        key = hashlib.sha256(parties.encode()).hexdigest()[:16]
        pair_id = f"{prefix}:match-{key}"
        yield {
            "type": "MentoringPair",
            "id": pair_id,
            "themes": sorted(pair.mentor.themes & pair.mentee.themes),
            "mentors": [pair.mentor.id],
            "mentees": [pair.mentee.id],
            "progress": "planned",
        }
        yield {
            "type": "Statement",
            "id": f"{prefix}:match-{key}-why",
            "about": pair_id,
            "kind": "inference",
            "property": ["mentees", "mentors"],
            "text": {"en": reason(pair)},
            "confidence": next(word for least, word in CONFIDENCE if pair.score >= least),
        }


def reason(pair: Recommendation) -> str:
    """Return why a pair is proposed, in one sentence."""
    return f"Proposed with a score of {pair.score:.2f}: " + "; ".join(
        part.words for part in pair.parts
    ) + "."  # fmt: skip
