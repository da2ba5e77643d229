"""The publisher's prefix: one slip in it is one finding, and ids are made only where they can be."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from exchangespec.finding import Finding
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.model.kinds import is_prefix
from exchangespec.validation import validate

ABOUT = {
    "exchangespec": "1.0",
    "id": "https://example.org/exchange",
    "title": "Exchanges of two cities",
    "description": "Two visits",
    "publisher": "The city",
    "language": "en",
    "version": "1",
    "modified": "2023-01-15",
    "contact": "the switchboard",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "personal_data": "none",
}
TABLES = {
    "cities.csv": "id,name,country\n{0}capaci,Capaci,IT\n{0}mechelen,Mechelen,BE\n",
    "visits.csv": "id,kind,visitors,hosts\n{0}v1,study_visit,{0}capaci,{0}mechelen\n"
    "{0}v2,study_visit,{0}mechelen,Capaci\n",
    "networks.csv": "id,name,kind\n{0}net,Net,network\n",
    "partners.csv": "group,member,role\n{0}net,{0}capaci,lead_partner\n{0}net,{0}mechelen,partner\n",
}


def found_in(folder: Path, tables: Mapping[str, str], prefix: str | None) -> list[Finding]:
    """Return what is found in a folder of tables with this prefix, matched names left out."""
    rows = {**ABOUT, **({"prefix": prefix} if prefix else {})}
    about = "field,value\n" + "".join(f'{name},"{value}"\n' for name, value in rows.items())
    for name, text in {"about.csv": about, **tables}.items():
        (folder / name).write_text(text, encoding="utf-8")
    outcome = validate([Source("folder", path=folder)], TakeOptions())
    return [one for one in outcome.findings if one.code[3] in "0123" and one.code != "EXS306"]


@pytest.mark.parametrize(
    ("prefix", "suggestions"),
    [
        ("Stadt Oldenburg", ["stadt-oldenburg"]),
        ("köln", ["koln"]),
        ("2nd city", ["nd-city"]),
        ("Νίκαια", []),
        ("x", []),
    ],
)
@pytest.mark.parametrize("typed", ["", "{}:", "own:"])
def test_a_wrong_prefix_is_one_finding(
    prefix: str, suggestions: list[str], typed: str, tmp_path: Path
) -> None:
    """Whether ids stand without it, with it or with another, they are taken as they are."""
    tables = {name: text.format(typed.format(prefix)) for name, text in TABLES.items()}
    [found] = found_in(tmp_path, tables, prefix)
    assert (found.slug, found.location.field) == ("malformed-prefix", "prefix")
    assert list(found.suggestions) == suggestions


@pytest.mark.parametrize("address", ["https://www.oldenburg.de/kultur", "www.oldenburg.de"])
def test_an_address_is_no_prefix(address: str, tmp_path: Path) -> None:
    """The name of the site is offered instead."""
    tables = {name: text.format("") for name, text in TABLES.items()}
    [found] = found_in(tmp_path, tables, address)
    assert (found.slug, list(found.suggestions)) == ("malformed-prefix", ["oldenburg"])


@pytest.mark.parametrize("prefix", ["Oldenburg", "OLDENBURG:", "oldenburg:"])
@pytest.mark.parametrize("typed", ["", "oldenburg:", "OLDENBURG:"])
def test_capitals_and_a_colon_are_put_right(prefix: str, typed: str, tmp_path: Path) -> None:
    """What can only mean one prefix is read as it, here and before ids, and said."""
    tables = {name: text.format(typed) for name, text in TABLES.items()}
    found = found_in(tmp_path, tables, prefix)
    assert {one.slug for one in found} == {"value-normalised"}
    assert found[0].params["becomes"] == "oldenburg"


def test_a_prefix_can_be_told_without_a_submission() -> None:
    """The command line asks before it reads anything."""
    assert [text for text in ("ol", "city-of-ghent", "Ol", "o", "ol:", "") if is_prefix(text)] == [
        "ol",
        "city-of-ghent",
    ]


@pytest.mark.parametrize("prefix", ["ex", None])
@pytest.mark.parametrize(
    ("name", "table", "expected"),
    [
        ("partners.csv", "group,member\nnet,capaci\nnet,mechelen\n", {"required-column-missing"}),
        ("partners.csv", "member,start\ncapaci,2020\ncapaci,2020\n", {"required-column-missing"}),
        ("partners.csv", "group,member,role\n,capaci,partner\n,capaci,partner\n",
         {"required-field-missing"}),
        ("partners.csv", "group,member,role,start\nnet,capaci,partner,x\nnet,capaci,partner,y\n",
         {"not-a-date"}),
        ("participants.csv", "event,role\nv1,participant\nv1,participant\n", set()),
    ],
)  # fmt: skip
def test_no_id_is_made_of_half_a_record(
    prefix: str | None, name: str, table: str, expected: set[str], tmp_path: Path
) -> None:
    """What is missing is said, but nothing about ids that nobody typed."""
    tables = {file: text.format("") for file, text in TABLES.items()} | {name: table}
    found = Counter(one.slug for one in found_in(tmp_path, tables, prefix))
    del found["header-field-missing"]
    assert set(found) == expected, found
