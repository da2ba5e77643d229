"""Names that a user may give, with a guess at slips.

The tables that hold what the names stand for are heavy to import; help must not wait for them. So
the names stand here once more, and a contract test compares them with the tables.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.shell_completion import CompletionItem


if TYPE_CHECKING:
    Word = click.ParamType[str]
else:
    # Generic only in later versions of Click.
    Word = click.ParamType


FORMAT_NAMES = (
    "json",
    "json.gz",
    "json.zst",
    "ndjson",
    "ndjson.gz",
    "ndjson.zst",
    "csv",
    "csv.zip",
    "csv-table",
    "xlsx",
    "ods",
    "jsonld",
    "turtle",
    "trig",
    "ntriples",
    "nquads",
    "rdfxml",
)
# What is read only.
IMPORT_NAMES = ("schema.org", "ical", "w3c-org")
VIEW_NAMES = ("stated", "best", "all")
PEOPLE_NAMES = ("remove", "pseudonymise", "keep")
REPORT_NAMES = (
    "full",
    "concise",
    "grouped",
    "json",
    "ndjson",
    "html",
    "markdown",
    "csv",
    "github",
    "gitlab",
    "sarif",
    "junit",
    "gitb",
    "shacl",
)
FORM_NAMES = ("short", "full")
TEMPLATE_LANGUAGES = ("en", "fr", "de", "nl", "it", "es", "pl", "fi", "el")
# Languages of what validate finds.
SPOKEN_LANGUAGES = ("en", "fr", "de", "it", "es", "pl", "nl", "fi", "el")
TEMPLATE_KINDS = ("xlsx", "ods")
# Forms of the result of a query.
COMPARISON_NAMES = ("text", "json", "html")
RESULT_NAMES = ("table", "csv", "json", "parquet")
PROPOSAL_NAMES = ("text", "csv", "json")
# Suffixes that stand for a form by another name than its own.
FORM_OF_SUFFIX = {"txt": ("table", "text"), "htm": ("html",)}
LIMIT_NAMES = (
    "workbook-bytes",
    "document-bytes",
    "archive-ratio",
    "archive-members",
    "json-depth",
    "cell-characters",
    "sheet-rows",
)


class Name(Word):
    """One of some names; a slip gets a guess at what was meant."""

    name = "name"

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names."""
        self.names = tuple(names)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002 - Click's own names
        """Return the names as help shows them."""
        return f"[{'|'.join(self.names)}]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the name, if it is one."""
        if value in self.names:
            return str(value)
        guess = did_you_mean(str(value), self.names)
        return self.fail(f"{value!r} is none of {', '.join(self.names)}.{guess}", param, ctx)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - Click's own names
        param: click.Parameter,  # noqa: ARG002 - as above
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the names that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.names if name.startswith(incomplete)]


def nearest(text: str, names: Iterable[str]) -> list[str]:
    """Return the names that a text may be a slip of, best first."""
    known = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(text.casefold(), known, n=3, cutoff=0.6)
    return [known[name] for name in near]


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """Return the question after a sentence, or nothing where no name is near."""
    near = nearest(text, names)
    return f" Did you mean {' or '.join(near)}?" if near else ""
