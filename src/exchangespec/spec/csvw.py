"""CSVW metadata of a CSV submission: which tables there are, and what stands in each column.

It follows the W3C's metadata vocabulary for tabular data. The metadata of the standard describe
every column; those beside a submission describe its own, languages and extensions included.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.codelists import codelist
from exchangespec.model import kinds
from exchangespec.spec.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FILE = "csv-metadata.json"
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
SEPARATOR = ";"
NOTE = "Further languages stand in columns such as {name}.nl."


def metadata() -> dict[str, Any]:
    """Return the description of a whole submission."""
    return {
        "@context": CONTEXT,
        "dc:title": f"exchangespec {spec.STANDARD_VERSION}: tables of a submission",
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tables": [_about(), *(_table(form) for form in spec.records().values())],
    }


def metadata_of(tables: Mapping[str, Sequence[str]], language: str | None) -> dict[str, Any]:
    """Return the description of one submission: the headings of its tables, by record type."""
    described = []
    for record_type, headings in tables.items():
        table = _table(spec.records()[record_type])
        schema = table["tableSchema"]
        known = {column["name"]: column for column in schema["columns"]}
        schema["columns"] = [_own_column(heading, known, language) for heading in headings]
        keys = [
            key
            for key in schema.pop("foreignKeys", ())
            if key["columnReference"] in headings and key["reference"]["resource"] in _urls(tables)
        ]
        described.append({**table, "tableSchema": schema | ({"foreignKeys": keys} if keys else {})})
    return {**metadata(), "tables": [_about(), *described]}


def _urls(tables: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the file names of some tables."""
    return {f"{spec.records()[name].plural}.csv" for name in tables}


def _own_column(
    heading: str, known: Mapping[str, dict[str, Any]], language: str | None
) -> dict[str, Any]:
    """Return the description of a column of a submission, which may hold one language."""
    name, _, tag = heading.partition(".")
    if name not in known:
        return {"name": heading, "titles": [heading], "datatype": "string"}
    column = {**known[name], "name": heading}
    if "lang" in column:
        column["lang"] = tag or language or column["lang"]
    if tag:
        column["titles"] = [heading]
    return column


def _about() -> dict[str, Any]:
    """Return the table that says what the submission is."""
    fields = ", ".join(spec.header())
    return {
        "url": "about.csv",
        "dc:title": "About",
        "dc:description": f"What the submission says about itself. Fields: {fields}.",
        "tableSchema": {
            "columns": [
                {"name": "field", "titles": ["field", "Field"], "required": True},
                {"name": "value", "titles": ["value", "Value"]},
            ],
            "primaryKey": "field",
        },
    }


def _table(form: spec.RecordSpec) -> dict[str, Any]:
    """Return the table of one record type."""
    columns = [known for name, known in form.fields.items() if name != "type"]
    keys = [key for known in columns if (key := _foreign_key(known))]
    return {
        "url": f"{form.plural}.csv",
        "dc:title": form.sheet,
        "dc:description": form.definition,
        "tableSchema": {
            "columns": [_column(known) for known in columns],
            "primaryKey": "id",
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _column(known: spec.FieldSpec) -> dict[str, Any]:
    """Return the description of one column."""
    words = known.definition
    if known.is_reference:
        words += f" Refers to {spec.targets_in_words(known)}."
    if known.localised:
        words += " " + NOTE.format(name=known.name)
    return {
        "name": known.name,
        "titles": list(dict.fromkeys((known.name, known.title))),
        "dc:description": words,
        "datatype": _datatype(known.kind),
        **({"lang": "und"} if known.localised else {}),
        **({"separator": SEPARATOR} if known.many else {}),
        **({"required": True} if known.required and not known.localised else {}),
        **({} if known.term.startswith("@") else {"propertyUrl": expand(known.term)}),
    }


def _foreign_key(known: spec.FieldSpec) -> dict[str, Any] | None:
    """Return the key of a single reference that can only be a record's id of one type."""
    if not known.is_reference or known.many or len(known.targets) != 1:
        return None
    target = spec.records()[known.targets[0]]
    if target.name in spec.NAMED_FROM_OUTSIDE:  # so not every value is a record's id
        return None
    return {
        "columnReference": known.name,
        "reference": {"resource": f"{target.plural}.csv", "columnReference": "id"},
    }


def _datatype(kind: kinds.Kind) -> dict[str, Any]:
    """Return the type of one value, with what its text must look like."""
    if isinstance(kind, (kinds.Code, kinds.Codes)):
        return {"base": "string", "format": _code_format(kind.list)}
    if isinstance(kind, kinds.Number):
        limits = {"minimum": kind.lowest, "maximum": kind.highest}
        return {"base": "double"} | {
            name: limit for name, limit in limits.items() if math.isfinite(limit)
        }
    if kind.name in DATATYPES:
        return DATATYPES[kind.name]()
    pattern = kind.regex() or ""
    # Only a pattern for the whole value is one for CSVW.
    return {"base": "string"} | ({"format": bare(pattern)} if pattern.startswith("^") else {})


def _code_format(list_name: str) -> str:
    """Return the codes of a closed list, or the form of a code of an open one.

    A code that a table reader would take for a synonym is written with the list's name before it.
    """
    entries = codelist(list_name)
    if entries.open:
        return f"(?:{list_name}:)?{bare(kinds.code_pattern(list_name))}"
    return "|".join(entries.codes)


def _quantity() -> dict[str, Any]:
    """Return a whole number or any other quantity; in a table both are text."""
    pattern = bare(kinds.Quantity.pattern or "")
    return {"base": "string", "format": f"-?(?:0|[1-9][0-9]*)|-?0?{pattern}"}


def bare(pattern: str) -> str:
    """Return a pattern without anchors, as CSVW wants it, and without needless escapes."""
    return pattern.removeprefix("^").removesuffix("$")


DATATYPES: dict[str, Callable[[], dict[str, Any]]] = {
    "boolean": lambda: {"base": "boolean", "format": "true|false"},
    "country": lambda: {"base": "string", "format": "[A-Z]{2}"},
    "currency": lambda: {"base": "string", "format": "[A-Z]{3}"},
    "integer": lambda: {"base": "integer"},
    "language": lambda: {"base": "language"},
    "quantity": _quantity,
    "text": lambda: {"base": "string"},
    "url": lambda: {"base": "anyURI"},
}
