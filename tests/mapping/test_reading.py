"""Foreign tables read by a mapping: records, places, and what is said about them."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exchangespec.conversion import read_document
from exchangespec.finding import Finding
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.mapping import SHIPPED, MappingError, load, load_named

HEADER = """
mapping = "1"
[header]
prefix = "ex"
language = "en"
"""


def mapped(
    mapping: str, content: str | bytes | Path, name: str = "table.csv"
) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Return the records that a mapping makes of a source, and what was found."""
    if isinstance(content, Path):
        source = Source(str(content), path=content)
    else:
        source = Source(name, content=content.encode() if isinstance(content, str) else content)
    recipes = load_named(mapping) if mapping in SHIPPED else load("m.toml", HEADER + mapping)
    read = read_document(source, TakeOptions(mapping=recipes))
    return [dict(one) for one in read.document.records], read.outcome.findings


def workbook(**sheets: list[list[Any]]) -> bytes:
    """Return a workbook with rows of cells by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def at(findings: list[Finding], slug: str) -> list[tuple[Any, ...]]:
    """Return cell (or line) and column of each finding of a slug."""
    return [
        (one.location.cell or one.location.line, one.location.column)
        for one in findings
        if one.slug == slug
    ]


CITY = """
[[table.record]]
type = "City"
id = "city-{Town}"
[table.record.fields]
name = "Town"
country = "Land"
"""


def test_columns_become_fields_with_their_places() -> None:
    """A fault of a value names the cell in the partner's own file, under its own heading."""
    records, findings = mapped(
        "[[table]]" + CITY,
        workbook(Towns=[["List of towns"], [], ["Land", "Town"], ["BE", "Mechelen"], ["Atlantis", "Poseidonia"]]),
        "t.xlsx",
    )  # fmt: skip
    assert [one["id"] for one in records] == ["ex:city-Mechelen", "ex:city-Poseidonia"]
    assert records[0] == {"type": "City", "id": "ex:city-Mechelen", "name": {"en": "Mechelen"}, "country": "BE"}  # fmt: skip
    assert at(findings, "unknown-country") == [("A5", "Land")]


def test_a_wide_table_gives_a_record_for_each_partner_column() -> None:
    """One row, many partner columns, each with a country beside it."""
    mapping = """
[[table]]
[[table.record]]
type = "Network"
id = "net-{Project}"
[table.record.fields]
name = "Project"
kind = { value = "project" }

[[table.record]]
type = "City"
each = ["Partner *"]
id = "city-{@each}"
merge = true
[table.record.fields]
name = "@each"
country = "Country of partner *"

[[table.record]]
type = "Membership"
each = ["Partner *"]
[table.record.fields]
group = { id = "net-{Project}" }
member = { id = "city-{@each}" }
role = { value = "partner" }
"""
    rows = [
        ["Project", "Partner 1", "Country of partner 1", "Partner 2", "Country of partner 2"],
        ["ARRIVAL", "Amadora", "PT", "Riga", "LV"],
        ["OTHER", "Riga", "XX", None, None],
    ]
    records, findings = mapped(mapping, workbook(S=rows), "t.xlsx")
    kinds = [(one["type"], one.get("member") or one["id"]) for one in records]
    assert kinds == [
        ("City", "ex:city-Amadora"), ("City", "ex:city-Riga"),
        ("Network", "ex:net-ARRIVAL"), ("Network", "ex:net-OTHER"),
        *sorted([("Membership", "ex:city-Amadora"), ("Membership", "ex:city-Riga"), ("Membership", "ex:city-Riga")],
                key=lambda pair: [one.get("member") for one in records if one["type"] == "Membership"].index(pair[1])),
    ]  # fmt: skip
    assert at(findings, "rows-disagree") == [("C3", "Country of partner 1")]


