"""The command `map`, and the option `--map`."""

import zipfile
from pathlib import Path

import pytest

MAPPING = """mapping = "1"
[header]
prefix = "ex"
language = "en"
[[table]]
[[table.record]]
type = "City"
id = "{Town}"
[table.record.fields]
name = "Town"
country = "Land"
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a foreign table and its mapping."""
    (tmp_path / "m.toml").write_text(MAPPING)
    (tmp_path / "towns.csv").write_text("Town;Land;Mayor\nRiga;Latvia;x\n")
    return tmp_path


def test_list_and_show(run):
    """What is shipped can be listed, and shown as a start for an own mapping."""
    assert "urbact-memberships     URBACT networks" in run("map", "list").stdout
    shown = run("map", "show", "urbact-memberships").stdout
    assert 'mapping = "1"' in shown
    wrong = run("map", "show", "klingon")
    assert wrong.exit_code == 2
    assert "shipped are 360giving-grants" in wrong.stderr


def test_validate_by_a_mapping(run, files: Path):
    """Findings name the place in the foreign file."""
    result = run(
        "validate", files / "towns.csv", "--map", files / "m.toml", "--output-format", "concise"
    )
    assert "towns.csv:1:Mayor: warning EXS724" in result.stdout
    assert result.exit_code == 0


def test_apply(run, files: Path):
    """The package is written, and what was not taken over is named."""
    target = files / "package.json"
    result = run("map", "apply", files / "m.toml", files / "towns.csv", target)
    assert result.exit_code == 0, result.stderr
    assert "ex:Riga" in target.read_text()
    assert "Mayor" in result.stderr


def test_apply_names_the_place_of_each_loss(run, files: Path):
    """What is not valid stops it, or is named with its cell; an id that nothing gives is none."""
    mapping = files / "m.toml"
    mapping.write_text(MAPPING + 'population = "People"\n')
    (files / "towns.csv").write_text("Town;Land;People\nRiga;Latvia;few\n;Latvia;3\n")
    target = files / "package.csv.zip"
    stopped = run("map", "apply", mapping, files / "towns.csv", target)
    assert stopped.exit_code == 1
    assert not target.exists()
    lost = "ex:Riga: population, which is not valid"
    place = f"{files / 'towns.csv'}:2:People"
    assert f"- {lost} ({place})" in stopped.stderr
    ended = run("map", "apply", mapping, files / "towns.csv", target, "--on-loss", "warn")
    assert ended.exit_code == 0, ended.stderr
    assert f"Lost: {lost} ({place})" in ended.stderr
    assert ended.stderr.count("Lost: ") == 1
    again = "map", "apply", mapping, files / "towns.csv", target, "--on-loss", "warn"
    refused = run(*again)
    assert (refused.exit_code, "--overwrite" in refused.stderr) == (2, True)
    assert run(*again, "--overwrite").exit_code == 0
    with zipfile.ZipFile(target) as archive:
        assert archive.read("cities.csv").count(b"\n") == 3


def test_suggest(run, files: Path):
    """Nothing is overwritten unasked, and the suggestion can be applied."""
    target = files / "suggested.toml"
    result = run("map", "suggest", files / "towns.csv", "-o", target)
    assert result.exit_code == 0, result.stderr
    assert 'type = "City"' in target.read_text()
    assert run("map", "suggest", files / "towns.csv", "-o", target).exit_code == 2
    assert run("map", "suggest", files / "towns.csv", "-o", target, "--overwrite").exit_code == 0
    again = run("validate", files / "towns.csv", "--map", target, "--output-format", "concise")
    assert "EXS72" in again.stdout


def test_a_wrong_mapping_is_wrong_use(run, files: Path):
    """The place in the mapping file is named."""
    (files / "m.toml").write_text(MAPPING.replace("country", "county"))
    result = run("validate", files / "towns.csv", "--map", files / "m.toml")
    assert result.exit_code == 2
    assert "a City has no field 'county'" in result.stderr
