"""Whatever the bytes and whatever the values: validating never raises, and ends in 0, 1 or 3.

A longer campaign: `EXCHANGESPEC_FUZZ=50 pytest tests/hostile/test_fuzz.py`.
"""

import gzip
import json
import os
import random
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import generated
from exchangespec import api, spec
from exchangespec.conversion import ConvertOptions, convert
from exchangespec.errors import ExchangespecError
from exchangespec.formats.format import Source, whole
from exchangespec.intake import TakeOptions
from exchangespec.report import REPORTERS
from exchangespec.report.json_ import json_report
from hostile.inputs import CITY, HEADER

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TODAY = date(2026, 11, 1)
OUR_FAULT = "EXS901"

# How many times the usual number of examples are tried.
TIMES = int(os.environ.get("EXCHANGESPEC_FUZZ", "1"))
COMMON: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
few = settings(max_examples=150 * TIMES, **COMMON)
some = settings(max_examples=300 * TIMES, **COMMON)
for_each = settings(max_examples=30 * TIMES, **COMMON)


def check(content: bytes, from_format: str | None = None) -> None:
    """Validate bytes and write every report about them."""
    report = api.validate(content, from_format=from_format, today=TODAY)
    assert [one.message for one in report if one.code == OUR_FAULT] == []
    assert report.exit_code() in {0, 1, 3}
    assert report.exit_code() != 3 or report.counts["error"]
    parsed = json.loads(json_report(report))
    assert len(parsed["findings"]) == len(report.findings)
    for name in ("full", "concise"):
        assert REPORTERS[name](report) or not report.findings


def check_conversion(content: bytes) -> None:
    """Convert bytes; what goes wrong is an error of our own."""
    source = Source("<bytes>", content=content)
    options = ConvertOptions(take=TakeOptions(today=TODAY), to="json", on_loss="warn")
    with suppress(ExchangespecError):
        convert(source, None, options)


# --- bytes ---------------------------------------------------------------------------------------


@few
@given(st.binary(max_size=300), st.sampled_from([None, "json", "ndjson", "csv", "xlsx"]))
def test_any_bytes(content: bytes, from_format: str | None):
    """Bytes of no meaning end in findings, in whatever format they are said to be."""
    check(content, from_format)


@few
@given(st.sampled_from([b"PK\x03\x04", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"{", b"id,name\n",
                        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"<", b"@prefix "]),
       st.binary(max_size=300))  # fmt: skip
def test_any_bytes_after_a_true_beginning(start: bytes, rest: bytes):
    """The same after what formats begin with."""
    check(start + rest)


@cache
def originals() -> dict[str, bytes]:
    """Return real packages in every format, as small as they are had."""
    path = min(EXAMPLES.glob("*/package.json"), key=lambda one: one.stat().st_size)
    document = api.document_of(api.read(path))
    found = {"json": path.read_bytes()}
    for name in ("ndjson", "ndjson.gz", "csv.zip", "xlsx", "csv-table"):
        found[name] = b"".join(
            content for _, content in whole(api.format_named(name).write(document))
        )
    found["unzipped csv"] = gzip.decompress(gzip.compress(found["csv-table"]))
    return found


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return bytes flipped, inserted, deleted, copied or cut off at a few places."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 5, 20))):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(7):
            case 0 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                data[at:at] = chance.randbytes(chance.choice((1, 2, 8)))
            case 2:
                del data[at : at + chance.choice((1, 2, 30, 400))]
            case 3 if at < len(data):
                data[at] = chance.choice(b'\0\n\r",;{}[]:<>&#=\\ 09aZ\x80\xff\xef')
            case 4:
                start = chance.randrange(len(data) + 1)
                data[at:at] = data[start : start + chance.choice((3, 40, 500))]
            case 5:
                other = chance.choice(list(originals().values()))
                start = chance.randrange(len(other))
                data[at:at] = other[start : start + chance.choice((3, 40))]
            case _ if chance.random() < 0.2:
                del data[at:]
    return bytes(data)


@pytest.mark.parametrize("name", ["json", "ndjson", "ndjson.gz", "csv.zip", "xlsx", "csv-table"])
@for_each
@given(seed=st.integers(0, 2**32))
def test_real_files_with_slips(name: str, seed: int):
    """Real files in which some bytes are wrong end in findings."""
    check(mutated(originals()[name], random.Random(seed)))  # noqa: S311 - no secret


