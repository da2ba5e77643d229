"""Turns the Wrong and Right examples of rules into files of every format that can express them."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from exchangespec import spec
from exchangespec.finding import Finding
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Document, Limits, ReadOptions, Source, whole
from exchangespec.intake import TakeOptions
from exchangespec.mapping import load
from exchangespec.merging import MergeOptions, merge
from exchangespec.outcome import Outcome
from exchangespec.profile import read_profile
from exchangespec.rules.rule import DateCell, Error, Example, Formula, NumberCell
from exchangespec.rules.world import HEADER, RECORDS
from exchangespec.validation import validate

TODAY = date(2023, 6, 1)


def content(example: Example) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return header and records of an example over the background world."""
    header = {**HEADER, **example.header}
    header = {
        name: value
        for name, value in header.items()
        if value is not None or name not in spec.header()
    }
    own = list(example.records)
    ids = {record.get("id") for record in own}
    world = [one for one in RECORDS if one["id"] not in ids and one["id"] not in example.without]
    return header, [*world, *own]


def options(example: Example) -> TakeOptions:
    """Return the options an example asks for."""
    limits = Limits(
        **{**{one.name: getattr(Limits(), one.name) for one in fields_of(Limits)}, **example.limits}
    )
    mapping = load("mapping.toml", example.mapping) if example.mapping else None
    profiles = tuple(read_profile(text, "profile.toml") for text in example.profiles)
    previous = None
    if example.previous is not None:
        before = Example(records=example.previous, header=example.header)
        previous = Source("previous.json", content=as_json(before))
    return TakeOptions(
        read=ReadOptions(limits=limits),
        mapping=mapping,
        today=TODAY,
        profiles=profiles,
        previous=previous,
        gazetteer=example.gazetteer,
    )


def outcome_of(source: Source, example: Example) -> Outcome:
    """Validate an example, or put it together with those that stand beside it."""
    if not example.beside:
        return validate([source], options(example))
    others = [
        Source(f"beside-{number}.json", content=as_json(other))
        for number, other in enumerate(example.beside)
    ]
    # The one with the fault comes last, so that it is the later one.
    return merge([*others, source], MergeOptions(take=options(example), on_loss="warn")).outcome


def as_json(example: Example) -> bytes:
    """Return an example as a JSON document, wrong values and all."""
    header, records = content(example)
    context = header.pop("@context", [spec.CONTEXT_URL])
    document = {"@context": context, **header, "records": records}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def judged(example: Example, folder: Path) -> Outcome:
    """Validate an example in its own form: its files, its sheets, or JSON."""
    if example.files:
        return validate([source_of_files(example.files, folder)], options(example))
    if example.sheets:
        path = folder / "example.xlsx"
        path.write_bytes(workbook(example))
        return validate([Source("example.xlsx", path=path)], options(example))
    return outcome_of(Source("example.json", content=as_json(example)), example)


def source_of_files(files: Mapping[str, str | bytes], folder: Path) -> Source:
    """Write files; one file is the input itself, several are a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    if len(files) == 1:
        name = next(iter(files))
        return Source(name, path=folder / name)
    return Source("example", path=folder)


def workbook(example: Example) -> bytes:
    """Return a workbook with the cells of an example."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, (name, rows) in enumerate(example.sheets.items()):
        sheet = book.create_sheet(name)
        for row_number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                put(sheet.cell(row_number, column), value)
        if number == 0:
            for area in example.merged:
                sheet.merge_cells(area)
            for row_number in example.hidden_rows:
                sheet.row_dimensions[row_number].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(cell: Any, value: Any) -> None:
    """Put one value into a cell."""
    match value:
        case Error(text=text):
            cell.value = text
            cell.data_type = "e"
        case Formula(text=text):
            cell.value = text
        case DateCell(day=day, number_format=shown):
            cell.value = datetime(day.year, day.month, day.day)
            cell.number_format = shown
        case NumberCell(number=number, number_format=shown):
            cell.value = number
            cell.number_format = shown
        case str():
            cell.value = value
            cell.data_type = "s"
        case _:
            cell.value = value


def expressible(example: Example) -> bool:
    """Tell whether tables can hold an example: values of the shape its fields have, no null."""
    header, records = content(example)
    if "@context" in header or any(name not in spec.header() for name in header):
        return False
    return all(
        record.get("type") in spec.records()
        and all(
            fits(value, spec.records()[record["type"]].fields.get(name))
            for name, value in record.items()
        )
        for record in records
    ) and all(fits(value, spec.header().get(name)) for name, value in header.items())


def fits(value: Any, field: spec.FieldSpec | None) -> bool:
    """Tell whether a cell can hold a value of a field."""
    if field is None or value in (None, "", [], {}):
        return False
    if field.localised or field.kind.name == "prefixes":
        return isinstance(value, dict) and all(
            isinstance(one, str) and one for one in value.values()
        )
    if field.many:
        return isinstance(value, list) and all(
            isinstance(one, (str, int))
            and one != ""
            and ";" not in str(one)
            and "\n" not in str(one)
            for one in value
        )
    return isinstance(value, (str, int, float, bool)) and not isinstance(value, dict)


def in_format(example: Example, format_name: str, folder: Path) -> Outcome:
    """Validate an example written in a format by that format's own writer."""
    header, records = content(example)
    entry = FORMATS[format_name]
    order = list(spec.records())
    records.sort(
        key=lambda record: order.index(record["type"]) if record.get("type") in order else 99
    )
    header.pop("@context", None)
    files = list(whole(entry.write(Document(header, records))))
    folder.mkdir(exist_ok=True)
    if [name for name, _ in files] == [""]:
        path = folder / f"example{entry.suffixes[0]}"
        path.write_bytes(files[0][1])
    else:
        path = folder / "example"
        path.mkdir(exist_ok=True)
        for name, data in files:
            (path / name).write_bytes(data)
    return outcome_of(Source("example", path=path), example)


def matching(findings: Sequence[Finding], code: str) -> list[Finding]:
    """Return the findings of one code."""
    return [one for one in findings if one.code == code]
