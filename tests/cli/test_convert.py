"""`convert` on real files."""

import codecs
import json
import sys
from pathlib import Path

import pytest

from exchangespec.conversion import Conversion


def test_a_round_trip(run, package: Path, tmp_path: Path, many: int):
    """A package goes to a workbook and back without a change, verified on the way."""
    result = run("convert", str(package), "a.xlsx", "--verify")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"Converted {many} records to Excel workbook in 1 file.",
        "Read back and compared: every record is the same.",
    ]
    assert run("convert", "a.xlsx", "b.json", "-q").exit_code == 0
    assert (tmp_path / "b.json").read_bytes() == package.read_bytes()


def test_standard_output(run, package: Path, many: int):
    """A dash is standard output, and input; only the result is written to it."""
    result = run("convert", "-", "-", "--to", "ndjson", input=package.read_bytes())
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == many + 1
    assert all(json.loads(line) for line in lines)


@pytest.mark.parametrize(
    "arguments", [["-"], ["-", "--to", "csv"], ["-", "--to", "json", "--verify"]]
)
def test_what_standard_output_cannot_be(run, package: Path, arguments: list[str]):
    """Standard output needs a format of one file, and cannot be read back."""
    assert run("convert", str(package), *arguments).exit_code == 2


def test_a_missing_input(run):
    """A missing input is exit code 3 and leaves no output."""
    result = run("convert", "none.json", "a.xlsx")
    assert result.exit_code == 3
    assert "EXS020" in result.stderr
    assert not Path("a.xlsx").exists()


def test_a_format_that_cannot_be_told(run, package: Path):
    """An unknown suffix is wrong use."""
    result = run("convert", str(package), "a.docx")
    assert result.exit_code == 2
    assert "'.docx' is no format" in result.stderr


def test_a_target_that_cannot_be_written(run, package: Path):
    """A target below a file is wrong use, no fault of ours."""
    result = run("convert", str(package), f"{package}/a.json")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_loss(run, package: Path):
    """What one table cannot hold stops the conversion, or is named when that is tolerated."""
    result = run("convert", str(package), "a.csv")
    assert result.exit_code == 1
    assert "would lose" in result.stderr
    assert not Path("a.csv").exists()
    result = run("convert", str(package), "a.csv", "--on-loss", "warn")
    assert result.exit_code == 0
    assert "Lost: " in result.stderr


def test_errors_of_the_input_are_mentioned(run, broken: Path):
    """A faulty input is converted, and said to be faulty."""
    result = run("convert", str(broken), "a.ndjson")
    assert result.exit_code == 0
    told = "Reading found 1 error; `exchangespec validate` shows where, and looks for more."
    assert told in result.stderr


def test_lenient(run, package: Path, tmp_path: Path):
    """Safe repairs are applied when asked for."""
    data = json.loads(package.read_text(encoding="utf-8"))
    record = next(one for one in data["records"] if one.get("sources"))
    wanted = record["sources"] = record["sources"][:1]
    record["sources"] = wanted[0]
    package.write_text(json.dumps(data), encoding="utf-8")
    assert run("validate", str(package)).exit_code == 1
    assert run("convert", str(package), "a.json", "--lenient").exit_code == 0
    mended = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert next(one for one in mended["records"] if one["id"] == record["id"])["sources"] == wanted


def test_a_difference_is_exit_code_1(run, package: Path, monkeypatch: pytest.MonkeyPatch):
    """If the result read back differently, the records would be named."""
    monkeypatch.setattr("exchangespec.conversion.verify", lambda *_given: ["ex:one", "header"])
    assert Conversion  # the module is loaded, so that the change holds
    result = run("convert", str(package), "a.ndjson", "--verify")
    assert result.exit_code == 1
    assert "Read back differently: ex:one, header" in result.stderr


