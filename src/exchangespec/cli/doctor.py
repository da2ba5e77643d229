"""`doctor`: shows versions, optional parts, locale and encodings, for a report of trouble."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from exchangespec.cli.options import TEXT_OR_JSON
from exchangespec.cli.output import columns, show
from exchangespec.cli.session import session_options

if TYPE_CHECKING:
    from collections.abc import Iterator


class Part(NamedTuple):
    """A library: the distribution, the extra that brings it, and what it gives."""

    distribution: str
    extra: str
    gives: str


REQUIRED = ("click", "pydantic", "pydantic_core", "jinja2", "jsonschema", "rdflib",
            "python-calamine", "xlsxwriter", "charset-normalizer")  # fmt: skip
OPTIONAL = (
    Part("duckdb", "aggregate", "asks tables with SQL"),
    Part("pyarrow", "aggregate", "writes tables as Parquet"),
    Part("icalendar", "calendar", "reads calendar files (.ics)"),
    Part("jsonschema-rs", "fast", "accepts records faster"),
    Part("openpyxl", "excel", "reads workbooks that the first reader refuses"),
    Part("orjson", "fast", "reads and writes JSON faster"),
    Part("ortools", "match", "pairs mentors and mentees all together"),
    Part("pyoxigraph", "fast", "reads foreign RDF faster"),
    Part("pyspark", "spark", "asks tables on several machines"),
    Part("rapidfuzz", "reconcile", "compares names and headings faster"),
    Part("zstandard", "zstd", "reads and writes .zst files on Python below 3.14"),
)


@click.command(
    epilog="\b\nExamples:\n  exchangespec doctor\n  exchangespec doctor --output-format json"
)
@TEXT_OR_JSON
@session_options
def doctor(**given: Any) -> None:
    """Show versions, optional parts, locale and encodings."""  # fmt: skip
    facts = {name: dict(part) for name, part in examined()}
    if given["output_format"] == "json":
        import json

        show(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        return
    from exchangespec.report.manual import table_text

    tables = [table_text((name, ""), list(part.items()), columns()) for name, part in facts.items()]
    show("\n".join(tables))


def examined() -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    """Yield each part of the examination."""
    yield "Versions", versions()
    yield "Required parts", ((name, version_of(name) or "missing") for name in REQUIRED)
    yield "Optional parts", ((part.distribution, optional(part)) for part in OPTIONAL)
    yield "Surroundings", surroundings()


def versions() -> Iterator[tuple[str, str]]:
    """Yield the versions of the tool, of the standard and of the data."""
    from exchangespec import __version__, codelists, spec

    yield "exchangespec", __version__
    yield "standard", spec.STANDARD_VERSION
    yield "code lists", codelists.VERSION


def version_of(distribution: str) -> str | None:
    """Return the version of an installed distribution."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def optional(part: Part) -> str:
    """Return whether an optional part is here, and what it gives."""
    found = version_of(part.distribution)
    if found:
        return f"{found}: {part.gives}"
    return f"not installed (pip install 'exchangespec[{part.extra}]'): {part.gives}"


def surroundings() -> Iterator[tuple[str, str]]:
    """Yield what decides how text looks."""
    import locale
    import platform

    yield "Python", f"{platform.python_version()} ({platform.python_implementation()})"
    yield "system", f"{platform.system()} {platform.machine()}"
    yield "locale", ".".join(part or "?" for part in locale.getlocale())
    yield "standard output", str(sys.stdout.encoding)
    yield "standard error", str(sys.stderr.encoding)
    yield "file names", sys.getfilesystemencoding()
    yield "terminal", f"{columns()} columns" if sys.stdout.isatty() else "none"
