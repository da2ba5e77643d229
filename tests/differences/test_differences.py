"""What changed between two submissions is told by record and field, with both places."""

import json
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import exchangespec as xs
from exchangespec import spec
from exchangespec.differences import compare
from exchangespec.differences.forms import FORMS
from exchangespec.formats.format import Source, source_at
from exchangespec.intake import TakeOptions
from exchangespec.rules.world import HEADER, RECORDS


def package(records: list[dict[str, Any]], **header: Any) -> bytes:
    """Return a package over the world of the rules."""
    content = {"@context": [spec.CONTEXT_URL], **HEADER, **header, "records": records}
    return json.dumps(content, indent=1).encode()


@pytest.fixture
def changed() -> list[dict[str, Any]]:
    """The world with one record added, one gone and one changed."""
    records = deepcopy(list(RECORDS))
    records[0]["name"] = {"en": "Mechelen", "fr": "Malines"}
    records[0]["sources"] = []
    del records[0]["sources"]
    records[0]["identifiers"] = ["geonames:2791537", "wikidata:Q162022"]
    records[1]["id"] = "ex:palermo"
    return records


def compared(before: list[dict[str, Any]], after: list[dict[str, Any]], **header: Any):
    """Compare two packages."""
    return compare(
        Source("a.json", content=package(before)),
        Source("b.json", content=package(after, **header)),
        TakeOptions(),
    )


def test_each_change_has_its_field_and_places(changed):
    """Added, removed and changed records; of a changed one its fields, each with both places."""
    found = compared(list(RECORDS), changed, version="2")
    assert found.counts == {"added": 1, "removed": 1, "changed": 1}
    assert found.same == len(RECORDS) - 2
    header, gone, city, new = found.differences
    assert [(one.field, one.before, one.after) for one in header.fields] == [
        ("version", HEADER["version"], "2")
    ]
    assert (gone.kind, gone.id, new.kind, new.id) == ("removed", "ex:capaci", "added", "ex:palermo")
    assert gone.place_before.pointer == "/records/1"
    assert gone.place_after is None
    fields = {one.field: one for one in city.fields}
    assert set(fields) == {"name", "sources", "identifiers"}
    assert fields["identifiers"].new == ["wikidata:Q162022"]
    assert fields["sources"].after is None
    assert fields["name"].place_before.pointer == "/records/0/name"
    assert fields["name"].place_after.line > 1


def test_the_same_in_two_formats_does_not_differ(tmp_path: Path, repository: Path):
    """A workbook and the JSON it was made from say the same."""
    source = repository / "examples/upstream-work-visits/package.json"
    xs.convert(source, tmp_path / "a.xlsx")
    found = compare(source_at(str(source)), source_at(str(tmp_path / "a.xlsx")), TakeOptions())
    assert found.differences == ()
    assert found.lost == ()
    assert found.same > 100


def test_an_id_that_stands_twice_is_compared_twice():
    """The first of an id belongs to the first, so a change of the second is seen."""
    before = [*RECORDS, RECORDS[0]]
    after = [*RECORDS, {**RECORDS[0], "country": "NL"}]
    found = compared(before, after)
    assert [one.fields[0].field for one in found.differences] == ["country"]


def test_what_cannot_be_read_raises_or_is_named():
    """An unreadable side raises; a part that could not be read is no equality."""
    with pytest.raises(xs.UnreadableError, match="EXS020"):
        compare(source_at("missing.json"), Source("b.json", content=b"{}"), TakeOptions())
    found = compared([*RECORDS, {"type": "Journey", "id": "ex:j"}], list(RECORDS))
    assert "a.json: records whose type is not known: 1" in found.lost


def test_text_names_what_came_and_went(changed):
    """In the terminal a line a field; of a list only the items that changed."""
    text = FORMS["text"](compared(list(RECORDS), changed))
    assert "    identifiers: +wikidata:Q162022\n" in text
    assert "    name: fr: not stated → Malines\n" in text
    assert "- City ex:capaci “Capaci”  a.json" in text
    assert text.endswith("Records: 1 added, 1 removed, 1 changed, 7 the same.\n")
    assert FORMS["text"](compared(list(RECORDS), list(RECORDS))).endswith(
        "Nothing differs in 9 records.\n"
    )


def test_json_is_for_programs(changed):
    """The JSON has every change with its places, and no null."""
    text = FORMS["json"](compared(list(RECORDS), changed))
    assert "null" not in text
    content = json.loads(text)
    assert content["counts"] == {"added": 1, "removed": 1, "changed": 1, "same": 7}
    assert content["differences"][1]["fields"][0]["place_after"]["file"] == "b.json"


class Page(HTMLParser):
    """Collects the tags and words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; nothing leads elsewhere."""
        self.tags.append(tag)
        assert not {name for name, _ in attrs} & {"src", "href", "onclick"}

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += data


def test_the_page_stands_alone(changed):
    """The page has a table with a caption, no script, and shows no text as markup."""
    changed[2]["name"] = {"en": "<script>alert(1)</script>"}
    page = Page()
    page.feed(FORMS["html"](compared(list(RECORDS), changed)))
    assert "script" not in page.tags
    assert {"table", "caption", "title", "h1"} <= set(page.tags)
    assert "<script>alert(1)</script>" in page.words
