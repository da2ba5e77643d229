"""What a conversion writes without a word says all that the raw input says.

The input and the result are looked at here without our readers: by `json.loads`, by the rows of CSV
files and by the cells of workbooks. Every text and number of the input must be in the result, but
for what a finding says was changed.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from examples_of_rules import as_json, expressible, in_format, options, source_of_files
from exchangespec import spec
from exchangespec.codelists import CODELISTS
from exchangespec.conversion import Conversion, ConvertOptions, convert, differences, verify
from exchangespec.conversion import read_document as read_back
from exchangespec.errors import LossError, UnreadableError
from exchangespec.finding import Finding
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.outcome import Outcome
from exchangespec.rules import RULES
from exchangespec.rules.rule import Example
from lossy_inputs import CASES

BROKEN = Path(__file__).parents[2] / "examples" / "broken"
TARGETS = {"json": "json", "ndjson": "ndjson", "csv": "", "xlsx": "xlsx", "turtle": "ttl"}
# Targets whose content is compared without our readers; the others are read back only.
LOOKED_INTO = ("json", "ndjson", "csv", "xlsx")
PARTS = re.compile(r"[;\r\n]")
Leaves = Counter[str]


# --- what a file says, without our readers -------------------------------------------------------


def shown(value: Any) -> Iterator[str]:
    """Yield a value as the texts it consists of, numbers in one notation."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, (int, float, Decimal)):
        yield number(str(value))
    else:
        for part in PARTS.split(str(value)):
            if text := unmarked(part.strip()):
                yield number(text) if re.fullmatch(r"-?[0-9.]+(e[+-]?[0-9]+)?", text) else text


def unmarked(text: str) -> str:
    """Return a code without the name of its list, which tables put before a code of no list."""
    mark, _, code = text.partition(":")
    return code if mark == "language" or mark in CODELISTS else text


def number(text: str) -> str:
    """Return the digits of a number without needless ones; any other text as it is."""
    try:
        return f"{Decimal(text).normalize():f}"
    except ArithmeticError:
        return text


def leaves(value: Any) -> Iterator[str]:
    """Yield every text and number in JSON data; keys too, but for those of our own fields."""
    if isinstance(value, Pairs):
        for key, item in value:
            if key == "@context":
                continue
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield from shown(value)


class Pairs(list[tuple[str, Any]]):
    """An object of JSON with every member it was written with."""


def json_leaves(text: str) -> Iterator[str]:
    """Yield what a JSON text says, duplicate keys and all digits included."""
    yield from leaves(json.loads(text, object_pairs_hook=Pairs, parse_float=Decimal))


def table_type(name: str) -> str:
    """Return the record type of a table by its file or sheet; empty for About."""
    return next(
        (one.name for one in spec.records().values() if name in {one.plural, one.sheet}), ""
    )


def row_leaves(name: str, rows: Iterable[Iterable[Any]], headings: int) -> Iterator[str]:
    """Yield what the cells of a table say; a row of records says its type as well.

    The example row of the template says nothing; that data in it are a loss is tested elsewhere.
    """
    for at, row in enumerate(rows):
        cells = list(row)
        if str(cells[:1]).startswith("['#example"):
            continue
        if name.casefold() == "about":
            yield from (text for cell in cells[1:] for text in shown(cell) if at or text != "value")
        elif at >= headings and any(cell not in {None, ""} for cell in cells):
            yield from shown(table_type(name))
            yield from (text for cell in cells for text in shown(cell))


def csv_leaves(name: str, content: bytes) -> Iterator[str]:
    """Yield what a CSV file says."""
    text = content.decode("utf-8-sig" if is_utf8(content) else "cp1252")
    first = text.splitlines()[0] if text.splitlines() else ""
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        # Quotation marks that do not pair up are text.
        rows = [line.split(delimiter) for line in text.splitlines()]
    yield from row_leaves(Path(name).stem, rows, 1)


def is_utf8(content: bytes) -> bool:
    """Tell whether bytes are UTF-8."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def folder_leaves(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what the files of a folder say; of what is no CSV, its bytes."""
    for name, content in files.items():
        if name.endswith(".csv"):
            yield from csv_leaves(name, content)
        elif name != "csv-metadata.json":
            yield from shown(content.decode("utf-8", "replace"))


def workbook_leaves(content: bytes) -> Iterator[str]:
    """Yield what the cells of a workbook of ours say."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    for sheet in book.worksheets:
        yield from row_leaves(sheet.title, sheet.iter_rows(values_only=True), 2)
    book.close()


def contents(path: Path) -> dict[str, bytes]:
    """Return the files of a folder, or of a zip."""
    if path.is_dir():
        return {one.name: one.read_bytes() for one in path.iterdir()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said(path: Path) -> Leaves | None:
    """Return what a file says, counted; None for those that are looked at by our readers only."""
    name = path.name
    if path.is_dir() or name.endswith(".zip"):
        return Counter(folder_leaves(contents(path)))
    if name.endswith(".json"):
        return Counter(json_leaves(path.read_text(encoding="utf-8")))
    if name.endswith(".ndjson"):
        lines = path.read_text(encoding="utf-8").splitlines()
        return Counter(text for line in lines if line.strip() for text in json_leaves(line))
    if name.endswith(".csv"):
        return Counter(csv_leaves(name, path.read_bytes()))
    return Counter(workbook_leaves(path.read_bytes())) if name == "out.xlsx" else None


# --- what findings say was changed ---------------------------------------------------------------


def changes(findings: Iterable[Finding]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield what each finding says that stood there, and what it has become."""
    for finding in findings:
        if "was" in finding.params and "becomes" in finding.params:
            yield tuple(list(flat(finding.params[name])) for name in ("was", "becomes"))


