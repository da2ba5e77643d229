"""Reads a project's settings: `exchangespec.toml`, or `[tool.exchangespec]` in pyproject.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

OWN_FILE = "exchangespec.toml"
SHARED_FILE = "pyproject.toml"


def apply_settings(
    context: click.Context, _parameter: click.Parameter, value: str | None
) -> str | None:
    """Make the settings the defaults of all options; the command line and environment win."""
    path = Path(value) if value else found(Path.cwd())
    if path is not None and not context.resilient_parsing:
        context.default_map = defaults(settings_of(path))
    return value


def found(folder: Path) -> Path | None:
    """Return the nearest file with settings, here or in a folder above."""
    for place in (folder, *folder.parents):
        if (place / OWN_FILE).is_file():
            return place / OWN_FILE
        shared = place / SHARED_FILE
        if shared.is_file() and "exchangespec" in tables_of(shared).get("tool", {}):
            return shared
    return None


def settings_of(path: Path) -> dict[str, Any]:
    """Return the settings in a file."""
    content = tables_of(path)
    if path.name == SHARED_FILE:
        content = content.get("tool", {}).get("exchangespec", {})
    return content


def tables_of(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file; a file that is none is wrong use."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.UsageError(f"the settings {path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"the settings {path} are not valid TOML: {error}") from None


def defaults(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings by the names that options have inside: `fail-on` is `fail_on`."""
    return {
        name.replace("-", "_"): defaults(value) if isinstance(value, dict) else value
        for name, value in settings.items()
    }
