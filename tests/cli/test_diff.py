"""`diff` on the command line."""

import json
from pathlib import Path


def test_exit_codes(run, package: Path, tmp_path: Path):
    """0 where nothing differs, 1 where anything does, 3 where a side cannot be read."""
    same = run("diff", package, package)
    assert (same.exit_code, "Nothing differs" in same.stdout) == (0, True)
    other = tmp_path / "other.json"
    other.write_text(
        package.read_text(encoding="utf-8").replace('"country": "FI"', '"country": "SE"', 1),
        encoding="utf-8",
    )
    ended = run("diff", package, other)
    assert ended.exit_code == 1
    assert "country: FI → SE" in ended.stdout
    assert run("diff", package, tmp_path / "missing.json").exit_code == 3


def test_results_go_to_files(run, package: Path, tmp_path: Path):
    """JSON and HTML are written where they are wanted, never over an input."""
    target = tmp_path / "out.json"
    assert run("diff", package, package, "--output-format", "json", "-o", target).exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["differences"] == []
    assert run("diff", package, package, "-o", package).exit_code == 2


def test_the_suffix_of_the_file_says_the_form(run, package: Path, tmp_path: Path):
    """A page is a page; what has no form is wrong use, and nothing is written."""
    for name, start in {"ch.html": "<!doctype html>", "ch.json": "{", "ch.txt": "Nothing"}.items():
        target = tmp_path / name
        assert run("diff", package, package, "-o", target).exit_code == 0
        text = target.read_text(encoding="utf-8")
        assert any(line.casefold().startswith(start.casefold()) for line in text.splitlines())
    target = tmp_path / "ch.pdf"
    ended = run("diff", package, package, "-o", target)
    assert (ended.exit_code, target.exists()) == (2, False)
    assert ".txt, .json, .html" in " ".join(ended.stderr.split())
    assert run("diff", package, package, "--output-format", "text", "-o", target).exit_code == 0
