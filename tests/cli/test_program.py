"""What holds for all commands: help, settings, exit codes, and how faults end."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import exchangespec
from exchangespec.cli import main
from exchangespec.cli import validate as module
from exchangespec.cli.program import COMMANDS

# Nothing of these may be imported before a command runs.
HEAVY = {
    "pydantic", "pydantic_core", "rdflib", "jinja2", "jsonschema", "python_calamine", "xlsxwriter",
    "charset_normalizer", "openpyxl", "orjson", "jsonschema_rs",
}  # fmt: skip


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program as its own process."""
    return subprocess.run(
        [sys.executable, "-m", "exchangespec", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **options.pop("env", {})},
        **options,
    )


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["wrong"], [], *([name, "--help"] for name in COMMANDS)],
)
def test_nothing_heavy_is_imported_at_start(arguments: list[str]):
    """Help, of commands too, version and wrong use import no heavy library and no part of the model."""
    code = (
        "import sys\nfrom exchangespec.cli import main\n"
        f"try: main({arguments!r}, prog_name='exchangespec')\nexcept SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = {name.partition(".")[0] for name in run.stderr.splitlines()}
    assert not modules & HEAVY
    assert not {name for name in run.stderr.splitlines() if name.startswith("exchangespec.model")}


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_every_command(run, option: str):
    """The list of commands is the table of commands."""
    text = run(option).output
    for name, entry in COMMANDS.items():
        assert f"  {name} " in text
        assert entry.line in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(run, name: str):
    """Each command can be imported, has examples in its help, and help for each option."""
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"exchangespec {name} " in result.output.partition("Example")[2] + " "
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name


def test_version(run):
    """The version is the package's."""
    assert run("--version").output == f"exchangespec, version {exchangespec.__version__}\n"


def test_an_unknown_command_gets_a_guess(run):
    """A slip in a command is wrong use, with the command that was meant."""
    result = run("validte")
    assert result.exit_code == 2
    assert "'validte' is no command. Did you mean validate?" in result.stderr
    assert "Did you mean" not in run("qqqq").stderr
    assert run("--colour").exit_code == 2


def test_an_unknown_name_gets_a_guess(run, package: Path):
    """A slip in the name of a format or a report is wrong use, with the one that was meant."""
    result = run("validate", str(package), "--from", "jsn")
    assert result.exit_code == 2
    assert "Did you mean json" in result.stderr
    assert "Did you mean html?" in run("validate", "x", "--output-format", "htm").stderr


@pytest.mark.parametrize(
    "line", [["explain", "EXS201"], ["codelist", "show", "event_format"], ["codelist", "list"]]
)
def test_what_stands_in_english_only_says_so(run, line: list[str]):
    """Whoever asks for another language is told, and gets the page all the same."""
    asked = run(*line, "--lang", "pl")
    plain = run(*line)
    assert asked.exit_code == plain.exit_code == 0
    assert asked.stdout == plain.stdout
    assert "only in English" in asked.stderr
    assert "only in English" not in plain.stderr + run(*line, "--lang", "own").stderr


def test_a_language_without_texts_is_refused(run):
    """Only languages that messages are written in are taken, wherever the option stands."""
    assert run("--lang", "en-GB", "doctor").exit_code == 0
    assert run("doctor", "--lang", "own").exit_code == 0
    for line in (["--lang", "ja", "doctor"], ["doctor", "--lang", "ja"]):
        result = run(*line)
        assert result.exit_code == 2
        assert "not yet written in 'ja'" in result.stderr


# --- faults -------------------------------------------------------------------------------------


def test_our_fault_is_a_sentence_and_exit_code_4(run, monkeypatch: pytest.MonkeyPatch):
    """An error that nobody expected is said to be ours, without a traceback."""

    def fail(_given):
        raise ZeroDivisionError("secret value")

    monkeypatch.setattr(module, "take_options", fail)
    result = run("validate", "a.json")
    assert result.exit_code == 4
    assert result.stdout == ""
    assert "a fault of exchangespec" in result.stderr
    assert "ZeroDivisionError" in result.stderr
    assert "Traceback" not in result.stderr
    assert "secret value" not in result.stderr
    result = run("-v", "validate", "-v", "a.json")
    assert result.exit_code == 4
    assert "Traceback" in result.stderr


def test_an_interruption_is_exit_code_130(run, monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C ends with its own code and no traceback."""

    def interrupt(_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "take_options", interrupt)
    result = run("validate", "a.json")
    assert result.exit_code == 130
    assert result.stderr == "Interrupted.\n"


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_closed_pipe_is_quiet(broken: Path):
    """A reader that stops early changes neither the exit code nor stderr."""
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        [sys.executable, "-m", "exchangespec", "validate", str(broken)],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert run.stderr == b""
    assert run.returncode == 1


def test_exit_codes_of_a_process(package: Path, tmp_path: Path):
    """The process ends with the code of the outcome; a wrong input never with a traceback."""
    empty = tmp_path / "empty.json"
    empty.write_bytes(b"")
    folder = tmp_path / "folder"
    folder.mkdir()
    for path, code in ((package, 0), (tmp_path / "missing.json", 3), (empty, 3), (folder, 3)):
        run = process("validate", str(path))
        assert run.returncode == code, path
        assert b"Traceback" not in run.stderr
    assert process("validate").returncode == 2


def test_an_ascii_terminal_gets_everything(package: Path):
    """Where a terminal cannot show a sign it is spelt out, and nothing breaks."""
    run = process("validate", str(package), env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert run.returncode == 0
    assert run.stderr == b""
    assert b"package.json | json | " in b" ".join(run.stdout.split())
    assert run.stdout.isascii()
    run = process("explain", "é", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert run.returncode == 2
    assert b"Traceback" not in run.stderr


# --- settings -----------------------------------------------------------------------------------


def test_settings_are_defaults(run, broken: Path, tmp_path: Path):
    """Settings of the project hold unless the line or the environment says otherwise."""
    assert run("validate", str(broken)).exit_code == 1
    (tmp_path / "exchangespec.toml").write_text(
        'color = "always"\n[validate]\nfail-on = "never"\noutput_format = "concise"\n',
        encoding="utf-8",
    )
    result = run("validate", str(broken))
    assert result.exit_code == 0
    assert "error EXS222" in result.stdout
    assert run("validate", str(broken), "--fail-on", "error").exit_code == 1
    environment = {"EXCHANGESPEC_VALIDATE_FAIL_ON": "error"}
    assert run("validate", str(broken), env=environment).exit_code == 1
    assert "\x1b[" in run("validate", str(broken), "--output-format", "full").stdout


def test_settings_in_pyproject_hold_in_folders_below(
    run, broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The nearest pyproject.toml with our table counts; one without it does not."""
    (tmp_path / "pyproject.toml").write_text(
        '[tool.exchangespec.validate]\nfail-on = "never"\n', encoding="utf-8"
    )
    below = tmp_path / "below"
    below.mkdir()
    (below / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    monkeypatch.chdir(below)
    assert run("validate", str(broken)).exit_code == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "[validate]\nfail-onn = 1\n",
            "validate.fail_onn, which is no option. Did you mean fail_on?",
        ),
        ("[validte]\n", "the settings name validte, which is no option. Did you mean validate?"),
        ("[validate\n", "are not valid TOML"),
        (
            '[validate]\nfail-on = "sometimes"\n',
            "'sometimes' is none of error, warning, info, never",
        ),
    ],
)
def test_wrong_settings_are_wrong_use(run, tmp_path: Path, content: str, words: str):
    """A setting that would do nothing, or means nothing, is refused."""
    (tmp_path / "mine.toml").write_text(content, encoding="utf-8")
    result = run("--config", "mine.toml", "validate", "a.json")
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def test_settings_that_are_not_there(run):
    """A file of settings that cannot be read is wrong use."""
    result = run("--config", "none.toml", "doctor")
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


