"""The command `fix`: copies are repaired, files never, and what is left is said."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from exchangespec.cli.program import program

SLOPPY = "id,kind\nex:v1,Study visit\nex:v2,study_visit\n"


def run(*arguments: str, data: bytes | None = None):
    """The command with these arguments."""
    return CliRunner().invoke(program, ["fix", *arguments], input=data)


@pytest.fixture
def visits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sloppy table in the folder where the command runs."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "visits.csv"
    path.write_text(SLOPPY)
    return path


def test_a_copy_is_written_beside_the_file(visits: Path):
    """The file itself stays, and what is left decides the exit code."""
    result = run("visits.csv", "--prefix", "ex", "--language", "en")
    assert Path("visits.fixed.csv").read_text() == SLOPPY.replace("Study visit", "study_visit")
    assert visits.read_text() == SLOPPY
    assert "visits.csv: 1 repair; " in result.stderr
    assert "Written: visits.fixed.csv" in result.stderr
    assert result.exit_code == (1 if " 0 errors" not in result.stderr else 0)


def test_the_difference_is_shown_and_nothing_written(visits: Path):
    """A preview goes to standard output."""
    result = run("visits.csv", "--diff")
    assert result.stdout.startswith("--- visits.csv\n+++ visits.fixed.csv\n@@ line 2")
    assert "-Study visit\n+study_visit\n" in result.stdout
    assert [one.name for one in visits.parent.iterdir()] == ["visits.csv"]


def test_nothing_is_written_over_unless_told(visits: Path):
    """Neither the file itself, whatever is said, nor a copy without --overwrite."""
    assert run("visits.csv", "-o", "visits.csv").exit_code == 2
    assert run("visits.csv", "-o", "./visits.csv", "--overwrite").exit_code == 2
    assert visits.read_text() == SLOPPY
    Path("visits.fixed.csv").write_text("mine")
    result = run("visits.csv")
    assert (result.exit_code, Path("visits.fixed.csv").read_text()) == (2, "mine")
    assert "--overwrite replaces it" in result.stderr
    run("visits.csv", "--overwrite")
    assert Path("visits.fixed.csv").read_text() != "mine"


def test_several_files_go_into_a_folder(visits: Path):
    """Each under its own name."""
    Path("cities.csv").write_text("id,name,country\nlyon,Lyon,France\n")
    run("visits.csv", "cities.csv", "-o", "out")
    assert sorted(one.name for one in Path("out").iterdir()) == [
        "cities.fixed.csv",
        "visits.fixed.csv",
    ]


def test_how_to_check_the_copies_is_said(visits: Path):
    """By names that do not stand for the files that they are copies of."""
    said = "To check the repaired copies: exchangespec validate"
    assert f"{said} visits.fixed.csv\n" in run("visits.csv").stderr
    Path("more.csv").write_text(SLOPPY)
    both = run("visits.csv", "more.csv", "-o", "made here")
    assert f"{said} 'made here'/*.fixed.*\n" in both.stderr
    assert f"{said} *.fixed.*\n" in run("visits.csv", "more.csv", "--overwrite").stderr
    assert said not in run("visits.csv", "--diff").stderr
    assert said not in run("visits.fixed.csv").stderr
    aside = CliRunner().invoke(program, ["validate", "visits.csv", "visits.fixed.csv"]).stderr
    assert "To have the repaired copy read, give visits.fixed.csv and not visits.csv." in aside


def test_only_what_is_selected_is_repaired(visits: Path):
    """By code or slug, and what is ignored stays."""
    assert not run("visits.csv", "--ignore", "value-normalised").stdout
    assert not Path("visits.fixed.csv").exists()
    run("visits.csv", "--select", "EXS203")
    assert Path("visits.fixed.csv").exists()
    assert "fits no rule" in run("visits.csv", "--select", "EXS9999").stderr


def test_standard_input_goes_to_standard_output():
    """For pipes; nothing is written where nothing is to be repaired."""
    data = b'{"exchangespec":"1.0","prefix":"ex"}\n{"type":"City","id":"ex:a","country":"France"}\n'
    result = run("-", data=data)
    assert result.stdout == data.decode().replace("France", "FR")
    clean = run("-", data=result.stdout.encode())
    assert clean.stdout == result.stdout


def test_what_cannot_be_read_or_written_is_said(visits: Path):
    """A missing file ends with 3."""
    assert run("missing.csv").exit_code == 3


def test_a_profile_may_be_named(visits: Path):
    """As for `validate`; one that does not exist is wrong use."""
    assert run("visits.csv", "--profile", "urbact").stderr.startswith("Written: visits.fixed.csv")
    assert run("visits.csv", "--profile", "nonesuch").exit_code == 2
