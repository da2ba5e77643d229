"""The examples of the guide to importing are true."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from exchangespec.cli import main

GUIDE = Path(__file__).parents[2] / "docs" / "importing.md"
FILE = re.compile(r"`([a-z]+\.(?:json|ics|ttl))`:\n\n```\w+\n(.*?)```", re.DOTALL)
RUN = re.compile(r"```console\n\$ exchangespec (.*?)\n(.*?)```", re.DOTALL)
TEXT = GUIDE.read_text(encoding="utf-8")
CASES = list(zip(FILE.findall(TEXT), RUN.findall(TEXT), strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][0])
def test_docs_importing_shows_what_happens(
    case: tuple[tuple[str, str], tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file converts to the records that stand below it; the header is left aside."""
    (name, content), (command, shown) = case
    (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, command.split())
    assert result.exit_code == 0, result.output
    header, *records = map(json.loads, result.stdout.splitlines())
    assert header["prefix"] == "ex"
    assert records == [json.loads(line) for line in shown.splitlines()]
