"""Each example's command gives the output that stands beside it; both are shown in the docs."""

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from exchangespec.cli import main
from exchangespec.conversion import read_document
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Source, whole
from exchangespec.intake import TakeOptions
from exchangespec.validation import validate

ROOT = Path(__file__).parents[2]
COMMANDS = sorted((ROOT / "examples").glob("*/cmd.txt"))
STORIES = sorted((ROOT / "examples").glob("*/package.json"))


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.parent.name)
def test_a_command_gives_what_stands_beside_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run `cmd.txt` in its folder; `expected.txt` is what it prints.

    To renew: run the command in the folder and write its output to expected.txt.
    """
    monkeypatch.chdir(path.parent)
    program, *arguments = shlex.split(path.read_text(encoding="utf-8"))
    assert program == "exchangespec"
    result = CliRunner().invoke(main, arguments)
    assert result.stdout == (path.parent / "expected.txt").read_text(encoding="utf-8")


def test_every_story_has_its_command() -> None:
    """No example stands without a command and an explanation."""
    for path in STORIES:
        assert {"cmd.txt", "expected.txt", "README.md", "package.xlsx"} <= {
            one.name for one in path.parent.iterdir()
        }, path.parent


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_a_story_is_written_canonically(path: Path) -> None:
    """The file is what our own writer would write: compare with `exchangespec convert`."""
    document = read_document(Source(str(path), path=path), TakeOptions()).document
    [(_, content)] = whole(FORMATS["json"].write(document))
    assert content == path.read_bytes()


@pytest.mark.parametrize("name", ["package.json", "package.xlsx"])
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_a_story_has_no_error(path: Path, name: str) -> None:
    """A real story, as JSON and as a workbook: no error, and no extension column."""
    source = Source(name, path=path.parent / name)
    outcome = validate([source], TakeOptions())
    assert outcome.counts["error"] == 0
    assert not any(
        field.startswith("x_")
        for record in read_document(source, TakeOptions()).document.records
        for field in record
    )
