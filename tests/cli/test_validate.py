"""`validate` on real files."""

import json
from pathlib import Path

import openpyxl
import pytest


def test_a_package_that_conforms(run, package: Path):
    """A sound package ends with exit code 0 and the verdict on standard output."""
    result = run("validate", str(package))
    assert result.exit_code == 0
    # A long path has a line of its own.
    assert " ".join(result.stdout.split()).startswith(f"{package} · json · ")
    assert "records are ready" in result.stdout.splitlines()[-1]
    assert result.stderr == ""


def test_a_fault_is_shown_at_its_place(run, broken: Path, many: int):
    """A faulty value is exit code 1, and is shown at its pointer."""
    result = run("validate", str(broken))
    assert result.exit_code == 1
    assert "error[EXS222] “FIN”" in result.stdout
    assert "/country" in result.stdout
    assert f"1 place to fix in {many} records; {many - 1} records are ready" in result.stdout


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on(run, package: Path, level: str, code: int):
    """The exit code is 1 from the severity that was named on."""
    assert run("validate", str(package), "--fail-on", level).exit_code == code


def test_a_missing_file_is_a_finding(run, package: Path):
    """A missing file is EXS020 and exit code 3, and the other files are still checked."""
    result = run("validate", "none.json", str(package), "--output-format", "json")
    assert result.exit_code == 3
    report = json.loads(result.stdout)
    assert [one["code"] for one in report["findings"] if one["severity"] == "error"] == ["EXS020"]
    assert [one["readable"] for one in report["inputs"]] == [False, True]


def test_standard_input(run, package: Path):
    """A dash is standard input."""
    result = run("validate", "-", "-q", input=package.read_bytes())
    assert result.exit_code == 0
    assert result.stdout.startswith("<stdin> · json · ")


def test_reports_are_written_by_suffix(run, broken: Path, tmp_path: Path):
    """Each -o writes the report that its suffix names; standard output still has its own."""
    result = run("validate", str(broken), "-o", "r.html", "-o", "r.json", "-o", "r.txt",
                 "--output-format", "concise")  # fmt: skip
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["Written: r.html", "Written: r.json", "Written: r.txt"]
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["ok"]
    assert "error[EXS222]" in (tmp_path / "r.txt").read_text(encoding="utf-8")
    assert f"{broken}:" in result.stdout


def test_a_report_of_no_known_kind_is_refused_first(run):
    """Nothing is read before the reports that were asked for are known."""
    result = run("validate", "none.json", "-o", "r.pdf")
    assert result.exit_code == 2
    assert "'.pdf' is no format" in result.stderr


def test_a_report_that_cannot_be_written(run, package: Path):
    """A report in a folder that does not exist is wrong use, said plainly."""
    result = run("validate", str(package), "-o", "none/r.json")
    assert result.exit_code == 2
    assert "none/r.json cannot be written" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("validate", "package.json", "--previous", "beside", "-o", "beside"),
        ("validate", "package.json", "--profile", "beside", "-o", "beside"),
        ("diff", "package.json", "package.json", "--about", "beside", "-o", "beside"),
        ("query", "FROM cities", "package.json", "--about", "beside", "-o", "beside"),
        ("fix", "package.json", "--about", "beside", "-o", "beside", "--overwrite"),
        ("convert", "package.json", "beside", "--map", "beside", "--to", "json"),
        ("merge", "package.json", "--same", "beside", "-o", "all.json", "--origins", "beside"),
        ("merge", "package.json", "--about", "beside", "-o", "beside"),
        ("match", "package.json", "--weights", "beside", "-o", "beside"),
        ("map", "suggest", "package.json", "--about", "beside", "-o", "beside", "--overwrite"),
        ("aggregate", "package.json", "--about", "beside", "-o", "beside"),
        ("tables", "package.json", "--map", "beside", "-o", "beside"),
    ],
)
def test_what_is_read_beside_the_inputs_is_not_written_over(run, package: Path, command):
    """A result never takes the place of a header, mapping, profile or earlier release."""
    beside = package.with_name("beside.json")
    beside.write_bytes(package.read_bytes())
    result = run(*("beside.json" if part == "beside" else part for part in command))
    assert result.exit_code == 2
    assert "beside.json" in result.stderr
    assert beside.read_bytes() == package.read_bytes()


