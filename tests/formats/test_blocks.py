"""Rows of a table are read many at once, and say the same as each row alone."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.formats.cells import Cell, Defaults, converters
from exchangespec.formats.format import RawBlock, RawRecord, singly
from exchangespec.formats.table import Row, Table, blocks, read_table
from exchangespec.location import Location

HEADINGS = ["id", "kind", "start", "name.en", "name.nl", "hosts", "delegation_size", "x_note"]
PLAIN: list[Cell] = ["ex:a", "study_visit", date(2021, 5, 1), "Visit", "Bezoek", "ex:b", 7.0, "n"]
# What may stand in a cell instead, right or wrong or in words.
CELLS: dict[str, Sequence[Cell]] = {
    "id": ["ex:b", "c", "", "EX:d", "no id"],
    "kind": ["peer_review", "Study visit", "", "nonsense", 5.0],
    "start": ["2021-05-02", "3.5.2021", "", "31 April", date(2022, 1, 1), 44000.0],
    "name.en": ["Another", "", " spaces ", 12.0],
    "name.nl": ["", "Nog een"],
    "hosts": ["ex:b; ex:c", "", "Mechelen", "ex:c"],
    "delegation_size": [8.0, "", "about 7", "ca. 10", True],
    "x_note": ["", "more", 3.0],
}
CASES = st.lists(
    st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(found) for name, found in CELLS.items()}
    ),
    min_size=3,
    max_size=12,
)
Said = list[tuple[str, dict[str, Any], Location | None]]


def read(rows: Sequence[Sequence[Cell]], sheet: str | None) -> tuple[list[Any], Said]:
    """Read rows below the headings; return the records and what was said beside them."""
    said: Said = []

    def say(fault: Fault, place: Location | None) -> None:
        said.append((fault.slug, dict(fault.params), place))

    def numbered() -> Iterator[Row]:
        return iter(list(enumerate([HEADINGS, *rows], 1)))

    table = Table("x", numbered(), sheet=sheet, again=numbered)
    form, defaults = spec.records()["Visit"], Defaults(language="en", prefix="ex")
    found = list(read_table(table, form, defaults, say))
    return found, said


def told(found: Sequence[RawRecord]) -> list[Any]:
    """Return all that records say of themselves, and all that is said of them."""
    return [
        (
            one.values,
            list(one.values),
            one.position,
            one.failed,
            one.named,
            one.doubtful,
            one.faults,
        )
        for one in found
    ]


@pytest.mark.parametrize("sheet", ["Visits", None], ids=["sheet", "text"])
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases=CASES, short=st.integers(0, 30))
def test_rows_are_read_together_as_they_are_read_alone(
    sheet: str | None, cases: Sequence[dict[str, Cell]], short: int
) -> None:
    """Right and wrong cells in any mixture; a row may end early."""
    rows: list[list[Cell]] = [
        [
            f"ex:v-{at}",
            *({**dict(zip(HEADINGS, PLAIN, strict=True)), **one}[n] for n in HEADINGS[1:]),
        ]
        for at, one in enumerate(cases)
    ]
    for at, one in enumerate(cases):
        rows[at][0] = one.get("id", rows[at][0])
    if short < len(rows):
        del rows[short][5:]
    together, said = read(rows, sheet)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks.Blocks, "of", lambda _self, some, _steps: iter(some))
        alone, said_alone = read(rows, sheet)
    assert not any(isinstance(one, RawBlock) for one in alone)
    assert told(list(singly(together))) == told(alone)
    assert said == said_alone


def test_plain_rows_come_in_one_block_and_the_others_between_them() -> None:
    """In the order in which they stand, with the numbers of their rows."""
    rows = [[f"ex:v-{at}", *PLAIN[1:]] for at in range(6)]
    rows[3][2] = "31 April"
    found, _ = read(rows, "Visits")
    first, alone, rest = found
    assert isinstance(first, RawBlock)
    assert isinstance(rest, RawBlock)
    assert list(first.positions) == [2, 3, 4]
    assert alone.position == 5
    assert list(rest.positions) == [6, 7]
    assert first.columns["name"] == [{"en": "Visit", "nl": "Bezoek"}] * 3


def test_many_rows_come_in_several_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer rows at once where they are wide, and never all of a large table."""
    rows = [[f"ex:v-{at}", *PLAIN[1:]] for at in range(10)]
    monkeypatch.setattr(blocks, "MOST_ROWS", 4)
    assert [len(one) for one in read(rows, "Visits")[0]] == [4, 4, 2]
    monkeypatch.setattr(blocks, "MOST_CELLS", 3 * len(HEADINGS))
    assert [len(one) for one in read(rows, "Visits")[0]] == [3, 3, 3, 1]


