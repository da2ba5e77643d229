"""The option that names profiles, for every command that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from exchangespec.profile import Profile

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


def profile_option(command: Decorated) -> Decorated:
    """Let a command take profiles."""
    option = click.option(
        "-p",
        "--profile",
        "profiles",
        multiple=True,
        metavar="NAME",
        help="Profile of a network: urbact, inclucities, open, or the path of your own file.",
    )
    return option(command)


def profiles_named(names: Iterable[str]) -> tuple[Profile, ...]:
    """Return the profiles that were asked for."""
    names = tuple(names)
    if not names:
        return ()
    from exchangespec.rules.profiles import usable_profile

    return tuple(usable_profile(name) for name in names)
