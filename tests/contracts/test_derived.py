"""What is derived equals what the code derives now, and the map of the code is whole."""

import json
from pathlib import Path

import pytest

from exchangespec import derive

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "src" / "exchangespec"


@pytest.fixture(scope="module")
def derived():
    """Every derived file by its path."""
    return derive.derived(REPOSITORY)


def test_derived_files_are_fresh(derived):
    """`schemas/`, the reference documentation and the package's copy are what the code emits."""
    stale = derive.changes(REPOSITORY, derived)
    assert not stale, f"run `tox -e derive` and commit what it wrote: {stale}"


def test_derived_paths_lie_in_derived_folders(derived):
    """Nothing is written where a person's own file may stand."""
    strays = [
        path
        for path in derived
        if not path.startswith(derive.DERIVED_FOLDERS) and not is_workbook(path)
    ]
    assert strays == []


def is_workbook(path):
    """Tell whether a path is the workbook of an example."""
    return path.startswith("examples/") and path.endswith("/package.xlsx")


def test_derived_text_has_unix_line_ends(derived):
    """Text is UTF-8 with line feeds and ends in one, on every system."""
    for path, content in derived.items():
        if not path.endswith((".xlsx", ".ods")):
            text = content.decode()
            assert "\r" not in text, path
            assert text.endswith("\n"), path
            assert not text.endswith("\n\n"), path


def test_package_copy_says_the_same(derived):
    """The schemas that ship with the package are those for readers, only without spaces."""
    copies = [path for path in derived if path.startswith("src/exchangespec/schemas/")]
    assert copies
    for path in copies:
        name = path.rpartition("/")[2]
        folder = "json-schema" if name.endswith(".json") else "rdf"
        assert json.loads(derived[path]) == json.loads(derived[f"schemas/{folder}/{name}"])


def test_rewriting_mends_what_is_wrong(tmp_path):
    """A missing, a changed and a stray file are put right, and a second run finds nothing to do."""
    files = {"schemas/a.json": b"{}\n", "schemas/b.json": b"[]\n"}
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "b.json").write_bytes(b"old\n")
    (tmp_path / "schemas" / "stray.json").write_bytes(b"{}\n")
    done = derive.rewrite(tmp_path, files)
    assert done == {
        "schemas/a.json": "write",
        "schemas/b.json": "write",
        "schemas/stray.json": "remove",
    }
    assert derive.changes(tmp_path, files) == {}
    assert (tmp_path / "schemas" / "b.json").read_bytes() == b"[]\n"


def test_check_writes_nothing(tmp_path, monkeypatch, capsys):
    """`--check` names what is stale, exits with 1 and leaves the files alone."""
    (tmp_path / "src" / "exchangespec").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(derive, "derived", lambda _root: {"schemas/a.json": b"{}\n"})
    assert derive.main(["--check"]) == 1
    assert capsys.readouterr().out == "write schemas/a.json\n"
    assert not (tmp_path / "schemas").exists()
    assert derive.main([]) == 0
    assert derive.main(["--check"]) == 0


@pytest.mark.parametrize("arguments", [["--chek"], ["--check", "more"]])  # wrong on purpose
def test_wrong_use_is_refused(arguments, capsys):
    """An argument that does not exist is an error of use, not a rewrite."""
    assert derive.main(arguments) == 2
    assert "usage" in capsys.readouterr().err


def test_it_runs_only_in_a_repository(tmp_path, monkeypatch, capsys):
    """Started elsewhere it writes nothing."""
    monkeypatch.chdir(tmp_path)
    assert derive.main([]) == 2
    assert "root of the repository" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_docs_architecture_names_every_module():
    """The page of the architecture has every module and package that lies in exchangespec."""
    page = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    modules |= {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    missing = sorted(name for name in modules if f"`{name}`" not in page)
    assert not missing, f"say in docs/architecture.md what these are: {missing}"


def test_docs_architecture_names_only_what_is_there():
    """Every file that the page points to in the package exists."""
    page = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = page.partition("## Where do I put")[2]
    named = {
        word
        for line in rows.splitlines()
        for word in line.split("`")[1::2]
        if word.endswith((".py", "/")) and "<" not in word
    }
    assert named
    missing = [
        name for name in named if not any((top / name).exists() for top in (PACKAGE, REPOSITORY))
    ]
    assert missing == []
