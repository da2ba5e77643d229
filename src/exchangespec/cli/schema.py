"""`schema`: prints what is derived from the model: schemas, RDF, code lists, templates."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.names import did_you_mean
from exchangespec.cli.output import STANDARD, columns, save, show
from exchangespec.cli.session import session, session_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    Files = dict[str, bytes]

# What is made for the package itself, and says nothing that the others do not.
INTERNAL = frozenset({"package-data"})
ROOTS = ("schemas/", "docs/")
LINES = {
    "json-schema": "JSON Schema 2020-12 of the package, of an NDJSON line, of each record type",
    "report-schema": "JSON Schema of the JSON report",
    "codelists": "the code lists as CSV",
    "csvw": "metadata for the CSV tables (CSV on the Web)",
    "context": "the JSON-LD context that makes our JSON linked data",
    "vocabulary": "the classes and properties as RDFS and OWL",
    "skos": "the code lists as SKOS",
    "shapes": "SHACL shapes of the package and of each record type",
    "alignment": "official terms near those of the standard, in Turtle",
    "sssom": "the same as an SSSOM table",
    "templates": "the workbooks that partners fill in",
    "reference": "documentation of every type, field and code",
}

EPILOGUE = """\b
Examples:
  exchangespec schema
  exchangespec schema package > package.schema.json
  exchangespec schema Visit
  exchangespec schema json-schema -o schemas/
  exchangespec schema codelists/event_format.csv
  exchangespec schema shapes > shapes.ttl
"""


@click.command(epilog=EPILOGUE)
@click.argument("artefact", required=False)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="File to write; a folder, where the artefact has several files.",
)
@session_options
def schema(**given: Any) -> None:
    """List what is derived from the model, or print one artefact or one of its files.

    A file is known by its name: json-schema/package.json, or just package.
    """  # fmt: skip
    name, output = given["artefact"], given["output"]
    if name is None:
        show(overview())
        return
    files = files_named(name)
    if len(files) == 1:
        save(output or STANDARD, next(iter(files.values())))
    elif output is None:
        session().note(
            f"{name} has {len(files)} files; print one by its name, or give a folder: -o"
        )
        show("".join(f"{path}\n" for path in files))
    else:
        save_all(Path(output), files)


def overview() -> str:
    """Return the table of artefacts."""
    from exchangespec.report.manual import table_text

    rows = [(name, str(len(files)), LINES.get(name, "")) for name, files in artefacts()]
    return table_text(("Artefact", "Files", "What it is"), rows, columns())


def artefacts() -> Iterator[tuple[str, Files]]:
    """Yield each artefact with its files, by their short paths."""
    from exchangespec.emit import ARTEFACTS

    for name, emit in ARTEFACTS.items():
        if name not in INTERNAL:
            yield name, {short(path): content for path, content in emit()}


def short(path: str) -> str:
    """Return the path of a file without the folder that all artefacts share."""
    for root in ROOTS:
        path = path.removeprefix(root)
    return path


def files_named(name: str) -> Files:
    """Return the files of an artefact, or the one file of a name; an unknown name is wrong use."""
    wanted = name.casefold()
    whole = dict(artefacts())
    if wanted in whole:
        return whole[wanted]
    files = {path: content for part in whole.values() for path, content in part.items()}
    for shape in (
        str,
        lambda path: PurePosixPath(path).name,
        lambda path: PurePosixPath(path).stem,
    ):
        found = [path for path in files if shape(path).casefold() == wanted]
        if found:
            return {found[0]: files[found[0]]}
    stems = [PurePosixPath(path).stem for path in files]
    guess = did_you_mean(name, [*whole, *stems]) or " `exchangespec schema` lists them."
    raise click.UsageError(f"{name!r} is no artefact.{guess}")


def save_all(folder: Path, files: Files) -> None:
    """Write files into a folder, by their names."""
    try:
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except OSError as error:
        raise click.UsageError(f"{folder} cannot be written: {error.strerror}") from None
    session().note(f"Written: {len(files)} files in {folder}")
