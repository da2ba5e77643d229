"""What holds for every rule: its page has its parts, its examples run, its code never changes."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from examples_of_rules import TODAY, expressible, in_format, judged, matching
from exchangespec.finding import SEVERITIES
from exchangespec.rules import FAMILIES, RULES
from exchangespec.rules.rule import Rule
from places_in_files import AT

DIGITS = {
    "file": "0", "structure": "1", "values": "2", "references": "3", "dates": "4", "logic": "4",
    "quality": "5", "personal": "6", "network": "7", "mapping": "7", "tool": "9",
}  # fmt: skip
ALL = list(RULES.values())
# Rules whose example is the tool's own failing or a limit of its report; tested where they arise.
ELSEWHERE = {"internal-fault", "findings-capped", "file-not-found", "restricted-export"}


def name_of(rule: Rule) -> str:
    """Return what a test of a rule is called."""
    return f"{rule.code}-{rule.slug}"


def test_codes_and_slugs_are_unique_and_sorted() -> None:
    """Each code stands once, in order, in the family of its digit."""
    assert len(ALL) == sum(len(rules) for rules in FAMILIES.values())
    assert max(Counter(rule.code for rule in ALL).values()) == 1
    for family, rules in FAMILIES.items():
        codes = [rule.code for rule in rules]
        assert codes == sorted(codes), f"sort RULES in rules/{family}/__init__.py by code"
        assert all(code.startswith(f"EXS{DIGITS[family]}") for code in codes)


def test_every_module_of_rules_stands_in_its_table() -> None:
    """A rule is named after its module, and no module is forgotten."""
    import exchangespec.rules as package

    root = Path(package.__file__).parent
    for family, rules in FAMILIES.items():
        modules = {
            path.stem
            for path in (root / family).glob("*.py")
            if "RULE = Rule(" in path.read_text(encoding="utf-8")
        }
        assert modules == {rule.slug.replace("-", "_") for rule in rules}


@pytest.mark.parametrize("rule", ALL, ids=name_of)
def test_a_page_has_its_parts(rule: Rule) -> None:
    """A manual page says what, why and how to fix, in sentences of its own."""
    assert rule.severity in SEVERITIES
    for text in (rule.title, rule.why, rule.fix):
        assert text.strip() == text
        assert text.endswith("."), f"{rule.code}: end the sentence {text!r} with a full stop"
    messages = [rule.message] if isinstance(rule.message, str) else list(rule.message.values())
    assert all(messages)


OURS = re.compile(r"\b(?!x_)[a-z]+_[a-z_]+\b|\bStatement\b|\bParticipation\b|\bMembership\b")


@pytest.mark.parametrize("rule", ALL, ids=name_of)
def test_what_to_do_is_said_in_words_of_the_sheets(rule: Rule) -> None:
    """Whoever fills in a workbook sees headings, sheets and labels: no names of fields, no codes.

    Write the heading, the sheet or the label instead, in small letters within a sentence; what is
    typed on a command line or into a file for programs stands between backticks.
    """
    for text in (rule.title, rule.why, rule.fix):
        assert not OURS.search(re.sub("`[^`]*`", "", text)), text


@pytest.mark.parametrize("rule", [one for one in ALL if one.slug not in ELSEWHERE], ids=name_of)
def test_wrong_gives_this_code_only_and_right_gives_none(rule: Rule, tmp_path: Path) -> None:
    """The examples on a page are true: one finding, at the place stated, and no other."""
    wrong = judged(rule.wrong, tmp_path / "wrong" if rule.wrong.files else tmp_path)
    right = judged(rule.right, tmp_path / "right" if rule.right.files else tmp_path)
    assert not matching(right.findings, rule.code)
    more = Counter(one.code for one in wrong.findings) - Counter(one.code for one in right.findings)
    assert dict(more) == {rule.code: 1}, [str(one) for one in wrong.findings]
    place = matching(wrong.findings, rule.code)[0].location.as_dict()
    assert rule.wrong.at, f"{rule.code}: say where the finding stands, in wrong.at"
    expected = {name: value for name, value in rule.wrong.at.items() if name != "item"}
    assert expected.items() <= {**place, "file": place["file"].rpartition("/")[2]}.items() or (
        expected.items() <= {**place, "file": place.get("member", place["file"])}.items()
    ), place
    if "item" in rule.wrong.at and "pointer" in place:
        assert place["pointer"].endswith(f"/{rule.wrong.at['item']}")


# What a format cannot express, or reads leniently by design, and why.
TABLES = ("csv", "xlsx")
RDF = ("turtle", "nquads")
NOT_IN: dict[str, dict[str, str]] = {
    "malformed-reference": dict.fromkeys(
        TABLES, "in a table, text that is no id is taken for a name (dangling-reference)"
    ),
    "wrong-type": dict.fromkeys(RDF, "one value and a list of one are the same triple"),
    "unknown-field": dict.fromkeys(RDF, "es:host, which the example says, is a property of ours"),
    "repeated-value": dict.fromkeys(RDF, "the same triple twice is one triple"),
    "duplicate-id": dict.fromkeys(RDF, "two records of one id are one subject"),
    "dataset-id-taken": dict.fromkeys(RDF, "submission and record of one id are one subject"),
    "not-an-iri": dict.fromkeys(RDF, "a package whose id is no address has no node of its own"),
}


def native_place(format_name: str, place: dict[str, Any]) -> bool:
    """Tell whether a place says what its format has."""
    if format_name == "xlsx":
        return {"sheet", "cell", "row"} <= place.keys()
    if format_name == "csv":
        return {"row", "line"} <= place.keys()
    if format_name in RDF:
        return {"line", "subject"} <= place.keys()
    return {"line", "column", "pointer"} <= place.keys()


RECORD_RULES = [
    rule
    for rule in ALL
    if rule.slug not in ELSEWHERE and not rule.wrong.files and not rule.wrong.sheets
]


EVERYWHERE = ("json", "ndjson", *TABLES, "jsonld", *RDF)


@pytest.mark.parametrize("format_name", EVERYWHERE)
@pytest.mark.parametrize("rule", RECORD_RULES, ids=name_of)
def test_the_same_fault_is_found_in_every_format(
    rule: Rule, format_name: str, tmp_path: Path
) -> None:
    """The same fault gives the same code, record and field, at the format's own place."""
    if format_name in NOT_IN.get(rule.slug, {}):
        pytest.skip(NOT_IN[rule.slug][format_name])
    if format_name in TABLES and not expressible(rule.wrong):
        pytest.skip("a table has no such value")
    found = matching(in_format(rule.wrong, format_name, tmp_path).findings, rule.code)
    assert len(found) == 1, [str(one) for one in in_format(rule.wrong, format_name, tmp_path)]
    place = found[0].location.as_dict()
    assert place.get("record") == rule.wrong.at.get("record")
    assert place.get("field") == rule.wrong.at.get("field")
    if "record" in rule.wrong.at:
        assert native_place(format_name, place), place
    if "record" in rule.wrong.at and format_name in AT:
        record, path = AT[format_name](tmp_path, place)
        stands_there(rule, record, path)


