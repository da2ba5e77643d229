"""The benchmark: its inputs are the same every time and hold the faults they promise."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import exchangespec as xs

VISITS = 1000
SUFFIXES = (".ndjson", ".json", "", ".xlsx")


@pytest.fixture(scope="module")
def inputs(benchmark_script: Callable[[str], ModuleType]) -> ModuleType:
    """The maker of inputs, which is a script and no part of the package."""
    return benchmark_script("inputs")


@pytest.fixture(scope="module")
def folder(inputs: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One submission with faults, in every format."""
    path = tmp_path_factory.mktemp("inputs")
    inputs.write(path, VISITS, inputs.WRITERS)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_numbers_give_the_same_bytes(
    inputs: ModuleType, folder: Path, tmp_path: Path
) -> None:
    """Figures taken on different days are about the same work."""
    inputs.write(tmp_path, VISITS, inputs.WRITERS)
    assert len(contents(tmp_path)) == 4 + 7  # four files, one of them the faults; seven tables
    assert contents(tmp_path) == contents(folder)


def test_one_visit_in_a_hundred_is_faulty(inputs: ModuleType, folder: Path) -> None:
    """Each kind of fault is there, as often as every other."""
    told = json.loads((folder / f"visits-{VISITS}.faults.json").read_text(encoding="utf-8"))
    assert set(told["faults"]) == set(inputs.FAULTS)
    assert {len(ids) for ids in told["faults"].values()} == {
        VISITS // inputs.ONE_FAULT_IN // len(inputs.FAULTS)
    }


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exactly_the_faults_put_in_are_found(folder: Path, suffix: str) -> None:
    """Every faulty visit has its one error, no other record has any, in every format alike."""
    told = json.loads((folder / f"visits-{VISITS}.faults.json").read_text(encoding="utf-8"))
    report = xs.validate(folder / f"visits-{VISITS}{suffix}")
    found = defaultdict(list)
    for finding in report:
        if finding.severity == "error":
            found[finding.slug].append(finding.location.record)
    assert found == told["faults"]
    assert sum(report.inputs[0].records.values()) == told["records"]


def test_without_faults_nothing_is_found(inputs: ModuleType, tmp_path: Path) -> None:
    """The inputs of conversions are clean, so that both sides have the same to convert."""
    inputs.write(tmp_path, 200, ["ndjson"], faulty=False)
    assert list(xs.validate(tmp_path / "visits-200-clean.ndjson")) == []


def test_narrow_visits_have_nine_filled_columns_and_the_faults_put_in(
    inputs: ModuleType, tmp_path: Path
) -> None:
    """The table of a small partner: what is found in it is what was put in."""
    inputs.write(tmp_path, VISITS, ["xlsx", "csv"], narrow=True)
    rows = (tmp_path / f"visits-{VISITS}-narrow" / "visits.csv").read_text().splitlines()
    assert rows[0].split(",") == list(inputs.NARROW)
    told = json.loads((tmp_path / f"visits-{VISITS}-narrow.faults.json").read_text())
    assert set(told["faults"]) == set(inputs.NARROW_FAULTS)
    found = defaultdict(list)
    for finding in xs.validate(tmp_path / f"visits-{VISITS}-narrow.xlsx"):
        if finding.severity == "error":
            found[finding.slug].append(finding.location.record)
    assert found == told["faults"]


@pytest.mark.slow
def test_the_command_works_from_end_to_end(repository: Path, tmp_path: Path) -> None:
    """One call measures everything of ours and writes every run down."""
    target = tmp_path / "figures.json"
    done = subprocess.run(
        [
            *(sys.executable, repository / "benchmarks" / "run.py", "--without-peers"),
            *("--records", "200", "--runs", "1"),
            *("--json", target, "--python", sys.executable),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Validating NDJSON" in done.stdout
    told = json.loads(target.read_text(encoding="utf-8"))
    assert told["environments"]["exchangespec"]["exchangespec"]
    for comparison in told["comparisons"]:
        for result in comparison["results"]:
            assert result["whole"]["cpu_seconds"] > 0
            assert result["whole"]["peak_mib"] > 5