def test_a_source_is_never_written_over(run, package: Path, tmp_path: Path):
    """A target that is the source, its folder, or one of its tables is wrong use."""
    before = package.read_bytes()
    result = run("convert", "package.json", f"../{tmp_path.name}/package.json")
    assert result.exit_code == 2
    assert "would be written over the input package.json" in result.stderr
    assert package.read_bytes() == before
    assert run("convert", "package.json", "tables", "--to", "csv").exit_code == 0
    tables = {path: path.read_bytes() for path in (tmp_path / "tables").iterdir()}
    for line in (("tables", "tables/", "--to", "csv"), ("tables", "tables/cities.csv"),
                 ("tables/cities.csv", "tables", "--to", "csv")):  # fmt: skip
        assert run("convert", *line, "--on-loss", "warn").exit_code == 2, line
    assert {path: path.read_bytes() for path in (tmp_path / "tables").iterdir()} == tables


def test_tables_may_stand_beside_their_source(run, package: Path, tmp_path: Path):
    """A source that is no table is not changed by tables in its folder."""
    assert run("convert", "package.json", ".", "--to", "csv").exit_code == 0
    assert (tmp_path / "about.csv").is_file()


@pytest.fixture
def _without_zstd(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that has no library for zstd."""
    for name in ("compression", "zstandard"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.usefixtures("_without_zstd")
def test_a_missing_part_is_named_with_its_extra(run, package: Path, tmp_path: Path):
    """Writing and reading zstd without its library is no fault of ours; the way to it is said."""
    result = run("convert", str(package), "a.ndjson.zst")
    assert result.exit_code == 2
    assert "pip install 'exchangespec[zstd]'" in result.stderr
    (tmp_path / "b.ndjson.zst").write_bytes(b"\x28\xb5\x2f\xfd and so on")
    result = run("validate", "b.ndjson.zst")
    assert result.exit_code == 3
    assert "pip install 'exchangespec[zstd]'" in " ".join(result.stdout.split())


def test_a_lone_table_with_options_loses_nothing(run, tmp_path: Path):
    """What options leave open of the header was never there, so it is no loss."""
    (tmp_path / "cities.csv").write_text("id,name,country\na,A,FI\n", encoding="utf-8")
    result = run("convert", "cities.csv", "a.json", "--prefix", "ex", "--language", "fi")
    assert (result.exit_code, "would lose" in result.stderr) == (0, False)


@pytest.mark.parametrize("target", ["a.xlsx", "a.ttl", "tables"])
def test_a_loss_has_its_place(run, broken: Path, target: str):
    """A value that is not valid is named with the place it has in the source."""
    result = run("convert", str(broken), target)
    assert result.exit_code == 1
    line = next(line for line in result.stderr.splitlines() if "which is not valid" in line)
    assert line.startswith("- vantaa:")
    assert f": country, which is not valid ({broken}:" in line


def test_invalid_values_that_are_kept_are_spoken_of(run, broken: Path, tmp_path: Path):
    """JSON keeps what is not valid, and that it does is said."""
    result = run("convert", str(broken), "a.json")
    assert result.exit_code == 0
    assert "1 value that is not valid was kept as it is." in result.stderr
    assert '"FIN"' in (tmp_path / "a.json").read_text(encoding="utf-8")
    assert "kept" not in run("convert", str(broken), "a.json", "-q").stderr


def test_the_aligned_layer(run, package: Path, tmp_path: Path):
    """Official vocabularies come beside ours, and reading the result gives the same records."""
    result = run("convert", str(package), "a.ttl", "--aligned", "--verify")
    assert result.exit_code == 0, result.stderr
    assert "Read back and compared: every record is the same." in result.stderr
    assert "a cv:PublicOrganisation" in (tmp_path / "a.ttl").read_text("utf-8")
    result = run("convert", str(package), "-", "--to", "nquads", "--aligned")
    assert "#aligned> .\n" in result.stdout


def test_json_ld_with_the_context_in_it(run, package: Path, tmp_path: Path):
    """The context comes along, and the result is ours still; other formats have no place for it."""
    result = run("convert", str(package), "a.jsonld", "--inline-context", "--verify")
    assert result.exit_code == 0, result.stderr
    assert '"@version": 1.1' in (tmp_path / "a.jsonld").read_text("utf-8")
    found = [
        json.loads(run("validate", str(name), "--output-format", "json").stdout)["findings"]
        for name in ("a.jsonld", package)
    ]
    assert [
        [(one["code"], one["location"].get("pointer")) for one in findings] for findings in found
    ] == [[(one["code"], one["location"].get("pointer")) for one in found[0]]] * 2
    assert found[0]
    result = run("convert", str(package), "b.json", "--inline-context")
    assert result.exit_code == 2
    assert "cannot hold the context itself; what can: jsonld" in result.stderr


def test_sorted_lines(run, package: Path, tmp_path: Path):
    """N-Quads keep the order of the input; sorted, two orders of the same package are one file."""
    run("convert", str(package), "a.ndjson", "--sorted")
    header, *records = (tmp_path / "a.ndjson").read_text("utf-8").splitlines()
    (tmp_path / "b.ndjson").write_text("\n".join([header, *records[::-1]]) + "\n", "utf-8")
    for options in ([], ["--sorted"]):
        for name in "ab":
            line = ("convert", f"{name}.ndjson", f"{name}.nq", "--overwrite", *options)
            assert run(*line).exit_code == 0
        one, two = ((tmp_path / f"{name}.nq").read_text("utf-8") for name in "ab")
        assert (one == two) is bool(options)
        assert sorted(one.splitlines()) == sorted(two.splitlines())


@pytest.mark.parametrize("target", ["a.xlsx", "a.json", "a.jsonld", "tables"])
def test_formats_without_an_aligned_layer(run, package: Path, target: str):
    """Only some formats of RDF can hold the layer; of others it is wrong use to ask for it."""
    result = run("convert", str(package), target, "--aligned")
    assert result.exit_code == 2
    assert "cannot hold the aligned layer; what can: turtle, trig" in result.stderr
    assert not Path(target).exists()


def test_nothing_is_written_over_unless_told(run, package: Path, tmp_path: Path):
    """Neither a file nor the tables of a folder; the answer to a question neither."""
    database = pytest.importorskip("duckdb")
    assert database
    for command, target in (
        (("convert", "package.json", "a.xlsx"), "a.xlsx"),
        (("convert", "package.json", "tables", "--to", "csv"), "tables/about.csv"),
        (("query", "SELECT 1 AS one", "package.json", "-o", "one.csv"), "one.csv"),
    ):
        assert run(*command).exit_code == 0
        (tmp_path / target).write_bytes(b"mine")
        refused = run(*command)
        assert refused.exit_code == 2
        assert "--overwrite replaces" in refused.stderr
        assert (tmp_path / target).read_bytes() == b"mine"
        assert run(*command, "--overwrite").exit_code == 0
        assert (tmp_path / target).read_bytes() != b"mine"


def test_a_device_holds_nothing(run, package: Path):
    """What is written there is gone, so nothing is replaced."""
    for _ in range(2):
        assert run("convert", str(package), "/dev/null", "--to", "json").exit_code == 0


def test_csv_that_excel_knows_for_utf_8(run, package: Path, tmp_path: Path):
    """Each table begins with the mark, nothing else, and what is read back is the same."""
    plain, marked = (
        ("convert", "package.json", name, "--to", "csv", "--verify", *options)
        for name, options in (("plain", ()), ("marked", ("--bom",)))
    )
    assert run(*plain).exit_code == run(*marked).exit_code == 0
    for path in (tmp_path / "plain").iterdir():
        mark = codecs.BOM_UTF8 if path.suffix == ".csv" else b""
        assert (tmp_path / "marked" / path.name).read_bytes() == mark + path.read_bytes()
    assert run("convert", "marked", "back.json").exit_code == 0
    assert run("convert", "plain", "other.json").exit_code == 0
    assert Path("back.json").read_bytes() == Path("other.json").read_bytes()
    refused = run("convert", "package.json", "a.csv.zip", "--bom")
    assert refused.exit_code == 2
    assert "cannot begin with a byte order mark; what can: csv, csv-table" in refused.stderr


def test_an_answer_that_excel_knows_for_utf_8(run, package: Path):
    """Only as CSV; elsewhere the mark would be no part of the form."""
    pytest.importorskip("duckdb")
    asked = ("query", "SELECT 'Besançon' AS name", "package.json")
    assert run(*asked, "-o", "a.csv", "--bom").exit_code == 0
    assert Path("a.csv").read_bytes() == codecs.BOM_UTF8 + "name\r\nBesançon\r\n".encode()
    assert run(*asked, "-o", "a.json", "--bom").exit_code == 2
