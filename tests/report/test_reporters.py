"""The table of reports, the manual, and the small parts that all reports share."""

import json
from pathlib import PurePath

import pytest

from exchangespec import spec
from exchangespec.errors import UnknownFormatError
from exchangespec.outcome import Outcome
from exchangespec.report import REPORTERS, SUFFIXES, manual, pages, reporter_for
from exchangespec.report.characters import fitting, in_ascii, visible
from exchangespec.report.counting import listed, number_of
from exchangespec.report.html_ import html
from exchangespec.rules import RULES


def test_suffixes_name_reports(outcome: Outcome):
    """Every suffix has its report; any other is refused with the known ones."""
    assert set(SUFFIXES.values()) <= REPORTERS.keys()
    assert reporter_for(PurePath("a/B.HTML")) is html
    with pytest.raises(UnknownFormatError, match=r"'\.pdf' is no format; known are \.txt"):
        reporter_for(PurePath("a.pdf"))
    with pytest.raises(UnknownFormatError, match="'report'"):
        reporter_for(PurePath("report"))


@pytest.mark.parametrize("name", REPORTERS)
def test_no_report_changes_the_outcome(outcome: Outcome, name: str):
    """A report reads the outcome only, and says the same twice."""
    before = json.dumps(outcome.as_dict())
    assert REPORTERS[name](outcome) == REPORTERS[name](outcome)
    assert json.dumps(outcome.as_dict()) == before


def test_scripts_stay_and_controls_are_spelt_out():
    """Letters of every script stay, with the joiners they need; what acts is spelt out."""
    for text in ("Θεσσαλονίκη", "می‌خواهم", "日本", "a\u200fb", "a\u00a0b"):
        assert visible(text) == text
    assert visible("a\r\n\x00\u2028\ud800\u2066") == r"a\r\n\x00\u2028\ud800\u2066"


def test_signs_fit_the_terminal():
    """What an encoding cannot hold is told by its number; our own signs by their likes."""
    assert fitting("“é” · Ω", "utf-8") == "“é” · Ω"
    assert fitting("“é” · Ω", "iso-8859-1") == '"é" | \\u03a9'
    assert in_ascii("“é”…") == '"\\xe9"...'


def test_counting():
    """One is singular, none is plural, thousands are parted."""
    assert [number_of(amount, "record") for amount in (0, 1, 1000)] == [
        "0 records",
        "1 record",
        "1,000 records",
    ]
    assert number_of(2, "city", "cities") == "2 cities"
    assert [listed(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


@pytest.mark.parametrize("slug", RULES)
def test_every_rule_has_a_page(slug: str):
    """Each rule's page can be read as text, with its words and both examples, and as JSON."""
    page = pages.rule_page(RULES[slug])
    text = manual.rule_text(page, 80)
    assert text.startswith(f"{RULES[slug].code} {slug} (")
    for heading in ("Why it matters", "How to fix it", "Wrong", "Right"):
        assert f"\n{heading}\n  " in text
    assert json.loads(json.dumps(page, allow_nan=False)) == page


def test_the_wrong_value_is_marked():
    """In an example the faulty value stands between marks, or is said to be missing."""
    text = manual.rule_text(pages.rule_page(RULES["required-field-missing"]), 80)
    assert "name     >(not stated)<" in text
    assert ">" in manual.rule_text(pages.rule_page(RULES["value-not-in-list"]), 80)


@pytest.mark.parametrize("name", spec.records())
def test_every_type_has_a_page(name: str):
    """A type's page names each of its fields."""
    form = spec.records()[name]
    text = manual.record_text(pages.record_page(form), 80)
    assert all(f"\n  {field}: “" in text for field in form.fields)


def test_a_field_is_told_once_for_types_that_agree():
    """Types that say the same of a field share one paragraph."""
    types = pages.pages_of_fields()["sources"]
    assert len(types) > 5
    text = manual.field_text("sources", types, 80)
    assert text.count("In ") < len(types)


def test_the_catalogue_is_whole():
    """The catalogue has every rule, every type and the header, and is plain JSON."""
    whole = pages.catalogue()
    assert len(whole["rules"]) == len(RULES)
    assert [one["type"] for one in whole["types"]] == list(spec.records())
    assert set(whole["header"]["fields"]) == set(spec.header())
    json.dumps(whole, allow_nan=False)


def test_tables_wrap_their_last_column():
    """The last column is wrapped under itself; short tables stay as they are."""
    text = manual.table_text(("A", "B"), [("one", "two three four five six seven")], 24)
    assert text == "A    B\none  two three four five\n     six seven\n"
