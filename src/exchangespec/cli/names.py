"""Names that a user may give, listed from a table when they are needed, with a guess at slips."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click.shell_completion import CompletionItem


if TYPE_CHECKING:
    Word = click.ParamType[str]
else:
    # Generic only in later versions of Click.
    Word = click.ParamType


class Name(Word):
    """One of the names in a table; the table is imported when help or a value asks for it."""

    name = "name"

    def __init__(self, load: Callable[[], Iterable[str]]) -> None:
        """Take what gives the names."""
        self.load = load

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002 - Click's own names
        """Return the names as help shows them."""
        return f"[{'|'.join(self.load())}]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the name, if it is one."""
        names = tuple(self.load())
        if value in names:
            return str(value)
        return self.fail(
            f"{value!r} is none of {', '.join(names)}.{did_you_mean(str(value), names)}", param, ctx
        )

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - Click's own names
        param: click.Parameter,  # noqa: ARG002 - as above
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the names that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.load() if name.startswith(incomplete)]


def nearest(text: str, names: Iterable[str]) -> list[str]:
    """Return the names that a text may be a slip of, best first."""
    known = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(text.casefold(), known, n=3, cutoff=0.6)
    return [known[name] for name in near]


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """Return the question after a sentence, or nothing where no name is near."""
    near = nearest(text, names)
    return f" Did you mean {' or '.join(near)}?" if near else ""
