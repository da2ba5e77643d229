"""Every derived artefact by name, and what yields its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from exchangespec.emit import (
    alignment,
    codelist_csv,
    context,
    json_schema,
    reference,
    report_schema,
    shapes,
    skos,
    template,
    text_sources,
    vocabulary,
)
from exchangespec.emit.json_text import pretty
from exchangespec.spec import csvw

Artefact = Callable[[], Iterator[tuple[str, bytes]]]


def templates() -> Iterator[tuple[str, bytes]]:
    """Yield the workbooks that partners fill in."""
    for form in template.FORMS:
        for kind in template.KINDS:
            content = template.template(form, kind=kind)
            yield f"schemas/templates/exchangespec-{form}.{kind}", content
    for language in template.LANGUAGES[1:]:
        content = template.template("short", language)
        yield f"schemas/templates/exchangespec-short.{language}.xlsx", content


def table_metadata() -> Iterator[tuple[str, bytes]]:
    """Yield the description of the tables of a CSV submission."""
    yield f"schemas/csvw/{csvw.FILE}", pretty(csvw.metadata())


def package_data() -> Iterator[tuple[str, bytes]]:
    """Yield what the package itself needs at run time."""
    yield from json_schema.emit_package_data()
    yield from context.emit_package_data()


# Each yields paths from the root of the repository, and bytes.
ARTEFACTS: dict[str, Artefact] = {
    "json-schema": json_schema.emit,
    "report-schema": report_schema.emit,
    "codelists": codelist_csv.emit,
    "csvw": table_metadata,
    "context": context.emit,
    "vocabulary": vocabulary.emit,
    "skos": skos.emit,
    "shapes": shapes.emit,
    "alignment": alignment.emit_turtle,
    "sssom": alignment.emit_table,
    "templates": templates,
    "texts": text_sources.emit,
    "reference": reference.emit,
    "package-data": package_data,
}