def test_one_sheet_a_network_with_its_name_in_a_cell() -> None:
    """The name of the sheet and a cell above the table speak for all its rows."""
    mapping = """
[[table]]
sheet = "Net*"
[[table.record]]
type = "Network"
id = "{@sheet}"
merge = true
[table.record.fields]
name = { cell = "B1" }
short_name = "@sheet"
kind = { value = "network" }
[[table.record]]
type = "Membership"
[table.record.fields]
group = { id = "{@sheet}" }
member = { id = "city-{City}" }
role = { column = "Role", values = { L = "lead_partner", P = "partner" } }
"""
    book = workbook(
        Net_1=[["Network:", "Arrival Cities"], ["City", "Role"], ["Amadora", "L"], ["Riga", "P"]],
        Net_2=[["Network:", "Other Cities"], ["City", "Role"], ["Patras", "L"]],
        Remarks=[["nothing"]],
    )
    records, findings = mapped(mapping, book, "t.xlsx")
    networks = {one["id"]: one for one in records if one["type"] == "Network"}
    assert networks["ex:net-1"]["name"] == {"en": "Arrival Cities"}
    assert networks["ex:net-2"]["short_name"] == "Net 2"
    members = {(one["group"], one["member"], one["role"]) for one in records if "group" in one}
    assert members == {
        ("ex:net-1", "ex:city-Amadora", "lead_partner"),
        ("ex:net-1", "ex:city-Riga", "partner"),
        ("ex:net-2", "ex:city-Patras", "lead_partner"),
    }
    assert [one.params["table"] for one in findings if one.slug == "unknown-table"] == ["Remarks"]
    assert at(findings, "mapped-value") == [("B3", "Role"), ("B4", "Role"), ("B3", "Role")]


def test_child_rows_stand_under_their_parent_row() -> None:
    """What the parent row says once is carried down to its children."""
    mapping = """
[[table]]
carry = ["Plan"]
[[table.record]]
type = "ActionPlan"
id = "plan-{Plan}"
filled = ["Plan"]
[table.record.fields]
name = "Plan"
kind = { value = "integrated_action_plan" }
owners = { id = "city-{City}" }
[[table.record]]
type = "PlanItem"
id = "item-{Plan}-{No}"
empty = ["Plan"]
[table.record.fields]
plan = { id = "plan-{Plan}" }
kind = { value = "action" }
number = "No"
name = "Action"
"""
    text = "Plan,City,No,Action\r\nWelcome,Riga,,\r\n,,1,Courses\r\n,,2,Buddies\r\nWork,Patras,,\r\n,,1,Fair\r\n"
    records, _ = mapped(mapping, text)
    items = [(one["id"], one["plan"]) for one in records if one["type"] == "PlanItem"]
    assert items == [
        ("ex:item-Welcome-1", "ex:plan-Welcome"),
        ("ex:item-Welcome-2", "ex:plan-Welcome"),
        ("ex:item-Work-1", "ex:plan-Work"),
    ]
    assert sum(one["type"] == "ActionPlan" for one in records) == 2


def test_ways_to_read_a_cell() -> None:
    """A part of it, a date by its order, a number by its decimal sign, a list, nothing."""
    mapping = """
[[table]]
[[table.record]]
type = "Event"
id = "e-{No}"
[table.record.fields]
name = { columns = ["Title", "Place"], join = " in " }
kind = { value = "conference" }
start = { column = "When", take = "^(\\\\S+)", dates = "mdy" }
attendance = { column = "People", blank = ["?"] }
tags = { column = "Words", separator = "/" }
x_fee = { column = "Fee", decimal = "," }
"""
    text = (
        "No;Title;Place;When;People;Words;Fee\r\n1;Opening;Riga;3/4/2019 10:00;?;a/b c;1.234,50\r\n"
    )
    (record,), findings = mapped(mapping, text)
    assert record == {
        "type": "Event", "id": "ex:e-1", "name": {"en": "Opening in Riga"}, "kind": "conference",
        "start": "2019-03-04", "tags": ["a", "b c"], "x_fee": "1234.50",
    }  # fmt: skip
    assert at(findings, "mapped-value") == [(2, "When"), (2, "People")]


@pytest.mark.parametrize(
    ("order", "typed", "meant"),
    [
        ("dmy", "05/06/24", "2024-06-05"),
        ("mdy", "05/06/24", "2024-05-06"),
        ("ymd", "24-06-05", "2024-06-05"),
        ("dmy", "5.6.98", "1998-06-05"),
    ],
)
def test_years_of_two_digits_are_read_by_the_order_given(
    order: str, typed: str, meant: str
) -> None:
    """The mapping tells the order, and the century is said to be a guess."""
    mapping = f"""
[[table]]
[[table.record]]
type = "Event"
id = "e-{{No}}"
[table.record.fields]
name = "Title"
kind = {{ value = "conference" }}
start = {{ column = "When", dates = "{order}" }}
"""
    (record,), findings = mapped(mapping, f"No,Title,When\r\n1,Opening,{typed}\r\n")
    assert record["start"] == meant
    assert at(findings, "short-year-read") == [(2, "When")]