def test_where_hardly_a_row_is_plain_most_are_read_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Then it is tried again from time to time."""
    monkeypatch.setattr(blocks, "MOST_ROWS", 2)
    wrong = [[f"ex:v-{at}", PLAIN[1], "31 April", *PLAIN[3:]] for at in range(4)]
    right = [[f"ex:w-{at}", *PLAIN[1:]] for at in range(20)]
    found, _ = read([*wrong, *right], "Visits")
    assert sum(isinstance(one, RawBlock) for one in found) >= 1
    assert len(list(singly(found))) == 24
    assert isinstance(found[2], RawRecord)
    assert isinstance(found[-1], RawBlock)


def test_a_cell_under_no_heading_is_told_all_the_same() -> None:
    """It lies beyond the headings, in one row of many."""
    rows = [[f"ex:v-{at}", *PLAIN[1:], ""] for at in range(5)]
    rows[3][-1] = "stray"
    found, said = read(rows, "Visits")
    assert [slug for slug, _, _ in said] == ["unknown-column"]
    assert [one.values.get("x_note") for one in singly(found)] == ["n"] * 5


def test_what_was_read_before_reading_broke_off_is_given_first() -> None:
    """The rows that wait for more are not lost with those that cannot be read."""
    many = 200  # more than are looked at to find the headings

    def broken() -> Iterator[Row]:
        yield 1, HEADINGS
        for number in range(many):
            yield number + 2, [f"ex:v-{number}", *PLAIN[1:]]
        message = "the rest is unreadable"
        raise ValueError(message)

    table = Table("x", broken(), sheet="Visits")
    form, defaults = spec.records()["Visit"], Defaults(language="en", prefix="ex")
    found = singly(read_table(table, form, defaults, lambda _fault, _place: None))
    assert [next(found).position for _ in range(many)] == list(range(2, many + 2))
    with pytest.raises(ValueError, match="the rest is unreadable"):
        next(found)


def test_records_that_state_different_fields_stand_apart_in_their_parts() -> None:
    """Each part has the fields that its records state, and no other."""
    rows = [[f"ex:v-{at}", *PLAIN[1:]] for at in range(4)]
    rows[1][5] = rows[3][5] = ""
    [block], _ = read(rows, "Visits")
    full, less = block.parts()
    assert list(full.places) == [0, 2]
    assert list(less.places) == [1, 3]
    assert set(full.names) - set(less.names) == {"hosts"}
    assert less.columns["id"] == ["ex:v-1", "ex:v-3"]
    assert block.between(1, 3).columns["hosts"] == [None, ["ex:b"]]


def test_texts_are_held_by_their_length_and_not_by_their_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A text file may have long cells; those of a sheet are in memory already."""
    rows = [[f"ex:v-{at}", *PLAIN[1:-1], "long" * 25] for at in range(6)]
    monkeypatch.setattr(blocks, "MOST_SIGNS", 250)
    assert [len(one) for one in read(rows, None)[0]] == [2, 2, 2]
    assert [len(one) for one in read(rows, "Visits")[0]] == [6]


def test_rows_of_a_sheet_that_end_early_are_plain() -> None:
    """What is not there is blank; in a text file it would be a slip."""
    rows = [[f"ex:v-{at}", *PLAIN[1:]][: 8 - at] for at in range(4)]
    [block], _ = read(rows, "Visits")
    assert len(block) == len(rows)
    assert block.columns["hosts"] == [["ex:b"]] * 3 + [None]
    assert not any(isinstance(one, RawBlock) and len(one) > 1 for one in read(rows, None)[0])


@pytest.mark.parametrize(
    ("said", "many"), [("Visit", 3), ("Visits", 3), ("", 3), ("City", 2)], ids=str
)
def test_a_row_that_says_another_type_is_read_alone(said: str, many: int) -> None:
    """The type may be written as sheets are called."""
    rows = [
        ["type", *HEADINGS],
        *([[said if at == 1 else "visit", f"ex:v-{at}", *PLAIN[1:]] for at in range(3)]),
    ]

    def numbered() -> Iterator[Row]:
        return iter(list(enumerate(rows, 1)))

    table = Table("x", numbered(), sheet="S", again=numbered)
    form, defaults = spec.records()["Visit"], Defaults(language="en", prefix="ex")
    found = list(read_table(table, form, defaults, lambda _fault, _place: None))
    assert sum(len(one) for one in found if isinstance(one, RawBlock)) == many
    told_of = [fault.slug for one in found if isinstance(one, RawRecord) for fault in one.faults]
    assert told_of == ["unknown-record-type"] * (3 - many)


@pytest.mark.parametrize("before", [3, 1], ids=["same block", "another block"])
def test_a_row_beyond_the_headings_is_read_the_same_in_every_block(
    before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a row has reached beyond them, though with blanks alone, the others may."""
    monkeypatch.setattr(blocks, "MOST_ROWS", before)
    rows: list[list[Cell]] = [[f"ex:v-{at}", *PLAIN[1:]] for at in range(3)]
    rows[0].append("\u00a0")
    rows[2].append("stray")
    _, said = read(rows, "Visits")
    assert [slug for slug, _, _ in said] == ["unknown-column"]


def test_what_breaks_over_one_row_leaves_the_rows_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Then the fault is ours, and no more is lost than it must be."""
    rows = [[f"ex:v-{at}", *PLAIN[1:]] for at in range(5)]
    rows[3][3] = "breaks"
    tidy = converters.tidy

    def breaking(text: str) -> str:
        if text == "breaks":
            raise KeyError(text)
        return tidy(text)

    monkeypatch.setattr(converters, "tidy", breaking)

    def numbered() -> Iterator[Row]:
        return iter(list(enumerate([HEADINGS, *rows], 1)))

    table = Table("x", numbered(), sheet="S", again=numbered)
    form, defaults = spec.records()["Visit"], Defaults(language="en", prefix="ex")
    found = singly(read_table(table, form, defaults, lambda _fault, _place: None))
    assert [next(found).position for _ in range(3)] == [2, 3, 4]
    with pytest.raises(KeyError, match="breaks"):
        next(found)


def test_cells_beyond_the_headings_count_as_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet may be far wider than its table."""
    rows = [[f"ex:v-{at}", *PLAIN[1:], *[""] * 92] for at in range(4)]
    monkeypatch.setattr(blocks, "MOST_CELLS", 200)
    assert [len(one) for one in read(rows, "Visits")[0]] == [2, 2]
