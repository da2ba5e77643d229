"""Bad input never ends in a traceback: it ends in findings, in plain words, with their codes.

Exit code 1 where something could be read, 3 where nothing could, and never 4, which is for our own
faults. Time is bounded by the system (`forked.SECONDS` of CPU), memory is measured.
"""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exchangespec import api, intake
from exchangespec.finding import Fault
from exchangespec.rules import RULES
from hostile.forked import Ended, Program
from hostile.inputs import CASES, CITY, CSV_ROWS, EMPTY, MISSING, UNREADABLE, Case, package

MOST_MEBIBYTES = 500
# Words of Python that no partner should ever read.
PYTHON_WORDS = re.compile(
    r"Traceback|\bNone\b|\w+Error\b|<class|object at 0x|\bdict\b|\bNoneType\b|fault of exchangespec"
)
TARGETS = ("out.json", "out.ndjson.gz", "out.xlsx", "out.csv.zip")
MODULE = (sys.executable, "-X", "utf8", "-m", "exchangespec")


def cases(*, slow: bool, every: int = 1, start: int = 0) -> list[object]:
    """Return cases as parameters; those that take long are marked so, or left out."""
    chosen = [one for one in CASES.values() if slow or not one.slow][start::every]
    return [
        pytest.param(one, id=one.name, marks=[pytest.mark.slow] if one.slow else [])
        for one in chosen
    ]


def check_ended(ended: Ended, allowed: set[int]) -> None:
    """Check that a command ended well: no fault of ours, within bounds."""
    assert ended.exit_code in allowed, ended.stderr[-2000:]
    assert not PYTHON_WORDS.search(ended.stderr), ended.stderr
    assert ended.mebibytes < MOST_MEBIBYTES


@pytest.mark.parametrize("case", cases(slow=True))
def test_validate(program: Program, tmp_path: Path, case: Case):
    """Every bad input ends with its exit code and its codes, and every finding has its words."""
    ended = program.run("validate", case.write(tmp_path), "--output-format", "json", *case.options)
    check_ended(ended, case.exit_codes)
    assert ended.stderr == ""
    assert case.codes <= ended.codes
    findings = ended.report["findings"]
    errors = [one for one in findings if one["severity"] == "error"]
    assert bool(errors) == (ended.exit_code != 0)
    assert len(ended.report["inputs"]) == 1
    assert ended.report["inputs"][0]["readable"] == (ended.exit_code != 3)
    for finding in findings:
        assert finding["message"].endswith((".", "!", "?", "…")), finding
        assert "{" not in finding["message"], finding


@pytest.mark.parametrize("case", cases(slow=False, every=5, start=1))
def test_the_report_for_people(program: Program, tmp_path: Path, case: Case):
    """The same in the words of the report for a terminal, which ends with a verdict."""
    ended = program.run("validate", case.write(tmp_path), *case.options)
    check_ended(ended, case.exit_codes)
    assert ended.stderr == ""
    assert ended.stdout.rstrip().endswith(".")
    assert "Traceback" not in ended.stdout


@pytest.mark.parametrize("command", ["tables", "merge"])
@pytest.mark.parametrize("case", cases(slow=False, every=9, start=4))
def test_tables_and_merges(program: Program, tmp_path: Path, case: Case, command: str):
    """What is not valid is left out and told, what cannot be read ends with its exit code."""
    lenient = ("--on-loss", "warn", "--on-conflict", "last") if command == "merge" else ()
    target = tmp_path / ("out" if command == "tables" else "out.ndjson")
    ended = program.run(command, case.write(tmp_path), "-o", target, *lenient, *case.options)
    check_ended(ended, {0, 1, 3})
    if case.exit_codes == {3}:
        assert ended.exit_code == 3
        assert ended.stderr.strip()


@pytest.mark.parametrize("case", cases(slow=False, every=3, start=2))
def test_convert(program: Program, tmp_path: Path, case: Case):
    """Converting says what would be lost, or that nothing can be read, in the same manner."""
    target = tmp_path / TARGETS[sum(case.name.encode()) % len(TARGETS)]
    ended = program.run("convert", case.write(tmp_path), target, *case.options)
    check_ended(ended, {0, 1, 3})
    assert (ended.exit_code == 0) == target.exists()
    assert ended.stderr.strip()
    if case.exit_codes == {3}:
        assert ended.exit_code == 3


@pytest.mark.parametrize("case", cases(slow=False, every=7, start=0))
def test_together_with_a_good_file(program: Program, tmp_path: Path, case: Case):
    """A bad file does not keep the good ones from being read, beside it or together with it."""
    good = tmp_path / "good.json"
    good.write_bytes(package({**CITY, "id": "ex:good"}))
    bad = case.write(tmp_path)
    for options in ((), ("--together",)):
        ended = program.run("validate", good, bad, good, "--output-format", "json", *options)
        check_ended(ended, {0, 1, 3})
        read = [one["readable"] for one in ended.report["inputs"]]
        assert (len(read), read[0], read[2]) == (3, True, True)
        assert (ended.exit_code == 3) == (not read[1])


