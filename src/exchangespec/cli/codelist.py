"""`codelist`: lists, shows and searches the code lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from exchangespec.cli.names import Name, did_you_mean
from exchangespec.cli.output import columns, show
from exchangespec.cli.session import say_english_only, session_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exchangespec.codelists import Code, Codelist

    Rows = Sequence[dict[str, Any]]

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")

# Columns that a table for people has room for; CSV and JSON hold all.
IN_ENGLISH = "Codes are told"
TABLE_COLUMNS = ("name", "list", "code", "label", "kind", "codes", "title", "definition")

EPILOGUE = """\b
Examples:
  exchangespec codelist list
  exchangespec codelist show event_format
  exchangespec codelist show visit_kind --output-format csv
  exchangespec codelist search "peer review"
"""


def as_table(rows: Rows) -> str:
    """Return rows for people."""
    from exchangespec.report.manual import table_text

    names = [name for name in rows[0] if name in TABLE_COLUMNS] if rows else []
    cells = [[str(row[name]) for name in names] for row in rows]
    return table_text([name.capitalize() for name in names], cells, columns()) if rows else ""


def as_csv(rows: Rows) -> str:
    """Return rows as CSV, lists with `;`."""
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
        writer.writerows([cell(value) for value in row.values()] for row in rows)
    return stream.getvalue()


def cell(value: object) -> str:
    """Return a value as a cell of CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else str(value)


def as_json(rows: Rows) -> str:
    """Return rows as JSON."""
    import json

    return json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n"


# What --output-format takes.
WRITERS: dict[str, Callable[[Rows], str]] = {"table": as_table, "csv": as_csv, "json": as_json}


def output_option(command: Decorated) -> Decorated:
    """Let a command take the form of its result."""
    option = click.option("--output-format", type=Name(WRITERS), default="table",
                          show_default=True, help="Form of the result.")  # fmt: skip
    return option(command)


@click.group(epilog=EPILOGUE)
@session_options
def codelist() -> None:
    """List, show and search the code lists of the standard."""


@codelist.command("list", epilog="\b\nExample:\n  exchangespec codelist list")
@output_option
@session_options
def list_command(output_format: str) -> None:
    """List all code lists."""
    say_english_only(IN_ENGLISH)
    show(WRITERS[output_format]([row_of_list(one) for one in lists()]))


@codelist.command("show", epilog="\b\nExample:\n  exchangespec codelist show event_format")
@click.argument("name")
@output_option
@session_options
def show_command(name: str, output_format: str) -> None:
    """Show the codes of one list."""
    from exchangespec.codelists import CODELISTS
    from exchangespec.codelists import codelist as load

    say_english_only(IN_ENGLISH)
    if name not in CODELISTS:
        raise click.UsageError(f"{name!r} is no code list.{did_you_mean(name, CODELISTS)}")
    show(WRITERS[output_format]([row_of_code(code) for code in load(name).codes.values()]))


@codelist.command("search", epilog='\b\nExample:\n  exchangespec codelist search "peer review"')
@click.argument("text")
@output_option
@session_options
@click.pass_context
def search_command(context: click.Context, text: str, output_format: str) -> None:
    """Find codes by their words, in whatever spelling; exit code 1 when there are none."""
    say_english_only(IN_ENGLISH)
    rows = [
        {"list": one.name, **row_of_code(code)} for one in lists() for code in matching(one, text)
    ]
    show(WRITERS[output_format](rows))
    if not rows:
        raise click.exceptions.Exit(nothing_found(text))
    context.exit(0)


def nothing_found(text: str) -> int:
    """Say that no code has such words."""
    from exchangespec.cli.session import session

    session().note(f"No code has the words {text!r}.")
    return 1


def lists() -> Iterator[Codelist]:
    """Yield all lists."""
    from exchangespec.codelists import CODELISTS
    from exchangespec.codelists import codelist as load

    return (load(name) for name in CODELISTS)


def matching(one: Codelist, text: str) -> Iterator[Code]:
    """Yield the codes of a list in whose words all words of a text stand."""
    from exchangespec.codelists import fold

    wanted = [fold(word) for word in text.split()]
    for code in one.codes.values():
        words = fold(" ".join((code.code.replace("_", " "), code.label, *code.synonyms)))
        if all(word in words for word in wanted):
            yield code


def row_of_list(one: Codelist) -> dict[str, Any]:
    """Return what a list is."""
    return {
        "name": one.name,
        "kind": "open" if one.open else "closed",
        "codes": len(one.codes),
        "title": one.title,
        "definition": one.definition,
        "source": one.source,
    }


def row_of_code(code: Code) -> dict[str, Any]:
    """Return what a code is."""
    return {
        "code": code.code,
        "label": code.label,
        "definition": code.definition,
        "broader": code.broader,
        "match": list(code.match),
        "deprecated": code.deprecated,
        "synonyms": list(code.synonyms),
    }
