"""Rewrites what is derived from the model, rules and examples: `python -m exchangespec.derive`.

It works on the repository it is started in, and says which files changed. With `--check` it
writes nothing and exits with 1 where something is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exchangespec import manual
from exchangespec.conversion import read_document
from exchangespec.emit.artefacts import ARTEFACTS
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Source, whole
from exchangespec.intake import TakeOptions
from exchangespec.profile import artefacts
from exchangespec.report import languages_page
from exchangespec.report import text_sources as report_texts
from exchangespec.tables import reference as table_reference

if TYPE_CHECKING:
    from collections.abc import Sequence

# Folders that hold derived files only: what no artefact yields is removed from them.
DERIVED_FOLDERS = ("schemas", "docs/reference", "src/exchangespec/schemas")
CHECK = "--check"


def derived(root: Path) -> dict[str, bytes]:
    """Return every derived file by its path from the root of the repository."""
    files = {path: content for emit in ARTEFACTS.values() for path, content in emit()}
    files |= manual.emit()
    files |= table_reference.emit()
    files |= report_texts.emit()
    files |= languages_page.emit()
    files |= dict(artefacts.emit())
    files |= workbooks(root)
    return files


def workbooks(root: Path) -> dict[str, bytes]:
    """Return the workbook of each example, made from its JSON."""
    write = FORMATS["xlsx"].write
    found = {}
    for path in sorted(root.glob("examples/*/package.json")):
        name = path.relative_to(root)
        document = read_document(Source(name.as_posix(), path=path), TakeOptions()).document
        [(_, content)] = whole(write(document))
        found[name.with_suffix(".xlsx").as_posix()] = content
    return found


def changes(root: Path, files: dict[str, bytes]) -> dict[str, str]:
    """Return what must be done to each path that is not as it should be: write or remove."""
    wrong = {
        path: "write"
        for path, content in files.items()
        if not (root / path).is_file() or (root / path).read_bytes() != content
    }
    there = {
        found.relative_to(root).as_posix()
        for folder in DERIVED_FOLDERS
        for found in (root / folder).rglob("*")
        if found.is_file()
    }
    return dict(sorted((wrong | dict.fromkeys(there - files.keys(), "remove")).items()))


def rewrite(root: Path, files: dict[str, bytes]) -> dict[str, str]:
    """Write and remove what is not as it should be, and return what was done."""
    done = changes(root, files)
    for path, action in done.items():
        target = root / path
        if action == "remove":
            target.unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files[path])
    return done


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks and return the exit code."""
    root = Path.cwd()
    if set(arguments) - {CHECK}:
        sys.stderr.write(f"usage: python -m exchangespec.derive [{CHECK}]\n")
        return 2
    if not (root / "src" / "exchangespec").is_dir():
        sys.stderr.write("Start this in the root of the repository.\n")
        return 2
    files = derived(root)
    found = changes(root, files) if arguments else rewrite(root, files)
    for path, action in found.items():
        sys.stdout.write(f"{action} {path}\n")
    return 1 if found and arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
