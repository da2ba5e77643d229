"""Boundary cases of the rules on recommended fields and sources."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from exchangespec.emit.template import SHEETS, columns_of
from exchangespec.rules import RULES
from exchangespec.rules.quality.recommended_field_missing import ANSWERED_BY, recommended
from exchangespec.rules.quality.same_source_twice import same_page
from exchangespec.rules.rule import Context
from exchangespec.spec import records
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.known import Known

TODAY = date(2023, 6, 1)


def fields(slug: str, values: Mapping[str, Any], *failed: str) -> list[str | None]:
    """The fields at which a rule finds something in one record."""
    check = RULES[slug].check
    assert check is not None
    facts = RecordFacts(values["type"], "ex:it", values, failed=frozenset(failed))
    return [fault.field for fault in check(facts, Context({}, TODAY))]


def together(slug: str, *records: Mapping[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """Record, field and variant of what a rule finds in records together."""
    rule = RULES[slug]
    known = Known(rule.reads, today=TODAY)
    for values in records:
        known.add(RecordFacts(values["type"], values["id"], values))
    assert rule.check_all is not None
    return [
        (record.id if record else "", fault.field, fault.variant)
        for record, fault in rule.check_all(known)
    ]


def test_what_is_recommended():
    """The fields asked for are those the model recommends, but for those with rules of their own."""
    assert {name: recommended(name) for name in ("City", "Organisation", "Event", "PlanItem")} == {
        "City": (),
        "Organisation": (),
        "Event": ("networks", "organisers"),
        "PlanItem": (),
    }
    assert recommended("Header") == ("description", "contact")
    assert recommended("Source") == ("publisher", "language")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"type": "Visit"}, ["networks", "organisers"]),
        ({"type": "Visit", "parent": "ex:day"}, []),
        ({"type": "Visit", "networks": ["ex:n"], "hosts": ["ex:mechelen"]}, []),
        ({"type": "Event", "networks": ["ex:n"], "hosts": ["ex:mechelen"]}, ["organisers"]),
        ({"type": "Visit", "record_status": "withdrawn"}, []),
        ({"type": "Visit", "record_status": "draft", "networks": ["ex:n"]}, ["organisers"]),
        ({"type": "Source", "publisher": "ex:p", "translation_of": "ex:s"}, []),
        ({"type": "City"}, []),
    ],
)
def test_recommended_fields(values, expected):
    """Sessions take from their event, translations have a rule of their own, tombstones need nothing."""
    assert fields("recommended-field-missing", values) == expected


@pytest.mark.parametrize(("sheet", "record_type"), SHEETS)
def test_the_short_form_can_answer_what_is_asked(sheet, record_type):
    """Whoever fills in every column of the short template is asked for nothing that it lacks."""
    columns = set(columns_of("short", sheet, records()[record_type]))
    asked = {
        name
        for name in recommended(record_type)
        if not columns & {name, *ANSWERED_BY.get((record_type, name), ())}
    }
    assert not columns or not asked


def test_a_wrong_value_counts_as_stated():
    """A field that was refused is not asked for as well."""
    values = {"type": "Visit", "networks": ["ex:n"]}
    assert fields("recommended-field-missing", {**values, "organisers": "x"}, "organisers") == []
    assert fields("no-source", {**values, "sources": "x"}, "sources") == []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ({"exchangespec": "1.0"}, ["description", "contact"]),
        ({"exchangespec": "1.0", "contact": "info@example.org"}, ["description"]),
        ({"prefix": "ex"}, []),
    ],
)
def test_the_header_is_asked_where_there_is_one(header, expected):
    """A table on its own has no header; what stands in its place is not asked."""
    rule = RULES["recommended-field-missing"]
    assert rule.check_all is not None
    known = Known({}, today=TODAY)
    known.header = header
    assert [fault.field for _, fault in rule.check_all(known)] == expected


@pytest.mark.parametrize(
    ("values", "hit"),
    [
        ({"type": "Visit"}, True),
        ({"type": "Visit", "sources": ["ex:s"]}, False),
        ({"type": "Visit", "record_status": "withdrawn"}, False),
        ({"type": "Source"}, False),
        ({"type": "Statement"}, False),
    ],
)
def test_sources_are_asked_once(values, hit):
    """Every record has a source but sources themselves and statements, which name theirs."""
    assert fields("no-source", values) == (["sources"] if hit else [])


ORIGINAL = {"type": "Source", "id": "ex:one", "language": "en"}


@pytest.mark.parametrize(
    ("values", "variant"),
    [
        ({"translation_of": "ex:one", "language": "en"}, "same"),
        ({"translation_of": "ex:one", "language": "nl"}, None),
        ({"translation_of": "ex:one"}, "missing"),
        ({"translation_of": "ex:gone", "language": "en"}, None),
        ({"translation_of": "ex:two", "language": "en"}, None),
        ({"language": "en"}, None),
        ({}, None),
    ],
)
def test_languages_of_translations(values, variant):
    """Only a translation is compared, and only with another source that is there."""
    hits = together("translation-language", ORIGINAL, {"type": "Source", "id": "ex:two", **values})
    assert hits == ([("ex:two", "language", variant)] if variant else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/a", "http://www.example.org/a/", True),
        ("https://example.org/a", "https://EXAMPLE.org/a", True),
        ("https://example.org/a", "https://example.org/A", False),
        ("https://example.org/a?id=1", "https://example.org/a?id=2", False),
        ("https://example.org/a#one", "https://example.org/a#two", False),
        ("https://[broken", "https://[broken", True),
    ],
)
def test_addresses_of_one_page(one, other, same):
    """Spelling of the host and a last slash do not matter, everything else does."""
    assert (same_page(one) == same_page(other)) is same


def test_versions_and_parts_may_share_an_address():
    """One page in two languages, or a part of a page, is a source of its own."""
    url = "https://example.org/a"
    page = {"type": "Source", "id": "ex:1", "url": url, "language": "en"}
    other = {"type": "Source", "id": "ex:2", "url": url, "language": "nl"}
    part = {"type": "Source", "id": "ex:3", "url": url, "language": "en", "part_of": "ex:1"}
    gone = {**page, "id": "ex:4", "record_status": "withdrawn"}
    again = {**page, "id": "ex:5"}
    bare = {"type": "Source", "id": "ex:6"}
    assert together(
        "same-source-twice", page, other, part, gone, again, bare, {**bare, "id": "ex:7"}
    ) == [("ex:5", "url", None)]


EARLY = {"type": "Source", "id": "ex:agenda", "published": "2021-04-01"}
LATE = {"type": "Source", "id": "ex:report", "published": "2021-06-01"}
HELD = {"type": "Event", "id": "ex:day", "start": "2021-05-10", "event_status": "held"}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([EARLY, {**HELD, "sources": ["ex:agenda"]}], [("ex:agenda", "published", "early")]),
        ([EARLY, LATE, {**HELD, "sources": ["ex:agenda", "ex:report"]}], []),
        ([EARLY, {**HELD, "event_status": "planned", "sources": ["ex:agenda"]}], []),
        ([{**EARLY, "edited": "2021-05-20"}, {**HELD, "sources": ["ex:agenda"]}], []),
        ([{**EARLY, "published": "2021"}, {**HELD, "sources": ["ex:agenda"]}], []),
        ([EARLY, {**HELD, "sources": ["ex:agenda", "ex:gone"]}], []),
        ([HELD], []),
        ([{**EARLY, "edited": "2021-03"}], [("ex:agenda", "edited", "edited")]),
        ([{**EARLY, "edited": "2021-04"}], []),
    ],
)
def test_order_of_dates(records, expected):
    """Only when no source can know that an event was held, the latest of them is doubted."""
    assert together("source-dates-disorder", *records) == expected
