"""The JSON Schema of the JSON report, read from the classes that the report is written from."""

from __future__ import annotations

from dataclasses import fields
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from exchangespec.emit.json_text import pretty
from exchangespec.finding import SEVERITIES
from exchangespec.formats.account import ROW_KINDS
from exchangespec.location import Location
from exchangespec.outcome import REPORT_VERSION, SAYS_WHOSE
from exchangespec.spec import NAMESPACE, STANDARD_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT_SCHEMA_URL = f"{NAMESPACE}{STANDARD_VERSION}/json-schema/report.json"
JSON_TYPES = {str: "string", int: "integer", bool: "boolean"}
COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string"}
TRUTH = {"type": "boolean"}
CODE = {"type": "string", "pattern": "^EXS[0-9]{3}$(?!\n)"}
SLUG = {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$(?!\n)"}
PLACES = {
    "file": "Name of the file as it was given.",
    "member": "File inside a zip archive.",
    "sheet": "Sheet of a workbook.",
    "cell": "Address of the cell, such as `L5`.",
    "row": "Row of a sheet or table, the first being 1.",
    "line": "Line of a text file, the first being 1.",
    "column": "Heading as received; in JSON the character in the line, the first being 1.",
    "pointer": "JSON pointer to the value.",
    "subject": "Subject of the triple, in RDF.",
    "record": "Id of the record.",
    "field": "Name of the field.",
}


def report_schema() -> dict[str, Any]:
    """Return the schema of what `Outcome.as_dict` gives."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": REPORT_SCHEMA_URL,
        "title": "Validation report",
        "description": "What a validation read, what it found and where, and what it left out.",
        **_closed(
            {
                "exchangespec": TEXT | {"description": "Version of the standard."},
                "report": {"const": REPORT_VERSION, "description": "Version of this report."},
                "ok": TRUTH | {"description": "No error, and every input could be read."},
                "counts": _closed(dict.fromkeys(SEVERITIES, COUNT))
                | {"description": "All findings by severity, listed below or not."},
                "codes": {
                    "type": "object",
                    "description": "All findings by code, listed below or not.",
                    "propertyNames": {"pattern": CODE["pattern"]},
                    "additionalProperties": COUNT,
                },
                "truncated": TRUTH | {"description": "Some findings were counted, not listed."},
                "versions": {
                    "type": "object",
                    "description": "Versions of the tool, the standard and the code lists.",
                    "additionalProperties": TEXT,
                },
                "inputs": _list_of("input"),
                "not_run": _list_of("rule_not_run"),
                "findings": _list_of("finding"),
            }
        ),
        "$defs": {
            "input": _input(),
            "table_rows": _closed(
                {
                    "part": TEXT | {"description": "Sheet, member of a zip, or file."},
                    "total": COUNT | {"description": "Rows that came in."},
                    "kinds": {
                        "type": "object",
                        "description": "What they were; the sum is the total.",
                        "properties": dict.fromkeys(ROW_KINDS, COUNT),
                        "additionalProperties": False,
                    },
                }
            )
            | {"description": "What the rows of one table were."},
            "rule_not_run": _closed({"code": CODE, "slug": SLUG, "reason": TEXT})
            | {"description": "A rule that did not run, and why."},
            "finding": _finding(),
            "location": _location(),
        },
    }


def _closed(properties: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return an object that has all these members, perhaps some more, and no other."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def _list_of(name: str) -> dict[str, Any]:
    """Return a list of one of the definitions."""
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _input() -> dict[str, Any]:
    """Return one input as it was read."""
    return {
        "description": "One input as it was read.",
        **_closed(
            {
                "file": TEXT,
                "format": TEXT | {"description": "Format it was read in."},
                "title": TEXT | {"description": "Title in its header; may be empty."},
                "ok": TRUTH | {"description": "It could be read and has no error."},
                "counts": _closed(dict.fromkeys(SEVERITIES, COUNT))
                | {"description": "Its findings by severity, listed or not."},
                "records": {
                    "type": "object",
                    "description": "Records read, by type.",
                    "additionalProperties": COUNT,
                },
                "ready": COUNT | {"description": "Records that have no error."},
                "encoding": {"anyOf": [{"type": "null"}, TEXT]},
                "readable": TRUTH,
                "complete": TRUTH | {"description": "False when a part could not be read."},
            },
            {
                "recommended": _closed({"asked": COUNT, "stated": COUNT})
                | {"description": "How often recommended fields may be stated, and are."},
                "rows": _list_of("table_rows"),
                "about": _closed({}, dict.fromkeys(SAYS_WHOSE, TEXT))
                | {"description": "What its header says of whose data it is, and of when."},
            },
        ),
    }


def _finding() -> dict[str, Any]:
    """Return one finding."""
    fix = _closed({"safe": TRUTH, "replace": {}})
    return {
        "description": "One thing that is wrong or worth knowing.",
        **_closed(
            {
                "code": CODE,
                "slug": SLUG | {"description": "Readable name of the rule."},
                "severity": {"enum": list(SEVERITIES)},
                "message": TEXT,
                "params": {"type": "object", "description": "The facts by name."},
                "suggestions": {"type": "array", "description": "Best first."},
                "fix": {"anyOf": [{"type": "null"}, fix]},
                "location": {"$ref": "#/$defs/location"},
                "related": _list_of("location"),
            },
            {"count": COUNT | {"description": "How many cells or rows have this one cause."}},
        ),
    }


def _location() -> dict[str, Any]:
    """Return a place, whose members are those of the class; what is unknown is left out."""
    hints = get_type_hints(Location)
    properties = {}
    for item in fields(Location):
        kinds = get_args(hints[item.name]) or (hints[item.name],)
        types = [{"type": JSON_TYPES[kind]} for kind in kinds if kind is not NoneType]
        properties[item.name] = {
            "description": PLACES[item.name],
            **(types[0] if len(types) == 1 else {"anyOf": types}),
        }
    return {
        "description": "A place in a file, in the words of its format.",
        "type": "object",
        "properties": properties,
        "required": ["file"],
        "additionalProperties": False,
    }


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield the schema as a file."""
    yield "schemas/json-schema/report.json", pretty(report_schema())