def flat(value: Any) -> Iterator[str]:
    """Yield the texts of plain data."""
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from flat(item)
    else:
        yield from shown(value)


def missing(before: Leaves, after: Leaves, outcome: Outcome, prefix: str) -> list[str]:
    """Return the texts of the input that the result does not say."""
    wanted = before.copy()
    for was, becomes in changes(outcome.findings):
        # A cell of several values may be spoken of once for each.
        wanted -= Counter(was)
        wanted += Counter(becomes)
    rest = wanted - after
    spare = after - wanted
    found = []
    for text in rest.elements():
        # A local id is written in full.
        full = next((one for one in (text, f"{prefix}:{text}") if spare[one] > 0), None)
        if full is None:
            found.append(text)
        else:
            spare[full] -= 1
    return found


# --- the inputs ----------------------------------------------------------------------------------


def wrong_as_json(example: Example, folder: Path) -> Source:
    """Write a Wrong example as JSON."""
    path = folder / "in.json"
    path.write_bytes(as_json(example))
    return Source("in.json", path=path)


def wrong_as_tables(example: Example, folder: Path) -> Source:
    """Write a Wrong example as CSV."""
    in_format(example, "csv", folder / "in")
    return Source("in", path=folder / "in" / "example")


def wrong_as_files(example: Example, folder: Path) -> Source:
    """Write the files of a Wrong example."""
    return source_of_files(example.files, folder / "in")


def inputs() -> Iterator[Any]:
    """Yield every broken input with how it is made."""
    for slug, rule in RULES.items():
        example, limits = rule.wrong, options(rule.wrong)
        if example.files:
            yield pytest.param(wrong_as_files, example, limits, id=f"{slug}-files")
        elif not example.sheets:
            yield pytest.param(wrong_as_json, example, limits, id=f"{slug}-json")
            if expressible(example):
                yield pytest.param(wrong_as_tables, example, limits, id=f"{slug}-csv")
    for name, case in CASES.items():
        yield pytest.param(wrong_as_files, case, TakeOptions(), id=name)
    for path in sorted(BROKEN.iterdir()):
        if path.suffix not in {".py", ".md"}:
            source = Source(path.name, path=path)
            yield pytest.param(
                lambda _case, _folder, one=source: one, None, TakeOptions(), id=path.name
            )


@pytest.mark.parametrize(("make", "case", "take"), list(inputs()))
def test_what_is_written_says_all_that_was_said(
    make: Any, case: Any, take: TakeOptions, tmp_path: Path
) -> None:
    """A conversion stops by name, or its result reads back equal and lacks nothing of the input."""
    source = make(case, tmp_path)
    for to, suffix in TARGETS.items():
        target = tmp_path / "out" if not suffix else tmp_path / f"out.{suffix}"
        asked = ConvertOptions(take=take, to=to)
        try:
            result = convert(source, target, asked)
        except (LossError, UnreadableError):
            assert not target.exists()
            continue
        assert verify(result, target, asked) == []
        read = read_back(source, take).document
        assert differences(read, result.document) == []
        # An import names what other standards say and ours has no place for, and goes on.
        # What a mapping words otherwise or puts together is what whoever wrote it asked for;
        # headings that were joined say no more than the one heading they make.
        asked_for = take.mapping is not None or any(
            one.slug == "headings-joined" for one in result.outcome.findings
        )
        assert result.losses or asked_for or lacking(source, target, result) == []


def lacking(source: Source, target: Path, result: Conversion) -> list[str]:
    """Return what the raw input says and the raw result does not."""
    before = said(source.path) if source.path else None
    if before is None or result.format.name not in LOOKED_INTO:
        return []
    after = said(target)
    assert after is not None
    return missing(before, after, result.outcome, str(result.document.header.get("prefix")))


def test_the_comparison_itself_sees_what_is_missing(tmp_path: Path) -> None:
    """A text that is left out, once of twice, or changed is found by this file's own means."""
    outcome = Outcome(versions={})
    one = Counter({"a": 2, "5": 1, "ex:b": 1})
    assert missing(one, one, outcome, "ex") == []
    assert missing(one, one - Counter({"a": 1}), outcome, "ex") == ["a"]
    assert missing(Counter({"b": 1}), Counter({"ex:b": 1}), outcome, "ex") == []
    text = '{"a": 1, "a": 2, "b": [12345678901234567890, {"c": "x;y"}], "d": true, "e": null}'
    assert sorted(json_leaves(text)) == ["1", "12345678901234567890", "2", "true", "x", "y"]
    (tmp_path / "cities.csv").write_text("id,n\r\na,1.50\r\n", encoding="utf-8")
    assert said(tmp_path) == Counter({"City": 1, "a": 1, "1.5": 1})
