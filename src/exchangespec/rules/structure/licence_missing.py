"""The submission does not say under which licence others may use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Look for the licence; a table on its own has no header, which another finding says."""
    if "exchangespec" in known.header and not known.header_states("license"):
        yield None, Fault("licence-missing", field="license")


RULE = Rule(
    code="EXS110",
    slug="licence-missing",
    severity="warning",
    title="The submission names no licence.",
    message="The submission does not say under which licence others may use it.",
    why="Without a licence nobody may publish the data or use them again.",
    fix="State a licence, best by its address, such as "
    "https://creativecommons.org/licenses/by/4.0/.",
    wrong=Example(header={"license": None}, at={"field": "license"}),
    right=Example(),
    check_all=check_all,
)
