"""`merge`, and `validate --previous`, on the command line."""

import json
from pathlib import Path

import openpyxl

import exchangespec as xs


def release(path: Path, name: str, **changes: object) -> Path:
    """Write a changed release of a package beside it."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content |= changes
    target = path.with_name(name)
    target.write_text(json.dumps(content), encoding="utf-8")
    return target


def test_two_releases_become_one(run, package: Path, tmp_path: Path):
    """The result is written with lists of origins, entities and both sides."""
    newer = release(package, "newer.json", version="99")
    outputs = ("--origins", "o.csv", "--entities", "e.csv", "--sides", "s.html")
    ended = run("merge", package, newer, "-o", "all.json", *outputs)
    assert ended.exit_code == 0, ended.output
    assert json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["version"] == "99"
    assert all((tmp_path / name).stat().st_size for name in ("o.csv", "e.csv", "s.html"))


def test_a_conflict_writes_nothing(run, package: Path, tmp_path: Path):
    """Where nothing tells which is newer, nothing is merged unless the user decides."""
    records = json.loads(package.read_text(encoding="utf-8"))["records"]
    records[0] = {**records[0], "tags": ["other"]}
    other = release(package, "other.json", records=records)
    ended = run("merge", package, other, "-o", "all.json")
    assert ended.exit_code == 1
    assert "EXS321" in ended.stdout
    assert not (tmp_path / "all.json").exists()
    ended = run("merge", package, other, "-o", "all.json", "--on-conflict", "last")
    assert ended.exit_code == 1
    merged = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert any(record.get("tags") == ["other"] for record in merged["records"])


def test_wrong_use(run, package: Path, tmp_path: Path):
    """Nothing is written over an input, no form is made up, a list of pairs holds pairs."""
    assert run("merge", package, "-o", package).exit_code == 2
    assert run("merge", package, "-o", "all.json", "--sides", "s.pdf").exit_code == 2
    (tmp_path / "same.csv").write_text("only-one\n", encoding="utf-8")
    assert run("merge", package, "-o", "all.json", "--same", "same.csv").exit_code == 2
    assert run("merge", "missing.json", "-o", "all.json").exit_code == 3


def test_a_release_is_checked_against_the_one_before(run, package: Path):
    """Ids that are gone, or stand for something else, are told."""
    content = json.loads(package.read_text(encoding="utf-8"))
    city = next(one for one in content["records"] if one["type"] == "City")
    changed = [
        {"type": "Organisation", "id": city["id"], "name": city["name"], "kind": "ngo"},
        *(one for one in content["records"] if one is not city),
        {"type": "City", "id": "vantaa:gone", "name": {"en": "Gone"}, "country": "FI"},
    ]
    before = release(package, "before.json", records=changed)
    ended = run("validate", package, "--previous", before, "--output-format", "concise")
    assert ended.exit_code == 1
    assert "EXS318" in ended.stdout
    assert "EXS319" in ended.stdout
    assert run("validate", package, "--previous", "missing.json").exit_code == 3
    assert run("validate", package, before, "--previous", before).exit_code == 2


def test_a_further_sheet_stops_it_and_the_way_on_is_named(run, package: Path, tmp_path: Path):
    """What would be lost is named with the option that merges the rest."""
    book = tmp_path / "package.xlsx"
    xs.read(package).write(book)
    sheets = openpyxl.load_workbook(book)
    sheets.create_sheet("To do").append(["call", "them"])
    sheets.save(book)
    ended = run("merge", book, "-o", "all.json")
    assert ended.exit_code == 1
    assert "this merge would lose:" in ended.stderr
    assert "--on-loss warn" in ended.stderr
    assert not (tmp_path / "all.json").exists()
    ended = run("merge", book, "-o", "all.json", "--on-loss", "warn")
    assert ended.exit_code == 0, ended.output
    assert "Lost: " in ended.stderr
