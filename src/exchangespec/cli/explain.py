"""`explain`: shows the page of a rule, a type, a field or a word, or what is said of a record."""

from __future__ import annotations

from typing import Any

import click

from exchangespec.cli.names import did_you_mean
from exchangespec.cli.options import TEXT_OR_JSON
from exchangespec.cli.output import columns, show
from exchangespec.cli.session import say_english_only, session_options

EPILOGUE = """\b
Examples:
  exchangespec explain EXS201
  exchangespec explain value-not-in-list
  exchangespec explain Visit
  exchangespec explain Visit.hosts
  exchangespec explain hosts
  exchangespec explain "How many"
  exchangespec explain event_format
  exchangespec explain EXS2
  exchangespec explain --all --output-format json
  exchangespec explain urbact:visit-barcelona visits.xlsx
"""


@click.command(epilog=EPILOGUE)
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.option("--all", "everything", is_flag=True, help="Show the whole manual.")
@TEXT_OR_JSON
@session_options
def explain(**given: Any) -> None:
    """Show the page of NAME: a rule, a record type, a field or a code list.

    A rule is known by its code or its name, and its page says what is wrong, why it matters and
    how to fix it, with an example wrong and right; the beginning of codes lists them. A record
    type is also known by the name of its sheet, a field by the heading of its column.

    With FILES, NAME is the id of a record in them: its values are shown, and beside each what the
    statements say of it, who says so, where, and how sure that is.
    """  # fmt: skip
    name = given["name"]
    say_english_only("The manual is")
    if given["files"]:
        if given["everything"]:
            raise click.UsageError("--all is the manual; name one record of the files instead")
        show_record(name, given["files"], given["output_format"])
        return
    if bool(name) == given["everything"]:
        raise click.UsageError("name one rule, record type or field, or ask for --all")
    if given["output_format"] == "json":
        show_json(catalogue() if given["everything"] else page_of(name))
    elif given["everything"]:
        whole = catalogue()
        show(
            "\n".join(text_of(page) for page in [*whole["rules"], *whole["types"], whole["header"]])
        )
    else:
        show(text_of(page_of(name)))


def show_record(name: str, files: tuple[str, ...], form: str) -> None:
    """Show a record of some files with what is said beside its values; none is wrong use."""
    import dataclasses

    from exchangespec.cli.inputs import source_named
    from exchangespec.intake import TakeOptions
    from exchangespec.report.sayings import record_text
    from exchangespec.sayings import read_values, said

    sources = [source_named(file) for file in files]
    found = said(lambda: read_values(sources, TakeOptions()), [name])
    if not found:
        raise click.UsageError(f"{name!r} is the id of no record in {', '.join(files)}")
    if form == "json":
        show_json(dataclasses.asdict(found[0]))
    else:
        show(record_text(found[0], columns()))


def catalogue() -> dict[str, Any]:
    """Return the whole manual."""
    from exchangespec.report import pages

    return pages.catalogue()


def show_json(page: object) -> None:
    """Show plain data as JSON."""
    import json

    show(json.dumps(page, ensure_ascii=False, indent=2) + "\n")


def page_of(name: str) -> dict[str, Any]:
    """Return the page that a word stands for; an unknown one is wrong use."""
    from exchangespec.report import index

    page = index.page_named(name)
    if page is None:
        before, dot, _ = name.partition(".")
        known = index.words()
        if dot and (kind := index.page_named(before)) and "fields" in kind:
            known = [f"{kind['type']}.{field}" for field in kind["fields"]]
        raise click.UsageError(
            f"{name!r} is no code, record type, field, sheet, heading or code list."
            f"{did_you_mean(name, known)}"
        )
    return page


def text_of(page: dict[str, Any]) -> str:
    """Return a page as text."""
    from exchangespec.report import manual

    if "code" in page:
        return manual.rule_text(page, columns())
    if "rules" in page:
        return manual.family_text(page, columns())
    if "codelist" in page:
        return manual.list_text(page, columns())
    if "field" in page:
        text = manual.field_text(page["field"], page["types"], columns())
        sheet = page.get("see")
        return (
            f"{text}\nAlso the name of a sheet: exchangespec explain {sheet}\n" if sheet else text
        )
    return manual.record_text(page, columns())
