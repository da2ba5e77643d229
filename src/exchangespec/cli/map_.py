"""`map`: reads foreign tables by a mapping file, and shows the mappings shipped."""

from __future__ import annotations

from typing import Any

import click

from exchangespec.cli.output import show
from exchangespec.cli.session import session_options

EPILOGUE = """\b
Examples:
  exchangespec map list
  exchangespec validate members.xlsx --map members.toml
  exchangespec map apply members.toml members.xlsx package.json
"""


@click.group("map", epilog=EPILOGUE)
def map_() -> None:
    """Read tables that are not ours by a mapping: which column is which field.

    A mapping is a TOML file. It is never applied unasked: give it to --map, or to map apply.
    """  # fmt: skip


@map_.command("list")
@session_options
def list_mappings(**_given: Any) -> None:
    """List the mappings that come with this program."""
    from exchangespec.mapping import SHIPPED, load_named

    widest = max(map(len, SHIPPED))
    show("".join(f"{name:<{widest}}  {load_named(name).title}\n" for name in SHIPPED))


@map_.command("show")
@click.argument("name")
@session_options
def show_mapping(**given: Any) -> None:
    """Print a mapping, one of ours or a file, after checking it: a start for your own."""
    from exchangespec.mapping import load, text_of

    text = text_of(given["name"])
    load(given["name"], text)
    show(text)


@map_.command("apply")
@click.argument("mapping")
@click.argument("source", metavar="SRC")
@click.argument("target", metavar="DEST")
@click.pass_context
def apply(context: click.Context, /, mapping: str, source: str, target: str) -> None:
    """Turn the foreign table SRC into a package at DEST; the same as convert with --map.

    What could not be taken over is named. More options: convert.
    """  # fmt: skip
    from exchangespec.cli.convert import convert

    context.invoke(convert, source=source, target=target, map=mapping)
