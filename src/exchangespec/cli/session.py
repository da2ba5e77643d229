"""What holds for every command: how much is said, in which colours and which language."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from exchangespec.cli.names import SPOKEN_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

# Stands for the language of the data.
OWN = "own"
COLOURS = ("auto", "always", "never")
# How often -v is given before a fault of ours shows its traceback.
TRACEBACK = 2

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


@dataclass(slots=True)
class Session:
    """What the user asked of all commands, wherever on the line it stood."""

    quiet: bool = False
    verbosity: int = 0
    colour: str = "auto"
    language: str = SPOKEN_LANGUAGES[0]

    def paints(self, stream: object) -> bool:
        """Tell whether what is written to a stream is coloured."""
        if self.colour != "auto":
            return self.colour == "always"
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return bool(getattr(stream, "isatty", lambda: False)())

    @property
    def shows_progress(self) -> bool:
        """Tell whether somebody looks on who wants to know how far it is."""
        return not self.quiet and bool(getattr(sys.stderr, "isatty", lambda: False)())

    def note(self, text: str) -> None:
        """Say something beside the result, unless silence is asked for."""
        if not self.quiet:
            tell(text)


def say_english_only(what: str) -> None:
    """Say that something stands in English only, to whom another language was asked of."""
    if session().language not in {SPOKEN_LANGUAGES[0], OWN}:
        session().note(f"{what} only in English; --lang is for what validate finds.")


def tell(text: str) -> None:
    """Write a line to stderr, in signs that it can show."""
    stream = sys.stderr
    encoding = getattr(stream, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=True)


class Progress:
    """One line on a terminal that says how far it is, each time anew, and goes at the end."""

    def __init__(self) -> None:
        """Start with an empty line."""
        self._width = 0

    def __call__(self, does: str, done: int, of: int) -> None:
        """Say what is being done, and how much of it is."""
        self._write(f"{does}: {done:,} of {of:,} parts" if done < of else "")

    def _write(self, text: str) -> None:
        """Write over what stands there."""
        sys.stderr.write(f"\r{text:<{self._width}}" if text else f"\r{'':<{self._width}}\r")
        sys.stderr.flush()
        self._width = len(text)


def session() -> Session:
    """Return what holds for the command that runs."""
    return of(click.get_current_context())


def of(context: click.Context) -> Session:
    """Return what holds for a command's whole line."""
    return context.find_root().ensure_object(Session)


def _quiet(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - Click calls it so
    of(context).quiet |= value


def _verbose(context: click.Context, _parameter: click.Parameter, value: int) -> None:
    of(context).verbosity += value


def _colour(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        of(context).colour = value


def _language(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    """Note the language; refuse one whose texts nobody has written yet."""
    if value is None:
        return
    name = value.partition("-")[0].casefold()
    if name not in (*SPOKEN_LANGUAGES, OWN):
        known = ", ".join((*SPOKEN_LANGUAGES, OWN))
        raise click.BadParameter(f"messages are not yet written in {value!r}; known: {known}")
    of(context).language = name


OPTIONS = (
    click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_quiet,
                 help="Say nothing beside the result."),
    click.option("-v", "--verbose", count=True, expose_value=False, callback=_verbose,
                 help="Say more; -vv also shows where a fault of ours arose."),
    click.option("--color", type=click.Choice(COLOURS), expose_value=False, callback=_colour,
                 help="Colours: where a terminal shows them, always, or never."),
    click.option("--lang", metavar="LANGUAGE", expose_value=False, callback=_language,
                 help=f"Language of what validate finds: {', '.join(SPOKEN_LANGUAGES)}; "
                 f"{OWN} is that of the data. All but English are drafts made by machine."),
)  # fmt: skip


def session_options(command: Decorated) -> Decorated:
    """Let a command take the options that hold for all, so that they may stand anywhere."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command