# --- values --------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["", " ", "type", "id", "City", "Visit", "ex:a", "ex:mechelen", "en", "2016-XX", "2016-02-30",
     ">100", "300..", "..", "\ud800", "\0", "é", "http://a b", "=1", "x_a", "NA", "null", "9" * 400]
)  # fmt: skip
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    WORDS,
    st.sampled_from([2**53, -(2**64), 1e308, 0.1, -0.0]),
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(WORDS | st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
TYPES = tuple(spec.records())


@st.composite
def records(draw: st.DrawFn) -> Any:
    """Return a record of a known type whose fields hold anything."""
    name = draw(st.sampled_from(TYPES))
    fields = draw(st.lists(st.sampled_from(tuple(spec.records()[name].fields)), max_size=8))
    record = {field: draw(values) for field in fields}
    if draw(st.booleans()):
        record["type"] = name
    if draw(st.booleans()):
        record["id"] = draw(st.sampled_from(["ex:a", "ex:b", "ex:mechelen", "a", "ex:a b", ":"]))
    if not draw(st.integers(0, 3)):
        record[draw(WORDS)] = draw(values)
    return record


ALL = tuple(f"ex:{name}-{number}" for name in TYPES for number in range(2))


@st.composite
def crossed_records(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return two records of each type whose references lead to records of any type."""
    found = []
    for name in TYPES:
        for number in range(2):
            record: dict[str, Any] = {"type": name, "id": f"ex:{name}-{number}"}
            for field in spec.records()[name].fields.values():
                if draw(st.booleans()) and field.name not in {"type", "id"}:
                    record[field.name] = draw(of_field(field))
            found.append(record)
    return found


def of_field(field: spec.FieldSpec) -> st.SearchStrategy[Any]:
    """Return values that fit a field, but for the type of what a reference leads to."""
    if field.is_reference:
        one = st.sampled_from(ALL)
        return st.lists(one, min_size=1, max_size=2, unique=True) if field.many else one
    return generated.value(field)


headers = st.dictionaries(st.sampled_from((*spec.header(), "records", "@context", "x_a")), values)


def as_json(value: Any) -> bytes:
    """Return a value as JSON, with NaN and half characters where it has them."""
    return json.dumps(value).encode()


@some
@given(values)
def test_any_document(value: Any):
    """Any value as a document ends in findings."""
    check(as_json(value))


@some
@given(st.lists(records() | values, max_size=4))
def test_any_records(items: list[Any]):
    """Any values as records, and any fields in them, end in findings."""
    content = as_json({**HEADER, "records": [CITY, *items]})
    check(content)
    check_conversion(content)


@for_each
@given(crossed_records())
def test_references_to_anything(items: list[dict[str, Any]]):
    """References to records of the wrong type, to oneself and in circles end in findings."""
    check(as_json({**HEADER, "records": items}))


@some
@given(headers, st.lists(records(), max_size=2))
def test_any_header(header: dict[str, Any], items: list[Any]):
    """Any header ends in findings."""
    check(as_json({**HEADER, **header, "records": header.get("records", items)}))


@some
@given(headers, st.lists(records() | values, max_size=3))
def test_any_lines(header: dict[str, Any], items: list[Any]):
    """Any values as lines end in findings."""
    check(b"\n".join(map(as_json, [{"exchangespec": "1.0", **header}, *items])))


cells = st.text(
    st.characters(exclude_categories=("Cs",)) | st.sampled_from(',;"\n\r\t=#.() 0123456789/-'),
    max_size=14,
) | WORDS.map(lambda text: text.replace("\ud800", ""))  # fmt: skip


@some
@given(
    st.sampled_from(TYPES),
    st.lists(st.integers(0, 40) | cells, min_size=1, max_size=6),
    st.lists(st.lists(cells, max_size=8), max_size=4),
)
def test_any_table(name: str, columns: list[Any], rows: list[list[str]]):
    """Any cells under any headings end in findings."""
    from exchangespec.formats.csv_ import table_pieces

    fields = tuple(spec.records()[name].fields)
    headings = [fields[one % len(fields)] if isinstance(one, int) else one for one in columns]
    content = b"".join(table_pieces(["id", *headings], rows))
    check(content, "csv")
    check_conversion(content)
