"""`fix`: makes the repairs that are safe in a copy of a file, or shows what they would be."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.inputs import (
    input_options,
    inputs_among,
    read_beside,
    source_named,
    take_arguments,
)
from exchangespec.cli.output import STANDARD, pour, show, writing
from exchangespec.cli.overwriting import refuse_inputs
from exchangespec.cli.profiles import profile_option, profiles_named
from exchangespec.cli.session import session, session_options, tell

if TYPE_CHECKING:
    from exchangespec.fixing import Fixed
    from exchangespec.intake import TakeOptions

EPILOGUE = """\b
Examples:
  exchangespec fix visits.xlsx --diff
  exchangespec fix visits.xlsx
  exchangespec fix visits.csv -o clean.csv --prefix vvsg --language nl
  exchangespec fix returned/*.xlsx -o repaired/
  exchangespec fix package.json --select EXS2
"""


@click.command(epilog=EPILOGUE)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@input_options
@profile_option
@click.option("--diff", is_flag=True, help="Write nothing; show what would be changed.")
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="Where to write the copy; for several files a folder. By default visits.fixed.xlsx "
    "beside visits.xlsx.",
)
@click.option("--overwrite", is_flag=True, help="Replace a copy that is there already.")
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    help="Repair only these codes, beginnings of codes or slugs, with commas between.",
)
@click.option("--ignore", multiple=True, metavar="CODES", help="Leave these as they are.")
@session_options
@click.pass_context
def fix(context: click.Context, /, **given: Any) -> None:
    """Repair what has only one meaning, in copies of the same format.

    Repaired are spaces, capitals, labels instead of codes, numbers and dates as a country writes
    them, known synonyms. The files themselves are never changed, and whatever is not repaired
    stays in the copy as it is. The exit code is 1 where errors are left.
    """
    given["files"] = inputs_among(given["files"])
    options = take_options(given)
    refuse_inputs(filter(None, [given["output"]]), [*given["files"], *read_beside(given)])
    code = 0
    copies: list[str] = []
    for name in given["files"]:
        with tempfile.TemporaryDirectory() as folder:
            code = max(code, _repaired(name, given, options, Path(folder), copies))
    if copies:
        session().note(f"To check the repaired copies: exchangespec validate {_named(copies)}")
    context.exit(code)


def _named(copies: list[str]) -> str:
    """Return copies as a command takes them; those of one folder by a pattern.

    The name of a folder would mean the files that they are copies of as well.
    """
    folders = {Path(copy).parent for copy in copies}
    if len(copies) > 1 and len(folders) == 1 and all(".fixed." in copy for copy in copies):
        folder = folders.pop()
        return "*.fixed.*" if folder == Path() else f"{shlex.quote(str(folder))}/*.fixed.*"
    return " ".join(map(shlex.quote, copies))


def take_options(given: dict[str, Any]) -> TakeOptions:
    """Return the options of the run."""
    from exchangespec.cli.validate import rules_named
    from exchangespec.intake import TakeOptions

    return TakeOptions(
        **take_arguments(given),
        profiles=profiles_named(given["profiles"]),
        most_findings=MOST_REPAIRS,
        select=rules_named(given["select"], "select"),
        ignore=rules_named(given["ignore"], "ignore"),
    )


# Whoever repairs a file wants all of it repaired.
MOST_REPAIRS = 1_000_000


def _repaired(
    name: str, given: dict[str, Any], options: TakeOptions, folder: Path, copies: list[str]
) -> int:
    """Repair one file, add its copy to the others, and return its exit code."""
    from exchangespec.fixing import fix as fix_source
    from exchangespec.fixing import preview

    target = _target(name, given)
    if not given["diff"] and target != STANDARD:
        _refuse_existing(target, given)
    fixed = fix_source(source_named(name), options, folder)
    if given["diff"]:
        show("".join(preview(fixed, target)))
    elif _write(fixed, target):
        copies.append(target)
    _say(name, fixed)
    return fixed.after.exit_code()


def _target(name: str, given: dict[str, Any]) -> str:
    """Return where the copy of a file is to be written."""
    from exchangespec.fixing import fixed_name

    output = given["output"]
    if name == STANDARD:
        return output or STANDARD
    beside = fixed_name(Path(name))
    if output is None:
        return str(beside)
    into = len(given["files"]) > 1 or output.endswith("/") or (
        Path(output).is_dir() and not Path(name).is_dir()
    )  # fmt: skip
    return str(Path(output) / beside.name) if into else output


def _refuse_existing(target: str, given: dict[str, Any]) -> None:
    """Refuse to replace what is there already, unless that is wanted."""
    refuse_inputs([target], [*given["files"], *read_beside(given)])
    if Path(target).exists() and not given["overwrite"]:
        raise click.UsageError(f"{target} is there already; --overwrite replaces it")


def _write(fixed: Fixed, target: str) -> bool:
    """Write the copy, and tell whether there is now a file to be checked."""
    from exchangespec.fixing import put_in_place

    if target == STANDARD:
        pour([fixed.path.read_bytes() if fixed.path else fixed.source.read()])
        return False
    if fixed.path is None:
        return False
    with writing(target):
        put_in_place(fixed.path, Path(target))
    session().note(f"Written: {target}")
    return True


def _say(name: str, fixed: Fixed) -> None:
    """Say how much was repaired and what is left."""
    from exchangespec.report.counting import number_of

    done = number_of(len(fixed.changes), "repair") if fixed.changes else "nothing to repair"
    left = fixed.after.counts
    rest = f"{number_of(left['error'], 'error')} and {number_of(left['warning'], 'warning')} left"
    tell(f"{name}: {done}; {rest}.")