def test_beside_a_report_in_a_file_the_terminal_shows_the_sum_only(run, broken: Path):
    """What was read and the verdict; the whole report is in the file, or shown when asked for."""
    whole = run("validate", str(broken))
    short = run("validate", str(broken), "-o", "r.html")
    assert "EXS" in whole.stdout
    assert "EXS" not in short.stdout
    assert short.stdout.splitlines()[0] == whole.stdout.splitlines()[0]
    assert short.stdout.splitlines()[-1] == whole.stdout.splitlines()[-1]
    assert "Written: r.html" in short.stderr
    assert short.exit_code == whole.exit_code == 1
    asked = run("validate", str(broken), "-o", "r.html", "--output-format", "full")
    assert asked.stdout == whole.stdout


def test_what_we_wrote_beside_the_inputs_is_left_aside(run, tmp_path: Path):
    """Reports and copies are no submissions when a pattern catches them; alone a copy is read."""
    visits = "id,kind,visitors,hosts\nex:v,Study visit,ex:a,ex:b\n"
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(visits)
    assert run("fix", "a.csv").exit_code == 0
    reports = ("r.html", "r.json", "r.csv", "r.xlsx", "r.sarif")
    run("validate", "a.csv", *(part for name in reports for part in ("-o", name)))
    names = sorted(path.name for path in tmp_path.iterdir())
    result = run("validate", *names, "-o", "r.json")
    summary = json.loads((tmp_path / "r.json").read_text())
    assert [one["file"] for one in summary["inputs"]] == ["a.csv", "b.csv"]
    for name in reports:
        assert f"Left aside: {name} is a report of this program" in result.stderr
    assert "Left aside: a.fixed.csv is a repaired copy of a.csv" in result.stderr
    alone = run("validate", "a.fixed.csv")
    assert "Left aside" not in alone.stderr
    assert "1 visit" in alone.stdout
    merged = run("merge", "a.csv", "a.fixed.csv", "-o", "all.json", "--prefix", "ex")
    assert "Left aside: a.fixed.csv" in merged.stderr


def test_a_marked_copy_that_came_back_corrected(run, tmp_path: Path, repository: Path):
    """It is never passed over without a word for the file that it was made of."""
    book = (repository / "examples/broken/inspiration-day.xlsx").read_bytes()
    (tmp_path / "ret").mkdir()
    (tmp_path / "ret/lyon.xlsx").write_bytes(book)
    run("validate", "ret/lyon.xlsx", "-o", "ret/lyon.checked.xlsx")
    both = ("ret/lyon.xlsx", "ret/lyon.checked.xlsx")
    told = (
        "Left aside: ret/lyon.checked.xlsx is a copy with marks of lyon.xlsx; ret/lyon.xlsx is read"
    )
    for names in (both, ["ret"]):
        same = run("validate", *names)
        assert same.exit_code == 1
        assert told in " ".join(same.stderr.split())
    marked = openpyxl.load_workbook(tmp_path / "ret/lyon.checked.xlsx")
    sheet = next(one for one in marked.worksheets if one.title == "Visits")
    sheet.cell(sheet.max_row, 1).value = "corrected"
    marked.save(tmp_path / "ret/lyon.checked.xlsx")
    for command in (
        ["validate"],
        ["fix", "--diff"],
        ["merge", "-o", "all.json"],
        ["query", "SELECT 1"],
    ):
        result = run(*command, *both)
        assert result.exit_code == 2, command
        words = " ".join(result.stderr.split())
        assert "the cells of the two are no longer the same; give only the one that holds" in words
        assert "ret/lyon.checked.xlsx if it came back corrected, else ret/lyon.xlsx" in words
    folder = " ".join(run("validate", "ret").stderr.split())
    assert "the cells of the two are no longer the same: ret/lyon.xlsx is read." in folder
    assert "give its name and not lyon.xlsx" in folder
    for name in both:
        assert "no longer the same" not in run("validate", name).stderr


