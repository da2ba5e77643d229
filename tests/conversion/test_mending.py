"""`--lenient` repairs what is safe, and forgets nothing of what is not."""

from pathlib import Path
from typing import Any

import pytest

from examples_of_rules import source_of_files
from exchangespec.conversion import ConvertOptions, convert, mended
from exchangespec.errors import LossError
from exchangespec.finding import Fault, Fix
from exchangespec.formats import FORMATS
from exchangespec.submission.facts import Key, RecordFacts
from exchangespec.submission.judged import ReadRecord
from lossy_inputs import ABOUT

VISIT = "id,kind,visitors,hosts,start,languages\r\na,study_visit,ex:a,ex:b,%s\r\n"


def visit(cells: str, folder: Path) -> Any:
    """Return a table of one visit with these cells of start and languages."""
    return source_of_files({"about.csv": ABOUT, "visits.csv": VISIT % cells}, folder)


@pytest.mark.parametrize("to", FORMATS)
def test_an_unread_cell_stays_unread(to: str, tmp_path: Path) -> None:
    """A repair elsewhere in the record does not let a cell be forgotten that was not read."""
    source = visit("03/04/2015,ENG;NLD", tmp_path / "in")
    with pytest.raises(LossError, match="ex:a: start, which could not be read"):
        convert(source, None, ConvertOptions(to=to, mend=mended))


def test_what_a_table_has_changed_already_is_not_changed_again(tmp_path: Path) -> None:
    """Fixes that a table's reader has applied are no repairs, though their cells be unread."""
    source = visit("2015,ENG;SE", tmp_path / "in")
    with pytest.raises(LossError, match="ex:a: languages, which could not be read"):
        convert(source, None, ConvertOptions(to="json", mend=mended))


def record(faults: list[Fault], failed: set[str] = frozenset(), **values: Any) -> ReadRecord:
    """Return a visit as it was read, with what was noticed of it."""
    said = {"type": "Visit", "id": "ex:a", "kind": "study_visit", **values}
    facts = RecordFacts("Visit", "ex:a", said, failed=frozenset(failed), key=Key(0, 2))
    return ReadRecord(facts, faults)


def fault(value: Any, becomes: Any, field: str = "hosts", item: int | str | None = None) -> Fault:
    """Return a fault with a safe fix."""
    return Fault(
        "wrong-type", {"value": value}, field=field, item=item, fix=Fix(becomes, safe=True)
    )


def test_a_repaired_field_is_no_longer_wrong() -> None:
    """The field counts as read, others that were wrong stay wrong; place and faults are kept."""
    before = record(
        [fault("ex:b", ["ex:b"]), Fault("not-a-date", {"value": "x"}, field="start")],
        {"hosts", "start", "end"}, hosts="ex:b", start="x",
    )  # fmt: skip
    after = mended(before)
    assert after.facts.values["hosts"] == ["ex:b"]
    assert after.facts.failed == {"start", "end"}
    assert after.facts.key == Key(0, 2)
    assert [one.slug for one in after.faults] == ["not-a-date"]
    assert before.facts.values["hosts"] == "ex:b"


def test_a_field_with_another_fault_stays_wrong() -> None:
    """One repaired item does not make a list right."""
    faults = [
        fault("ENG", "en", "languages", 0),
        Fault("ambiguous-name", {"value": "SE"}, field="languages", item=1),
    ]
    after = mended(record(faults, {"languages"}, languages=["ENG", "sv"]))
    assert after.facts.values["languages"] == ["en", "sv"]
    assert after.facts.failed == {"languages"}


def test_a_repair_that_is_wrong_itself_is_found() -> None:
    """The model judges the repaired record anew."""
    after = mended(record([fault("x", "??", "start")], {"start"}, start="x"))
    assert after.facts.failed == {"start"}
    assert [one.slug for one in after.faults] == ["not-a-date"]


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({}, [fault("ex:b", ["ex:b"])]),
        ({"hosts": ["ex:b"]}, [fault("ex:c", "ex:b", item=0)]),
        ({"hosts": ["ex:b"]}, [fault("ex:b", "ex:c", item=1)]),
        ({"hosts": ["ex:b"]}, [fault("ex:b", "ex:c", item="nl")]),
        ({"hosts": "ex:b"}, [fault("ex:b", "ex:c", item=0)]),
        ({"name": {"en": "A"}}, [fault("A", "B", "name", "nl")]),
        ({"hosts": "ex:b"}, [Fault("name-matched", {"value": "ex:b"}, field="hosts", fix=Fix("ex:c", safe=True))]),
        ({"hosts": "ex:b"}, [Fault("wrong-type", {"value": "ex:b"}, field="hosts", fix=Fix("ex:c"))]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_not_repaired(values: dict[str, Any], faults: list[Fault]) -> None:
    """A repair is made only where its finding's value stands, and only where it is a proposal."""
    before = record(faults, **values)
    assert mended(before) is before


def test_one_language_of_a_text_is_repaired() -> None:
    """A repair may be of one language."""
    after = mended(record([fault(5, "5", "name", "en")], {"name"}, name={"en": 5, "nl": "vijf"}))
    assert after.facts.values["name"] == {"en": "5", "nl": "vijf"}
    assert after.facts.failed == frozenset()
