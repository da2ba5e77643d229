"""Boundary cases of the rules on a submission's parts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from exchangespec.finding import Fault
from exchangespec.rules import RULES
from exchangespec.rules.structure import RULES as PAGES
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.known import Known

HEADER = {"exchangespec": "1.0", "modified": "2023-01-15"}


def faults(slug: str, header: Mapping[str, Any], *records: Mapping[str, Any]) -> list[Fault]:
    """What a rule on the whole submission finds at the header."""
    rule = RULES[slug]
    known = Known(rule.reads, today=date(2023, 6, 1))
    known.header = header
    for number, values in enumerate(records):
        known.add(RecordFacts(values["type"], f"ex:{number}", values))
    assert rule.check_all is not None
    found = list(rule.check_all(known))
    assert all(record is None for record, _ in found)
    return [fault for _, fault in found]


@pytest.mark.parametrize(
    ("header", "count"),
    [
        (HEADER, 1),
        ({**HEADER, "license": "CC-BY-4.0"}, 0),
        ({}, 0),
        ({"prefix": "ex"}, 0),
    ],
)
def test_licence_is_asked_of_headers_only(header, count):
    """A table on its own has no header, which another finding says."""
    assert len(faults("licence-missing", header)) == count


@pytest.mark.parametrize(
    ("modified", "count"),
    [("2023-01-15", 0), ("2023-01", 0), ("2023", 0), ("2023-01-16", 1), ("2023-02?", 1), (None, 0)],
)
def test_dates_of_change_compare_at_the_coarser_precision(modified, count):
    """A month or year that holds the submission's day is not later than it."""
    record = {"type": "City"} if modified is None else {"type": "City", "modified": modified}
    assert len(faults("modified-too-old", HEADER, record)) == count


def test_the_newest_record_is_named():
    """Of several records that are newer, the newest is shown, once."""
    (fault,) = faults(
        "modified-too-old",
        HEADER,
        {"type": "City", "modified": "2023-02-01"},
        {"type": "Visit", "modified": "2023-03-01"},
        {"type": "Event", "modified": "2023-02-15"},
    )
    assert (fault.params["other"], list(fault.suggestions)) == ("ex:1", ["2023-03-01"])


def test_a_submission_without_a_date_is_not_compared():
    """A missing date of change has a finding of its own."""
    assert faults("modified-too-old", {}, {"type": "City", "modified": "2023-02-01"}) == []


@pytest.mark.parametrize("rule", PAGES, ids=lambda rule: rule.slug)
def test_words_need_no_more_than_the_field(rule):
    """Every page can be put into words even where a reader gave it no facts."""
    words = rule.words(Fault(rule.slug, {"field": "start_time"}))
    assert words
    assert "{" not in words
