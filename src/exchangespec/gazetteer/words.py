"""Words around the name of a place that are no part of it: `City of`, `Comune di`, `kaupunki`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE = (
    "city of", "town of", "municipality of", "borough of", "london borough of",
    "royal borough of", "metropolitan borough of", "county of", "the city of",
    "stadt", "hansestadt", "landeshauptstadt", "gemeinde", "marktgemeinde", "markt",
    "gemeente", "stad", "ville de", "ville d'", "commune de", "commune d'", "mairie de",
    "comune di", "città di", "municipio di", "ayuntamiento de", "ciudad de", "municipio de",
    "concello de", "ajuntament de", "câmara municipal de", "município de", "cidade de",
    "δήμος", "δήμου", "dimos", "gmina", "miasto", "urząd miasta", "obec", "město", "mesto",
    "občina", "grad", "općina", "municipiul", "primăria", "primăria municipiului", "orașul",
    "община", "kommune", "byen",
)  # fmt: skip
AFTER = (
    "city", "municipality", "city council", "town council", "borough council", "council",
    "kaupunki", "kunta", "kommun", "kommune", "stad", "vald", "linn", "pilsēta", "novads",
    "savivaldybė", "város", "önkormányzata", "belediyesi",
)  # fmt: skip


def _any_of(words: tuple[str, ...]) -> str:
    """Return a pattern for one of several words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


FIRST = re.compile(rf"^(?:{_any_of(BEFORE)})(?:\s+|(?<=')\s*)", re.IGNORECASE)
LAST = re.compile(rf"\s+(?:{_any_of(AFTER)})$", re.IGNORECASE)
BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
PARTS = re.compile(r"\s*/\s*|\s+-\s+|\s+–\s+|\s*;\s*")


def bare(name: str) -> str:
    """Return a name without the words around it and without what stands in brackets after it."""
    text = BRACKETS.sub("", " ".join(name.split()))
    return LAST.sub("", FIRST.sub("", text))


def parts(name: str) -> Iterator[str]:
    """Yield the names that one text holds: `Mechelen/Malines`, `Nikaia-Rentis`."""
    found = [one for one in PARTS.split(name) if one]
    if len(found) > 1:
        yield from found
    elif "-" in name:
        yield from filter(None, name.split("-"))
