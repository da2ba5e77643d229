"""`diff` on the command line."""

import json
from pathlib import Path

import openpyxl

import exchangespec as xs


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


def test_a_further_sheet_is_no_difference(run, package: Path, tmp_path: Path):
    """It is named as not compared; a record that could not be read leaves it in doubt."""
    book = tmp_path / "package.xlsx"
    xs.read(package).write(book)
    sheets = openpyxl.load_workbook(book)
    sheets.create_sheet("To do").append(["call", "them"])
    sheets.save(book)
    ended = run("diff", book, package)
    assert (ended.exit_code, "Nothing differs" in ended.stdout) == (0, True)
    assert "Not compared: " in ended.stderr
    assert "“To do”" in ended.stderr
    strange = tmp_path / "strange.json"
    document = json.loads(package.read_text(encoding="utf-8"))
    document["records"].append({"type": "Visitation", "id": "ex:v"})
    strange.write_text(json.dumps(document), encoding="utf-8")
    ended = run("diff", strange, package)
    assert (ended.exit_code, "Not compared: " in ended.stderr) == (1, True)
