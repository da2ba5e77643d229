"""`aggregate` on the command line."""

from pathlib import Path


def test_a_folder_of_results(run, package: Path, tmp_path: Path):
    """CSV, Parquet and the page are written, from files or from kept tables."""
    ended = run("aggregate", package, "-o", "out", "--title", "Vantaa")
    assert ended.exit_code == 0, ended.output
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<h1>Vantaa</h1>" in page
    assert run("tables", package, "-o", "kept").exit_code == 0
    assert run("aggregate", "kept", "-o", "again", "--title", "Vantaa").exit_code == 0
    for path in (tmp_path / "out").glob("*.csv"):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
    assert run("aggregate", "kept", "-o", "third", "--view", "best").exit_code == 2


def test_an_unreadable_input_is_exit_code_3(run, package: Path, tmp_path: Path):
    """The others are rolled up all the same."""
    ended = run("aggregate", package, "missing.json", "-o", "out")
    assert ended.exit_code == 3
    assert (tmp_path / "out" / "index.html").is_file()


def test_the_trend_is_read_from_reports(run, package: Path, tmp_path: Path):
    """A folder of reports gives the trend; what is no report is wrong use."""
    (tmp_path / "reports").mkdir()
    assert run("validate", package, "-o", "reports/first.json").exit_code in {0, 1}
    assert run("aggregate", package, "-o", "out", "--reports", "reports").exit_code == 0
    assert "all rules" in (tmp_path / "out/quality_trend.csv").read_text(encoding="utf-8")
    assert run("validate", package, "-o", "reports/later.json").exit_code in {0, 1}
    said = run("aggregate", package, "-o", "out", "--reports", "reports").stderr
    assert "Not counted: reports/first.json on" in said.replace("\\", "/")
    assert "No report" not in said
    (tmp_path / "none").mkdir()
    said = run("aggregate", package, "-o", "out", "--reports", "none").stderr
    assert "No report" not in said
    ended = run("aggregate", package, "-o", "out", "--reports", package)
    assert ended.exit_code == 2
    assert "is no report for the trend" in ended.stderr


def test_too_little_memory_is_no_fault_of_ours(run, package: Path) -> None:
    """It is said what to do, and how much was allowed."""
    ended = run("aggregate", package, "-o", "out", "--memory-limit", "1MB")
    assert ended.exit_code == 2
    assert "DuckDB needs more memory than 1MB" in ended.stderr
    assert "--memory-limit" in ended.stderr
