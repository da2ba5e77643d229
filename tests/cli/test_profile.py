"""The command `profile`, and the option that names profiles."""

import json
from pathlib import Path

import openpyxl

from profile_texts import RICH


def test_list_names_the_shipped_ones(run):
    """Each with what it is for."""
    result = run("profile", "list")
    assert result.exit_code == 0
    assert "urbact" in result.stdout
    assert "inclucities" in result.stdout
    assert "open" in result.stdout


def test_show_prints_the_page_or_the_file(run):
    """The page is for people, the file for copying."""
    page = run("profile", "show", "urbact").stdout
    assert "# Profile urbact: URBACT" in page
    assert "URBACT01" in page
    assert run("profile", "show", "urbact", "--output-format", "toml").stdout.startswith("# What")


def test_check_says_why_and_where(run, tmp_path: Path):
    """A profile that relaxes is refused with the line; exit code 1."""
    (tmp_path / "rich.toml").write_text(RICH, encoding="utf-8")
    bad = RICH.replace('"no-source" = "error"', '"dangling-reference" = "warning"')
    (tmp_path / "bad.toml").write_text(bad, encoding="utf-8")
    result = run("profile", "check", "rich.toml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "can be used" in result.stderr
    result = run("profile", "check", "rich.toml", "bad.toml")
    line = bad[: bad.index("dangling")].count("\n") + 1
    assert result.exit_code == 1
    assert result.stdout.startswith(f"bad.toml:{line}: severities.dangling-reference: EXS301")


def test_new_writes_one_that_can_be_used(run, tmp_path: Path):
    """It never replaces a file that is there."""
    assert run("profile", "new", "ours", "-o", "ours.toml", "--title", "Ours").exit_code == 0
    assert run("profile", "check", "ours.toml").exit_code == 0
    assert run("profile", "new", "ours", "-o", "ours.toml").exit_code == 2
    refused = run("profile", "new", "Our Network")
    assert refused.exit_code == 2
    assert "small letters" in refused.stderr


def test_validate_takes_profiles(run, package: Path):
    """A profile adds what it finds; one that is not there is wrong use."""
    plain = json.loads(run("validate", package.name, "--output-format", "json").stdout)
    result = run("validate", package.name, "-p", "urbact", "--output-format", "json")
    with_profile = json.loads(result.stdout)
    assert "EXS716" not in plain["codes"]
    assert with_profile["codes"]["EXS716"] == 1
    assert run("validate", package.name, "-p", "nowhere").exit_code == 2
    both = run("validate", package.name, "-p", "urbact", "-p", "open", "--output-format", "json")
    assert json.loads(both.stdout)["codes"]["EXS716"] == 2


def test_schema_takes_a_profile(run):
    """What is printed is the profile's own."""
    schema = json.loads(run("schema", "package", "--profile", "urbact").stdout)
    assert schema["title"] == "Package, profile URBACT"
    assert "profile urbact" in run("schema", "shapes", "-p", "urbact").stdout
    assert "json-schema" in run("schema", "-p", "urbact").stdout
    assert run("schema", "skos", "-p", "urbact").exit_code == 2


def test_a_converted_file_names_the_profile(run, package: Path):
    """What it names already stays, and is named once."""
    assert run("convert", package.name, "a.json", "-p", "urbact").exit_code == 0
    assert (
        run("convert", "a.json", "b.json", "-p", "urbact", "-p", "open", "--verify").exit_code == 0
    )
    header = json.loads(Path("b.json").read_text(encoding="utf-8"))
    assert header["profiles"] == ["open", "urbact"]


def test_a_template_in_the_language_of_the_messages(run, tmp_path: Path):
    """Either option names it, the more exact one wins, and what names none is refused."""
    for name, options in {
        "named": ["--language", "pl"],
        "spoken": ["--lang", "pl"],
        "both": ["--language", "pl", "--lang", "fr"],
        "neither": [],
        "english": ["--lang", "en"],
    }.items():
        assert run("template", "-o", f"{name}.xlsx", *options).exit_code == 0
    headings = {
        path.stem: [
            cell.value for sheet in openpyxl.load_workbook(path).worksheets for cell in sheet[1]
        ]
        for path in tmp_path.glob("*.xlsx")
    }
    assert headings["spoken"] == headings["named"] == headings["both"]
    assert headings["neither"] == headings["english"] != headings["named"]
    refused = run("template", "-o", "own.xlsx", "--lang", "own")
    assert refused.exit_code == 2
    assert "say --language" in refused.stderr
    assert not (tmp_path / "own.xlsx").exists()


def test_a_template_by_profile_and_kind(run, tmp_path: Path):
    """The suffix tells the kind; the profile and the language are kept in the file."""
    assert run("template", "-o", "t.ods", "-p", "urbact", "--language", "fr").exit_code == 0
    assert (tmp_path / "t.ods").read_bytes()[30:38] == b"mimetype"
    result = run("validate", "t.ods", "--output-format", "json")
    codes = json.loads(result.stdout)["codes"]
    assert codes["EXS716"] == 1
    assert "EXS023" not in codes
    assert run("template", "-o", "t.csv").exit_code == 2
    assert run("template", "-o", "t.xlsx", "--to", "ods").exit_code == 2
