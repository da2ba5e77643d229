"""`explain`: shows the page of a rule, a record type or a field."""

from __future__ import annotations

from typing import Any

import click

from exchangespec.cli.names import did_you_mean
from exchangespec.cli.output import columns, show
from exchangespec.cli.session import session_options

EPILOGUE = """\b
Examples:
  exchangespec explain EXS201
  exchangespec explain value-not-in-list
  exchangespec explain Visit
  exchangespec explain Visit.hosts
  exchangespec explain hosts
  exchangespec explain --all --output-format json
"""


@click.command(epilog=EPILOGUE)
@click.argument("name", required=False, metavar="[CODE|SLUG|TYPE|FIELD]")
@click.option("--all", "everything", is_flag=True, help="Show the whole manual.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people or JSON for programs.",
)
@session_options
def explain(**given: Any) -> None:
    """Show the page of a rule, or what a record type or a field holds.

    A rule's page says what is wrong, why it matters and how to fix it, with an example wrong and
    right.
    """  # fmt: skip
    name = given["name"]
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


def catalogue() -> dict[str, Any]:
    """Return the whole manual."""
    from exchangespec.report import pages

    return pages.catalogue()


def show_json(page: object) -> None:
    """Show plain data as JSON."""
    import json

    show(json.dumps(page, ensure_ascii=False, indent=2) + "\n")


def page_of(name: str) -> dict[str, Any]:
    """Return the page that a name stands for; an unknown one is wrong use."""
    from exchangespec import spec
    from exchangespec.report import pages
    from exchangespec.rules import BY_CODE, RULES

    rule = BY_CODE.get(name.upper()) or RULES.get(name.casefold())
    if rule is not None:
        return pages.rule_page(rule)
    types = {form.casefold(): form for form in (*spec.records(), pages.HEADER_NAME)}
    fields = pages.pages_of_fields()
    if name in fields:
        return {"field": name, "types": fields[name]}
    if name.casefold() in types:
        found = types[name.casefold()]
        form = spec.records().get(found)
        return pages.header_page() if form is None else pages.record_page(form)
    type_name, _, field = name.partition(".")
    type_name = types.get(type_name.casefold(), "")
    if type_name in fields.get(field, {}):
        return {"field": f"{type_name}.{field}", "types": {type_name: fields[field][type_name]}}
    known = [*BY_CODE, *RULES, *types.values(), *fields]
    if type_name:
        known = [f"{type_name}.{one}" for one in fields if type_name in fields[one]]
    raise click.UsageError(
        f"{name!r} is no code, slug, record type or field.{did_you_mean(name, known)}"
    )


def text_of(page: dict[str, Any]) -> str:
    """Return a page as text."""
    from exchangespec.report import manual

    if "code" in page:
        return manual.rule_text(page, columns())
    if "field" in page:
        return manual.field_text(page["field"], page["types"], columns())
    return manual.record_text(page, columns())
