"""The manual as plain data: a page for each rule, each record type and each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.report.json_ import as_json
from exchangespec.rules import FAMILIES, RULES
from exchangespec.rules.world import HEADER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchangespec.rules.rule import Example, Rule
    from exchangespec.spec import FieldSpec, RecordSpec

HEADER_NAME = "Header"
HEADER_DEFINITION = "What a package says about itself, once, before its records."
REQUIREMENTS = {
    "R": "required",
    "C": "required by a rule in some cases",
    "S": "recommended",
    "O": "optional",
}


def rule_page(rule: Rule) -> dict[str, Any]:
    """Return the page of a rule."""
    messages = {"": rule.message} if isinstance(rule.message, str) else dict(rule.message)
    family = next(name for name, rules in FAMILIES.items() if rule in rules)
    return {
        "code": rule.code,
        "slug": rule.slug,
        "severity": rule.severity,
        "family": family,
        "what": rule.title,
        "why": rule.why,
        "fix": rule.fix,
        "messages": list(messages.values()),
        "wrong": example_page(rule.wrong),
        "right": example_page(rule.right),
    }


def example_page(example: Example) -> dict[str, Any]:
    """Return an example: what differs from the background that all examples share."""
    header = {name: value for name, value in example.header.items() if value != HEADER.get(name)}
    parts: dict[str, Any] = {
        "header": header,
        "records": list(example.records),
        "without": list(example.without),
        "files": {name: _content(content) for name, content in example.files.items()},
        "sheets": {name: [_cells(row) for row in rows] for name, rows in example.sheets.items()},
        "merged": list(example.merged),
        "hidden_rows": list(example.hidden_rows),
        "limits": dict(example.limits),
        "profiles": list(example.profiles),
        "previous": list(example.previous or ()),
        "beside": [example_page(other) for other in example.beside],
        "at": dict(example.at),
    }
    page: dict[str, Any] = as_json({name: value for name, value in parts.items() if value})
    return page


def _content(content: str | bytes) -> str:
    """Return the text of a file, or how it begins where it is none."""
    if isinstance(content, str):
        return content
    return content[:200].decode("utf-8", "backslashreplace")


def _cells(row: Sequence[object]) -> list[Any]:
    """Return cells as they look."""
    return [getattr(cell, "text", getattr(cell, "day", cell)) for cell in row]


def record_page(form: RecordSpec) -> dict[str, Any]:
    """Return the page of a record type."""
    return {
        "type": form.name,
        "definition": form.definition,
        "chapter": form.chapter,
        "sheet": form.sheet,
        "file": f"{form.plural}.csv",
        "fields": {name: field_page(known) for name, known in form.fields.items()},
    }


def header_page() -> dict[str, Any]:
    """Return the page of the header."""
    return {
        "type": HEADER_NAME,
        "definition": HEADER_DEFINITION,
        "chapter": "The package",
        "sheet": "About",
        "file": "about.csv",
        "fields": {name: field_page(known) for name, known in spec.header().items()},
    }


def field_page(known: FieldSpec) -> dict[str, Any]:
    """Return the page of a field of one type; what does not apply is left out."""
    parts = {
        "title": known.title,
        "definition": known.definition,
        "kind": known.kind.name,
        "many": known.many,
        "asked": REQUIREMENTS[known.requirement],
        "codelist": known.codelist,
        "refers_to": list(known.targets),
        "rdf": known.term,
        "aligned": known.aligned,
    }
    return {name: value for name, value in parts.items() if value not in (None, "", [])}


def pages_of_fields() -> dict[str, dict[str, dict[str, Any]]]:
    """Return for each field name the types that have it, each with the field's page."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for type_name, fields in fields_by_type().items():
        for name, known in fields.items():
            found.setdefault(name, {})[type_name] = field_page(known)
    return found


def fields_by_type() -> dict[str, Mapping[str, FieldSpec]]:
    """Return the fields of every record type, and those of the header last."""
    types: dict[str, Mapping[str, FieldSpec]] = {
        name: form.fields for name, form in spec.records().items()
    }
    return {**types, HEADER_NAME: spec.header()}


def catalogue() -> dict[str, Any]:
    """Return the whole manual: all rules by code, all record types, the header."""
    return {
        "exchangespec": spec.STANDARD_VERSION,
        "rules": [rule_page(rule) for rule in RULES.values()],
        "types": [record_page(form) for form in spec.records().values()],
        "header": header_page(),
    }
