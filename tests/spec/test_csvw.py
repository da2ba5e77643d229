"""The CSVW metadata keep to the W3C's structure and describe the tables that we write."""

import re
from functools import cache

import pytest

from exchangespec import spec
from exchangespec.model import RECORDS
from exchangespec.spec import csvw
from exchangespec.spec.namespaces import NAMESPACES

METADATA = csvw.metadata()
TABLES = {table["url"]: table for table in METADATA["tables"]}
# A variable of RFC 6570; CSVW reserves names that begin with "_".
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
PROPERTIES = {
    "group": {"@context", "dc:title", "dialect", "tables"},
    "table": {"url", "dc:title", "dc:description", "tableSchema"},
    "schema": {"columns", "primaryKey", "foreignKeys"},
    "column": {
        "name", "titles", "dc:description", "datatype", "lang", "separator", "required", "propertyUrl",
    },
    "key": {"columnReference", "reference"},
}  # fmt: skip
DATATYPES = {"string", "boolean", "integer", "double", "language", "anyURI"}


def columns(url):
    """The columns of one table by name."""
    return {column["name"]: column for column in TABLES[url]["tableSchema"]["columns"]}


def test_group_has_a_table_a_type():
    """There is a table for each record type, and one for what the package says about itself."""
    assert set(METADATA) <= PROPERTIES["group"]
    assert METADATA["@context"][0] == "http://www.w3.org/ns/csvw"
    assert list(TABLES) == [
        "about.csv",
        *(f"{form.plural}.csv" for form in spec.records().values()),
    ]


@pytest.mark.parametrize("url", TABLES)
def test_table_keeps_to_the_vocabulary(url):
    """Tables, columns and keys have only members that CSVW knows, of the kind it wants."""
    table = TABLES[url]
    assert set(table) <= PROPERTIES["table"]
    assert set(table["tableSchema"]) <= PROPERTIES["schema"]
    assert len(columns(url)) == len(table["tableSchema"]["columns"])
    for column in columns(url).values():
        assert set(column) <= PROPERTIES["column"]
        assert NAME.fullmatch(column["name"])
        # A validator compares headings with titles, so the heading must be among them.
        assert column["name"] in column["titles"]
        datatype = column.get("datatype", {"base": "string"})
        assert datatype["base"] in DATATYPES
        if datatype["base"] == "string" and "format" in datatype:
            re.compile(datatype["format"])
            assert not datatype["format"].startswith("^")
        assert column.get("separator", ";") == ";"
        if "propertyUrl" in column:
            assert column["propertyUrl"].startswith(tuple(NAMESPACES.values()))
    assert table["tableSchema"]["primaryKey"] in columns(url)


@pytest.mark.parametrize("url", TABLES)
def test_keys_lead_to_tables(url):
    """A foreign key joins one column with the ids of a table of the group."""
    for key in TABLES[url]["tableSchema"].get("foreignKeys", []):
        assert set(key) == PROPERTIES["key"]
        column = columns(url)[key["columnReference"]]
        assert "separator" not in column
        assert key["reference"]["columnReference"] in columns(key["reference"]["resource"])


@pytest.mark.parametrize("record_type", RECORDS)
def test_columns_are_the_fields(record_type):
    """Every field but the type is a column, in the order of the model; lists have a separator."""
    form = spec.records()[record_type]
    described = columns(f"{form.plural}.csv")
    assert list(described) == [name for name in form.fields if name != "type"]
    for name, column in described.items():
        assert ("separator" in column) == form.fields[name].many


@cache
def format_of(url, name):
    """The compiled format of one column."""
    return re.compile(columns(url)[name]["datatype"]["format"])


@pytest.mark.parametrize(
    ("url", "name", "right", "wrong"),
    [
        ("visits.csv", "id", "ex:vis-1", "vis 1"),
        ("visits.csv", "start", "2017-10?", "October"),
        ("visits.csv", "end", "..", "..."),
        ("visits.csv", "start_time", "09:30", "9:30"),
        ("visits.csv", "attendance", ">100", "many"),
        ("visits.csv", "attendance", "0", "00"),
        ("visits.csv", "kind", "study_visit", "Study visit"),
        ("visits.csv", "record_status", "withdrawn", "gone"),
        ("cities.csv", "country", "GR", "Greece"),
        ("funding.csv", "currency", "EUR", "€"),
        ("people.csv", "identifiers", "orcid:0000-0002-1825-0097", "orcid"),
    ],
)
def test_formats_say_what_a_cell_holds(url, name, right, wrong):
    """The format of a column matches a value of the field as a whole, and no other text."""
    assert format_of(url, name).fullmatch(right)
    assert not format_of(url, name).fullmatch(wrong)
