"""The fast judge only spares work: with it and without it the judgement is the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from exchangespec import acceptance, structure
from exchangespec.model import RECORDS
from exchangespec.structure import judge

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*/package.json"))
CITY = {"type": "City", "id": "ex:a", "name": {"en": "Mechelen"}, "country": "BE"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_are_accepted_and_judged_alike(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is right is accepted at once, and the other judge would have said the same."""
    records = json.loads(path.read_text(encoding="utf-8"))["records"]
    assert all(acceptance.accepted(RECORDS[record["type"]], record) for record in records)
    fast = [judge(record) for record in records]
    monkeypatch.setattr(structure, "accepted", lambda _model, _values: False)
    assert [judge(record) for record in records] == fast


def test_text_is_put_in_its_normal_form_all_the_same() -> None:
    """What is accepted is the text as it is kept, and the change is told."""
    found = judge({**CITY, "name": {"en": " Mechelen "}})
    assert found.values["name"] == {"en": "Mechelen"}
    assert [fault.slug for fault in found.faults] == ["text-normalised"]


@pytest.mark.parametrize(
    "value", ["\ud800", float("nan"), float("inf"), 10**400, {"en": "\udc00"}, b"x", {1: "a"}, None]
)
def test_what_the_fast_judge_cannot_look_at_is_left_to_the_other(value: Any) -> None:
    """It never raises and never accepts what it does not understand."""
    assert not acceptance.accepted(RECORDS["City"], {**CITY, "name": value})
    assert not acceptance.accepted(RECORDS["City"], {**CITY, "x_note": value})


def test_true_is_no_number_however_often_one_was_right() -> None:
    """What is remembered of right values is not mixed up with what only looks alike."""
    event = {"type": "Event", "id": "ex:e", "kind": "seminar", "name": {"en": "Seminar"}}
    for value in (1, "~80", 1.0):
        assert acceptance.accepted(RECORDS["Event"], {**event, "attendance": value, "number": 1})
    assert not acceptance.accepted(RECORDS["Event"], {**event, "attendance": True})
    assert not acceptance.accepted(RECORDS["Event"], {**event, "number": True})


def test_a_list_of_known_items_is_right_only_without_repeats() -> None:
    """Each item was right before; the list says one of them twice."""
    city = RECORDS["City"]
    for sources in (["ex:s"], ["ex:s", "ex:t"]):
        assert acceptance.accepted(city, {**CITY, "sources": sources})
    for sources in (["ex:s", "ex:s"], [], ["ex:s", "EX:s"], "ex:s", ("ex:s",), [["ex:s"]]):
        assert not acceptance.accepted(city, {**CITY, "sources": sources})


def test_more_values_than_are_remembered_are_judged_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Memory stays bounded, and what finds no place in it is checked each time."""
    monkeypatch.setattr(acceptance, "MOST_VALUES", 2)
    monkeypatch.setattr(acceptance, "MOST_SHAPES", 1)
    city = acceptance.Acceptance("City", RECORDS["City"].constraints)
    for number in [*range(5), *range(5)]:
        record = {**CITY, f"x_{number}": "a", "population_date": f"200{number}"}
        assert city.accepts(record)
        assert not city.accepts({**record, "population_date": f"200{number}-13"})