# --- colours ------------------------------------------------------------------------------------


def test_colours(run, broken: Path):
    """Colours are for terminals, or as asked; NO_COLOR and a pipe have none."""
    assert "\x1b[" not in run("validate", str(broken)).stdout
    assert "\x1b[" in run("validate", str(broken), "--color", "always").stdout
    assert "\x1b[" not in run("--color", "never", "validate", str(broken)).stdout


def test_colours_by_themselves(monkeypatch: pytest.MonkeyPatch):
    """On a terminal there are colours, unless NO_COLOR is set or the terminal is dumb."""
    from exchangespec.cli.session import Session

    class Terminal:
        def isatty(self):
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Session().paints(Terminal())
    assert not Session().paints(object())
    monkeypatch.setenv("TERM", "dumb")
    assert not Session().paints(Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Session().paints(Terminal())
    assert Session(colour="always").paints(object())


def test_completion_knows_commands_and_names():
    """A shell completes commands and the names in a table."""
    for words, index, found in (
        ("exchangespec va", 1, "validate"),
        ("exchangespec validate --output-format ht", 3, "html"),
    ):
        result = CliRunner().invoke(
            main,
            [],
            prog_name="exchangespec",
            env={
                "_EXCHANGESPEC_COMPLETE": "bash_complete",
                "COMP_WORDS": words,
                "COMP_CWORD": str(index),
            },
        )
        assert f"plain,{found}" in result.output
