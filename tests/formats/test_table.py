"""Tables: headings are understood, rows become records, and records become rows again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.formats.cells import Cell, Defaults, Unreadable
from exchangespec.formats.format import RawRecord, singly
from exchangespec.formats.table import (
    Lines,
    Table,
    about_rows,
    header_from_rows,
    read_table,
    table_rows,
    type_by_headings,
)
from exchangespec.location import Location
from exchangespec.spec.headings import (
    ALIASES,
    SHARED_ALIASES,
    SHORT_FORM,
    TITLES,
    fields_by_heading,
    table_type,
    title,
)
from generated import headers, records

TYPES = list(spec.records())


class Heard:
    """Keeps what is said while reading."""

    def __init__(self) -> None:
        """Start with nothing heard."""
        self.faults: list[tuple[Fault, Location]] = []

    def __call__(self, fault: Fault, place: Location | None) -> None:
        """Keep one fault."""
        assert place is not None
        self.faults.append((fault, place))

    @property
    def slugs(self) -> list[str]:
        """Return what was said."""
        return [fault.slug for fault, _ in self.faults]

    def only(self, slug: str) -> tuple[Fault, Location]:
        """Return the one fault of a kind."""
        (found,) = [pair for pair in self.faults if pair[0].slug == slug]
        return found


def read(
    record_type: str,
    *rows: Sequence[Cell],
    sheet: str | None = "Sheet",
    defaults: Defaults | None = None,
) -> tuple[list[RawRecord], Heard]:
    """Read rows, the first of which has row number 1."""
    heard = Heard()
    table = Table("x.xlsx", enumerate(rows, 1), sheet=sheet)
    found = read_table(
        table, spec.records()[record_type], defaults or Defaults(language="en", prefix="ex"), heard
    )
    return list(singly(found)), heard


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_records_read_back_from_their_rows(name: str, data: st.DataObject) -> None:
    """Canonical records written as rows read back equal, with nothing to say."""
    items = data.draw(st.lists(records(name), min_size=1, max_size=3))
    language = data.draw(st.sampled_from(["en", "nl", "zh-Hant", None]))
    headings, rows = table_rows(spec.records()[name], items, language)
    defaults = Defaults(language=language or "sv", prefix="other")
    found, heard = read(name, headings, *rows, defaults=defaults)
    assert [record.values for record in found] == items
    assert heard.faults == []
    assert all(not record.faults and not record.named and not record.failed for record in found)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(original=headers())
def test_a_header_reads_back_from_its_rows(original: dict[str, Any]) -> None:
    """A header written as rows of field and value reads back equal."""
    heard = Heard()
    rows = enumerate([("field", "value"), *about_rows(original)], 1)
    found = header_from_rows(Table("about.csv", rows), {}, heard)
    assert found.values == original
    assert (heard.faults, found.faults) == ([], [])


def test_columns_stand_in_model_order_and_only_those_in_use() -> None:
    """The id first, the default language without a suffix, extensions last."""
    items = [
        {
            "type": "City",
            "id": "ex:a",
            "name": {"nl": "Aa", "en": "A"},
            "country": "BE",
            "x_b": "1",
        },
        {
            "type": "City",
            "id": "ex:b",
            "name": {"de": "B"},
            "country": "BE",
            "tags": ["p", "q"],
            "x_a": "2",
        },
    ]
    headings, rows = table_rows(spec.records()["City"], items, "nl")
    assert headings == ["id", "name", "name.de", "name.en", "country", "tags", "x_a", "x_b"]
    assert list(rows) == [
        ["ex:a", "Aa", None, "A", "BE", None, None, "1"],
        ["ex:b", None, "B", None, "BE", "p;q", "2", None],
    ]


@pytest.mark.parametrize(
    ("record_type", "heading", "field", "language"),
    [
        ("ActionPlan", "Made by", "prepared_by", None),
        ("Membership", "From", "start", None),
        ("Membership", "Network", "group", None),
        ("Membership", "Partner", "member", None),
        ("Visit", "How many", "delegation_size", None),
        ("Visit", "What came out", "outcomes", "en"),
        ("Visit", "Part of event", "parent", None),
        ("Visit", "city", "cities", None),
        ("Transfer", "From", "providers", None),
        ("Transfer", "To", "adopters", None),
        ("Event", "Round", "rounds", None),
        ("City", "Name (Dutch)", "name", "nl"),
        ("City", "Name (nl)", "name", "nl"),
        ("City", "Name.NL", "name", "nl"),
        ("City", "Title (zh-hant)", "name", "zh-Hant"),
        ("City", "Wikidata/GeoNames", "identifiers", None),
        ("Organisation", "ACRONYM:", "short_name", None),
    ],
)
def test_labels_and_aliases_are_matched_and_said(
    record_type: str, heading: str, field: str, language: str | None
) -> None:
    """A heading in other words than the machine's is matched, and it is said."""
    found, heard = read(record_type, ["id", heading], ["v1", "x"])
    fault, place = heard.only("column-matched")
    assert (fault.field, place.column, place.row) == (field, heading, 1)
    assert field in found[0].values or field in found[0].named
    if language:
        assert list(found[0].values[field]) == [language]


