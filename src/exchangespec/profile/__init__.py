"""Profiles: a network's own rules on top of the standard's, in one small TOML file each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from exchangespec.errors import UnknownProfileError, UnusableProfileError
from exchangespec.profile.content import Profile
from exchangespec.profile.narrowing import Applied, Clash, apply_profiles, no_profile
from exchangespec.spec.triples import PROFILES

__all__ = [
    "SHIPPED",
    "Applied",
    "Clash",
    "Profile",
    "apply_profiles",
    "known_name",
    "load_profile",
    "no_profile",
    "profile_text",
    "read_profile",
    "shipped_profile",
]

# The profiles that come with the package, each a file in `shipped`.
SHIPPED = ("inclucities", "open", "urbact")
SUFFIX = ".toml"


def read_profile(text: str, file: str) -> Profile:
    """Read a profile's TOML; `file` is what refusals call it.

    Raises:
        UnusableProfileError: if it is no TOML, or says what a profile cannot.
    """
    # Most data name no profile: they shall not wait for what reads one.
    from exchangespec.profile.reading import ProfileReader

    return ProfileReader.read(text, file)


def known_name(name: str) -> str | None:
    """Return the shipped profile that a package means by an id or a web address, if there is one.

    What a package says never makes us read a file.
    """
    plain = name.removeprefix(PROFILES)
    return plain if plain in SHIPPED else None


def shipped_text(name: str) -> str:
    """Return the file of a profile that comes with the package."""
    resource = files("exchangespec.profile") / "shipped" / f"{name}{SUFFIX}"
    return resource.read_text("utf-8")


@cache
def shipped_profile(name: str) -> Profile:
    """Return a profile that comes with the package."""
    return read_profile(shipped_text(name), f"{name}{SUFFIX}")


def load_profile(name: str) -> Profile:
    """Return a shipped profile by its id, or one's own by the path of its file.

    Raises:
        UnknownProfileError: if there is no such profile.
        UnusableProfileError: if it would relax the standard, or says what a profile cannot.
    """
    shipped = known_name(name)
    if shipped is not None:
        return shipped_profile(shipped)
    return read_profile(profile_text(name), name)


def profile_text(name: str) -> str:
    """Return the file of a profile, shipped or one's own.

    Raises:
        UnknownProfileError: if there is no such profile.
        UnusableProfileError: if it is no text.
    """
    shipped = known_name(name)
    if shipped is not None:
        return shipped_text(shipped)
    try:
        return Path(name).read_text("utf-8")
    except UnicodeDecodeError:
        raise UnusableProfileError(name, ((1, "TOML", "this is no UTF-8 text"),)) from None
    except (OSError, ValueError):
        raise UnknownProfileError(name, SHIPPED) from None
