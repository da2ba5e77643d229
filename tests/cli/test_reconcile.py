"""`reconcile`: proposes, remembers what was decided, and writes what was accepted."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import exchangespec as xs
from exchangespec.cli import main

STORY = Path(__file__).parents[2] / "examples/arrival-cities-visits/package.json"


def run(*arguments: object):
    """Run `reconcile`."""
    return CliRunner().invoke(main, ["reconcile", *map(str, arguments)])


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The story without the outside identifiers of its cities."""
    document = json.loads(STORY.read_text(encoding="utf-8"))
    for record in document["records"]:
        if record["type"] == "City":
            record.pop("identifiers", None)
    path = tmp_path / "bare.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_certain_identifiers_are_those_of_the_story(bare: Path, tmp_path: Path) -> None:
    """What is accepted as certain is what the story itself says, where it says something."""
    target = tmp_path / "out.json"
    result = run(bare, "--accept", "certain", "--write", target)
    assert result.exit_code == 0, result.stderr
    ours = {city.id: city.identifiers for city in xs.read(STORY).cities}
    found = {city.id: city.identifiers for city in xs.read(target).cities}
    both = [one for one in found if found[one] and any("geonames" in item for item in ours[one])]
    assert len(both) >= 5
    for one in both:
        assert set(found[one]) <= set(ours[one]), one
    assert xs.validate(target).counts["error"] == 0


def test_a_file_of_decisions_goes_round(bare: Path, tmp_path: Path) -> None:
    """The CSV file is written, filled in, given again, and keeps what was decided."""
    table = tmp_path / "proposals.csv"
    assert run(bare, "--output-format", "csv", "-o", table).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
    assert rows
    rows[0]["decision"] = "accept"
    rows[-1]["decision"] = "reject"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    target = tmp_path / "out.json"
    again = run(bare, "--decisions", table, "--output-format", "json", "--write", target)
    waiting = {(one["kind"], one["record"], one["candidate"]) for one in json.loads(again.stdout)}
    assert len(waiting) == len(rows) - 2
    [city] = [one for one in xs.read(target).cities if one.id == rows[0]["record"]]
    assert rows[0]["candidate"] in city.identifiers
    text = run(bare, "--decisions", table, "--output-format", "csv").stdout
    kept = [row["decision"] for row in csv.DictReader(io.StringIO(text))]
    assert kept == [row["decision"] for row in rows]


def test_nothing_is_written_unless_asked(bare: Path) -> None:
    """Without --write the input stays as it is."""
    before = bare.read_bytes()
    assert run(bare).exit_code == 0
    assert bare.read_bytes() == before


@pytest.mark.parametrize("option", ["--write", "-o"])
def test_inputs_are_never_overwritten(bare: Path, option: str) -> None:
    """Neither the records nor the decisions are overwritten."""
    assert run(bare, option, bare).exit_code == 2


def test_wrong_files_end_in_a_sentence(bare: Path, tmp_path: Path) -> None:
    """What cannot be used is named with its line; what is not there, too."""
    table = tmp_path / "x.csv"
    table.write_text("name\n", encoding="utf-8")
    result = run(bare, "--decisions", table)
    assert result.exit_code == 2
    assert "x.csv:1: it lacks the column decision" in result.stderr
    assert run(bare, "--against", table).exit_code == 2
    assert run(bare, "--against", tmp_path / "none.csv").exit_code == 2
    assert run(tmp_path / "none.json").exit_code == 3


def test_from_python() -> None:
    """The same from a script."""
    assert all(one.kind in {"identifier", "duplicate", "doubt"} for one in xs.reconcile(STORY))


def test_what_is_not_valid_stands_in_nobodys_way(bare: Path, tmp_path: Path) -> None:
    """A wrong value, a record without an id and one that is there twice are kept as they are."""
    document = json.loads(bare.read_text(encoding="utf-8"))
    first = next(one for one in document["records"] if one["type"] == "City")
    document["records"] += [
        {**first, "url": "www.example.org", "id": "urbact:city-extra"},
        {**first, "population": 1},
        {"type": "City", "name": {"en": "Nameless"}, "country": "BE"},
    ]
    bare.write_text(json.dumps(document), encoding="utf-8")
    target = tmp_path / "out.json"
    result = run(bare, "--accept", "certain", "--write", target)
    assert result.exit_code == 0, result.stderr
    written = json.loads(target.read_text(encoding="utf-8"))["records"]
    assert len(written) == len(document["records"])
    [extra] = [one for one in written if one.get("id") == "urbact:city-extra"]
    assert extra["url"] == "www.example.org"
    assert any(one["identifiers"] for one in written if one.get("id") == first["id"])


