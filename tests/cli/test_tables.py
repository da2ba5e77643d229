"""`query` and `tables` on the command line."""

import csv
import io
import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

COUNTING = "SELECT country, count(*) AS cities FROM cities GROUP BY ALL ORDER BY ALL LIMIT 2"


def test_a_table_to_read(run, package: Path):
    """By default the result is a table on standard output."""
    ended = run("query", COUNTING, package)
    assert ended.exit_code == 0
    head, line, first, *_ = ended.stdout.splitlines()
    assert head.split() == ["country", "cities"]
    assert set(line) == {"-", " "}
    assert len(first.split()) == 2


def test_places_are_whole_in_a_table(run, package: Path):
    """What stands last is not cut; of other columns it is said that they are."""
    long = "a" * 90
    sql = "SELECT repeat('a', 90) AS text, repeat('a', 90) AS place FROM cities LIMIT 1"
    ended = run("query", sql, package)
    _, _, row, note = ended.stdout.splitlines()
    text, place = row.split()
    assert text == f"{'a' * 57}..."
    assert place == long
    assert "--output-format csv gives them whole" in note


def test_results_in_every_form(run, package: Path, tmp_path: Path):
    """CSV, JSON and Parquet hold the same rows."""
    sql = "SELECT id, name, sources, start_earliest FROM networks ORDER BY id"
    as_json = json.loads(run("query", sql, package, "--output-format", "json").stdout)
    text = run("query", sql, package, "--output-format", "csv").stdout
    as_csv = list(csv.DictReader(io.StringIO(text, newline="")))
    target = tmp_path / "out.parquet"
    assert run("query", sql, package, "--output-format", "parquet", "-o", target).exit_code == 0
    as_parquet = pq.read_table(target).to_pylist(maps_as_pydicts="strict")
    assert as_json
    assert [one["id"] for one in as_json] == [one["id"] for one in as_csv]
    for one, row, kept in zip(as_json, as_csv, as_parquet, strict=True):
        assert json.loads(row["name"]) == one["name"] == kept["name"]
        assert [item for item in row["sources"].split(";") if item] == one.get("sources", [])
        day = kept["start_earliest"]
        assert row["start_earliest"] == one.get("start_earliest", "") == (f"{day}" if day else "")


def test_a_result_without_rows(run, package: Path):
    """An empty result is an empty list, a heading, or nothing."""
    sql = "SELECT id FROM cities WHERE false"
    assert run("query", sql, package, "--output-format", "json").stdout == "[]\n"
    assert run("query", sql, package, "--output-format", "csv").stdout.split() == ["id"]
    assert run("query", "CREATE TABLE a (b INTEGER)", package).exit_code == 0


def test_a_long_table_says_what_is_left(run, package: Path):
    """Nobody reads a million lines; the rest is counted."""
    ended = run("query", "SELECT range AS n FROM range(1500)", package)
    assert ended.stdout.splitlines()[-1].startswith("... and 500 more rows")


def test_a_question_from_a_file(run, package: Path, tmp_path: Path):
    """After @ stands the name of the file that holds the question."""
    (tmp_path / "question.sql").write_text(COUNTING, encoding="utf-8")
    assert run("query", f"@{tmp_path / 'question.sql'}", package).stdout
    ended = run("query", f"@{tmp_path / 'missing.sql'}", package)
    assert ended.exit_code == 2
    assert "cannot be read" in ended.stderr


@pytest.mark.parametrize("sql", ["FROM visitz", "SELEC 1", "SELECT * FROM read_csv('/etc/passwd')"])
def test_a_wrong_question_is_wrong_use(run, package: Path, sql: str):
    """What SQL does not understand, or must not do, is told in its words."""
    ended = run("query", sql, package)
    assert ended.exit_code == 2
    assert "Error:" in ended.stderr


def test_what_is_left_out_is_told(run, broken: Path, tmp_path: Path):
    """Values that are not valid are counted, an unreadable input makes the exit code 3."""
    ended = run("query", "SELECT count(*) FROM action_plans", broken, tmp_path / "missing.json")
    assert ended.exit_code == 3
    assert "Left out:" in ended.stderr
    assert "EXS020" in ended.stderr
    assert ended.stdout.split()[-1] != "0"


def test_tables_are_kept_and_asked(run, package: Path, tmp_path: Path):
    """What `tables` has written is asked without reading the submissions again."""
    folder = tmp_path / "tables"
    assert run("tables", package, "-o", folder).exit_code == 0
    assert run("query", COUNTING, folder).stdout == run("query", COUNTING, package).stdout
    assert run("tables", package, "-o", folder).exit_code == 0
    assert run("tables", package, "-o", tmp_path / "all.duckdb").exit_code == 0
    assert (tmp_path / "all.duckdb").stat().st_size > 0


def test_a_folder_of_other_things_is_left_alone(run, package: Path, tmp_path: Path):
    """Tables are not strewn among other files."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    ended = run("tables", package, "-o", tmp_path)
    assert ended.exit_code == 2
    assert "mine.txt" in ended.stderr
    ended = run("tables", package, "-o", tmp_path / "mine.txt")
    assert ended.exit_code == 2


def test_a_missing_part_is_named(run, package: Path, monkeypatch: pytest.MonkeyPatch):
    """Without the extra it is said which one brings it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ended = run("query", COUNTING, package)
    assert ended.exit_code == 2
    assert "exchangespec[aggregate]" in ended.stderr


def test_the_suffix_of_the_file_says_the_form(run, package: Path, tmp_path: Path):
    """What is named .parquet is Parquet, unless another form is asked for."""
    asked = ("query", COUNTING, package)
    for name, option in {"q.csv": "csv", "q.JSON": "json", "q.parquet": "parquet"}.items():
        by_suffix, by_option = tmp_path / name, tmp_path / f"{option}-of"
        assert run(*asked, "-o", by_suffix).exit_code == 0
        assert run(*asked, "--output-format", option, "-o", by_option).exit_code == 0
        assert by_suffix.read_bytes() == by_option.read_bytes()
    assert pq.read_table(tmp_path / "q.parquet").num_rows == 2
    for name in ("q.txt", "plain"):
        assert run(*asked, "-o", tmp_path / name).exit_code == 0
        assert "---" in (tmp_path / name).read_text(encoding="utf-8")
    assert run(*asked, "--output-format", "csv", "-o", tmp_path / "q.xlsx").exit_code == 0
    assert (tmp_path / "q.xlsx").read_text(encoding="utf-8").startswith("country,cities")


def test_a_suffix_without_a_form_is_wrong_use(run, package: Path, tmp_path: Path):
    """Nothing is written, and the suffixes that would do are named."""
    target = tmp_path / "q.xlsx"
    ended = run("query", COUNTING, package, "-o", target)
    assert ended.exit_code == 2
    assert ".txt, .csv, .json, .parquet" in " ".join(ended.stderr.split())
    assert not target.exists()
