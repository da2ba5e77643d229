"""What counts in matching, and how much: a TOML file laid over the one that ships."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from exchangespec.errors import WeightsError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shares:
    """How much each criterion counts, in relation to the others."""

    themes: float
    languages: float
    size: float
    experience: float
    distance: float


@dataclass(frozen=True, slots=True)
class Demands:
    """What a pair must meet.

    Attributes:
        common_language: whether two that both name languages must share one.
        other_country: whether they must lie in different countries.
        repeat_pairs: whether those who were paired before may be paired again.
        least_score: the score below which no pair is proposed, 0 to 1.
    """

    common_language: bool
    other_country: bool
    repeat_pairs: bool
    least_score: float


@dataclass(frozen=True, slots=True)
class Scales:
    """Where the criteria that measure something reach zero.

    Attributes:
        size_factor: how many times the inhabitants of the other one has; above 1.
        distance_km: how far apart they lie, in kilometres.
        experience_half: how many earlier pairs give half of what experience can give.
    """

    size_factor: float
    distance_km: float
    experience_half: float


@dataclass(frozen=True, slots=True)
class Weights:
    """All that can be set of a matching."""

    weights: Shares
    rules: Demands
    scales: Scales

    def share(self, name: str) -> float:
        """Return how much of the whole score a criterion makes, 0 to 1."""
        return float(getattr(self.weights, name) / _total(self.weights))


@lru_cache
def _total(shares: Shares) -> float:
    """Return the sum of what all criteria count."""
    return float(sum(getattr(shares, one.name) for one in fields(Shares)))


TABLES: dict[str, type[Shares | Demands | Scales]] = {
    "weights": Shares,
    "rules": Demands,
    "scales": Scales,
}
# Whatever is larger is a slip, or infinite.
LARGEST = 1e9
# Where a scale begins to mean something.
ABOVE = {"size_factor": 1.0, "distance_km": 0.0, "experience_half": 0.0}


def weights_from(text: str = "") -> Weights:
    """Return the weights that a TOML text sets; what it leaves out is as shipped.

    Raises:
        WeightsError: if it is no TOML, names what does not exist, or sets what makes no sense.
    """
    shipped = files("exchangespec.matching").joinpath("weights.toml").read_text(encoding="utf-8")
    given = _parsed(text)
    unknown = given.keys() - TABLES.keys()
    if unknown:
        raise WeightsError(f"[{min(unknown)}] is no table of it", tuple(TABLES))
    base = tomllib.loads(shipped)
    tables = {name: _table(name, base[name], given.get(name, {})) for name in TABLES}
    weights = Weights(**tables)
    if weights.rules.least_score > 1:
        raise WeightsError("rules.least_score is from 0 to 1", ())
    if not _total(weights.weights):
        raise WeightsError("every criterion counts for nothing", ())
    return weights


def _parsed(text: str) -> dict[str, Any]:
    """Return a TOML text as data."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WeightsError(f"it is no TOML: {error}", ()) from None


def _table(name: str, base: Mapping[str, Any], given: object) -> Any:
    """Return one table, with what is given in place of what is shipped."""
    if not isinstance(given, dict):
        raise WeightsError(f"{name} is no table", ())
    for key, value in given.items():
        if key not in base:
            raise WeightsError(f"{name}.{key} does not exist", tuple(base))
        _check(f"{name}.{key}", value, base[key], above=ABOVE.get(key))
    return TABLES[name](**{**base, **given})


def _check(label: str, value: object, like: object, *, above: float | None) -> None:
    """Refuse a value of another kind than the shipped one, or one that makes no sense."""
    if isinstance(like, bool):
        if not isinstance(value, bool):
            raise WeightsError(f"{label} is true or false", ())
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < LARGEST:
        raise WeightsError(f"{label} is a number from 0 on", ())
    if above is not None and value <= above:
        raise WeightsError(f"{label} is above {above:g}", ())
