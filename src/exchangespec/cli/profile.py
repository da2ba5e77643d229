"""`profile`: lists, shows and checks profiles, and begins a new one."""

from __future__ import annotations

from pathlib import Path

import click

from exchangespec.cli.names import Name
from exchangespec.cli.output import STANDARD, columns, save, show
from exchangespec.cli.session import session_options, tell

FORMS = ("page", "toml")

EPILOGUE = """\b
Examples:
  exchangespec profile list
  exchangespec profile show urbact
  exchangespec profile new ournetwork -o ournetwork.toml
  exchangespec profile check ournetwork.toml
  exchangespec validate visits.xlsx --profile ournetwork.toml
"""


@click.group(epilog=EPILOGUE)
@session_options
def profile() -> None:
    """List, show, check and begin profiles: what a network asks for beyond the standard."""


@profile.command("list", epilog="\b\nExample:\n  exchangespec profile list")
@session_options
def list_command() -> None:
    """List the profiles that are shipped."""
    from exchangespec.profile import SHIPPED, shipped_profile
    from exchangespec.report.manual import table_text

    found = [shipped_profile(name) for name in SHIPPED]
    rows = [(one.id, one.version, one.description.get("en", one.title["en"])) for one in found]
    show(table_text(("Profile", "Version", "What it is for"), rows, columns()))


@profile.command("show", epilog="\b\nExample:\n  exchangespec profile show urbact")
@click.argument("name")
@click.option(
    "--output-format",
    type=Name(FORMS),
    default="page",
    show_default=True,
    help="Its page in Markdown, or the file itself.",
)
@session_options
def show_command(name: str, output_format: str) -> None:
    """Show what a profile asks for; NAME is a shipped one or the path of a file."""
    from exchangespec.profile import page, profile_text
    from exchangespec.rules.profiles import usable_profile

    found = usable_profile(name)
    show(profile_text(name) if output_format == "toml" else "\n".join(page.page(found)))


@profile.command("check", epilog="\b\nExample:\n  exchangespec profile check ournetwork.toml")
@click.argument("names", nargs=-1, required=True, metavar="NAMES...")
@session_options
@click.pass_context
def check_command(context: click.Context, names: tuple[str, ...]) -> None:
    """Say whether profiles can be used; exit code 1 where one cannot, with the reason and line."""
    from exchangespec.errors import UnusableProfileError
    from exchangespec.rules.profiles import usable_profile

    refused = False
    for name in names:
        try:
            found = usable_profile(name)
        except UnusableProfileError as error:
            refused = True
            show(f"{error}\n")
        else:
            tell(f"{name}: the profile {found.id} narrows the standard and can be used.")
    context.exit(1 if refused else 0)


@profile.command(
    "new", epilog="\b\nExample:\n  exchangespec profile new ournetwork -o ournetwork.toml"
)
@click.argument("name")
@click.option(
    "-o", "--output", default=STANDARD, metavar="PATH", help="File to write; - is the screen."
)
@click.option("--title", help="Name for readers; by default the same.")
@session_options
def new_command(name: str, output: str, title: str | None) -> None:
    """Begin a profile called NAME: a file with an example of all that a profile can say."""
    from exchangespec.profile import read_profile
    from exchangespec.profile.skeleton import skeleton
    from exchangespec.spec import STANDARD_VERSION

    text = skeleton(name, title or name, STANDARD_VERSION)
    read_profile(text, name)
    if output != STANDARD and Path(output).exists():
        raise click.UsageError(f"{output} is there already")
    save(output, text.encode())
