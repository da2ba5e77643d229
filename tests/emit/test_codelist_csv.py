"""The code lists go out as CSV: every list, whole, without what only our reader needs."""

import csv

import pytest

from exchangespec.codelists import CODELISTS, codelist, countries, currencies
from exchangespec.emit import codelist_csv

FILES = {path.rpartition("/")[2]: content for path, content in codelist_csv.emit()}


def rows(name):
    """The rows of one file."""
    return list(csv.DictReader(FILES[name].decode().splitlines()))


@pytest.mark.parametrize("name", CODELISTS)
def test_list_is_whole(name):
    """Each list has all its codes in their order, with label and definition, without synonyms."""
    found = rows(f"{name}.csv")
    assert [row["code"] for row in found] == list(codelist(name).codes)
    assert list(found[0])[:2] == ["code", "label.en"]
    assert {"definition", "broader", "match", "deprecated"} <= set(found[0])
    assert "synonyms" not in found[0]
    assert all(row["label.en"] for row in found)


def test_registries_have_english_names_first():
    """Countries and currencies carry a name in English, and others as far as they are known."""
    for name, entries in (("countries.csv", countries()), ("currencies.csv", currencies())):
        found = rows(name)
        assert [row["code"] for row in found] == list(entries)
        assert list(found[0])[1] == "label.en"
        assert all(row["label.en"] for row in found)
    assert {row["code"]: row for row in rows("countries.csv")}["NA"]["label.en"] == "Namibia"


def test_index_names_every_list():
    """The index says of each list whether it is open."""
    found = rows("index.csv")
    assert sorted(row["name"] for row in found) == list(CODELISTS)
    assert {row["open"] for row in found} == {"true", "false"}
