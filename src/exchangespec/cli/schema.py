"""`schema`: prints what is derived from the model: schemas, RDF, code lists, templates."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.names import did_you_mean
from exchangespec.cli.output import STANDARD, columns, save, show, writing
from exchangespec.cli.profiles import profile_option, profiles_named
from exchangespec.cli.session import session, session_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exchangespec.profile import Profile

    Files = dict[str, bytes]
    Artefacts = dict[str, Callable[[], Files]]

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
    "texts": "the texts to translate, as a gettext template",
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
  exchangespec schema package --profile urbact
"""


@click.command(epilog=EPILOGUE)
@click.argument("artefact", required=False)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="File to write; a folder, where the artefact has several files.",
)
@profile_option
@session_options
def schema(**given: Any) -> None:
    """List what is derived from the model, or print one artefact or one of its files.

    A file is known by its name: json-schema/package.json, or just package.
    """  # fmt: skip
    name, output = given["artefact"], given["output"]
    made = artefacts_of(profiles_named(given["profiles"]))
    if name is None:
        show(overview(made))
        return
    files = files_named(name, made)
    if len(files) == 1:
        save(output or STANDARD, next(iter(files.values())))
    elif output is None:
        session().note(
            f"{name} has {len(files)} files; print one by its name, or give a folder: -o"
        )
        show("".join(f"{path}\n" for path in files))
    else:
        save_all(Path(output), files)


def overview(made: Artefacts) -> str:
    """Return the table of artefacts."""
    from exchangespec.report.manual import table_text

    rows = [(name, str(len(files())), LINES.get(name, "")) for name, files in made.items()]
    return table_text(("Artefact", "Files", "What it is"), rows, columns())


def artefacts_of(profiles: Sequence[Profile]) -> Artefacts:
    """Return each artefact with what makes its files; those of a profile where one is given."""
    if not profiles:
        from exchangespec.emit.artefacts import ARTEFACTS

        return {
            name: partial(files_of, emit)
            for name, emit in ARTEFACTS.items()
            if name not in INTERNAL
        }
    if len(profiles) > 1:
        raise click.UsageError("an artefact is made for one profile")
    from exchangespec.profile.artefacts import PROFILE_ARTEFACTS

    return {
        name: partial(files_of, partial(emit, profiles[0]))
        for name, emit in PROFILE_ARTEFACTS.items()
    }


def files_of(emit: Callable[[], Iterable[tuple[str, bytes]]]) -> Files:
    """Return the files of one artefact by their short paths."""
    return {short(path): content for path, content in emit()}


def short(path: str) -> str:
    """Return the path of a file without the folder that all artefacts share."""
    for root in ROOTS:
        path = path.removeprefix(root)
    return path


def files_named(name: str, made: Artefacts) -> Files:
    """Return the files of an artefact, or the one file of a name; an unknown name is wrong use."""
    wanted = name.casefold()
    if wanted in made:
        return made[wanted]()
    whole = {artefact: files() for artefact, files in made.items()}
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
    with writing(folder):
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    session().note(f"Written: {len(files)} files in {folder}")