@pytest.mark.parametrize("heading", ["Start time", "START_TIME", "start_time", " start-time "])
def test_machine_names_in_any_case_go_without_saying(heading: str) -> None:
    """Case, spaces and punctuation do not matter."""
    found, heard = read("Event", ["id", "name", "kind", heading], ["v1", "n", "workshop", "09:30"])
    assert found[0].values["start_time"] == "09:30"
    assert heard.faults == []


def test_an_unknown_column_is_kept_with_a_guess() -> None:
    """What no field stands for is kept as an extension; a slip is told."""
    found, heard = read(
        "Visit", ["id", "kind", "Visitros", "Éa b", "x_own"], ["v1", "k", "p", 7.0, "q"]
    )
    (first, place), (second, _) = [
        pair for pair in heard.faults if pair[0].slug == "unknown-column"
    ]
    assert first.suggestions == ("visitors",)
    assert (place.cell, place.column) == ("C1", "Visitros")
    assert second.params["kept_as"] == "x_ea_b"
    assert found[0].values["x_visitros"] == "p"
    assert found[0].values["x_ea_b"] == "7"
    assert found[0].values["x_own"] == "q"


def test_unknown_columns_never_share_a_name() -> None:
    """Headings that fold to one name, or to none, are told apart."""
    found, _ = read(
        "Visit", ["id", "kind", "Foo!", "foo", "城市", ""], ["v1", "k", "a", "b", "c", "d"]
    )
    extensions = {key: item for key, item in found[0].values.items() if key.startswith("x_")}
    assert extensions == {"x_foo": "a", "x_foo_2": "b", "x_column_e": "c", "x_column_f": "d"}


@pytest.mark.parametrize("headings", [["id", "name", "name.en"], ["id", "Name", "Title"]])
def test_a_column_twice_is_an_error(headings: list[str]) -> None:
    """`name` and `name.<default>` are the same column; the first is read."""
    found, heard = read("Network", headings, ["n", "first", "second"])
    fault, place = heard.only("column-twice")
    assert (fault.params["first"], place.cell) == (headings[1], "C1")
    assert found[0].values["name"] == {"en": "first"}


def test_a_missing_required_column_is_one_fault() -> None:
    """The rows do not repeat it: the field counts as failed."""
    found, heard = read("Visit", ["id", "start"], ["v1", "2017"], ["v2", "2018"])
    fault, place = heard.only("required-column-missing")
    assert (fault.field, place.row) == ("kind", 1)
    assert [record.failed for record in found] == [{"kind"}, {"kind"}]
    assert "required-column-missing" not in read("Visit", ["id", "start"])[1].slugs
    assert (
        "required-column-missing"
        not in read("Membership", ["group", "member", "role"], ["a", "b", "partner"])[1].slugs
    )


