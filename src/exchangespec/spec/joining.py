"""Several packages under one header: what the first takes over from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec.spec.triples import package_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# How personal data may be used, the strictest last.
STRICTNESS = ("none", "published_with_basis", "restricted")


def joined_header(first: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the first header with what the others must not lose.

    That is the prefixes of their ids, and how their personal data may be used: the strictest holds.
    What is not rightly stated takes nothing over and gives nothing.
    """
    values = dict(first)
    stated = values.get("prefixes", {})
    prefixes = dict(stated) if isinstance(stated, dict) else {}
    uses = [values.get("personal_data")]
    for other in others:
        uses.append(other.get("personal_data"))
        for prefix, base in package_prefixes(other).items():
            if prefix != values.get("prefix"):
                prefixes.setdefault(prefix, base)
    if prefixes and isinstance(stated, dict):
        values["prefixes"] = prefixes
    if uses[0] in STRICTNESS:
        known = [use for use in uses if use in STRICTNESS]
        values["personal_data"] = max(known, key=STRICTNESS.index)
    return values
