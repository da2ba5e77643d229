"""`map`: reads foreign tables by a mapping file, lists the mappings shipped, and suggests one."""

from __future__ import annotations

from typing import Any

import click

from exchangespec.cli.inputs import input_options, read_beside, read_options, source_named
from exchangespec.cli.options import ON_LOSS, OVERWRITE
from exchangespec.cli.output import STANDARD, save, show
from exchangespec.cli.overwriting import refuse_existing, refuse_inputs
from exchangespec.cli.session import session, session_options

EPILOGUE = """\b
Examples:
  exchangespec map list
  exchangespec map suggest members.xlsx -o members.toml
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
@OVERWRITE
@ON_LOSS
@click.pass_context
def apply(context: click.Context, /, mapping: str, **given: Any) -> None:
    """Turn the foreign table SRC into a package at DEST; the same as convert with --map.

    What could not be taken over is named. More options: convert.
    """  # fmt: skip
    from exchangespec.cli.convert import convert

    context.invoke(convert, map=mapping, **given)


@map_.command("suggest")
@click.argument("source", metavar="FILE")
@click.option("-o", "--output", metavar="PATH", help="File to write the mapping to.")
@click.option("--type", "record_type", metavar="TYPE", help="Record type of the rows, if known.")
@OVERWRITE
@input_options
@session_options
def suggest(**given: Any) -> None:
    """Suggest a mapping for FILE from its headings and values, with how sure each guess is.

    Nothing is applied: look through the suggestion, then give it to validate or convert.
    """  # fmt: skip
    from exchangespec.mapping.suggesting import suggest as make

    target = given["output"] or STANDARD
    refuse_inputs([target], [given["source"], *read_beside(given)])
    refuse_existing(target, overwrite=given["overwrite"])
    suggestion = make(source_named(given["source"]), read_options(given), given["record_type"])
    save(target, suggestion.text.encode())
    session().note(suggestion.summary)