def test_several_inputs_go_into_a_folder_each_as_it_was(bare: Path, tmp_path: Path) -> None:
    """The publishers stay apart; two files of one name, or the inputs' own folder, are refused."""
    document = json.loads(bare.read_text(encoding="utf-8"))
    other = tmp_path / "other.json"
    city = {"type": "City", "id": "anci:capaci", "name": {"it": "Capaci"}, "country": "IT"}
    header = {key: value for key, value in document.items() if key != "records"}
    header["@context"] = header["@context"][:1]
    header.pop("prefixes", None)
    other.write_text(
        json.dumps({**header, "prefix": "anci", "id": "anci:set", "records": [city]}),
        encoding="utf-8",
    )
    ready = tmp_path / "ready"
    result = run(bare, other, "--accept", "certain", "--write", ready)
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in ready.iterdir()) == ["bare.json", "other.json"]
    [capaci] = json.loads((ready / "other.json").read_text(encoding="utf-8"))["records"]
    assert capaci == {**city, "identifiers": ["geonames:2525392"]}
    (tmp_path / "again").mkdir()
    twin = tmp_path / "again/bare.json"
    twin.write_bytes(bare.read_bytes())
    assert run(bare, twin, "--write", ready).exit_code == 2
    assert run(bare, other, "--write", tmp_path).exit_code == 2


def test_the_suffix_of_the_file_says_the_form(bare: Path, tmp_path: Path) -> None:
    """Proposals in a file named .csv are the table that decisions are written in."""
    table, data = tmp_path / "proposals.csv", tmp_path / "proposals.json"
    assert run(bare, "-o", table).exit_code == 0
    assert "decision" in csv.DictReader(io.StringIO(table.read_text("utf-8"))).fieldnames
    assert run(bare, "-o", data).exit_code == 0
    assert json.loads(data.read_text("utf-8"))
    refused = run(bare, "-o", tmp_path / "proposals.ods")
    assert refused.exit_code == 2
    assert ".txt, .csv, .json" in " ".join(refused.stderr.split())


def test_duplicates_of_two_publishers_are_named_and_not_withdrawn(tmp_path: Path) -> None:
    """Nobody's record is withdrawn for another's; `merge` takes the pairs as they are named."""
    header = {"exchangespec": "1.0", "version": "1", "modified": "2025-01-01",
              "title": {"en": "Cities"}, "publisher": "P", "personal_data": "none",
              "language": "en"}  # fmt: skip
    for prefix in ("one", "two"):
        cities = [
            {"type": "City", "id": f"{prefix}:{name}", "name": {"en": "Capaci"}, "country": "IT"}
            for name in ("a", "b")
        ]
        document = {**header, "id": f"{prefix}:set", "prefix": prefix, "records": cities}
        (tmp_path / f"{prefix}.json").write_text(json.dumps(document), encoding="utf-8")
    inputs = [tmp_path / "one.json", tmp_path / "two.json"]
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(
        "decision,kind,record,candidate\n"
        "accept,duplicate,two:a,one:a\n"
        "accept,duplicate,one:b,one:a\n"
        "accept,duplicate,elsewhere:a,one:a\n",
        encoding="utf-8",
    )
    result = run(*inputs, "--decisions", decisions, "--write", tmp_path / "ready")
    assert result.exit_code == 0, result.stderr
    assert "1 accepted duplicate not carried out" in result.stderr
    assert "publisher: two:a,one:a. To say" in result.stderr
    assert "merge --same" in result.stderr
    status = {
        one["id"]: one.get("record_status")
        for name in ("one", "two")
        for one in json.loads((tmp_path / f"ready/{name}.json").read_text("utf-8"))["records"]
    }
    assert status == {"one:a": None, "one:b": "withdrawn", "two:a": None, "two:b": None}
    (tmp_path / "pairs.csv").write_text("two:a,one:a\n", encoding="utf-8")
    merged = CliRunner().invoke(
        main,
        ["merge", *map(str, inputs), "-o", str(tmp_path / "merged"),
         "--same", str(tmp_path / "pairs.csv"), "--entities", str(tmp_path / "entities.csv")],
    )  # fmt: skip
    assert merged.exit_code in {0, 1}, merged.stderr
    assert "two:a" in (tmp_path / "entities.csv").read_text("utf-8")
