"""What the installed package says about itself and brings with it."""

import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest

import exchangespec


@pytest.fixture(scope="module")
def distribution() -> metadata.Distribution:
    """The installed distribution, not the source tree."""
    return metadata.distribution("exchangespec")


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, object]:
    """The [project] table of pyproject.toml."""
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_version_has_one_source(distribution: metadata.Distribution, project: dict[str, object]):
    """The metadata take the version from the package and nowhere else."""
    assert distribution.version == exchangespec.__version__
    assert "version" not in project
    assert project["dynamic"] == ["version"]


def test_python_and_licence_are_stated(distribution: metadata.Distribution):
    """An installer learns which Python is needed and under which licence the code is."""
    assert distribution.metadata["Requires-Python"] == ">=3.11"
    assert distribution.metadata["License-Expression"] == "Apache-2.0"


def test_command_is_declared(distribution: metadata.Distribution):
    """Installing brings the one command."""
    scripts = {
        point.name: point.value
        for point in distribution.entry_points
        if point.group == "console_scripts"
    }
    assert scripts == {"exchangespec": "exchangespec.cli:main"}


def test_licence_texts_are_shipped(distribution: metadata.Distribution):
    """Both licences and the notice travel with every copy."""
    assert distribution.metadata.get_all("License-File") == [
        "LICENSE",
        "LICENSES/CC-BY-4.0.txt",
        "NOTICE",
    ]


def test_types_are_shipped():
    """Type checkers of users read our annotations."""
    assert resources.files("exchangespec").joinpath("py.typed").is_file()


def test_every_data_file_is_shipped(repository: Path):
    """What lies beside the code in the source tree is there after installing, too."""
    source = repository / "src" / "exchangespec"
    wanted = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    installed = resources.files("exchangespec")
    missing = sorted(name for name in wanted if not installed.joinpath(name).is_file())
    assert not missing, f"not in the wheel (is .gitignore in the way?): {missing}"


def test_jsonschema_is_asked_for_plainly(distribution: metadata.Distribution):
    """No format extra of jsonschema may decide what is valid: our patterns do."""
    wanted = [text for text in distribution.requires or [] if text.startswith("jsonschema")]
    assert any(text.startswith("jsonschema>=") for text in wanted)
    assert not [text for text in wanted if "[" in text]


def test_all_holds_every_other_extra(project: dict[str, object]):
    """Whoever asks for `all` gets each extra; add a new one to it.

    But the one for a cluster: it is some 480 MB, needs Java, and one machine has no use for it.
    """
    extras = dict(project["optional-dependencies"])
    (everything,) = extras.pop("all")
    assert extras.pop("spark")
    assert everything == f"exchangespec[{','.join(sorted(extras))}]"
