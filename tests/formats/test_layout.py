"""Tables as people make them: titles, groups of headings, sections, totals, notes, other tables."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.formats.cells import Cell, Defaults
from exchangespec.formats.format import RawRecord, singly
from exchangespec.formats.table import Row, Table, read_table, type_inside
from exchangespec.formats.table.head import head_of
from exchangespec.formats.table.headings import meaning
from exchangespec.location import Location

HEADINGS = ["id", "kind", "visitors", "hosts", "start", "delegation_size"]
VISITS = [
    [f"ex:vis-{at}", "study_visit", "ex:a", "ex:b", f"2017-10-{at + 10}", str(at)]
    for at in range(1, 9)
]
Grid = Sequence[Sequence[Cell]]
Said = list[tuple[Fault, Location]]


def read(rows: Grid, record_type: str = "Visit") -> tuple[list[RawRecord], Said, dict[str, int]]:
    """Read rows as a sheet; return the records, what was said, and the account."""
    said: Said = []

    def say(fault: Fault, place: Location | None) -> None:
        assert place is not None
        said.append((fault, place))

    def numbered() -> Iterator[Row]:
        return iter(list(enumerate(rows, 1)))

    table = Table("x.xlsx", numbered(), sheet="Visits", again=numbered)
    defaults = Defaults(language="en", prefix="ex")
    found = list(singly(read_table(table, spec.records()[record_type], defaults, say)))
    # Whatever a row was: none was lost.
    assert table.account.total == len(rows)
    assert table.account.rows.get("record", 0) == len(found)
    return found, said, table.account.rows


def slugs(said: Said) -> list[str]:
    """Return what was said."""
    return [fault.slug for fault, _ in said]


def place_of(said: Said, slug: str) -> str | None:
    """Return the cell of the only fault of a kind."""
    (found,) = [place.cell for fault, place in said if fault.slug == slug]
    return found


def test_titles_stand_above_the_headings() -> None:
    """Titles, blank rows and remarks above are no records, however many there are."""
    titles: Grid = [["Visits of the year"], [""], ["Ministry", ""], [], [], [], [], [], ["2017"]]
    found, said, rows = read([*titles, HEADINGS, *VISITS])
    assert len(found) == len(VISITS)
    assert place_of(said, "rows-above-headings") == "A1"
    assert rows == {"record": 8, "heading": 1, "title": 3, "blank": 6}


def test_several_cells_above_the_headings_are_more_than_a_title() -> None:
    """They may be data, so a conversion must not lose them."""
    _, said, _ = read([["Partner", "City of Ghent"], HEADINGS, *VISITS])
    assert place_of(said, "data-above-headings") == "A1"


def test_headings_of_groups_are_put_before_those_below() -> None:
    """City under Host and City under Visitor are two fields."""
    found, said, rows = read(
        [
            ["id", "kind", "Visiting", "Host", "Period", ""],
            ["", "", "city", "city", "Start", "End"],
            ["ex:v-1", "study_visit", "ex:a", "ex:b", "2017-10-16", "2017-10-17"],
        ]
    )
    assert found[0].values == {
        "type": "Visit",
        "id": "ex:v-1",
        "kind": "study_visit",
        "visitors": ["ex:a"],
        "hosts": ["ex:b"],
        "start": "2017-10-16",
        "end": "2017-10-17",
    }
    assert place_of(said, "headings-joined") == "A1"
    assert rows == {"record": 1, "heading": 2}


def test_headings_in_two_languages_are_one_head() -> None:
    """The row whose words are known tells what the columns are."""
    found, said, rows = read(
        [
            [
                "Kennung",
                "Art des Besuchs",
                "Besuchende Stadt",
                "Gastgeberin",
                "Erster Tag",
                "Umfang",
            ],
            HEADINGS,
            *VISITS,
        ]
    )
    assert len(found) == len(VISITS)
    assert place_of(said, "headings-joined") == "A1"
    assert rows["heading"] == 2


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Start (dd.mm.yyyy)", "start"),
        ("Start date / Beginn", "start"),
        ("Anfang\nStart date", "start"),
        ("Start (old plan)", None),
        ("Start / End", None),
    ],
)
def test_a_heading_may_say_more(heading: str, field: str | None) -> None:
    """How to fill it in, or the same in another language; but two fields are none."""
    found = meaning(heading, spec.records()["Visit"])
    assert (found.name if found else None) == field


def test_a_section_is_no_record_and_loses_nothing_that_a_column_says() -> None:
    """What the heading of a section says is lost unless every row below says it too."""
    headings = ["id", "name", "country", "population"]
    rows: Grid = [
        headings,
        ["France"],
        ["ex:c-1", "Lille", "FR", "1"],
        ["ex:c-2", "Paris", "France", "2"],
        ["Phase 2"],
        ["ex:c-3", "Rome", "IT", "3"],
    ]
    found, said, account = read(rows, "City")
    assert [record.values["id"] for record in found] == ["ex:c-1", "ex:c-2", "ex:c-3"]
    assert place_of(said, "section-row-said") == "A2"
    assert place_of(said, "section-row") == "A5"
    assert account == {"record": 3, "heading": 1, "section": 2}


def test_a_note_may_stand_beside_the_heading_of_a_section() -> None:
    """Where no column has a heading; both are told, and neither makes a record of the row."""
    headings = ["id", "name", "country", "population"]
    rows: Grid = [
        headings,
        ["ex:c-1", "Lille", "FR", "1"],
        ["Phase 2", "", "", "", "", "* from 2020 on"],
        ["ex:c-2", "Rome", "IT", "2"],
    ]
    found, said, account = read(rows, "City")
    assert [record.values["id"] for record in found] == ["ex:c-1", "ex:c-2"]
    assert place_of(said, "section-row") == "A3"
    assert place_of(said, "note-row") == "F3"
    assert account == {"record": 2, "heading": 1, "section": 1}
    # Under a heading it is a value, and the row a record.
    rows[2] = ["Phase 2", "* from 2020 on", "", ""]
    found, said, _ = read(rows, "City")
    assert (len(found), slugs(said)) == (3, [])


def test_a_row_with_an_id_alone_is_a_record() -> None:
    """It is wrong, but it is meant as one."""
    found, said, _ = read([HEADINGS, *VISITS, ["ex:vis-99"]])
    assert (len(found), slugs(said)) == (9, [])


def test_notes_stand_below() -> None:
    """Footnotes are no records, with or without a sign before them."""
    rows: Grid = [HEADINGS, *VISITS, [], ["* provisional"], ["as far as is known to the office"]]
    found, said, account = read(rows)
    assert (len(found), slugs(said)) == (8, ["note-row", "note-row"])
    assert [place.cell for _, place in said] == ["A11", "A12"]
    assert account == {"record": 8, "heading": 1, "note": 2, "blank": 1}


@pytest.mark.parametrize("gap", [[], [[]], [[], []]])
def test_the_headings_once_more_are_no_record(gap: Grid) -> None:
    """As on lists that were printed page by page."""
    found, said, account = read([HEADINGS, *VISITS[:4], *gap, HEADINGS, *VISITS[4:]])
    assert len(found) == 8
    assert place_of(said, "headings-repeated") == f"A{6 + len(gap)}"
    assert account["heading"] == 2


def test_a_table_pasted_twice_is_read_once() -> None:
    """With its headings or without, with blank rows between or none; the copy is named."""
    for between in ([], [[]], [HEADINGS], [[], HEADINGS]):
        found, said, account = read([HEADINGS, *VISITS, *between, *VISITS])
        assert [record.values["id"] for record in found] == [row[0] for row in VISITS]
        assert place_of(said, "rows-repeated") == f"A{10 + len(between)}"
        (fault,) = [fault for fault, _ in said if fault.slug == "rows-repeated"]
        assert (fault.params["count"], fault.params["original"]) == (8, 2)
        assert account["repeated"] == 8


def test_two_rows_that_are_alike_are_two_records() -> None:
    """A single copy, or the same row again and again, was not pasted with a block."""
    for rows in ([*VISITS, VISITS[3]], [*VISITS[:3], *[VISITS[0]] * 5], [*VISITS, *VISITS[2:4]]):
        found, said, _ = read([HEADINGS, *rows])
        assert len(found) == len(rows)
        assert "rows-repeated" not in slugs(said)


def test_a_block_that_goes_on_otherwise_is_read_again_from_there() -> None:
    """A copy ends where a row differs."""
    changed = [*VISITS[4][:-1], "99"]
    found, said, account = read([HEADINGS, *VISITS, *VISITS[:4], changed, *VISITS[5:]])
    assert [record.position for record in found] == [*range(2, 10), 14]
    assert slugs(said) == ["rows-repeated", "rows-repeated"]
    assert account["repeated"] == 7


def test_a_second_table_below_is_not_read() -> None:
    """From its headings on, and its title is not a note of the first."""
    other: Grid = [["Our cities"], ["name", "country", "population"], ["Ghent", "BE", "1"], []]
    found, said, account = read([HEADINGS, *VISITS, [], *other])
    assert len(found) == 8
    assert place_of(said, "table-below") == "A12"
    assert account == {"record": 8, "heading": 1, "blank": 2, "other": 3}


def test_a_second_table_beside_is_not_read() -> None:
    """Its cells are not taken for columns without heading, nor for columns that come twice."""
    beside = ["", "id", "name", "country"]
    rows = [[*row, "", f"ex:c-{at}", "Ghent", "BE"] for at, row in enumerate(VISITS[:3])]
    found, said, account = read([[*HEADINGS, *beside], *rows, *VISITS[3:]])
    assert len(found) == 8
    assert slugs(said) == ["table-beside"]
    assert said[0][1].cell == "H1"
    assert said[0][0].params["rows"] == 3
    assert account == {"record": 8, "heading": 1}


def test_the_type_is_told_by_headings_below_titles() -> None:
    """A file that is called anything is known by its headings, wherever they stand."""
    rows: Grid = [["Anything"], [], ["Ministry of cities", "2017"], HEADINGS, *VISITS]
    assert type_inside(enumerate(rows, 1)) == "Visit"
    assert type_inside(enumerate([["a", "b"], ["c", "d"]], 1)) is None


@pytest.mark.parametrize("by", [1, -1])
@pytest.mark.parametrize("start", [3, 4])
def test_a_shifted_row_is_named_where_it_begins(by: int, start: int) -> None:
    """What stands in wrong columns is not read, and each of its cells is no finding."""
    headings = [*HEADINGS[:4], "end", *HEADINGS[4:], "currency"]
    good = ["ex:v-1", "study_visit", "ex:a", "ex:b", "2017-10-17", "2017-10-16", "8", "EUR"]
    spec_type, headings[1:4] = "Funding", ["kind", "funds", "funders"]
    headings[6] = "amount"
    good[1] = "grant"
    bad = [*good[:start], "", *good[start:]] if by > 0 else [*good[:start], *good[start + 1 :]]
    found, _, _ = read([headings, good, bad], spec_type)
    assert [fault.slug for fault in found[0].faults] == []
    (fault,) = [fault for fault in found[1].faults if fault.slug == "row-shifted"]
    assert fault.variant == ("right" if by > 0 else "left")
    # Without a gap, nothing tells at which of the columns of words before it the shift begins.
    assert fault.params["heading"] == headings[2 if (start, by) == (3, -1) else start]
    assert "amount" in found[1].failed
    assert "amount" not in found[1].values


DECORATIONS: dict[str, tuple[list[Cell], str]] = {
    "total": (["Total", "", "", "", "", "36"], "total-row"),
    "section": (["Phase two of it"], "section-row"),
    "note": (["* not final"], "note-row"),
    "headings": (list(HEADINGS), "headings-repeated"),
    "example": (["#example", "x"], "example-row-filled"),
}


@settings(max_examples=60, deadline=None)
@given(
    titles=st.integers(0, 3),
    gaps=st.sets(st.integers(0, 7)),
    placed=st.dictionaries(st.integers(0, 6), st.sampled_from(sorted(DECORATIONS)), max_size=4),
)
def test_decoration_is_found_wherever_it_is_put(
    titles: int, gaps: set[int], placed: dict[int, str]
) -> None:
    """Every record is read with its values, every other row is named at its own cell."""
    rows: list[Sequence[Cell]] = [[f"Title {at}"] for at in range(titles)] + [HEADINGS]
    expected: list[tuple[str, str]] = []
    for at, visit in enumerate(VISITS):
        rows += [[]] if at in gaps else []
        rows.append(visit)
        if at in placed:
            cells, slug = DECORATIONS[placed[at]]
            rows.append(cells)
            expected.append((slug, f"A{len(rows)}"))
    found, said, account = read(rows)
    assert [record.values["id"] for record in found] == [visit[0] for visit in VISITS]
    told = {(fault.slug, place.cell) for fault, place in said}
    assert set(expected) <= told
    assert account["record"] == 8
    assert account.get("title", 0) == titles


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.sampled_from(
                    ["", " ", "id", "name", "Total", "France", "ex:a", "x", "12", "* a"]
                ),
                st.integers(-5, 5),
                st.text(max_size=3),
            ),
            max_size=6,
        ),
        max_size=14,
    )
)
def test_every_row_is_accounted_for(rows: list[list[Cell]]) -> None:
    """Whatever stands in a sheet: the account comes out even."""
    if head_of(enumerate(rows, 1), spec.records()["City"]) is not None:
        read(rows, "City")