def test_words_that_mean_nothing_in_any_column() -> None:
    """They are as a blank cell: for conditions, ids and fields, and the report says so."""
    mapping = """
[[table]]
blank = ["-", "n/a"]
[[table.record]]
type = "City"
id = "city-{Town}"
filled = ["Town"]
[table.record.fields]
name = "Town"
country = "Land"
population = "People"
part_of = { id = "city-{Region}" }
[[table.record]]
type = "City"
id = "land-{Land}"
empty = ["Town"]
[table.record.fields]
name = "Land"
country = "Land"
"""
    text = "Town;Land;People;Region\r\nRiga;LV;n/a;-\r\n-;LV;5;n/a\r\nx;LV;?;y\r\n"
    records, findings = mapped(mapping, text)
    assert [(one["id"], one.get("part_of")) for one in records] == [
        ("ex:city-Riga", None),
        ("ex:city-x", "ex:city-y"),
        ("ex:land-LV", None),
    ]
    assert at(findings, "mapped-value") == [(2, "People")]
    assert not at(findings, "mapped-id-empty")


def test_headings_over_two_rows_are_joined() -> None:
    """A heading over several columns stands before each of them."""
    mapping = "[[table]]\nheader_row = [1, 2]\n" + CITY.replace('"Land"', '"Where land"')
    rows = [[None, "Where", None], ["Town", "land", "part"], ["Riga", "LV", "north"]]
    (record,), findings = mapped(mapping, workbook(S=rows), "t.xlsx")
    assert record["country"] == "LV"
    assert [one.params["heading"] for one in findings if one.slug == "column-not-mapped"] == [
        "Where part"
    ]


def test_rows_of_other_lengths_are_named() -> None:
    """A row that lost a cell or has one too many is said, as in tables of ours."""
    text = "Land,Town,Part\r\nBE,Mechelen,\r\nBE\r\nBE,Leuven,north,west\r\n"
    _, findings = mapped('[[table]]\nignore = ["Part"]' + CITY, text)
    assert at(findings, "too-few-cells") == [(3, None)]
    assert at(findings, "too-many-cells") == [(4, None)]


