"""The broken submissions are what their script makes, and are wrong exactly where README says."""

import importlib.util
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from exchangespec.finding import Finding
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.validation import validate

FOLDER = Path(__file__).parents[2] / "examples" / "broken"


def made() -> dict[str, bytes]:
    """Return the files as their script makes them now."""
    spec = importlib.util.spec_from_file_location("make", FOLDER / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: make() for name, make in module.FILES.items()}


def told() -> dict[str, list[tuple[str, str]]]:
    """Return what README says of each file: place and code."""
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[2].startswith("EXS"):
            rows[cells[0]].append((cells[1], cells[2]))
    return rows


def place(finding: Finding) -> str:
    """Return the place of a finding as README writes it."""
    where = finding.location
    if where.cell:
        return f"{where.sheet}!{where.cell}"
    column = f"column {where.column}" if isinstance(where.column, int) else where.column
    line = f"line {where.line}" if where.line else None
    return ", ".join(part for part in (where.member, line, column) if part)


@pytest.mark.parametrize("name", sorted(made()))
def test_a_broken_submission_is_what_its_script_makes(name: str) -> None:
    """Run `python examples/broken/make.py` after changing the script."""
    assert (FOLDER / name).read_bytes() == made()[name]


@pytest.mark.parametrize("name", sorted(made()))
def test_a_broken_submission_is_wrong_where_its_readme_says(name: str) -> None:
    """Remarks aside, each finding stands in the table of README, and nothing else does."""
    outcome = validate([Source(name, path=FOLDER / name)], TakeOptions(today=date(2023, 6, 1)))
    found = [(place(one), one.code) for one in outcome.findings if one.severity != "info"]
    assert sorted(found) == sorted(told()[name])


def test_every_broken_submission_is_told_of() -> None:
    """README leaves none out."""
    assert set(told()) == set(made())
