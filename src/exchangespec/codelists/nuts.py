"""Which versions of NUTS, the classification of regions, have a code."""

from collections.abc import Mapping
from functools import cache

from exchangespec.codelists.tables import several, table

__all__ = ["NUTS_VERSIONS", "nuts_version_of", "nuts_versions"]

NUTS_VERSIONS = (2013, 2016, 2021, 2024)
LETTERS = 2


@cache
def _codes() -> Mapping[str, tuple[int, ...]]:
    """Return the versions of each code of levels 1 to 3 in the EU, the UK and the EFTA."""
    rows = table("registries/nuts")
    return {row["code"]: tuple(map(int, several(row["versions"]))) for row in rows}


@cache
def _versions_of_countries() -> Mapping[str, frozenset[int]]:
    """Return the versions that have regions of a country, by the letters its codes begin with."""
    found: dict[str, frozenset[int]] = {}
    for code, versions in _codes().items():
        letters = code[:LETTERS]
        found[letters] = found.get(letters, frozenset()).union(versions)
    return found


def nuts_versions(code: str) -> tuple[int, ...]:
    """Give the versions that have a code; none for codes of countries and unknown ones."""
    return _codes().get(code, ())


def nuts_version_of(country: str, version: int) -> int | None:
    """Give the version that counts for a country, by its letters in NUTS, where one is declared.

    That is the newest which has regions of the country: 2024 has none of the United Kingdom.
    """
    known = _versions_of_countries().get(country, frozenset())
    return max((one for one in known if one <= version), default=None)