# --- files that are none -------------------------------------------------------------------------


def report_of(program: Program, path: str | Path, exit_code: int) -> Ended:
    """Check a path and return how that ended."""
    ended = program.run("validate", path, "--output-format", "json")
    check_ended(ended, {exit_code})
    return ended


@pytest.mark.parametrize(
    "name",
    ["none.json", "none.xlsx", "no/such/folder/a.csv", "a\0b.json", "x" * 5000, " ", "\n"],
    ids=["json", "xlsx", "folder", "nul", "long", "blank", "line end"],
)
def test_a_missing_file(name: str):
    """A file that does not exist is a finding, whatever its name."""
    report = api.validate(name)
    assert {one.code for one in report} <= {MISSING, UNREADABLE, EMPTY, "EXS004"}
    assert report.exit_code() == 3


def test_an_empty_name():
    """It names nothing that could be there or not: whoever calls us has made the mistake."""
    with pytest.raises(ValueError, match="empty name"):
        api.validate("")


def test_a_missing_file_on_the_command_line(program: Program):
    """The same, said on the command line."""
    assert report_of(program, "none.json", 3).codes == {MISSING}


def test_an_empty_folder(program: Program, tmp_path: Path):
    """A folder without tables cannot be read."""
    assert report_of(program, tmp_path, 3).codes == {"EXS004"}


def test_a_folder_with_other_files(program: Program, tmp_path: Path):
    """A folder of other things cannot be read; beside a table they are only mentioned."""
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "visits.csv").mkdir()
    (tmp_path / ".hidden.csv").write_bytes(b"a")
    assert report_of(program, tmp_path, 3).codes == {"EXS004"}
    (tmp_path / "plans.csv").write_bytes(b"\xff\xfe\x00")
    found = report_of(program, tmp_path, 1).codes
    assert "EXS055" in found
    assert found <= {"EXS005", "EXS006", "EXS008", "EXS021", "EXS055"}
    (tmp_path / "cities.csv").write_bytes(CSV_ROWS)
    assert "EXS006" in report_of(program, tmp_path, 1).codes


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission(program: Program, tmp_path: Path):
    """A file, or a folder, that may not be read is a finding."""
    path = tmp_path / "package.json"
    path.write_bytes(package(CITY))
    path.chmod(0)
    assert report_of(program, path, 3).codes == {UNREADABLE}
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    assert report_of(program, folder, 3).codes == {UNREADABLE}
    assert report_of(program, folder / "a.json", 3).codes <= {UNREADABLE, MISSING}


def test_a_device(program: Program):
    """The null device is an empty file."""
    assert report_of(program, os.devnull, 3).codes == {EMPTY}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe(program: Program, tmp_path: Path):
    """A named pipe, such as shells make, is read once, from its beginning to its end."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    content = package(CITY, {**CITY, "id": 1})
    writer = threading.Thread(target=path.write_bytes, args=(content,))
    writer.start()
    ended = report_of(program, path, 1)
    writer.join()
    assert ended.report["inputs"][0]["records"] == {"City": 2}


@pytest.mark.parametrize(
    "name", ["two words.json", "Ελλάδα.json", "a\nb.json", "-a.json", "\x1b[31m"]
)
def test_odd_file_names(program: Program, tmp_path: Path, name: str):
    """Any name can be checked, and nothing in it acts on the terminal."""
    path = tmp_path / name
    path.write_bytes(package(CITY))
    assert report_of(program, path, 0).report["inputs"][0]["file"] == str(path)
    ended = program.run("validate", path)
    assert ended.exit_code == 0
    assert "\x1b" not in ended.stdout


def test_a_file_name_that_is_not_utf_8(program: Program, tmp_path: Path):
    """Names are bytes on some systems."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/M\xe9lines.json")
    try:
        Path(path).write_bytes(package(CITY))
    except OSError:
        pytest.skip("this system refuses such names")
    for options in ((), ("--output-format", "json"), ("--output-format", "html")):
        check_ended(program.run("validate", path, *options), {0})