def test_select_and_ignore(run, broken: Path):
    """Codes, beginnings of codes and slugs choose what is looked at."""

    def codes(*arguments):
        result = run("validate", str(broken), "--output-format", "json", *arguments)
        return set(json.loads(result.stdout)["codes"])

    assert codes("--select", "EXS2") == {"EXS222"}
    assert codes("--select", "unknown-country,EXS5", "--ignore", "EXS5") == {"EXS222"}
    assert "EXS222" not in codes("--ignore", "unknown-country")
    result = run("validate", str(broken), "--select", "unknown-contry")
    assert result.exit_code == 2
    assert "Did you mean unknown-country" in result.stderr


def test_rules_left_out_are_named(run, package: Path):
    """What was left out on request is said among the rules that did not run."""
    result = run("validate", str(package), "--ignore", "EXS201")
    assert "1 rule was left out on request" in " ".join(result.stdout.split())


def test_max_findings(run, broken: Path):
    """Findings beyond the number are counted, not kept."""
    result = run("validate", str(broken), "--max-findings", "1", "--output-format", "json")
    report = json.loads(result.stdout)
    assert report["truncated"]
    assert [one["code"] for one in report["findings"]] == ["EXS902", "EXS222"]
    assert sum(report["counts"].values()) > 1


def test_statistics(run, broken: Path):
    """Counts of each code go to stderr, beside a result that programs can still read."""
    result = run("validate", str(broken), "--statistics", "--output-format", "json")
    json.loads(result.stdout)
    assert "       1  EXS222  error    unknown-country" in result.stderr.splitlines()


def test_mask(run, broken: Path):
    """A masked report has the place and not the value."""
    result = run("validate", str(broken), "--mask", "--output-format", "json")
    assert '"FIN"' not in result.stdout
    assert "“FIN”" not in result.stdout
    assert "/country" in result.stdout


def test_limits(run, package: Path):
    """A limit can be lowered and raised by name; a wrong one is wrong use."""
    result = run("validate", str(package), "--limit", "document-bytes=10")
    assert result.exit_code == 3
    assert "EXS018" in result.stdout
    assert run("validate", str(package), "--limit", "document_bytes=1G").exit_code == 0
    assert run("validate", str(package), "--limit", "document-bytes=512MiB").exit_code == 0
    for text, words in (("document-byte=1", "Did you mean document-bytes?"), ("json-depth=x", "'x'"),
                        ("json-depth", "is no number")):  # fmt: skip
        result = run("validate", str(package), "--limit", text)
        assert result.exit_code == 2
        assert words in " ".join(result.stderr.split())


def test_today(run, package: Path):
    """The day of today can be set; a text that is no day is wrong use."""
    assert run("validate", str(package), "--today", "2024-01-31").exit_code == 0
    result = run("validate", str(package), "--today", "31/1/2024")
    assert result.exit_code == 2
    assert "'31/1/2024' is no day" in result.stderr


def test_a_table_gets_a_header(run, package: Path, tmp_path: Path):
    """A lone table takes its header from options, or from a file of any format."""
    table = tmp_path / "cities.csv"
    table.write_text("id,name,country\nvantaa,Vantaa,FI\n", encoding="utf-8")

    def codes(*arguments):
        report = json.loads(
            run("validate", "cities.csv", "--output-format", "json", *arguments).stdout
        )
        return set(report["codes"])

    assert "EXS021" in codes()
    assert "EXS021" not in codes("--about", str(package))
    assert not {"EXS109", "EXS110", "EXS115"} & codes("--prefix", "ex", "--language", "fi")