def test_places_are_cells_rows_and_headings() -> None:
    """A value, an empty cell, a missing column and a whole record each have their place."""
    found, _ = read("Visit", ["id", "Kind", "Visitors", "Name (nl)"], ["v1", "", "a;b", "n"])
    origin, row = found[0].origin, found[0].position
    assert origin.locate(row, "visitors", 1).as_dict() == {
        "file": "x.xlsx", "sheet": "Sheet", "cell": "C2", "row": 2, "column": "Visitors", "field": "visitors",
    }  # fmt: skip
    assert origin.locate(row, "kind", None).cell == "B2"
    assert origin.locate(row, "name", "nl").cell == "D2"
    assert origin.locate(row, "name", "en").cell == "D2"
    assert origin.locate(row, "hosts", None).cell == "A2"
    assert origin.locate(row, None, None).column == "id"


def test_csv_places_have_lines_and_no_cells() -> None:
    """CSV has row, line and column."""
    lines = Lines()
    for row, line in ((1, 1), (2, 2), (3, 5), (4, 6)):
        lines.note(row, line)
    assert [lines(row) for row in (1, 2, 3, 4)] == [1, 2, 5, 6]
    table = Table("v.csv", iter(()), member="visits.csv", line_of=lines)
    assert table.place(3, 1, column="kind").as_dict() == {
        "file": "v.csv", "member": "visits.csv", "row": 3, "line": 5, "column": "kind",
    }  # fmt: skip


def test_blank_rows_count_only_between_records() -> None:
    """Blank rows before the first and after the last record are nothing."""
    blank: list[Cell] = [None, " "]
    found, heard = read(
        "Visit", ["id", "kind"], blank, ["v1", "k"], blank, blank, ["v2", "k"], blank
    )
    assert len(found) == 2
    fault, place = heard.only("blank-rows")
    assert (fault.params["count"], place.row) == (2, 4)
    assert "blank-rows" not in read("Visit", ["id", "kind"], blank, ["v1", "k"], blank)[1].slugs


def test_the_example_row_is_passed_over() -> None:
    """Only the template's own mark is taken for it."""
    found, heard = read(
        "Network", ["name", "kind"], ["#example", "Project"], ["#MeToo", "k"], ["#examples", "k"]
    )
    assert [record.values["name"]["en"] for record in found] == ["#MeToo", "#examples"]
    assert heard.only("example-row")[1].row == 2


FILLED_EXAMPLES: list[list[Cell]] = [
    ["#example", "Study visit", "capaci", "mechelen", ""],
    ["#example", "study visit", "capaci; aiccre", "mechelen", "8 people"],
    ["#example", "", "", "", date(2023, 3, 1)],
]


@pytest.mark.parametrize("row", FILLED_EXAMPLES)
def test_data_written_over_the_example_are_never_dropped_silently(row: list[Cell]) -> None:
    """Whoever leaves the mark in the first cell is told that the row was not read."""
    headings = ["id", "kind", "visitors", "hosts", "delegation_size"]
    found, heard = read("Visit", headings, row)
    assert found == []
    fault, place = heard.only("example-row-filled")
    assert (fault.params, place.cell) == ({"row": 2}, "A2")


def test_the_example_is_known_in_any_spelling_of_its_values() -> None:
    """Labels, dates as cells and blanks make no data of it."""
    row: list[Cell] = ["Study visit", "Capaci;  AICCRE", date(2022, 10, 11), "", ""]
    headings: list[Cell] = ["id", "kind", "visitors", "start", "country", "name.nl"]
    for cells in (["#example", *row], ["#Example", *[""] * 5], ["#example: delete", *row]):
        found, heard = read("Visit", headings, cells)
        assert (found, heard.slugs) == ([], ["example-row"])


TOTALS: list[list[Cell]] = [
    ["Summe", "", "", 138.0],
    ["Total: 138"],
    ["", "Gesamt", "", "138"],
    ["Totaal", None, None, "1 380"],
    ["totale", "", "", "~138"],
    ["Σύνολο", 138],
    ["Razem:", "", "", "138"],
    ["Yhteensä", "", "", Unreadable("formula-without-value", "")],
    ["Total (2 visits)", "", "", 8],
]


