"""The report as GitLab's code quality widget reads it: a JSON list of findings."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from exchangespec.report.characters import visible
from exchangespec.report.places import spot_of
from exchangespec.report.sarif import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout

LEVELS = {"error": "major", "warning": "minor", "info": "info"}


def gitlab(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the findings as a list; GitLab wants a fingerprint that no two share."""
    return json.dumps(list(_entries(outcome)), ensure_ascii=True, indent=1) + "\n"


def _entries(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield an entry a finding."""
    seen: Counter[str] = Counter()
    for finding in outcome.findings:
        place = finding.location
        mark = fingerprint(finding)
        seen[mark] += 1
        if seen[mark] > 1:
            mark = sha256(f"{mark} {seen[mark]}".encode()).hexdigest()[:32]
        spot = spot_of(place)
        text = visible(finding.message)
        yield {
            "description": f"{spot}: {text}" if spot and not place.line else text,
            "check_name": f"{finding.code} {finding.slug}",
            "fingerprint": mark,
            "severity": LEVELS[finding.severity],
            "location": {
                "path": PurePath(place.file).as_posix(),
                "lines": {"begin": place.line or place.row or 1},
            },
        }
