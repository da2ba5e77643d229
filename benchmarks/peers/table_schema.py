"""Turns our JSON Schemas into a data package for frictionless, for the tables of one folder.

    python table_schema.py FOLDER_OF_SCHEMAS FOLDER_OF_TABLES

writes FOLDER_OF_TABLES/datapackage.json: columns with patterns, closed lists and what is required,
and ids that are unique in their table. A list in a cell becomes a pattern. What a Table Schema
cannot say is left out: references in lists or to several tables, rules between fields, labels for
codes, lenient reading.
"""

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]
TYPES = {
    "sources": "source",
    "cities": "city",
    "organisations": "organisation",
    "networks": "network",
    "memberships": "membership",
    "visits": "visit",
}


def main(schemas: Path, tables: Path) -> None:
    """Write the data package."""
    resources = [
        resource(json.loads((schemas / f"{name}.json").read_text(encoding="utf-8")), file)
        for file, name in ((tables / f"{plural}.csv", name) for plural, name in TYPES.items())
    ]
    package = {"name": "benchmark", "resources": resources}
    (tables / "datapackage.json").write_text(json.dumps(package, indent=1), encoding="utf-8")


def resource(schema: Json, table: Path) -> Json:
    """Return one table with its schema."""
    with table.open(encoding="utf-8", newline="") as stream:
        headings = next(csv.reader(stream))
    required = set(schema["required"])
    fields = [column(heading, schema, heading in required) for heading in headings]
    return {
        "name": table.stem,
        "path": table.name,
        "schema": {"fields": fields, "primaryKey": ["id"], "missingValues": [""]},
    }


def column(heading: str, schema: Json, required: bool) -> Json:  # noqa: FBT001 - one table's facts
    """Return one column."""
    field = resolved(schema["properties"][heading.partition(".")[0]], schema)
    constraints: Json = {"required": True} if required else {}
    if "enum" in field:
        constraints["enum"] = field["enum"]
    elif field.get("type") == "array":
        item = pattern(resolved(field["items"], schema)) or "[^;]+"
        constraints["pattern"] = f"(?:{item})(?:;(?:{item}))*"
    elif field.get("type") != "object" and (form := pattern(field)):
        constraints["pattern"] = form
    return {"name": heading, "type": "string", "constraints": constraints}


def resolved(field: Json, schema: Json) -> Json:
    """Return what a reference within the schema stands for."""
    name = field.get("$ref", "").rpartition("/")[2]
    return {**schema["$defs"][name], **field} if name else field


def pattern(value: Json) -> str:
    """Return the form of one value, without anchors; empty for free text."""
    if "enum" in value:
        return "|".join(re.escape(code) for code in value["enum"])
    if "anyOf" in value:
        return "|".join(f"(?:{pattern(one)})" for one in value["anyOf"])
    if value.get("type") == "integer":
        return "-?[0-9]+"
    form = str(value.get("pattern", ""))
    return form.removesuffix(r"(?!\n)").removesuffix("$").removeprefix("^")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