@pytest.mark.parametrize("row", TOTALS)
def test_a_total_is_no_record(row: list[Cell]) -> None:
    """Sums under a table are said and passed over, blank rows above them too."""
    headings: list[Cell] = ["id", "kind", "visitors", "attendance"]
    visit: list[Cell] = ["v1", "study_visit", "a", 138]
    found, heard = read("Visit", headings, visit, [None], row)
    assert len(found) == 1
    assert heard.slugs == ["total-row"]
    assert heard.only("total-row")[1].row == 4


@pytest.mark.parametrize(
    "row",
    [
        ["total-1", "study_visit", "", 8],
        ["Sumava", "", "", 8],
        ["sum", "", "capaci", ""],
        [138, "Total", "", ""],
        ["Gesamtschule", "", "", 8],
    ],
)
def test_what_says_more_than_a_total_is_a_record(row: list[Cell]) -> None:
    """Nothing is passed over that holds words beside the first."""
    found, heard = read("Visit", ["id", "kind", "visitors", "attendance"], row)
    assert len(found) == 1
    assert "total-row" not in heard.slugs


def test_too_many_cells_are_a_slip_of_a_csv_row() -> None:
    """In CSV the row is named with what is left over; in a sheet it is a column without heading."""
    rows: list[list[Cell]] = [["id", "kind"], ["v1", "k", "", "left"], ["v2", "k", "", ""]]
    found, _ = read("Visit", *rows, sheet=None)
    assert [fault.slug for fault in found[0].faults] == ["too-many-cells"]
    assert found[0].faults[0].params == {"cells": 4, "columns": 2, "values": ["left"]}
    assert found[1].faults == []
    found, heard = read("Visit", *rows)
    assert found[0].values["x_column_d"] == "left"
    assert heard.only("unknown-column")[1].cell == "D1"


def test_titles_above_the_headings_and_machine_names_below_are_found() -> None:
    """The template's hidden row of machine names decides; the label is what findings show."""
    found, heard = read(
        "Visit",
        ["Visits of 2017"],
        [],
        ["Nummer", "Art", "Wer"],
        ["id", "kind", "visitors"],
        ["v1", "study_visit", "ex:a"],
    )
    # The labels are in no known language, so the machine names are the headings.
    assert found[0].values == {
        "type": "Visit",
        "id": "ex:v1",
        "kind": "study_visit",
        "visitors": ["ex:a"],
    }
    assert found[0].position == 5
    found, heard = read(
        "Visit", ["Id", "Kind", "How many"], ["id", "kind", "delegation_size"], ["v1", "k", 7.0]
    )
    assert heard.faults == []
    assert found[0].values["delegation_size"] == 7
    assert found[0].origin.locate(3, "delegation_size", None).column == "How many"


def test_what_a_table_holds_is_told_by_its_name() -> None:
    """Plural, sheet, type and other names, in any case."""
    for name, record_type in [
        ("cities", "City"), ("Mentoring_Pairs", "MentoringPair"), ("Partners", "Membership"),
        ("Plan items", "PlanItem"), ("Agenda", "Event"), ("MentoringPair", "MentoringPair"),
        ("Outputs & practices", "Output"), ("VISITS ", "Visit"), ("People", "Person"),
    ]:  # fmt: skip
        assert table_type(name) == record_type
    assert table_type("Budget") is None


def test_what_a_table_holds_is_told_by_its_headings() -> None:
    """Only where one type fits best."""
    assert type_by_headings(["id", "kind", "visitors", "hosts", "start"]) == "Visit"
    assert type_by_headings(["id", "plan", "kind", "number", "name"]) == "PlanItem"
    assert type_by_headings(["a", "b", "c"]) is None
    assert type_by_headings([]) is None


def test_dates_and_numbers_of_a_workbook_become_text_in_extensions() -> None:
    """An extension is always text."""
    found, _ = read(
        "Visit", ["id", "kind", "x_when", "x_on"], ["v1", "k", date(2017, 10, 16), True]
    )
    assert (found[0].values["x_when"], found[0].values["x_on"]) == ("2017-10-16", "true")


