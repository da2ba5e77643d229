"""Runs commands in this process, away from the settings of any project."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exchangespec.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs one command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def call(*arguments: object, **options: object) -> Result:
        return CliRunner().invoke(
            main, [str(argument) for argument in arguments], prog_name="exchangespec", **options
        )

    return call


@pytest.fixture
def package(tmp_path: Path, repository: Path) -> Path:
    """An example package in the working folder."""
    target = tmp_path / "package.json"
    target.write_bytes((repository / "examples/vantaa-plan/package.json").read_bytes())
    return target


@pytest.fixture
def many(package: Path) -> int:
    """How many records the example has."""
    return len(json.loads(package.read_text(encoding="utf-8"))["records"])


@pytest.fixture
def broken(package: Path) -> Path:
    """The example with one faulty country and one faulty kind of plan."""
    text = package.read_text(encoding="utf-8")
    assert '"country": "FI"' in text
    package.write_text(text.replace('"country": "FI"', '"country": "FIN"', 1), encoding="utf-8")
    return package