def test_closed_streams(tmp_path: Path):
    """Standard input that is closed is empty; standard output that is closed is no fault of ours."""
    command = " ".join(MODULE)
    for line in (f"{command} validate - <&-", f"{command} convert - a.csv <&-"):
        ended = subprocess.run(
            ["sh", "-c", line], capture_output=True, text=True, check=False, cwd=tmp_path
        )
        assert ended.returncode == 3, ended.stderr
        assert not PYTHON_WORDS.search(ended.stderr)
    ended = subprocess.run(
        ["sh", "-c", f"{command} validate none.json >&-"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert ended.returncode == 3, ended.stderr
    assert not PYTHON_WORDS.search(ended.stderr)


def test_no_bytes_on_standard_input(program: Program):
    """Nothing on standard input is an empty file."""
    ended = program.run("validate", "-", "--output-format", "json")
    check_ended(ended, {3})
    assert ended.codes == {EMPTY}


@pytest.mark.parametrize("case", cases(slow=False, every=7, start=3))
def test_on_standard_input(program: Program, tmp_path: Path, case: Case):
    """Bytes without a name end no worse."""
    content = case.write(tmp_path).read_bytes()
    check_ended(program.run("validate", "-", *case.options, stdin=content), {0, 1, 3})


@pytest.mark.parametrize("name", ["json", "ndjson", "csv", "csv.zip", "xlsx"])
@pytest.mark.parametrize("case", cases(slow=False, every=7, start=5))
def test_in_a_format_that_it_is_not(program: Program, tmp_path: Path, case: Case, name: str):
    """A format that the user insists on, rightly or wrongly, ends no worse."""
    ended = program.run("validate", case.write(tmp_path), "--from", name, *case.options)
    check_ended(ended, {0, 1, 3})


# --- our own faults ------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["likely-same-visit", "implausible-year"])
def test_a_rule_that_breaks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, repository: Path, slug: str
):
    """A rule that raises is EXS901 and exit code 4, in a plain sentence; all others still run."""
    from click.testing import CliRunner

    from exchangespec.cli import main

    def breaks(*_arguments: object) -> Iterator[Fault]:
        raise ZeroDivisionError

    rule = RULES[slug]
    part = "check" if rule.check else "check_all"
    sound = getattr(rule, part)
    # Frozen, so that only a test would do this.
    object.__setattr__(rule, part, breaks)
    path = repository / "examples/arrival-cities-visits/package.json"
    try:
        result = CliRunner().invoke(main, ["validate", str(path)], prog_name="exchangespec")
        loud = CliRunner().invoke(main, ["validate", "-vv", str(path)], prog_name="exchangespec")
    finally:
        object.__setattr__(rule, part, sound)
    assert result.exit_code == 4
    assert "error[EXS901] The tool itself has failed here" in result.stdout
    assert rule.code in result.stdout
    assert "Traceback" not in result.output
    assert loud.stderr.count("Traceback") == 1
    assert "in breaks" in loud.stderr


@pytest.mark.parametrize("after", [0, 3])
@pytest.mark.parametrize("together", [False, True])
def test_reading_that_breaks(
    monkeypatch: pytest.MonkeyPatch, repository: Path, after: int, *, together: bool
):
    """Where reading itself fails, that input says EXS901, and the others are still checked."""
    from exchangespec import structure, validation
    from exchangespec.formats.format import Source
    from exchangespec.intake import TakeOptions

    judge, seen = structure.judge, []

    def breaks(*arguments: Any) -> Any:
        seen.append(arguments)
        if len(seen) == after + 1:
            raise ZeroDivisionError
        return judge(*arguments)

    monkeypatch.setattr("exchangespec.submission.reading.judge", breaks)
    names = ("arrival-cities-visits", "inspiration-day")
    paths = [repository / "examples" / name / "package.json" for name in names]
    sources = [Source(str(path), path=path) for path in paths]
    check = validation.validate_together if together else validation.validate
    outcome = check(sources, TakeOptions())
    assert outcome.exit_code() == 4
    assert outcome.by_code["EXS901"] == 1
    found = [one for one in outcome.findings if one.code == "EXS901"]
    assert [one.location.file for one in found] == [str(paths[0])]
    assert [one.file for one in outcome.inputs][:1] == [str(paths[0])]
    assert not outcome.inputs[0].complete
    assert sum(outcome.inputs[0].records.values()) == after
    if not together:
        assert sum(outcome.inputs[1].records.values()) == len(
            json.loads(paths[1].read_text(encoding="utf-8"))["records"]
        )
    assert [*outcome.traces] == ["reading: ZeroDivisionError"]


def test_opening_that_breaks(monkeypatch: pytest.MonkeyPatch, repository: Path):
    """Where nothing could even be opened for a fault of ours, all the same is said."""
    from exchangespec import validation
    from exchangespec.formats.format import Source
    from exchangespec.intake import TakeOptions

    opens = intake.open_source

    def breaks(source: Source, *arguments: Any) -> Any:
        if source.name == "first.json":
            raise ZeroDivisionError
        return opens(source, *arguments)

    monkeypatch.setattr(intake, "open_source", breaks)
    path = repository / "examples/arrival-cities-visits/package.json"
    outcome = validation.validate(
        [Source("first.json", path=path), Source("second.json", path=path)], TakeOptions()
    )
    assert outcome.exit_code() == 4
    assert outcome.counts["error"] == 1
    assert [one.code for one in outcome.findings if one.severity == "error"] == ["EXS901"]
    assert [one.file for one in outcome.inputs] == ["first.json", "second.json"]
    assert outcome.inputs[1].records
