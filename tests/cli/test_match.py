"""`match`: what it prints, writes and refuses."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import exchangespec as xs
from exchangespec.cli import main

STORY = Path(__file__).parents[2] / "examples/offers-and-needs/package.json"
TODAY = ("--today", "2026-11-26")


def run(*arguments: object):
    """Run `match`."""
    return CliRunner().invoke(main, ["match", *map(str, arguments), *TODAY])


def test_all_forms_say_the_same() -> None:
    """Text, CSV and JSON hold the same pairs."""
    result = json.loads(run(STORY, "--output-format", "json").stdout)
    pairs = [(one["mentee"], one["mentor"]) for one in result["pairs"]]
    rows = list(csv.DictReader(io.StringIO(run(STORY, "--output-format", "csv").stdout)))
    assert [(row["mentee"], row["mentor"]) for row in rows] == pairs
    text = run(STORY).stdout
    assert all(f"({mentee}) <- " in text for mentee, _ in pairs)
    assert result["method"] == "optimal"
    assert result["optimal"] is True
    assert all(
        one["score"]
        == pytest.approx(sum(part["value"] * part["share"] for part in one["criteria"]), abs=1e-3)
        for one in result["pairs"]
    )


def test_proposals_are_written_with_what_was_read(tmp_path: Path) -> None:
    """The workbook holds the input and the proposals, and has no error; asked again it is the same."""
    target = tmp_path / "proposals.xlsx"
    assert run(STORY, "-o", target).exit_code == 0
    package, before = xs.read(target), xs.read(STORY)
    assert {one.id for one in before.records} < {one.id for one in package.records}
    assert len(package.mentoring_pairs) == len(before.mentoring_pairs) + 3
    assert xs.validate(target).counts["error"] == 0
    # A proposal is no earlier pair: matching anew proposes the same, once.
    again = tmp_path / "again.xlsx"
    assert run(target, "-o", again).stdout == run(STORY).stdout
    assert again.read_bytes() == target.read_bytes()


def test_inputs_are_joined_unless_they_disagree(tmp_path: Path) -> None:
    """The same record twice is one; a different one is refused with both names."""
    other = tmp_path / "other.json"
    document = json.loads(STORY.read_text(encoding="utf-8"))
    other.write_text(json.dumps(document), encoding="utf-8")
    assert run(STORY, other).stdout == run(STORY).stdout
    document["records"][0]["population"] = 1
    other.write_text(json.dumps(document), encoding="utf-8")
    refused = run(STORY, other)
    assert refused.exit_code == 2
    assert "say different things of call:eastmere" in refused.stderr
    assert "`exchangespec merge` shows what" in refused.stderr


def test_two_records_of_one_id_in_one_input_are_said_of_that_input(tmp_path: Path) -> None:
    """Merging would not help there, so it is not promised; where they stand, `validate` shows."""
    document = json.loads(STORY.read_text(encoding="utf-8"))
    document["records"].append({**document["records"][0], "population": 1})
    twice = tmp_path / "twice.json"
    twice.write_text(json.dumps(document), encoding="utf-8")
    name = document["records"][0]["id"]
    for inputs in ((twice,), (twice, STORY)):
        refused = run(*inputs)
        assert refused.exit_code == 2
        expected = f"{twice} holds two different records of {name}; `exchangespec validate` shows"
        assert expected in " ".join(refused.stderr.split())
        assert "merge" not in refused.stderr
    assert xs.validate(twice).by_code["EXS311"] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [("[weights]\nthema = 3", "weights.thema does not exist"), ("\udcff", "cannot be read")],
)
def test_weights_are_checked(tmp_path: Path, content: str, said: str) -> None:
    """A file of weights that cannot be used ends with exit code 2 and what is wrong."""
    weights = tmp_path / "weights.toml"
    weights.write_bytes(content.encode("utf-8", "surrogateescape"))
    result = run(STORY, "--weights", weights)
    assert result.exit_code == 2
    assert said in result.stderr
    assert run(STORY, "--weights", tmp_path / "none.toml").exit_code == 2


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    """The output may not be one of the inputs."""
    copy = tmp_path / "package.json"
    copy.write_bytes(STORY.read_bytes())
    assert run(copy, "-o", copy).exit_code == 2
    assert copy.read_bytes() == STORY.read_bytes()


def test_nobody_to_match_is_no_error(repository: Path) -> None:
    """A package without offers says so, and ends well."""
    result = run(repository / "examples/vantaa-plan/package.json")
    assert result.exit_code == 0
    assert result.stdout == ""
    said = "Nobody could be paired: the data hold no offer and no need valid today"
    assert f"{said} (Statements of kind “offer” or “need”)" in result.stderr


def test_the_side_that_nobody_is_on_is_named(tmp_path: Path) -> None:
    """Needs alone are no pairs; what is missing are offers."""
    document = json.loads(STORY.read_text(encoding="utf-8"))
    document["records"] = [one for one in document["records"] if one.get("kind") != "offer"]
    needs = tmp_path / "needs.json"
    needs.write_text(json.dumps(document), encoding="utf-8")
    assert "the data hold no offer valid today (Statements of kind “offer”)" in run(needs).stderr


@pytest.fixture
def with_notes(tmp_path: Path) -> Path:
    """The story as a workbook with a sheet of somebody's own."""
    path = tmp_path / "with notes.xlsx"
    xs.read(STORY).write(path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("To do").append(["call", "them"])
    book.save(path)
    return path


def test_a_further_sheet_is_named_and_stops_nothing(with_notes: Path, tmp_path: Path) -> None:
    """The pairs are those without it; what was left out is said, also when all is written."""
    result = run(with_notes)
    assert (result.exit_code, result.stdout) == (0, run(STORY).stdout)
    [left] = [line for line in result.stderr.splitlines() if line.startswith("Left out: ")]
    assert "“To do”" in left
    written = run(with_notes, "-o", tmp_path / "proposals.json")
    assert (written.exit_code, "Left out: " in written.stderr) == (0, True)
    with pytest.raises(xs.UnreadableError) as refused:
        xs.read(with_notes)
    assert [one.code for one in refused.value.findings] == ["EXS006"]


def test_a_record_that_the_model_refuses_stops_it_with_its_error_alone(tmp_path: Path) -> None:
    """Hints and warnings about the rest do not bury the reason."""
    document = json.loads(STORY.read_text(encoding="utf-8"))
    document["records"][0]["population"] = "many"
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(document), encoding="utf-8")
    result = run(wrong)
    assert result.exit_code == 3
    assert "EXS218" in result.stderr
    assert not {"warning", "info"} & set(result.stderr.split())


def test_what_cannot_be_read_ends_with_its_findings(tmp_path: Path) -> None:
    """A broken input has exit code 3."""
    broken = tmp_path / "package.json"
    broken.write_text("{", encoding="utf-8")
    assert run(broken).exit_code == 3
    assert run(tmp_path / "none.json").exit_code == 3


def test_without_the_solver_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command works without the extra, and names what it did instead."""
    import sys

    for name in ("ortools", "ortools.graph", "ortools.graph.python", "numpy"):
        monkeypatch.setitem(sys.modules, name, None)
    result = run(STORY)
    assert result.exit_code == 0
    assert "The best pair left was taken again and again" in result.stdout
