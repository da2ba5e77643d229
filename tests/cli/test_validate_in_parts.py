"""`validate` checks large NDJSON files in parts: by processes, or in a folder that is kept."""

import json
import logging
import os
import re
import stat
from pathlib import Path

import pytest

from exchangespec.cli.session import Session
from exchangespec.rules.world import HEADER, RECORDS
from exchangespec.sharding import sizes

VISIT = {"type": "Visit", "id": "ex:v", "kind": "study_visit", "hosts": ["ex:nowhere"]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A submission with a fault between records."""
    path = tmp_path / "all.ndjson"
    records = [HEADER, *RECORDS, VISIT]
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def test_a_folder_keeps_what_was_found(run, file: Path, tmp_path: Path) -> None:
    """The report is that of a check in one; a second run leaves the folder as it is."""
    whole = run("validate", str(file), "--output-format", "json")
    work = tmp_path / "work"
    for _ in range(2):
        found = run("validate", str(file), "--output-format", "json", "--work-folder", str(work))
        assert found.exit_code == whole.exit_code == 1
        assert json.loads(found.stdout) == json.loads(whole.stdout)
        kept = {one: one.stat().st_mtime_ns for one in work.rglob("*") if one.is_file()}
        assert any(one.suffix == ".kept" for one in kept)


def test_progress_is_shown_to_who_looks_on(
    run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal alone, not when silence is asked for, and nothing of it stays."""
    asked = ("validate", str(file), "--work-folder", str(tmp_path / "work"))
    assert "\r" not in run(*asked).stderr
    monkeypatch.setattr(Session, "shows_progress", property(lambda self: not self.quiet))
    shown = run(*asked).stderr
    assert "Judging records: 0 of 1 parts" in shown
    assert "Comparing all records: 1 of " in shown
    last = shown.rpartition("parts")[2]
    assert re.match(r"\r +\r(?! )", last)
    assert "\r" not in run("-q", *asked).stderr


def test_a_folder_that_others_may_read_is_named(run, file: Path, tmp_path: Path) -> None:
    """Ours is for the user alone; one that is there may be open, and names of people lie in it."""
    if os.name != "posix":
        pytest.skip("rights of a folder are told otherwise here")
    work = tmp_path / "work"
    asked = ("validate", str(file), "--work-folder", str(work))
    assert "may read" not in run(*asked).stderr
    assert stat.S_IMODE(work.stat().st_mode) == 0o700
    work.chmod(0o755)
    assert "Others may read" in run(*asked).stderr


def test_names_of_people_are_in_the_work_folder_alone(
    run, file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing of them is logged or said on the way, however much is asked to be said."""
    person = {"type": "Person", "id": "ex:w", "name": "Wilhelmina Testperson", "basis": "consent"}
    with file.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(person) + "\n")
    caplog.set_level(logging.DEBUG)
    said = run(
        *("validate", "-vv", str(file), "-j", "2", "--work-folder", "work"),
        *("-o", "report.json", "--mask"),
    )
    assert "Wilhelmina" not in said.output + said.stderr + caplog.text
    holding = {
        path.relative_to(tmp_path).parts[0]: path.suffix
        for path in tmp_path.rglob("*")
        if path.is_file() and b"Wilhelmina" in path.read_bytes()
    }
    assert holding.keys() == {"work", file.name}
    assert list((tmp_path / "work").glob("*.people"))


def test_a_file_is_no_work_folder(run, file: Path) -> None:
    """It is wrong use, and the file stays."""
    before = file.read_bytes()
    found = run("validate", str(file), "--work-folder", str(file))
    assert found.exit_code == 2
    assert "is a file; --work-folder wants a folder" in found.stderr
    assert file.read_bytes() == before


def test_large_files_are_checked_in_parts(run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started for what is worth it, and memory is saved without being asked."""
    whole = run("validate", str(file), "--output-format", "json")
    monkeypatch.setattr(sizes, "WORTH_PROCESSES", 10)
    found = run("validate", str(file), "--output-format", "json", "-j", "2")
    assert json.loads(found.stdout) == json.loads(whole.stdout)
    monkeypatch.setattr(sizes, "TOO_LARGE_FOR_MEMORY", 10)
    found = run("validate", str(file), "--output-format", "json")
    assert json.loads(found.stdout) == json.loads(whole.stdout)


def test_several_files_are_submissions_or_parts_of_one(run, file: Path, tmp_path: Path) -> None:
    """As without a folder."""
    other = tmp_path / "other.ndjson"
    other.write_bytes(file.read_bytes())
    work = str(tmp_path / "work")
    for asked in ([], ["--together"]):
        names = [str(file), str(other), *asked, "--output-format", "json"]
        whole, found = run("validate", *names), run("validate", *names, "--work-folder", work)
        assert json.loads(found.stdout) == json.loads(whole.stdout)


def test_a_cluster_needs_its_settings_and_a_folder(run, file: Path, tmp_path: Path) -> None:
    """What is missing is said before anything is begun."""
    master = ("--engine", "spark://127.0.0.1:7077")
    assert "--spark-conf FILE" in run("validate", file, *master).output
    conf = tmp_path / "spark.conf"
    conf.write_text(
        "spark.authenticate true\nspark.authenticate.secret x\nspark.master.rest.enabled false\n"
    )
    said = run("validate", file, *master, "--spark-conf", conf)
    assert said.exit_code == 2
    assert "chmod 600" in said.output
    assert "--work-folder FOLDER" in said.output
    place = ("--spark-conf", conf, "--work-folder", tmp_path / "work")
    assert "--jobs is for this machine" in run("validate", file, *master, *place, "-j", "2").output
    assert "goes with --engine" in run("validate", file, "--spark-conf", conf).output
    assert "is no engine" in run("validate", file, "--engine", "dask://here").output
