"""The program and its table of commands, each imported only when it runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple, NoReturn

import click

from exchangespec import __version__
from exchangespec.cli.names import did_you_mean
from exchangespec.cli.session import TRACEBACK, of, session_options, tell
from exchangespec.cli.settings import apply_settings
from exchangespec.errors import (
    ExchangespecError,
    LossError,
    NotForPublicationError,
    UnreadableError,
)

FINDINGS, WRONG_USE, UNREADABLE, OUR_FAULT, INTERRUPTED = 1, 2, 3, 4, 130


class Entry(NamedTuple):
    """A command: where it lives, and its line in the list."""

    module: str
    attribute: str
    line: str


# Every command, in the order in which help lists them.
COMMANDS: dict[str, Entry] = {
    "validate": Entry("validate", "validate", "Check files and say what to fix, and where."),
    "fix": Entry("fix", "fix", "Repair what is safe, in a copy; the file itself stays."),
    "convert": Entry("convert", "convert", "Turn a file into another format, losing nothing."),
    "map": Entry("map_", "map_", "Read foreign tables by a mapping, or suggest one."),
    "template": Entry("template", "template", "Make the workbook that partners fill in."),
    "merge": Entry("merge", "merge", "Put submissions together, the newest of each record."),
    "diff": Entry("diff", "diff", "Show what changed between two submissions."),
    "query": Entry("tables", "query", "Ask submissions of any format with SQL."),
    "aggregate": Entry("aggregate", "aggregate", "Roll submissions up into tables and a page."),
    "tables": Entry("tables", "tables", "Turn submissions into typed tables: Parquet, DuckDB."),
    "reconcile": Entry(
        "reconcile", "reconcile", "Propose outside identifiers and duplicates, never silently."
    ),
    "publish": Entry("publish", "publish", "Make a public release: people out, every format."),
    "match": Entry("match", "match", "Recommend mentors to those that need one, and say why."),
    "explain": Entry("explain", "explain", "Show the page of a rule, a record type or a field."),
    "codelist": Entry("codelist", "codelist", "List, show and search the code lists."),
    "profile": Entry("profile", "profile", "List, show, check and begin profiles of networks."),
    "schema": Entry("schema", "schema", "Print JSON Schemas and other derived artefacts."),
    "doctor": Entry("doctor", "doctor", "Show versions, optional parts, locale and encodings."),
}


class Program(click.Group):
    """The group of all commands; it turns every end into an exit code and a plain sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's own names
        """Return the names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Import a command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = getattr(import_module(f"exchangespec.cli.{entry.module}"), entry.attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - tells the type checker
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one gets a guess at what was meant."""
        name = str(args[0])
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"{name!r} is no command.{did_you_mean(name, COMMANDS)}")
        found = super().resolve_command(ctx, args)
        if found[1] is not None:
            refuse_unknown_settings(ctx, name, found[1])
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.line) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever goes wrong ends in a sentence and its exit code."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except KeyboardInterrupt:
            end(ctx, INTERRUPTED, "Interrupted.")
        except BrokenPipeError:
            raise
        except ExchangespecError as error:
            end(ctx, exit_code(error), sentence(error))
        except Exception as error:  # noqa: BLE001 - the last place that can turn it into a sentence
            our_fault(ctx, error)


def refuse_unknown_settings(ctx: click.Context, name: str, command: click.Command) -> None:
    """Refuse settings that no option has, which would otherwise do nothing in silence."""
    given = ctx.default_map or {}
    own = given.get(name, {})
    known = {str(one.name) for one in command.params} | set(getattr(command, "commands", ()))
    whole = {str(one.name) for one in ctx.command.params} | {*COMMANDS, "quiet", "verbose"}
    for where, keys, names in (("", given, whole), (f"{name}.", own, known)):
        for key in keys:
            if key not in names:
                ctx.fail(f"the settings name {where}{key}, which is no option."
                         f"{did_you_mean(key, names)}")  # fmt: skip


def exit_code(error: ExchangespecError) -> int:
    """Return the exit code of an error that is no fault of ours."""
    if isinstance(error, UnreadableError):
        return UNREADABLE
    return FINDINGS if isinstance(error, (LossError, NotForPublicationError)) else WRONG_USE


def sentence(error: ExchangespecError) -> str:
    """Return an error as a message."""
    return f"Error: {error}"


def our_fault(ctx: click.Context, error: Exception) -> NoReturn:
    """Say that the fault is ours, and what to tell us about it."""
    if of(ctx).verbosity >= TRACEBACK:
        import traceback

        tell("".join(traceback.format_exception(error)).rstrip())
    kind = type(error).__name__
    end(
        ctx,
        OUR_FAULT,
        f"This is a fault of exchangespec {__version__}, not of your data ({kind}). "
        "Please report it with the command you ran and what -vv shows.",
    )


def end(ctx: click.Context, code: int, text: str) -> NoReturn:
    """Say a last sentence and end with an exit code."""
    tell(text)
    ctx.exit(code)


EPILOGUE = """\b
Examples:
  exchangespec validate visits.xlsx
  exchangespec validate visits.xlsx -o report.html
  exchangespec convert visits.xlsx visits.json --verify
  exchangespec explain EXS201

\b
Exit codes: 0 conforms, 1 findings, 2 wrong use, 3 an input cannot be read,
4 a fault of ours, 130 interrupted.

Every option can also be set in exchangespec.toml, under [tool.exchangespec] in pyproject.toml, or
as EXCHANGESPEC_COMMAND_OPTION in the environment.
"""


@click.group(
    cls=Program,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "EXCHANGESPEC",
        "max_content_width": 100,
    },
    epilog=EPILOGUE,
)
@click.option(
    "--config",
    metavar="FILE",
    is_eager=True,
    expose_value=False,
    callback=apply_settings,
    help="File with settings; by default exchangespec.toml or pyproject.toml, here or above.",
)
@session_options
@click.version_option(__version__, prog_name="exchangespec")
def program() -> None:
    """Check, convert and describe data on exchange between cities."""