def test_options_make_a_lone_table_no_worse(run, tmp_path: Path):
    """What options leave open of the header is said once, as a warning that names it."""
    (tmp_path / "cities.csv").write_text("id,name,country\nvantaa,Vantaa,FI\n", encoding="utf-8")
    line = ("validate", "cities.csv", "--language", "fi", "--prefix", "ex")
    result = run(*line, "--output-format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    header = [one for one in report["findings"] if one["code"] == "EXS021"]
    assert len(header) == 1
    assert "Publisher" in header[0]["params"]["missing"]
    assert not {"Prefix", "Language"} & set(header[0]["params"]["missing"])
    assert "not stated: exchangespec," in header[0]["message"].casefold()
    assert {one["location"].get("record") for one in report["findings"]} <= {None, "ex:vantaa"}


@pytest.mark.parametrize("prefix", ["Ex", "e", "ex:", "9ex", "e x", "ex\n"])
def test_a_bad_prefix_is_wrong_use(run, prefix: str):
    """What cannot be a prefix is refused, with what one looks like."""
    result = run("validate", "cities.csv", "--prefix", prefix)
    assert result.exit_code == 2
    assert "such as vvsg" in " ".join(result.stderr.split())


def test_a_header_that_is_not_there(run, tmp_path: Path):
    """A missing file of the header is exit code 3; one without a header is wrong use."""
    (tmp_path / "cities.csv").write_text("id,name,country\nvantaa,Vantaa,FI\n", encoding="utf-8")
    result = run("validate", "cities.csv", "--about", "none.json")
    assert result.exit_code == 3
    assert "none.json: error EXS020" in result.stderr
    assert run("validate", "cities.csv", "--about", "cities.csv").exit_code == 2


def test_an_unknown_encoding(run, package: Path):
    """An encoding that does not exist is wrong use."""
    result = run("validate", str(package), "--encoding", "utf-88")
    assert result.exit_code == 2
    assert "'utf-88' is no known encoding" in result.stderr


def test_together(run, tmp_path: Path):
    """Files taken together may refer to each other; apart they may not."""
    (tmp_path / "cities.csv").write_text(
        "id,name,country\nex:a,A,FI\nex:b,B,SE\n", encoding="utf-8"
    )
    (tmp_path / "visits.csv").write_text(
        "id,kind,visitors,hosts,start\nex:v,study_visit,ex:a,ex:b,2020\n", encoding="utf-8"
    )
    line = ("validate", "cities.csv", "visits.csv", "--prefix", "ex", "--language", "en",
            "--output-format", "concise")  # fmt: skip
    assert "EXS301" in run(*line).stdout
    assert "EXS301" not in run(*line, "--together").stdout


def test_infos_are_shown_when_asked_for(run, package: Path):
    """-v shows infos with their places, before or after the command."""
    assert "info[EXS" not in run("validate", str(package)).stdout
    assert "info[EXS" in run("validate", "-v", str(package)).stdout
    assert "info[EXS" in run("-v", "validate", str(package)).stdout


def test_quiet(run, package: Path):
    """-q keeps notes from stderr."""
    assert run("validate", "-q", str(package), "-o", "r.json").stderr == ""


@pytest.mark.parametrize("name", ["package.json", "./package.json", "../{folder}/package.json"])
def test_a_report_is_never_written_over_an_input(run, package: Path, name: str):
    """An output that is an input, however it is called, is wrong use and changes nothing."""
    before = package.read_bytes()
    name = name.format(folder=package.parent.name)
    result = run("validate", "package.json", "-o", name)
    assert result.exit_code == 2
    assert f"{name} would be written over the input package.json" in result.stderr
    assert package.read_bytes() == before


def test_a_report_is_never_written_over_a_link_to_an_input(run, package: Path, tmp_path: Path):
    """A link to an input is the input."""
    (tmp_path / "link.json").symlink_to(package)
    assert run("validate", str(package), "-o", "link.json").exit_code == 2
    assert run("validate", "cities.csv", "--about", str(package), "-o", str(package)).exit_code == 2


def test_a_report_is_never_written_over_a_table_of_an_input(run, tmp_path: Path):
    """The tables of a folder are its parts; another file may be written beside them."""
    (tmp_path / "tables").mkdir()
    table = tmp_path / "tables" / "cities.txt"
    table.write_text("id,name,country\nex:a,A,FI\n", encoding="utf-8")
    assert run("validate", "tables", "-o", "tables/cities.txt").exit_code == 2
    assert table.read_text(encoding="utf-8").startswith("id,")
    assert run("validate", "tables", "-o", "tables/report.html").exit_code == 0


def test_a_folder_of_submissions_is_told_the_way_out(run, package: Path, tmp_path: Path):
    """A folder without tables is exit code 3, and its files can be given instead."""
    (tmp_path / "submissions").mkdir()
    package.rename(tmp_path / "submissions" / "a.json")
    result = run("validate", "submissions/")
    assert result.exit_code == 3
    words = " ".join(result.stdout.split())
    assert "found: a.json." in words
    assert "Give the files themselves (submissions/*)" in words
    assert "exchangespec template" in words


def test_a_folder_of_workbooks_is_each_of_them(run, tmp_path: Path):
    """What is no submission is named; what this program has written there is left."""
    folder = tmp_path / "partners"
    (folder / "old").mkdir(parents=True)
    assert run("template", "-o", "partners/lyon.xlsx").exit_code == 0
    assert run("template", "-o", "partners/riga.ods").exit_code == 0
    for name in ("~$lyon.xlsx", ".hidden", "letter.docx", "README.txt"):
        (folder / name).write_bytes(b"x")
    named = run("validate", "partners", "-o", "partners/report.csv", "-o", "report.json")
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [one["file"] for one in found["inputs"]] == ["partners/lyon.xlsx", "partners/riga.ods"]
    assert named.exit_code == 1
    again = run("validate", "partners/", "-o", "report.json")
    assert again.exit_code == 1
    told = [line for line in again.stderr.splitlines() if line.startswith("Left aside")]
    assert told == [
        "Left aside: partners/report.csv is a report of this program.",
        "Left aside: partners/README.txt is no file that is read.",
        "Left aside: partners/letter.docx is no file that is read.",
        "Left aside: partners/old/ is no file that is read.",
    ]
    assert (tmp_path / "report.json").exists()


@pytest.mark.parametrize("name", ["notes.xlsx", "readme.xlsx"])
def test_a_workbook_is_read_whatever_its_name(run, tmp_path: Path, name: str):
    """Only texts of such names are for whoever opens the folder."""
    (tmp_path / "partners").mkdir()
    assert run("template", "-o", f"partners/{name}").exit_code == 0
    (tmp_path / "partners" / "readme.txt").write_text("Please read", encoding="utf-8")
    run("validate", "partners", "-o", "report.json")
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    read = [(one["file"], one["format"]) for one in found["inputs"]]
    assert read == [(f"partners/{name}", "xlsx")]


def test_a_workbook_beside_csv_tables_is_not_read_for_them(run, tmp_path: Path):
    """The tables of the folder are the submission, and the workbook is said to be left out."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "cities.csv").write_text("id,name,country\nex:a,A,FI\n", "utf-8")
    assert run("template", "-o", "tables/lyon.xlsx").exit_code == 0
    result = run("validate", "tables", "--output-format", "concise")
    told = [line for line in result.stdout.splitlines() if line.startswith("tables/lyon.xlsx:")]
    assert [line.split()[1:3] for line in told] == [["warning", "EXS006"]]


@pytest.mark.parametrize("command", ["validate", "fix", "merge", "aggregate", "tables"])
def test_an_empty_name_is_wrong_use(run, command: str, tmp_path: Path):
    """It is never taken for the folder one is in."""
    (tmp_path / "cities.csv").write_text("id,name,country\nex:a,A,FI\n", encoding="utf-8")
    more = () if command in {"validate", "fix"} else ("-o", "made")
    result = run(command, "", *more)
    assert result.exit_code == 2
    assert "empty name" in result.stderr
    assert run("convert", "", "made.json").exit_code == 2


def test_an_empty_folder_is_said_to_be_empty(run, tmp_path: Path):
    """An empty folder has no list of what was found."""
    (tmp_path / "empty").mkdir()
    result = run("validate", "empty", "--output-format", "concise")
    assert result.exit_code == 3
    assert result.stdout == "empty: error EXS004 The folder is empty: there is no file in it.\n"


def test_a_shacl_report(run, broken: Path):
    """The report of SHACL goes to standard output as Turtle; the exit code is that of the check."""
    result = run("validate", str(broken), "--output-format", "shacl")
    assert result.exit_code == 1
    assert "[] a sh:ValidationReport ;\n    sh:conforms false ;" in result.stdout
    assert "sh:resultSeverity sh:Violation ;" in result.stdout
