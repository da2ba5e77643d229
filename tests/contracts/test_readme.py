"""README: what it shows in Python runs, and writes what conforms."""

import json
import re
from pathlib import Path

import pytest

from exchangespec import validate


@pytest.fixture
def block(repository: Path) -> str:
    """The one block of Python in README."""
    text = (repository / "README.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return str(found)


def test_the_example_runs_and_what_it_writes_conforms(
    block: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    """A reader who types the example gets its output and a workbook without errors."""
    (tmp_path / "examples").symlink_to(repository / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the block that users type
    shown = capsys.readouterr().out
    assert "EXS" in shown
    assert "vantaa:" in shown
    (written,) = tmp_path.glob("*.xlsx")
    report = validate(written)
    assert report.ok, [str(one) for one in report if one.severity == "error"]
    example = json.loads((repository / "examples/vantaa-plan/package.json").read_text("utf-8"))
    assert sum(report.inputs[0].records.values()) == len(example["records"]) + 1


def test_pip_is_in_the_environment_before_it_is_used(repository: Path) -> None:
    """README makes it without, which works everywhere; activated, it hides the system's pip."""
    readme = (repository / "README.md").read_text(encoding="utf-8")
    steps = (
        "python3 -m venv --without-pip .venv",
        "\npython3 -m pip --python .venv install --quiet pip\n",
        "\n. .venv/bin/activate\n",
        "\npython -m pip install --quiet '.[aggregate]'\n",
        "exchangespec query",
    )
    places = [readme.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)
    for page in (repository / "docs").glob("*.md"):
        assert "pip --python" not in page.read_text(encoding="utf-8"), page.name
