"""Writes the derived JSON files: for readers with indentation, for the package without."""

from __future__ import annotations

import json


def pretty(value: object) -> bytes:
    """Return JSON that people read and compare."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def compact(value: object) -> bytes:
    """Return JSON in as few bytes as it takes."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
