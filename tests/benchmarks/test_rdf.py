"""The benchmark of RDF: both sides are given the same statements and write the same."""

import subprocess
import sys
from pathlib import Path

import pytest

import exchangespec as xs

VISITS = "30"
SUFFIXES = {"nquads": ".nq", "turtle": ".ttl"}


def printed(repository: Path, script: str, *arguments: object) -> str:
    """What a script of the benchmark prints."""
    return subprocess.run(
        [sys.executable, repository / "benchmarks" / script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.fixture(scope="module")
def stem(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One input, and what is made of it for RDF."""
    folder = tmp_path_factory.mktemp("rdf")
    printed(repository, "inputs.py", folder, "--visits", VISITS, "--clean", "--formats", "ndjson")
    printed(repository, "rdf_ours.py", "prepare", folder / f"visits-{VISITS}-clean.ndjson")
    return folder / f"visits-{VISITS}-clean"


@pytest.mark.parametrize("name", SUFFIXES)
def test_both_sides_write_the_same(repository: Path, stem: Path, tmp_path: Path, name: str) -> None:
    """What either writes reads as the records of the input, so a ratio is about the same work."""
    inputs = {
        "rdf_ours.py": stem.with_suffix(".ndjson"),
        "peers/rdflib_graph.py": stem.with_suffix(".statements.ndjson"),
    }
    for script, path in inputs.items():
        target = tmp_path / f"{Path(script).stem}{SUFFIXES[name]}"
        printed(repository, script, "write", name, path, path, target)
        assert xs.read(target) == xs.read(stem.with_suffix(".ndjson"))


@pytest.mark.parametrize("name", SUFFIXES)
def test_both_sides_read_the_same(repository: Path, stem: Path, name: str) -> None:
    """Ours gives a record for each subject that rdflib finds, but for the package's."""
    path = stem.with_suffix(SUFFIXES[name])
    ours = printed(repository, "rdf_ours.py", "read", name, path).split()
    theirs = printed(repository, "peers/rdflib_graph.py", "read", name, path).split()
    assert (ours[1], theirs[1]) == ("records", "subjects")
    assert int(ours[0]) == int(theirs[0]) - 1 > int(VISITS)


def test_loading_another_input_changes_nothing_written(
    repository: Path, stem: Path, tmp_path: Path
) -> None:
    """What is loaded only to be left out of the cost does not come into the output."""
    path = stem.with_suffix(".ndjson")
    smaller = tmp_path / "smaller.ndjson"
    smaller.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:9]))
    written = []
    for loaded in (smaller, path):
        target = tmp_path / "written.nq"
        printed(repository, "rdf_ours.py", "write", "nquads", loaded, smaller, target)
        written.append(target.read_bytes())
    assert written[0] == written[1] != b""
