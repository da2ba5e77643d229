"""Every safe repair that a rule's example offers is made, and brings nothing else about."""

from pathlib import Path
from typing import Any

import pytest

from examples_of_rules import as_json, expressible, in_format, options, source_of_files, workbook
from exchangespec.finding import Finding
from exchangespec.fixing import Fixed, fix
from exchangespec.formats.format import Source
from exchangespec.outcome import Outcome
from exchangespec.rules import RULES
from exchangespec.rules.rule import Example, Rule

FORMATS = ("json", "ndjson", "ndjson.gz", "csv", "csv.zip", "xlsx", "own")
# Rule → format → why its repair is not made there.
LEFT: dict[str, dict[str, str]] = {
    "unregistered-language": dict.fromkeys(
        ("csv", "csv.zip", "xlsx"), "the language stands in the heading of a column"
    ),
}


def source_of(example: Example, format_name: str, folder: Path) -> Source | None:
    """An example as a file of a format; None where that cannot hold it."""
    folder.mkdir()
    if example.files or example.sheets:
        if format_name != "own":
            return None
        if example.files:
            return source_of_files(example.files, folder / "example")
        path = folder / "example.xlsx"
        path.write_bytes(workbook(example))
        return Source(path.name, path=path)
    if format_name == "own":
        return None
    if format_name == "json":
        path = folder / "example.json"
        path.write_bytes(as_json(example))
        return Source(path.name, path=path)
    if not expressible(example):
        return None
    in_format(example, format_name, folder / "made")
    [path] = (folder / "made").iterdir()
    return Source(path.name, path=path)


def key(finding: Finding) -> tuple[Any, ...]:
    """What tells findings apart however the file is laid out."""
    place = finding.location
    return finding.code, place.record, place.field, place.sheet, place.cell


def safe(outcome: Outcome) -> list[Finding]:
    """The findings that can be repaired without asking."""
    return [one for one in outcome.findings if one.fix is not None and one.fix.safe]


CASES = [
    pytest.param(rule, name, id=f"{rule.slug}-{name}")
    for rule in RULES.values()
    for name in FORMATS
]


@pytest.mark.parametrize(("rule", "format_name"), CASES)
def test_safe_repairs_are_made_and_nothing_else(rule: Rule, format_name: str, tmp_path: Path):
    """The findings are gone afterwards, none is new, and repairing again changes nothing."""
    source = source_of(rule.wrong, format_name, tmp_path / "source")
    if source is None:
        return
    (tmp_path / "one").mkdir()
    fixed: Fixed = fix(source, options(rule.wrong), tmp_path / "one")
    left = {key(one) for one in safe(fixed.after)}
    if format_name not in LEFT.get(rule.slug, {}):
        assert not left
    assert {key(one) for one in fixed.after.findings} <= {key(one) for one in fixed.before.findings}
    assert (fixed.path is not None) == bool(fixed.changes)
    if fixed.path is None:
        assert not safe(fixed.before) or left
        return
    assert len(fixed.changes) >= len(safe(fixed.before)) - len(left)
    (tmp_path / "two").mkdir()
    again = fix(Source(source.name, path=fixed.path), options(rule.wrong), tmp_path / "two")
    assert again.path is None
    assert not again.changes
