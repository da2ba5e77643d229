"""Which records are taken for one thing by what they are called."""

import pytest

from told_by_rules import told

CLUB = {"type": "Organisation", "id": "ex:club", "name": {"en": "Orient 8"}, "kind": "ngo"}
OTHER = {**CLUB, "id": "ex:other", "name": {"nl": "ORIENT8"}}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({}, {}, True),
        ({}, {"name": {"en": "Orient 9"}}, False),
        ({}, {"name": {"en": "Orient 9"}, "other_names": ["orient-8"]}, True),
        ({"short_name": "O8"}, {"name": {"en": "Orient 9"}, "short_name": "o8"}, True),
        ({"country": "BE"}, {}, True),
        ({"country": "BE"}, {"country": "GR"}, False),
        ({}, {"kind": "school"}, False),
        ({"identifiers": ["ex:other"]}, {}, False),
        ({"identifiers": ["ror:1"]}, {"identifiers": ["ror:1"]}, False),
        ({"identifiers": ["ror:1"]}, {"identifiers": ["ror:2"]}, True),
        ({}, {"record_status": "withdrawn"}, False),
        ({}, {"type": "Network", "kind": "project"}, False),
    ],
)
def test_alike_by_name(one, other, alike):
    """Case, spaces and punctuation do not tell apart; a field that both state does."""
    found = told("likely-same-thing", {**CLUB, **one}, {**OTHER, **other})
    assert [(record, fault.related) for record, fault in found] == (
        [("ex:other", ("ex:club",))] if alike else []
    )


def test_a_pair_is_told_once():
    """Two records that share several names are one finding."""
    both = {"short_name": "O8", "other_names": ["Orient", "8"]}
    assert len(told("likely-same-thing", {**CLUB, **both}, {**OTHER, **both})) == 1
