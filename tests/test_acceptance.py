"""The fast judge only spares work: with it and without it the judgement is the same."""

import builtins
import json
from pathlib import Path
from typing import Any

import pytest

from exchangespec import acceptance, structure
from exchangespec.structure import judge

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*/package.json"))
CITY = {"type": "City", "id": "ex:a", "name": {"en": "Mechelen"}, "country": "BE"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_are_accepted_and_judged_alike(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is right is accepted at once, and the other judge would have said the same."""
    records = json.loads(path.read_text(encoding="utf-8"))["records"]
    assert all(acceptance.accepted(record["type"], record) for record in records)
    fast = [judge(record) for record in records]
    monkeypatch.setattr(structure, "accepted", lambda _type, _values: False)
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
    assert not acceptance.accepted("City", {**CITY, "name": value})
    assert not acceptance.accepted("City", {**CITY, "x_note": value})


def test_without_the_optional_part_nothing_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then every record goes to the judge that explains."""
    real = builtins.__import__

    def without(name: str, *arguments: Any, **more: Any) -> Any:
        if name == "jsonschema_rs":
            raise ImportError(name)
        return real(name, *arguments, **more)

    acceptance.judge_of.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    try:
        assert not acceptance.accepted("City", CITY)
        assert judge(CITY).faults == []
    finally:
        monkeypatch.undo()
        acceptance.judge_of.cache_clear()
    assert acceptance.accepted("City", CITY)
