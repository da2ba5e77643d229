"""Which of two versions of a record, or of a submission, is the newer one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from exchangespec.model.dates import before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchangespec.conversion import ReadBack

# The number of what is not about a record, but about its submission.
NO_RECORD = -1
NUMBERS = re.compile(r"v?([0-9]+(?:[.-][0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Copy:
    """One version of a record: the number of its submission, and its number there.

    What it says lies outside memory, and is taken out when it is asked for.
    """

    read: int
    at: int
    whole: ReadBack

    @property
    def header(self) -> Mapping[str, Any]:
        """Return what its submission says about itself."""
        return self.whole.header

    @property
    def broken(self) -> frozenset[str]:
        """Return the fields of it that are not valid."""
        return self.whole.broken.get(self.whole.records.order[self.at], frozenset())

    @property
    def values(self) -> Mapping[str, Any]:
        """Return what it says, as far as it is valid."""
        values = self.whole.records[self.at]
        broken = self.broken
        if not broken:
            return values
        return {
            name: value for name, value in values.items() if name not in broken or name == "type"
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the second of two is newer (1), older (-1) or neither (0), and what told so."""

    sign: int
    by: str

    SAME: ClassVar[str] = "same"
    MODIFIED: ClassVar[str] = "modified"
    PACKAGE: ClassVar[str] = "date"
    VERSION: ClassVar[str] = "version"
    NOTHING: ClassVar[str] = "nothing"


def newest_record(one: Copy, other: Copy) -> Verdict:
    """Tell which of two versions of a record is newer.

    The record's own `modified` decides; where it does not, that of the submissions, then their
    version. Dates are compared as far as they are known: within one month nothing is newer.
    """
    first, second = one.values, other.values
    if first == second:
        return Verdict(1, Verdict.SAME)
    sign = _later(first.get("modified"), second.get("modified"))
    if sign:
        return Verdict(sign, Verdict.MODIFIED)
    return newest_header(one.header, other.header)


def newest_header(one: Mapping[str, Any], other: Mapping[str, Any]) -> Verdict:
    """Tell which of two submissions is newer, by date and then by version."""
    sign = _later(one.get("modified"), other.get("modified"))
    if sign:
        return Verdict(sign, Verdict.PACKAGE)
    sign = _higher(one.get("version"), other.get("version"))
    return Verdict(sign, Verdict.VERSION) if sign else Verdict(0, Verdict.NOTHING)


def newest_package(headers: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the newest of some headers; of equal ones the last."""
    best = headers[0]
    for header in headers[1:]:
        if newest_header(best, header).sign >= 0:
            best = header
    return best


def _later(one: object, other: object) -> int:
    """Return 1 where the second date certainly lies after the first, -1 before it, else 0."""
    if not isinstance(one, str) or not isinstance(other, str):
        return 0
    return int(before(one, other)) - int(before(other, one))


def _higher(one: object, other: object) -> int:
    """Return 1 where the second version is a greater number, -1 a smaller one, else 0."""
    numbers = [NUMBERS.fullmatch(str(text)) for text in (one, other)]
    if not all(numbers):
        return 0
    first, second = (
        [int(part) for part in re.split("[.-]", found[1])] for found in numbers if found
    )
    return int(second > first) - int(second < first)
