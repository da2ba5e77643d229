"""`template`: makes the workbook that partners fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from exchangespec.cli.names import FORM_NAMES, TEMPLATE_KINDS, TEMPLATE_LANGUAGES, Name
from exchangespec.cli.options import OVERWRITE
from exchangespec.cli.output import STANDARD, save
from exchangespec.cli.profiles import profile_option, profiles_named
from exchangespec.cli.session import session, session_options

EPILOGUE = """\b
Examples:
  exchangespec template -o visits.xlsx
  exchangespec template --form full -o everything.ods
  exchangespec template --profile urbact -o urbact.xlsx
"""


@click.command(epilog=EPILOGUE)
@click.option(
    "-o", "--output", required=True, metavar="PATH", help="File to write, or - for standard output."
)
@click.option(
    "-t",
    "--to",
    type=Name(TEMPLATE_KINDS),
    help="Kind of workbook; by default the suffix of the file tells it.",
)
@click.option(
    "--form",
    type=Name(FORM_NAMES),
    default="short",
    show_default=True,
    help="The few columns that most partners need, or all.",
)
@click.option(
    "--language",
    type=Name(TEMPLATE_LANGUAGES),
    help="Language of the headings, by default that of --lang, else English; all but English are "
    "drafts made by machine.",
)
@profile_option
@OVERWRITE
@session_options
def template(**given: Any) -> None:
    """Make the workbook that partners fill in.

    Codes and references are chosen from drop-down lists.
    """  # fmt: skip
    from exchangespec.emit.template import template as make
    from exchangespec.profile import apply_profiles

    kind = given["to"] or kind_of(given["output"])
    check_target(given["output"], kind, overwrite=given["overwrite"])
    language = given["language"] or spoken_language()
    model = apply_profiles(profiles_named(given["profiles"])).model
    save(given["output"], make(given["form"], language, kind=kind, model=model))


def spoken_language() -> str:
    """Return the language of --lang; that of the data is none, since there are no data yet."""
    language = session().language
    if language not in TEMPLATE_LANGUAGES:
        raise click.UsageError(
            f"a template is made before there are data, so --lang {language} names no language of "
            f"it; say --language and one of {', '.join(TEMPLATE_LANGUAGES)}"
        )
    return language


def kind_of(name: str) -> str:
    """Return the kind of workbook that the name of a file tells."""
    suffix = Path(name).suffix.casefold().removeprefix(".")
    return suffix if suffix in TEMPLATE_KINDS else TEMPLATE_KINDS[0]


def check_target(name: str, suffix: str, *, overwrite: bool) -> None:
    """Refuse a name that says another format, and a file that may have been filled in."""
    target = Path(name)
    if name == STANDARD:
        return
    if target.suffix.casefold() != f".{suffix}":
        raise click.UsageError(f"the template is a workbook; call it {target.stem}.{suffix}")
    if target.exists() and not overwrite:
        raise click.UsageError(
            f"{name} is there already; --overwrite replaces it by an empty template"
        )