def stands_there(rule: Rule, record: dict[str, Any], path: list[Any]) -> None:
    """Insist that a place, looked up in the file itself, is that of the fault."""
    at = rule.wrong.at
    if at["record"]:
        assert record["id"] == at["record"]
    field = at.get("field")
    stated = [name for name in record if name.partition(".")[0] == field]
    if field is None or not stated:
        # The record as a whole; in a table that has the column, its empty cell.
        assert path in ([], ["id"], [field]), path
    else:
        assert path
        assert path[0].partition(".")[0] == field
    if len(path) > 1:
        assert path[1] == str(at.get("item"))


@pytest.mark.parametrize("format_name", TABLES)
@pytest.mark.parametrize("rule", RECORD_RULES, ids=name_of)
def test_a_fault_in_a_table_gives_no_other_finding(
    rule: Rule, format_name: str, tmp_path: Path
) -> None:
    """No cascade: what is wrong in Wrong and not in Right is one finding, remarks aside."""
    if format_name in NOT_IN.get(rule.slug, {}) or not expressible(rule.wrong):
        pytest.skip("a table has no such value")
    wrong, right = (
        Counter(
            one.code
            for one in in_format(example, format_name, tmp_path / name).findings
            if one.severity != "info" or one.code == rule.code
        )
        for name, example in (("wrong", rule.wrong), ("right", rule.right))
    )
    assert dict(wrong - right) == {rule.code: 1}


def test_examples_do_not_depend_on_the_day() -> None:
    """Rules that ask for today take it from the options."""
    assert TODAY.isoformat() == "2023-06-01"
