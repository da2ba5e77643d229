"""What a quantity in our notation means: its lower and upper bound, and whether it is a share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

PARTS = re.compile(
    r"^(?P<sign>>=|<=|>|<|~)?(?P<low>-?[0-9]+(?:\.[0-9]+)?)"
    r"(?:\.\.(?P<high>-?[0-9]+(?:\.[0-9]+)?))?(?P<share> %)?$"
)


@dataclass(frozen=True, slots=True)
class QuantitySpan:
    """The values a quantity can stand for; None is no bound on that side.

    `low_open` and `high_open` say that the bound itself is excluded (`>100`).
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    approximate: bool
    percent: bool

    @property
    def exact(self) -> bool:
        """Tell whether it is one stated number."""
        return self.low is not None and self.low == self.high and not self.approximate


def quantity_span(value: object) -> QuantitySpan | None:
    """Return what a quantity stands for, or None if it is none."""
    found = PARTS.match(str(value)) if isinstance(value, (int, float, str)) else None
    if found is None or isinstance(value, bool) or str(value).endswith("\n"):
        return None
    sign = found["sign"] or ""
    number = Decimal(found["low"])
    high = Decimal(found["high"]) if found["high"] else number
    return QuantitySpan(
        low=None if sign.startswith("<") else number,
        high=None if sign.startswith(">") else high,
        low_open=sign == ">",
        high_open=sign == "<",
        approximate=sign == "~",
        percent=found["share"] is not None,
    )


def canonical_quantity(value: int | str) -> int | str:
    """Return whole numbers below 2^53 as numbers, everything else as it is."""
    if isinstance(value, str) and re.fullmatch(r"-?(?:0|[1-9][0-9]{0,15})", value):
        number = int(value)
        return number if abs(number) < 2**53 else value
    return value
