"""Records are kept by the fields that they state, and found by them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from exchangespec.submission import known as module
from exchangespec.submission.facts import Key, Partly, RecordFacts
from exchangespec.submission.known import Known

COLUMNS = {"Visit": ("start", "end", "hosts", "record_status"), "Event": ("start",)}


def known_of(*records: Mapping[str, Any], failed: frozenset[str] = frozenset()) -> Known:
    """Keep records; the last of them has faulty fields."""
    known = Known(COLUMNS, today=date(2023, 6, 1))
    for number, values in enumerate(records):
        wrong = failed if number == len(records) - 1 else frozenset()
        known.add(
            RecordFacts(values["type"], values["id"], values, failed=wrong, key=Key(0, number))
        )
    return known


PLAIN = {"type": "Visit", "id": "ex:a"}
DATED = {"type": "Visit", "id": "ex:b", "start": "2020", "hosts": ["ex:x"], "x_a": "1"}
ENDED = {"type": "Visit", "id": "ex:c", "end": "2021"}
EVENT = {"type": "Event", "id": "ex:e", "start": "2020"}


@pytest.mark.parametrize("most", [4096, 1])
def test_a_record_says_what_it_was_given(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its layout, stated columns have their values and all others none."""
    monkeypatch.setattr(module, "MOST_LAYOUTS", most)
    known = known_of(PLAIN, DATED, ENDED, EVENT)
    plain, dated, ended = known.of("Visit")
    assert [record.get("start") for record in (plain, dated, ended)] == [None, "2020", None]
    assert dated.all("hosts") == ("ex:x",)
    assert not plain.states("end")
    assert ended.text("end") == "2021"
    with pytest.raises(KeyError):
        dated.get("country")


def test_a_field_that_could_not_be_read_is_stated_without_a_value() -> None:
    """Be it there or not: one fault gives one finding."""
    wrong = known_of(DATED, {**ENDED, "start": 7}, failed=frozenset({"start", "hosts"}))
    _, record = wrong.of("Visit")
    for field in ("start", "hosts"):
        assert record.get(field) is None
        assert record.states(field)
    assert record.text("end") == "2021"
    assert [one.id for one in wrong.stating(("hosts",), "Visit")] == ["ex:b", "ex:c"]


def test_records_are_found_by_what_they_state_in_the_order_they_were_read() -> None:
    """One column is enough; without types all are looked through."""
    known = known_of(PLAIN, DATED, ENDED, EVENT)
    assert [one.id for one in known.stating(("start", "end"), "Visit")] == ["ex:b", "ex:c"]
    assert [one.id for one in known.stating(("start",))] == ["ex:b", "ex:e"]
    assert list(known.stating(("record_status",))) == []
    assert list(known.stating((), "Visit")) == []
    assert known.texts("Visit", "start") == {"2020"}


def test_beyond_so_many_layouts_records_are_found_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Then those are looked at, too, that may not state the column."""
    monkeypatch.setattr(module, "MOST_LAYOUTS", 1)
    known = known_of(PLAIN, DATED, ENDED)
    assert {"ex:b", "ex:c"} <= {one.id for one in known.stating(("start", "end"), "Visit")}


def test_records_that_hold_the_same_stand_together() -> None:
    """Whatever else they state; a list with a wrong item is not the list without it."""
    again = {**DATED, "id": "ex:d", "end": "2022"}
    known = known_of(PLAIN, DATED, ENDED, again)
    groups = [[one.id for one in group] for group in known.alike("Visit", "start", "hosts")]
    assert groups == [["ex:a", "ex:c"], ["ex:b", "ex:d"]]
    spoilt = RecordFacts("Visit", "ex:s", again, failed=frozenset({"hosts"}), key=Key(0, 9))
    spoilt.partly = {"hosts": Partly(("ex:x",))}
    known.add(spoilt)
    groups = [[one.id for one in group] for group in known.alike("Visit", "start", "hosts")]
    assert groups == [["ex:a", "ex:c"], ["ex:b", "ex:d"], ["ex:s"]]
    assert list(known.alike("City", "start")) == []


def test_a_list_that_is_partly_right_is_no_list_of_its_right_items() -> None:
    """Neither way round."""
    partly = Partly(("ex:x",))
    assert partly != ("ex:x",)
    assert {partly, ("ex:x",)} == {("ex:x",), partly}
    assert len({partly, ("ex:x",)}) == 2
    assert partly == Partly(("ex:x",))