def test_without_a_language_texts_are_kept() -> None:
    """Nothing is lost where no header names the default language."""
    found, _ = read("Network", ["id", "name"], ["ex:n", "Orient8"], defaults=Defaults())
    assert found[0].values == {"type": "Network", "id": "ex:n", "name": {"en": "Orient8"}}
    found, _ = read("Network", ["id", "name"], ["n", "Orient8"], defaults=Defaults())
    assert found[0].values["id"] == "n"


def test_the_header_says_more_than_the_user() -> None:
    """What the user adds never overrides the file; both are read alike."""
    heard = Heard()
    rows: list[list[Cell]] = [
        ["Field", "Value"], ["Title", "Uitwisseling"], ["Language", "Dutch"], ["title (en)", "Exchange"],
        ["prefix", "ex"], ["prefixes.vvsg", "https://vvsg.example/"], ["modified", date(2023, 1, 15)],
        ["nuts_version", 2021.0], ["profiles", "a; b"], ["Lisense", "CC0"], ["prefix", "two"],
    ]  # fmt: skip
    found = header_from_rows(
        Table("x.xlsx", enumerate(rows, 1), sheet="About"),
        {"prefix": "other", "version": "2", "publisher": "ex:vvsg"},
        heard,
    )
    assert found.values == {
        "profiles": ["a", "b"],
        "title": {"nl": "Uitwisseling", "en": "Exchange"},
        "publisher": "ex:vvsg",
        "prefix": "ex",
        "prefixes": {"vvsg": "https://vvsg.example/"},
        "language": "nl",
        "version": "2",
        "modified": "2023-01-15",
        "nuts_version": 2021,
    }
    assert heard.slugs == ["unknown-column", "column-twice"]
    assert heard.faults[0][0].suggestions == ("license",)
    assert [fault.slug for fault in found.faults] == ["value-normalised"]
    assert found.origin.locate(0, "language", None).cell == "B3"
    assert found.origin.locate(0, "title", "en").cell == "B4"
    assert found.origin.locate(0, "license", None).sheet == "About"


def test_a_header_field_without_a_value_has_its_cell() -> None:
    """Where the row is there, a finding leads to the cell that waits for the value."""
    rows: list[list[Cell]] = [["Field", "Value"], ["Prefix"], ["Personal data", " "], ["title", ""]]
    found = header_from_rows(Table("x.xlsx", enumerate(rows, 1), sheet="About"), {}, Heard())
    places = [found.origin.locate(0, name, None).cell for name in ("prefix", "personal_data")]
    assert places == ["B2", "B3"]
    assert found.origin.locate(0, "title", "nl").cell == "B4"
    assert found.origin.locate(0, "license", None).cell is None


def test_every_alias_names_a_field() -> None:
    """The lists of headings speak only of fields that exist, and of none twice on a sheet."""
    for name, form in spec.records().items():
        for words in (TITLES.get(name, {}), ALIASES.get(name, {})):
            assert set(words) <= set(form.fields)
        labels = [title(name, field) for field in form.fields if field != "type"]
        assert len({*map(str.casefold, labels)}) == len(labels), name
        assert {fields_by_heading(name)[key] for key in fields_by_heading(name)} <= set(form.fields)
    every = {field for form in spec.records().values() for field in form.fields}
    assert set(SHARED_ALIASES) <= every
    for sheet, names in SHORT_FORM.items():
        record_type = table_type(sheet)
        assert record_type is not None
        assert set(names) <= set(spec.records()[record_type].fields)
        required = {one.name for one in spec.records()[record_type].fields.values() if one.required}
        assert required - {"type", "id"} <= set(names), sheet


@pytest.mark.parametrize("name", TYPES)
def test_every_title_is_understood_as_its_field(name: str) -> None:
    """What a template writes over a column is read as that column."""
    for field in spec.records()[name].fields:
        assert fields_by_heading(name)[_folded(title(name, field))] == field


def _folded(text: str) -> str:
    """Return a heading as it is looked up."""
    from exchangespec.codelists import fold

    return fold(text)