def test_spreadsheet_errors_make_no_ids() -> None:
    """A cell that shows an error is named, and no id is made of it."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Land", "Town"], ["BE", "x"], ["BE", "Leuven"]):
        sheet.append(row)
    sheet["B2"].value, sheet["B2"].data_type = "#N/A", "e"
    stream = io.BytesIO()
    book.save(stream)
    records, findings = mapped("[[table]]" + CITY, stream.getvalue(), "t.xlsx")
    assert [one.get("id") for one in records] == [None, "ex:city-Leuven"]
    assert at(findings, "spreadsheet-error-value") == [("B2", "Town")]
    assert [one.slug for one in findings if one.location.cell == "B2"].count("mapped-id-empty") <= 1


def test_hidden_and_merged_cells_are_named() -> None:
    """Hidden rows are read and said; a merged cell speaks for its first row, or is carried."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Land", "Town"], ["BE", "Mechelen"], [None, "Leuven"], ["LV", "Riga"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[4].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    records, findings = mapped("[[table]]" + CITY, stream.getvalue(), "t.xlsx")
    assert len(records) == 3
    assert at(findings, "merged-cells") == [("A2", "Land")]
    assert [one.location.row for one in findings if one.slug == "hidden-content"] == [4]
    records, findings = mapped('[[table]]\ncarry = ["Land"]' + CITY, stream.getvalue(), "t.xlsx")
    assert [one["country"] for one in records] == ["BE", "BE", "LV"]
    assert at(findings, "merged-cells") == []


def test_the_same_ids_for_the_same_words() -> None:
    """Words that no id can hold whole keep a sign of what was lost, and long ones are cut."""
    text = "Land,Town\r\nGR,Νίκαια\r\nBE,Mechelen (Malines)\r\nBE," + "x" * 200 + "\r\n"
    records, _ = mapped("[[table]]" + CITY, text)
    ids = [one["id"] for one in records]
    assert "ex:city-mechelen-malines" in ids
    assert len(set(ids)) == 3
    assert all(len(one) <= 83 for one in ids)
    assert [one["id"] for one in mapped("[[table]]" + CITY, text)[0]] == ids


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("mapping = ", "it is no TOML"),
        ('mapping = "2"', "the version of such files"),
        ('mapping = "1"', "say at least one [[table]]"),
        ('mapping = "1"\ntabel = 1', "this means nothing here"),
        ('mapping = "1"\n[header]\nauthor = "x"\n[[table]]', "no header has a field"),
        ('mapping = "1"\n[[table]]\n[[table.record]]\ntype = "Town"', "there is no record type 'Town'"),
        ('mapping = "1"\n[[table]]\n[[table.record]]\ntype = "City"', "a City needs an id"),
        ('mapping = "1"\n[[table]]\n[[table.record]]\ntype = "City"\nid = "{A}"\n[table.record.fields]\nmayor = "B"', "a City has no field 'mayor'"),
        ('mapping = "1"\n[[table]]\n[[table.record]]\ntype = "City"\nid = "{A}"\n[table.record.fields]\nname = { column = "B", value = "C" }', "say just one of"),
        ('mapping = "1"\n[[table]]\n[[table.record]]\ntype = "City"\nid = "{A}"\n[table.record.fields]\nname = { column = "B", take = "(" }', "this is no pattern"),
        ('mapping = "1"\n[[table]]\n[[table.record]]\ntype = "City"\nid = "{A}"\n[table.record.fields]\nname = { column = "B", dates = "dym" }', "this is one of dmy mdy ymd"),
        ('mapping = "1"\n[[table]]\n[[table.record]]\ntype = "City"\nid = "{A}"\n[table.record.fields]\n"country.nl" = "B"', "only texts have a language"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_said_in_its_own_words(text: str, problem: str) -> None:
    """The entry is named, and what would be right."""
    with pytest.raises(MappingError) as caught:
        load("m.toml", text)
    assert problem in str(caught.value)
    assert str(caught.value).startswith("the mapping m.toml: ")


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_mappings_load(name: str) -> None:
    """Each has a title and a description for the list of mappings."""
    mapping = load_named(name)
    assert mapping.title
    assert mapping.description.endswith(".")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01", b"%PDF-1.4", b"PK\x03\x04", b'{"a": 1}', b"[[[", b"\xff\xfe", b"a,b\n1,2\n"],
)
def test_bad_input_never_raises(content: bytes) -> None:
    """Whatever comes, there is a finding and no exception."""
    records, findings = mapped("urbact-memberships", content, "table.csv")
    assert records == []
    assert findings


def test_a_column_without_a_heading_is_told_by_its_letter_and_may_be_named_so() -> None:
    """What stands below is not lost without a word; a blank one is none."""
    rows = [["Town", "", "", "Land"], ["Mechelen", "on the Dijle", "", "BE"]]
    mapping = """
[[table]]
[[table.record]]
type = "City"
id = "c-{Town}"
[table.record.fields]
name = "Town"
country = "Land"
"""
    _, found = mapped(mapping, workbook(Towns=rows), "towns.xlsx")
    assert [one.params["heading"] for one in found if one.slug == "column-not-mapped"] == ["B"]
    [city], found = mapped(mapping + 'note = "B"\n', workbook(Towns=rows), "towns.xlsx")
    assert city["note"] == "on the Dijle"
    assert at(found, "column-not-mapped") == []


def test_a_text_of_the_header_is_in_the_language_of_the_data() -> None:
    """Nobody need write a text for each language where there is one."""
    recipes = load(
        "m.toml",
        HEADER
        + 'title = "Visits"\ndescription = {nl = "Bezoeken"}\n'
        + """
[[table]]
[[table.record]]
type = "City"
id = "c-{Town}"
fields = {name = "Town", country = "Land"}
""",
    )
    source = Source("towns.csv", content=b"Town,Land\r\nMechelen,BE\r\n")
    header = read_document(source, TakeOptions(mapping=recipes)).header
    assert header["title"] == {"en": "Visits"}
    assert header["description"] == {"nl": "Bezoeken"}


def test_a_header_field_that_is_spelt_otherwise_is_suggested() -> None:
    """The standard writes license."""
    with pytest.raises(MappingError, match="did you mean license"):
        load("m.toml", HEADER + 'licence = "CC-BY-4.0"\n[[table]]\n')
