"""The version of NUTS that a code is looked up in."""

from datetime import date

import pytest

from exchangespec.rules.quality.nuts_of_another_version import check
from exchangespec.rules.rule import Context
from exchangespec.submission.facts import RecordFacts


@pytest.mark.parametrize(
    ("code", "declared", "found"),
    [
        ("BE322", None, "2013, 2016"),
        ("BE322", 2013, None),
        ("BE32B", 2013, "2021, 2024"),
        # The last list that has the United Kingdom counts where a later one is declared.
        ("UKN0A", None, None),
        ("UKN10", 2024, "2016"),
        # Of these nothing is known: a country, a candidate's region, another list, no such code.
        ("BE", None, None),
        ("TR100", None, None),
        ("BE322", 2010, None),
        ("BE999", None, None),
        (None, None, None),
    ],
)
def test_versions(code: str | None, declared: int | None, found: str | None) -> None:
    """A finding stands where the declared version lacks what another has."""
    city = RecordFacts("City", "ex:a", {"nuts": code} if code else {})
    header = {"nuts_version": declared} if declared else {}
    found_in = [one.params["found"] for one in check(city, Context(header, date(2026, 1, 1)))]
    assert found_in == ([found] if found else [])
