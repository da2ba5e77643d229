"""Keeps a virtual environment for each tool measured, so that none sees another's libraries."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
FOLDER = HERE / ".environments"
PEERS = HERE / "peers"
OURS = "exchangespec"


@dataclass(frozen=True, slots=True)
class Environment:
    """A Python with one tool in it."""

    name: str
    python: Path

    def program(self, name: str) -> str:
        """Return the path of a program that the tool installed."""
        return str(self.python.parent / name)

    def versions(self) -> dict[str, str]:
        """Return the version of Python and of every package in it; none if it does not run."""
        try:
            listed = subprocess.run(
                [self.python, "-c", LIST_VERSIONS], capture_output=True, text=True, check=True
            ).stdout
        except (OSError, subprocess.CalledProcessError):
            return {}
        return dict(line.split("==", 1) for line in listed.splitlines())


LIST_VERSIONS = """
import platform
from importlib.metadata import distributions
print(f"{platform.python_implementation()}=={platform.python_version()}")
found = {one.metadata["Name"]: one.version for one in distributions()}
print("\\n".join(f"{name}=={found[name]}" for name in sorted(found, key=str.lower)))
"""


def prepare(name: str) -> Environment:
    """Return a tool's environment, made anew when what it asks for has changed.

    Raises:
        subprocess.CalledProcessError: if the tool cannot be installed here.
    """
    wanted = _wanted(name)
    folder = FOLDER / name
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    stamp = folder / "installed"
    stated = (sys.version, *wanted, _dependencies(name))
    asked = hashlib.sha256("\n".join(stated).encode()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != asked:
        print(f"installing {name} ...", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True, symlinks=sys.platform != "win32")
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted],
            check=True,
            stdout=sys.stderr,
        )
        stamp.write_text(asked)
    return Environment(name, python)


def _dependencies(name: str) -> str:
    """Return where our own dependencies stand; a peer's are all pinned or its own affair."""
    if name != OURS:
        return ""
    return (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")


def _wanted(name: str) -> list[str]:
    """Return what to install: ourselves with the fast judges, or a peer as pinned."""
    if name == OURS:
        return ["--editable", f"{REPOSITORY}[fast]"]
    lines = (PEERS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
