"""Looks up in a file itself, without our readers, what stands at the place that a finding names."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl

HEADINGS_ROW = 2
# The hidden row of a workbook that holds the machine's names.


def file_of(folder: Path, suffix: str) -> Path:
    """Return the file an example was written to."""
    return folder / f"example{suffix}"


def at_json(folder: Path, place: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Return the record a pointer goes into, and the rest of the pointer."""
    value = json.loads(file_of(folder, ".json").read_text(encoding="utf-8"))
    path = [part.replace("~1", "/").replace("~0", "~") for part in place["pointer"].split("/")[1:]]
    assert path[0] == "records"
    return value["records"][int(path[1])], path[2:]


def at_ndjson(folder: Path, place: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Return the record on a line, and the pointer into it."""
    lines = file_of(folder, ".ndjson").read_text(encoding="utf-8").splitlines()
    return json.loads(lines[place["line"] - 1]), place["pointer"].split("/")[1:]


def at_csv(folder: Path, place: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Return the row at a place by its headings, and the heading named."""
    path = folder / "example" / place["file"].rpartition("/")[2]
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    row = rows[place["row"] - 1]
    return dict(zip(rows[0], row, strict=True)), [place["column"]] if "column" in place else []


def at_xlsx(folder: Path, place: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Return the row at a place by its machine names, and the name over the cell."""
    sheet = openpyxl.load_workbook(file_of(folder, ".xlsx"))[place["sheet"]]
    names = [cell.value for cell in sheet[HEADINGS_ROW]]
    cell = sheet[place["cell"]]
    assert cell.row == place["row"]
    values = [one.value for one in sheet[place["row"]]]
    record = {name: value for name, value in zip(names, values, strict=False) if value is not None}
    return record, [names[cell.column - 1]] if "column" in place else []


AT = {"json": at_json, "ndjson": at_ndjson, "csv": at_csv, "xlsx": at_xlsx}
