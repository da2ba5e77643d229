"""Records that are judged and kept many at once are judged and kept as they are alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks_of_records import block_of
from exchangespec import spec
from exchangespec.acceptance import accepted
from exchangespec.model import RECORDS
from exchangespec.rules import RULES
from exchangespec.structure import faulty, judge
from exchangespec.submission import known as module
from exchangespec.submission.facts import Key, RecordFacts
from exchangespec.submission.judged import ReadBlock, ReadRecord, one_by_one
from exchangespec.submission.known import Known
from exchangespec.submission.tally import Tally
from exchangespec.validation import kept_columns
from generated import records

TODAY = date(2023, 6, 1)
SAME_TYPE = st.sampled_from(list(spec.records())).flatmap(
    lambda name: st.lists(records(name), min_size=1, max_size=6)
)
EXAMPLES = {
    rule.slug: [dict(one) for one in example.records if one.get("type") in RECORDS and "id" in one]
    for rule in RULES.values()
    for example in (rule.wrong,)
}


def right_alone(values: Mapping[str, Any]) -> bool:
    """Tell whether a record is accepted as it stands, with nothing to say of it."""
    return not judge(values).faults and accepted(RECORDS[values["type"]], judge(values).values)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(SAME_TYPE)
def test_generated_records_are_right_in_a_block_as_they_are_alone(
    several: Sequence[dict[str, Any]],
) -> None:
    """Some state what others do not."""
    wrong = faulty(block_of(several))
    assert [at for at, one in enumerate(several) if not right_alone(one)] == sorted(wrong)


@pytest.mark.parametrize("slug", [slug for slug, found in EXAMPLES.items() if found])
def test_the_wrong_records_of_each_page_are_told_in_a_block(slug: str) -> None:
    """Each between two that are right in themselves."""
    for one in EXAMPLES[slug]:
        right = [
            other
            for found in EXAMPLES.values()
            for other in found
            if other["type"] == one["type"] and right_alone(other)
        ][:2]
        several = [*right, one, *right]
        wrong = faulty(block_of(several))
        assert [at for at, each in enumerate(several) if not right_alone(each)] == sorted(wrong)


VISIT = {"type": "Visit", "id": "ex:v", "kind": "study_visit", "hosts": ["ex:a"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "2021-13"},
        {"hosts": []},
        {"hosts": ["ex:a", "ex:a"]},
        {"hosts": ["a b"]},
        {"name": {"en": " Visit "}},
        {"delegation_size": "7"},
        {"delegation_size": True},
        {"unknown": "x"},
        {"id": "no id"},
        {"x_note": ""},
        {"name": {"en": "\ud800"}},
    ],
    ids=str,
)
def test_a_wrong_record_is_told_and_those_beside_it_are_not(wrong: dict[str, Any]) -> None:
    """Also where what is wrong was right before in others."""
    right = {**VISIT, "start": "2021-12", "delegation_size": 7, "name": {"en": "Visit"}}
    several = [right, {**right, **wrong}, right]
    assert sorted(faulty(block_of(several))) == [1]


def both_ways(several: Sequence[Mapping[str, Any]]) -> tuple[Known, Known]:
    """Keep records each alone, and all at once."""
    alone, at_once = (Known(kept_columns(), today=TODAY) for _ in range(2))
    for at, values in enumerate(several):
        alone.add(RecordFacts(values["type"], values["id"], values, key=Key(0, at)))
    at_once.add_block(ReadBlock(block_of(several), 0))
    return alone, at_once


@pytest.mark.parametrize("most", [4096, 0])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(several=SAME_TYPE)
def test_what_is_kept_of_a_block_is_what_is_kept_of_each(
    most: int, several: list[dict[str, Any]]
) -> None:
    """Every column says the same, and so do ids, places and doubles."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "MOST_LAYOUTS", most)
        alone, at_once = both_ways([*several, several[0]])
    name = several[0]["type"]
    columns = kept_columns().get(name, ())
    for one, other in zip(alone.of(name), at_once.of(name), strict=True):
        assert (one.id, one.key, one.type) == (other.id, other.key, other.type)
        for column in columns:
            assert one.get(column) == other.get(column)
            assert one.states(column) == other.states(column)
    assert [(one.key, two.key) for one, two in alone.duplicates] == [
        (one.key, two.key) for one, two in at_once.duplicates
    ]
    for column in columns:
        if spec.records()[name].fields[column].localised:
            continue
        assert [[one.key for one in group] for group in alone.alike(name, column)] == [
            [one.key for one in group] for group in at_once.alike(name, column)
        ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(several=SAME_TYPE)
def test_a_block_falls_apart_into_its_records_and_is_counted_as_they_are(
    several: list[dict[str, Any]],
) -> None:
    """Whoever looks at records one by one gets each as it was given, and lists of its own."""
    block = ReadBlock(block_of(several), 3)
    found = list(one_by_one([block]))
    assert [dict(one.facts.values) for one in found] == several
    assert [one.facts.key for one in found] == [Key(3, at) for at in range(len(several))]
    alone, at_once = Tally(), Tally()
    for one in found:
        alone.see(one.facts)
    at_once.see_block(block)
    assert (alone.records, alone.recommended) == (at_once.records, at_once.recommended)
    again = list(one_by_one([block, ReadRecord(found[0].facts, [])]))
    for first, second in zip(found, again, strict=False):
        for name, value in first.facts.values.items():
            if isinstance(value, list):
                assert value is not second.facts.values[name]
