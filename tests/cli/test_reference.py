"""The commands that show what the standard says: explain, codelist, schema, template, doctor."""

import csv
import io
import json
import re
import tomllib
from pathlib import Path

import pytest

from exchangespec import codelists, spec
from exchangespec.rules import BY_CODE, RULES


@pytest.mark.parametrize("name", ["EXS201", "exs201", "value-not-in-list"])
def test_explain_a_rule(run, name: str):
    """A rule is found by its code, in any case, and by its slug."""
    assert run("explain", name).stdout.startswith("EXS201 value-not-in-list (error)\n")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Visit", "Visit\n\nA visit of one party"),
        ("mentoringpair", "MentoringPair\n"),
        ("header", "Header\n"),
        ("hosts", "hosts\n\nIn Event: “Hosts”"),
        ("Visit.hosts", "Visit.hosts\n\nIn Visit: “Hosts”"),
        ("personal_data", "personal_data\n\nIn Header:"),
    ],
)
def test_explain_a_type_or_a_field(run, name: str, start: str):
    """A type, a field of one type, and a field wherever it is used."""
    result = run("explain", name)
    assert result.exit_code == 0
    assert result.stdout.startswith(start)


def test_explain_names_the_code_list(run):
    """A field with codes points to the list."""
    assert "exchangespec codelist show event_format" in run("explain", "Visit.format").stdout
    # Wherever the line ends.
    shown = " ".join(run("explain", "EXS201").stdout.split())
    assert "exchangespec codelist show" in shown


@pytest.mark.parametrize(
    ("word", "start"),
    [
        ("Agenda", "Event\n"),
        ("Cities", "City\n"),
        ("Plan items", "PlanItem\n"),
        ("mentoring_pairs", "MentoringPair\n"),
        ("About", "Header\n"),
        ("How many", "How many\n\nIn Event.attendance: “Attendance”"),
        ("Personal data", "Personal data\n\nIn Header.personal_data:"),
        ("  wikidata/geonames", "  wikidata/geonames\n\nIn City.identifiers:"),
        ("event_format", "event_format\n\nWhether people meet"),
        ("programming_period", "programming_period\n"),
    ],
)
def test_explain_a_word_in_a_table(run, word: str, start: str):
    """What stands over sheets and columns of a template has a page, as has each code list."""
    result = run("explain", word)
    assert result.exit_code == 0
    assert result.stdout.startswith(start)


def test_explain_a_code_list(run):
    """The page of a code list has all its codes."""
    page = json.loads(run("explain", "event_format", "--output-format", "json").stdout)
    assert list(page["codes"]) == list(codelists.codelist("event_format").codes)


def test_explain_a_field_that_is_a_sheet_too(run):
    """Where a field and a sheet share a name both are told."""
    text = run("explain", "cities").stdout
    assert text.startswith("cities\n\nIn Event, Visit:")
    assert text.endswith("exchangespec explain City\n")


@pytest.mark.parametrize(
    ("name", "first"), [("EXS2", "EXS2"), ("exs20x", "EXS20"), ("EXS2xx", "EXS2")]
)
def test_explain_a_family(run, name: str, first: str):
    """The beginning of codes lists the rules that have it."""
    page = json.loads(run("explain", name, "--output-format", "json").stdout)
    assert [one["code"] for one in page["rules"]] == [
        code for code in BY_CODE if code.startswith(first)
    ]
    lines = run("explain", name).stdout.splitlines()
    assert lines[1].startswith("EXS201  value-not-in-list  ")


@pytest.mark.parametrize("name", ["EXS8", "EXS2x1", "EXS20xx", "EXSX1"])
def test_explain_no_family(run, name: str):
    """What begins no code is wrong use."""
    assert run("explain", name).exit_code == 2


@pytest.mark.parametrize(
    ("name", "guess"),
    [("EXS2011", "EXS201"), ("value-not-in-lst", "value-not-in-list"), ("Vist", "Visit"),
     ("Visit.hostz", "Visit.hosts")],
)  # fmt: skip
def test_explain_guesses(run, name: str, guess: str):
    """A slip is wrong use, with the nearest names."""
    result = run("explain", name)
    assert result.exit_code == 2
    assert guess in result.stderr.partition("Did you mean")[2]


def test_explain_all(run):
    """The whole manual is the catalogue of rules, as JSON and as text."""
    whole = json.loads(run("explain", "--all", "--output-format", "json").stdout)
    assert [one["code"] for one in whole["rules"]] == list(BY_CODE)
    text = run("explain", "--all").stdout
    assert all(f"\n{rule.code} {slug} (" in f"\n{text}" for slug, rule in RULES.items())
    assert run("explain").exit_code == 2
    assert run("explain", "--all", "EXS201").exit_code == 2


def test_explain_as_json(run):
    """One page as JSON has the same parts."""
    page = json.loads(run("explain", "EXS201", "--output-format", "json").stdout)
    assert page["why"] == BY_CODE["EXS201"].why


def test_codelist_list(run):
    """Every list is listed, with its kind."""
    rows = json.loads(run("codelist", "list", "--output-format", "json").stdout)
    assert [row["name"] for row in rows] == list(codelists.CODELISTS)
    assert "event_format " in run("codelist", "list").stdout


def test_codelist_show(run):
    """The codes of a list, in each form of output."""
    codes = list(codelists.codelist("event_format").codes)
    table = run("codelist", "show", "event_format").stdout.splitlines()
    assert [line.split()[0] for line in table] == ["Code", *codes]
    text = run("codelist", "show", "event_format", "--output-format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["code"] for row in rows] == codes
    assert {row["deprecated"] for row in rows} <= {"true", "false"}
    result = run("codelist", "show", "event_formt")
    assert result.exit_code == 2
    assert "Did you mean event_format" in result.stderr


def test_codelist_search(run):
    """Codes are found by the words of their labels; nothing found is exit code 1."""
    result = run("codelist", "search", "Peer REVIEW", "--output-format", "json")
    assert {"list": "visit_kind", "code": "peer_review"}.items() <= json.loads(result.stdout)[
        -1
    ].items()
    result = run("codelist", "search", "zzzz")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No code has the words 'zzzz'." in result.stderr


def test_schema_list(run):
    """Every artefact is listed with words of its own."""
    from exchangespec.cli.schema import INTERNAL, LINES
    from exchangespec.emit.artefacts import ARTEFACTS

    text = run("schema").stdout
    assert set(LINES) == ARTEFACTS.keys() - INTERNAL
    assert all(name in text for name in LINES)


@pytest.mark.parametrize("name", ["package", "Visit", "report", "json-schema/package.json"])
def test_schema_print(run, name: str):
    """One schema is printed whole, byte by byte as it is derived."""
    result = run("schema", name)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$id"].startswith(spec.NAMESPACE)


def test_schema_of_several_files(run, tmp_path: Path):
    """Of an artefact of several files the names are listed, or all are written to a folder."""
    names = run("schema", "json-schema").stdout.splitlines()
    assert len(names) >= len(spec.records())
    result = run("schema", "json-schema", "-o", "out")
    assert f"Written: {len(names)} files in out" in result.stderr
    assert all((tmp_path / "out" / name).is_file() for name in names)
    (tmp_path / "file").write_bytes(b"")
    assert run("schema", "json-schema", "-o", "file").exit_code == 2
    assert run("schema", "packge").exit_code == 2


def test_template(run, tmp_path: Path):
    """A template is a workbook in which nothing is wrong yet."""
    result = run("template", "-o", "t.xlsx", "--form", "full")
    assert result.exit_code == 0
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")
    assert run("template").exit_code == 2
    assert run("template", "-o", "-").stdout_bytes.startswith(b"PK")


def test_a_template_replaces_nothing_unasked(run, tmp_path: Path):
    """A workbook that is there stays, unless --overwrite is given."""
    (tmp_path / "filled.xlsx").write_bytes(b"filled in")
    result = run("template", "-o", "filled.xlsx")
    assert result.exit_code == 2
    assert "filled.xlsx is there already" in result.stderr
    assert (tmp_path / "filled.xlsx").read_bytes() == b"filled in"
    assert run("template", "-o", "filled.xlsx", "--overwrite").exit_code == 0
    assert (tmp_path / "filled.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["v.json", "v", "v.csv"])
def test_a_template_is_called_a_workbook(run, tmp_path: Path, name: str):
    """A name that says another format is wrong use, with the name that fits."""
    result = run("template", "-o", name)
    assert result.exit_code == 2
    assert "call it v.xlsx" in result.stderr
    assert not (tmp_path / name).exists()


def test_doctor(run):
    """Versions, optional parts and encodings are shown, as text and as JSON."""
    assert "standard output" in run("doctor").stdout
    facts = json.loads(run("doctor", "--output-format", "json").stdout)
    assert facts["Versions"]["standard"] == spec.STANDARD_VERSION
    assert "missing" not in facts["Required parts"].values()


def test_doctor_knows_every_extra(run, repository: Path):
    """What pyproject.toml lets one install beside the core is looked for, each under its extra."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = json.loads(run("doctor", "--output-format", "json").stdout)["Optional parts"]
    for extra, needs in project["optional-dependencies"].items():
        names = {re.match("[A-Za-z0-9-]+", need)[0] for need in needs}
        assert extra == "all" or names <= told.keys(), f"add {names - told.keys()} to doctor"


def test_doctor_tells_what_is_missing(run, monkeypatch: pytest.MonkeyPatch):
    """An optional part that is not there is named with the way to get it."""
    monkeypatch.setattr("exchangespec.cli.doctor.version_of", lambda _name: None)
    result = run("doctor")
    assert result.exit_code == 0
    assert "not installed (pip install 'exchangespec[fast]')" in result.stdout
