"""Inputs that are broken, cut off, far too large or simply something else, and how each must end.

Each is made when it is asked for. What a finding about it must say at least is its codes; a case
that can be read in part ends with exit code 1, one of which nothing can be read with 3.
"""

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

MEBIBYTE = 1 << 20
# Any end but one in a fault of ours.
ANY = -1
# Codes by what they mean here.
UNREADABLE, LOCKED, UNKNOWN, NO_TABLE, NOT_UTF8 = "EXS001", "EXS002", "EXS003", "EXS004", "EXS005"
LIMIT, UNPARSABLE, MISSING, NO_HEADER, EMPTY = "EXS018", "EXS019", "EXS020", "EXS021", "EXS022"
WRONG_TYPE, UNKNOWN_FIELD, TWICE, INEXACT = "EXS102", "EXS103", "EXS104", "EXS105"
UNKNOWN_TYPE, NO_FIELD, BAD_ID, NOTHING_SAID = "EXS108", "EXS109", "EXS115", "EXS116"
COLUMN_TWICE, UNKNOWN_COLUMN, STRAY_QUOTE = "EXS009", "EXS008", "EXS050"

CONTEXT = "https://w3id.org/exchangespec/1.0/context.jsonld"
HEADER: Mapping[str, Any] = {
    "@context": [CONTEXT, {"ex": "https://w3id.org/exchangespec/id/ex/"}],
    "exchangespec": "1.0",
    "id": "https://example.org/hostile",
    "title": {"en": "What nobody should send"},
    "publisher": "Association of made-up cities",
    "prefix": "ex",
    "language": "en",
    "version": "2025-01-15",
    "modified": "2025-01-15",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "contact": "info@example.org",
    "personal_data": "none",
}
CITY: Mapping[str, Any] = {
    "type": "City",
    "id": "ex:mechelen",
    "name": {"en": "Mechelen"},
    "country": "BE",
}
VISIT: Mapping[str, Any] = {
    "type": "Visit",
    "id": "ex:vis-1",
    "kind": "study_visit",
    "visitors": ["ex:mechelen"],
    "hosts": ["ex:mechelen"],
}

Make = Callable[[], bytes]


@dataclass(frozen=True)
class Case:
    """One bad input: its name as a file, how it is made, and how checking it must end."""

    name: str
    file: str
    make: Make
    codes: frozenset[str]
    exit_code: int
    options: tuple[str, ...] = ()
    slow: bool = False

    @property
    def exit_codes(self) -> set[int]:
        """How checking it may end; it may be told by chance where in the file a fault lies."""
        return {0, 1, 3} if self.exit_code == ANY else {self.exit_code}

    def write(self, folder: Path) -> Path:
        """Write the file into a folder."""
        path = folder / self.file
        path.write_bytes(self.make())
        return path


CASES: dict[str, Case] = {}


def case(
    file: str, exit_code: int, *codes: str, name: str = "", **more: Any
) -> Callable[[Make], Make]:
    """Let a function's bytes be a case of its name."""

    def add(make: Make) -> Make:
        label = name or make.__name__.replace("_", " ")
        assert label not in CASES
        CASES[label] = Case(label, file, make, frozenset(codes), exit_code, **more)
        return make

    return add


def given(name: str, file: str, content: bytes, exit_code: int, *codes: str) -> None:
    """Let some bytes be a case."""
    case(file, exit_code, *codes, name=name)(lambda: content)


def package(*records: Any, **header: Any) -> bytes:
    """Return a package as JSON."""
    return json.dumps({**HEADER, **header, "records": list(records)}).encode()


def around(value: str) -> bytes:
    """Return a package in which one text of JSON stands where a value should: a city's name."""
    return package({**CITY, "name": "@here@"}).replace(b'"@here@"', value.encode())


def lines(*records: Any) -> bytes:
    """Return a package as NDJSON; what is bytes already is a line as it is."""
    header = {key: value for key, value in HEADER.items() if key != "@context"}
    rows = [item if isinstance(item, bytes) else json.dumps(item).encode() for item in records]
    return b"\n".join([json.dumps(header).encode(), *rows, b""])


# --- nothing, or something else ------------------------------------------------------------------

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
HTML = b"<html><body><table><tr><td>Visits</td></tr></table></body></html>"
XML = b'<?xml version="1.0"?><visits><visit/></visits>'
CSV_ROWS = b"id,kind,visitors,hosts\r\nex:vis-1,study_visit,ex:mechelen,ex:mechelen\r\n"

for _suffix in ("json", "ndjson", "ndjson.gz", "csv", "xlsx", "zip", "csv.zip", "dat"):
    given(f"empty {_suffix}", f"nothing.{_suffix}", b"", 3, EMPTY)
for _suffix in ("json", "ndjson", "csv", "txt"):
    given(f"blanks {_suffix}", f"visits.{_suffix}", b" \n\t\r\n  \n", 3, EMPTY)
for _suffix in ("xlsx", "json", "csv", "dat"):
    given(f"html as {_suffix}", f"visits.{_suffix}", HTML, 3, UNKNOWN)
    given(f"xml as {_suffix}", f"visits.{_suffix}", XML, 3, UNKNOWN)
    given(f"pdf as {_suffix}", f"visits.{_suffix}", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 3, UNKNOWN)
given("html as xls", "visits.xls", HTML, 3, UNKNOWN)
given("html in capitals after a mark", "visits.xls", b"\xef\xbb\xbf <HTML><TABLE>", 3, UNKNOWN)
for _suffix in ("xlsx", "dat", "png"):
    given(f"png as {_suffix}", f"visits.{_suffix}", PNG, 3, UNKNOWN)
given("png as json", "visits.json", PNG, 3, UNPARSABLE)
given("png as ndjson", "visits.ndjson", PNG, 3, UNPARSABLE)
given("png as csv", "visits.csv", PNG, 1)
given("noise as gzip", "visits.ndjson.gz", b"\x1f\x8b" + bytes(range(256)), 3, UNREADABLE)
given("noise as zstd", "visits.ndjson.zst", b"\x28\xb5\x2f\xfd" + bytes(range(256)), 3, UNREADABLE)
given("noise as zip", "visits.xlsx", b"PK\x03\x04" + bytes(range(256)), 3, UNREADABLE)
given("noise as old workbook", "visits.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), 3,
      UNREADABLE)  # fmt: skip
given("json as xlsx", "package.xlsx", package(CITY), 0)
given("csv as json", "visits.json", CSV_ROWS, 3, UNPARSABLE)
given("csv as ndjson", "visits.ndjson", CSV_ROWS, 3, UNPARSABLE)
given("json as csv", "visits.csv", package(CITY), 0)
given("broken json as csv", "visits.csv", b'{"a": [1, 2', 3, UNPARSABLE)
given("gzip as json", "visits.json", gzip.compress(b"not JSON"), 3, UNPARSABLE)


# --- text and its encoding -----------------------------------------------------------------------

NAMED = package({**CITY, "name": {"en": "Mechelen, Malines, \u039c\u03b5\u03c7\u03b5\u03bb\u03ad"}})
given("utf-8 mark", "package.json", b"\xef\xbb\xbf" + NAMED, 0)
for _encoding in ("utf-16", "utf-16-le", "utf-16-be"):
    given(f"{_encoding} json", "package.json", NAMED.decode().encode(_encoding), 0)
given("utf-16 mark alone", "package.json", b"\xff\xfe", 3)
given("utf-16 cut within a character", "package.json", NAMED.decode().encode("utf-16")[:-1], 3,
      UNPARSABLE)  # fmt: skip
given("not utf-8 at the start", "package.json", b"\xff" + NAMED, 3, UNPARSABLE)
given("not utf-8 in the middle", "package.json", NAMED.replace(b"Malines", b"M\xe9lines"), 3,
      UNPARSABLE)  # fmt: skip
given("not utf-8 in a line", "package.ndjson",
      lines(CITY, json.dumps(VISIT).encode().replace(b"study", b"stud\xff")), 1, UNPARSABLE)  # fmt: skip
given("not utf-8 in the header line", "package.ndjson", b"\xff" + lines(CITY), 1, UNPARSABLE)
given("surrogates as bytes", "package.json", NAMED.replace(b"Malines", b"\xed\xa0\x80"), 3,
      UNPARSABLE)  # fmt: skip
given("nul bytes in json", "package.json", NAMED.replace(b"Malines", b"a\0b"), 3, UNPARSABLE)
given("nul bytes alone", "package.json", bytes(64), 3, EMPTY)
given("nul bytes in a line", "package.ndjson", lines(CITY, b"\0\0\0"), 1, UNPARSABLE)
given("escaped nul", "package.json", around(r'{"en": "a\u0000b"}'), 0)
given("half a character", "package.json", around(r'{"en": "\ud800"}'), 1, UNPARSABLE)
given("half a character as key", "package.json", around(r'{"\udc00": "a"}'), 1)
given("half a character as field", "package.json",
      package(CITY).replace(b'"country"', b'"\\ud83d"'), 1)  # fmt: skip
given("half a character as id", "package.json", package({**CITY, "id": "ex:\ud83d"}), 1, UNPARSABLE)
given("half a character as type", "package.json", package({**CITY, "type": "\ud83d"}), 1)
given("half a character in the header", "package.json", package(CITY, publisher="\ud83d"), 1)
given("csv in latin", "visits.csv", CSV_ROWS.replace(b"study", b"\xe9tude"), 1, NOT_UTF8)
given("csv not utf-8 at the start", "visits.csv", b"\xff" + CSV_ROWS, 1, NOT_UTF8)
for _encoding in ("utf-16", "utf-16-le", "utf-16-be"):
    given(f"{_encoding} csv", "visits.csv", CSV_ROWS.decode().encode(_encoding), 1, NOT_UTF8)
given("csv with nul bytes", "visits.csv", CSV_ROWS.replace(b"study", b"st\0dy"), 1)
given("csv of nul bytes", "visits.csv", bytes(4096), 3)

# --- JSON ----------------------------------------------------------------------------------------

DEEP = 100_000
given("key twice", "package.json", around('{"en": "a", "en": "b"}'), 1, TWICE)
given("key twice, once escaped", "package.json", around(r'{"en": "a", "\u0065n": "b"}'), 1, TWICE)
given("records twice", "package.json", b'{"records": [1], "records": [], "records": 1}', 1, TWICE)
given("header key twice", "package.json", package(CITY)[:-1] + b', "title": {"en": "b"}}', 1, TWICE)
given("lists in lists", "package.json", b"[" * DEEP, 3, LIMIT)
given("closed lists in lists", "package.json", b"[" * DEEP + b"]" * DEEP, 3, LIMIT)
given("objects in objects", "package.json", b'{"a":' * DEEP + b"1" + b"}" * DEEP, 3, LIMIT)
given("deep in a field", "package.json", around("[" * DEEP + "]" * DEEP), 3, LIMIT)
given("deep in a line", "package.ndjson", lines(CITY, b"[" * DEEP), 1, LIMIT)
given("deeper than Python bears", "package.json", b"[" * DEEP + b"]" * DEEP, 3, LIMIT)
case(
    "package.json", 3, LIMIT, name="deep with a raised limit", options=("--limit", "json-depth=1M")
)(lambda: b"[" * DEEP + b"]" * DEEP)
given("brackets in a text", "package.json", around('{"en": "' + "[{" * DEEP + '"}'), 0)
given("a quote never closed", "package.json", b"[" * 99 + b'"' + b'\\"' * (2 * MEBIBYTE), 3)
for _name, _value in {
    "1e400": "1e400",
    "5,000 digits": "9" * 5000,
    "500,000 digits": "9" * 500_000,
    "2^64": str(2**64),
    "a tiny number": "1e-99999999999999999999999",
    "a huge power": "1e99999999999999999999999",
    "a million decimals": "0." + "1" * MEBIBYTE,
}.items():
    given(f"{_name} as name", "package.json", around(_value), 1)
    given(f"{_name} as latitude", "package.json",
          package({**CITY, "latitude": 7.25, "longitude": 4}).replace(b"7.25", _value.encode()), 1)  # fmt: skip
    given(f"{_name} before a fault", "package.json",
          package({**CITY, "x_a": 7.25}, {**CITY, "id": 1}).replace(b"7.25", _value.encode()), 1)  # fmt: skip
    given(f"{_name} in the header", "package.json",
          package(CITY, title=7.25, licence=1).replace(b"7.25", _value.encode()), 1)  # fmt: skip
    given(f"{_name} in a line", "package.ndjson",
          lines(CITY, b'{"type": "City", "id": "ex:a", "population": %s}' % _value.encode()), 1)  # fmt: skip
for _value in ("NaN", "Infinity", "-Infinity", "1.", "01", ".5", "+1", "0x10", "True", "'a'"):
    given(f"{_value} in json", "package.json", around(_value), 3, UNPARSABLE)
    given(f"{_value} in a line", "package.ndjson", lines(CITY, b'{"a": %s}' % _value.encode()), 1,
          UNPARSABLE)  # fmt: skip
for _name, _text in {
    "nothing after": '{"a":',
    "a comma too many": '{"a": 1,}',
    "a list never closed": '{"records": [1, 2',
    "more after the end": "{} {}",
    "a wrong escape": r'{"a": "\x"}',
    "a cut escape": r'{"a": "\u12"}',
    "a line break in a text": '{"a": "b\nc"}',
    "a comment": '{"a": 1} // b',
}.items():
    given(_name, "package.json", _text.encode(), 3, UNPARSABLE)

# --- documents and records of another shape ------------------------------------------------------

SHAPES: Mapping[str, Any] = {
    "null": None,
    "true": True,
    "a number": 5,
    "a fraction": 1.5,
    "a text": "text",
    "no text": "",
    "a list": ["ex:a", "ex:a"],
    "no list": [],
    "a list of lists": [[["ex:a"]], [[]]],
    "a list of null": [None, None],
    "a list of numbers": [1, 1.0, True],
    "an object": {"en": 1, "x": [None], "": ""},
    "no object": {},
    "a mixed list": [None, 1, "a", {"b": []}, [1]],
}
OBJECTS = {"an object", "no object"}
for _name, _value in SHAPES.items():
    if _name not in OBJECTS:
        given(f"document is {_name}", "package.json", json.dumps(_value).encode(), 3, UNPARSABLE)
    given(f"line is {_name}", "package.ndjson", lines(CITY, _value), 1)
    given(f"first line is {_name}", "package.ndjson", json.dumps(_value).encode(), 1)
    given(f"record is {_name}", "package.json", package(CITY, _value), 1)
    if not isinstance(_value, list):
        given(f"records is {_name}", "package.json", package()[:-3] + json.dumps(_value).encode()
              + b"}", 1, WRONG_TYPE)  # fmt: skip
    given(f"type is {_name}", "package.json", package({**CITY, "type": _value}), 1, UNKNOWN_TYPE)
    given(f"id is {_name}", "package.json", package({**CITY, "id": _value}, VISIT), 1)
    given(f"context is {_name}", "package.json", package(CITY, **{"@context": _value}), 1)
    given(f"context holds {_name}", "package.json",
          package(CITY, **{"@context": [CONTEXT, _value]}), 1 if _name not in OBJECTS else 0)  # fmt: skip


def every_field(value: Any) -> bytes:
    """Return a package in which every field of the header and of every type has one value."""
    from exchangespec import spec

    header = {name: value for name in spec.header() if name != "records"}
    records = [
        {**dict.fromkeys(form.fields, value), "type": name} for name, form in spec.records().items()
    ]
    kept = [{**record, "id": f"ex:r-{number}"} for number, record in enumerate(records)]
    return json.dumps({**header, "x_own": value, "records": [*records, *kept]}).encode()


for _name, _value in SHAPES.items():
    case("package.json", 1, name=f"every field is {_name}")(lambda value=_value: every_field(value))


# --- far too much of one thing -------------------------------------------------------------------


@case("package.json", 1, slow=True)
def a_map_of_10_000_languages() -> bytes:
    """A name with a key for each of ten thousand made-up languages."""
    return package({**CITY, "name": {f"xx{number}": "a" for number in range(10_000)}})


@case("package.json", 1, slow=True)
def a_map_of_10_000_texts_that_are_none() -> bytes:
    """A name whose texts are all numbers."""
    return package({**CITY, "name": {f"en-x-{number}": number for number in range(10_000)}})


@case("package.json", 1, slow=True)
def a_list_of_100_000_references() -> bytes:
    """A visit with a hundred thousand hosts that do not exist."""
    return package(CITY, {**VISIT, "hosts": [f"ex:none-{number}" for number in range(100_000)]})


@case("package.json", 1, slow=True)
def a_list_of_100_000_malformed_references() -> bytes:
    """A visit with a hundred thousand hosts that are no ids."""
    return package(CITY, {**VISIT, "hosts": [f"host {number}" for number in range(100_000)]})


@case("package.ndjson", 1, slow=True)
def a_line_of_100_000_malformed_references() -> bytes:
    """The same in one line."""
    return lines(CITY, {**VISIT, "hosts": [f"host {number}" for number in range(100_000)]})


@case("package.json", 1, slow=True)
def a_list_of_100_000_codes() -> bytes:
    """A visit with a hundred thousand themes that are in no list."""
    return package(CITY, {**VISIT, "themes": [f"theme_{number}" for number in range(100_000)]})


@case("package.json", 1, slow=True)
def an_object_of_20_000_fields() -> bytes:
    """A city with twenty thousand fields that the model does not know."""
    return package({**CITY, **{f"field_{number}": "a" for number in range(20_000)}})


@case("package.json", 1, slow=True)
def a_header_of_20_000_fields() -> bytes:
    """A header with twenty thousand fields that the model does not know."""
    return package(CITY, **{f"field_{number}": "a" for number in range(20_000)})


@case("package.json", 1, slow=True)
def a_hundred_thousand_records_that_are_none() -> bytes:
    """Numbers for records."""
    return package(*range(100_000))


@case("package.json", 1, slow=True)
def thirty_thousand_records_of_one_id() -> bytes:
    """One city, again and again."""
    return package(*[CITY] * 30_000)


@case("package.ndjson.gz", 1, slow=True)
def thirty_thousand_lines_of_one_id() -> bytes:
    """The same as compressed lines."""
    return gzip.compress(lines(*[{**CITY, "name": {"en": f"M{n}"}} for n in range(30_000)]))


LONG = {
    "words": "ab " * (3 * MEBIBYTE),
    "digits": "7" * (10 * MEBIBYTE),
    "spaces": "a" + " " * (10 * MEBIBYTE) + "a",
    "Greek": "\u03b1\u03b2 " * (2 * MEBIBYTE),
}
for _name, _text in LONG.items():
    case("package.json", 0, name=f"10 MB of {_name} in a name", slow=True)(
        lambda text=_text: package({**CITY, "description": {"en": text}})
    )
    case("package.json", 1, name=f"10 MB of {_name} as code", slow=True)(
        lambda text=_text: package({**CITY, "country": text})
    )
    case("package.json", 1, name=f"10 MB of {_name} as id", slow=True)(
        lambda text=_text: package({**CITY, "id": text})
    )
    case("package.json", 1, name=f"10 MB of {_name} as field", slow=True)(
        lambda text=_text: package({**CITY, text: "a"})
    )
    case("package.json", 1, name=f"10 MB of {_name} as type", slow=True)(
        lambda text=_text: package({**CITY, "type": text})
    )
    case("package.json", 1, name=f"10 MB of {_name} as date, time, quantity", slow=True)(
        lambda text=_text: package({**VISIT, "start": text, "participants": text, "end": text})
    )
    case("package.json", 0, name=f"10 MB of {_name} as title", slow=True)(
        lambda text=_text: package(CITY, title={"en": text})
    )


# --- lines ---------------------------------------------------------------------------------------

given("broken lines among good ones", "package.ndjson",
      lines(CITY, b"{", VISIT, b'{"type": "City"', b"", b"nonsense", {**VISIT, "id": "ex:vis-2"}),
      1, UNPARSABLE)  # fmt: skip
given("no line that is whole", "package.ndjson", b"{\n{\n[\n", 3, UNPARSABLE)
given("carriage returns alone", "package.ndjson", lines(CITY, VISIT).replace(b"\n", b"\r"), 3,
      UNPARSABLE)  # fmt: skip
given("no header line", "package.ndjson", json.dumps(CITY).encode() + b"\n", 0, NO_HEADER)
given("header line twice", "package.ndjson", lines(CITY) + lines(VISIT), 1, UNKNOWN_TYPE)
GZIPPED = gzip.compress(lines(CITY, *({**VISIT, "id": f"ex:vis-{n}"} for n in range(2000))))
for _part in (3, 10, 30, 300, len(GZIPPED) // 2, len(GZIPPED) - 8, len(GZIPPED) - 1):
    given(f"gzip cut at {_part}", "package.ndjson.gz", GZIPPED[:_part],
          3 if _part <= 300 else 1, UNREADABLE)  # fmt: skip
given("gzip with a wrong sum", "package.ndjson.gz", GZIPPED[:-8] + bytes(8), 1, UNREADABLE)
given("gzip with noise after", "package.ndjson.gz", GZIPPED + b"noise", 1, UNREADABLE)
given("gzip in parts", "package.ndjson.gz",
      gzip.compress(lines(CITY)) + gzip.compress(json.dumps(CITY).encode().replace(b"mech", b"m")), 0)  # fmt: skip
given("gzip of gzip", "package.ndjson.gz", gzip.compress(GZIPPED), 3, UNPARSABLE)


@case("package.ndjson", 1, LIMIT, slow=True)
def a_line_of_20_mb() -> bytes:
    """A line longer than any record."""
    return lines(
        CITY, {**CITY, "id": "ex:long", "description": {"en": "a" * (20 * MEBIBYTE)}}, VISIT
    )


@case("package.ndjson", 3, LIMIT, slow=True)
def a_first_line_of_20_mb() -> bytes:
    """A first line longer than any header."""
    return b"[" + b" " * (20 * MEBIBYTE) + b"]\n"


@case("package.ndjson.gz", 1, LIMIT, slow=True)
def compressed_lines_of_nothing() -> bytes:
    """A megabyte that unpacks to a gigabyte of line ends."""
    packer = zlib.compressobj(9, wbits=31)
    head = packer.compress(lines(CITY))
    blank = b"\n" * MEBIBYTE
    return head + b"".join(packer.compress(blank) for _ in range(1024)) + packer.flush()


@case("package.ndjson.zst", 1, UNREADABLE, slow=True)
def zstd_cut_off() -> bytes:
    """Half of a zstd frame."""
    from exchangespec.formats.compression import zstd_packed

    rows = [{**VISIT, "id": f"ex:vis-{number}", "x_n": str(number * 7)} for number in range(5_000)]
    return b"".join(zstd_packed([lines(CITY, *rows)]))[:-20]


# --- CSV -----------------------------------------------------------------------------------------


def with_header(name: str, content: bytes, file: str, exit_code: int, *codes: str) -> None:
    """Let a table be a case, read with what a header would say."""
    case(file, exit_code, *codes, name=name, options=("--prefix", "ex", "--language", "en"))(
        lambda: content
    )


with_header("quotes never closed", CSV_ROWS + b'ex:vis-2,"study_visit,ex:a,ex:b\r\n' * 3,
            "visits.csv", 1, STRAY_QUOTE)  # fmt: skip
with_header("quotes never closed from the start", b'"' + CSV_ROWS, "visits.csv", 1, STRAY_QUOTE)
with_header("carriage returns for lines", CSV_ROWS.replace(b"\r\n", b"\r"), "visits.csv", 1)
with_header("no line end", CSV_ROWS.replace(b"\r\n", b" "), "visits.csv", ANY)
with_header("line ends of all kinds", CSV_ROWS + CSV_ROWS.replace(b"\r\n", b"\n") + b"\r\n\r\r\n",
            "visits.csv", 1)  # fmt: skip
with_header("headings twice", CSV_ROWS[:24] + CSV_ROWS, "visits.csv", 1)
with_header("columns twice", b"id,id,kind,kind\r\n1,2,3,4\r\n", "visits.csv", 1, COLUMN_TWICE)
with_header("delimiters alone", b",,,,\r\n;;;;\r\n", "visits.csv", ANY)
with_header("quotes alone", b'"' * 999, "visits.csv", ANY)
with_header("rows of all lengths", CSV_ROWS + b"a\r\n" + b"," * 999 + b"a\r\n", "visits.csv", 1)


@case("visits.csv", 3, LIMIT, slow=True)
def a_cell_of_50_mb() -> bytes:
    """One cell of fifty million letters."""
    return CSV_ROWS + b'ex:vis-2,"' + b"a" * (50 * 10**6) + b'",ex:a,ex:b\r\n'


@case("visits.csv", 1, LIMIT, slow=True)
def a_cell_of_50_mb_in_lines() -> bytes:
    """The same in lines."""
    return CSV_ROWS + b'ex:vis-2,"' + b"a\n" * (25 * 10**6) + b'",ex:a,ex:b\r\n'


@case("visits.csv", 3, LIMIT, slow=True)
def a_hundred_thousand_columns() -> bytes:
    """More columns than any table has."""
    names = ",".join(f"column {number}" for number in range(100_000))
    return names.encode() + b"\r\n" + b"a," * 99_999 + b"a\r\n"


@case("visits.csv", 1, UNKNOWN_COLUMN, slow=True)
def ten_thousand_columns_of_one_name() -> bytes:
    """As many columns as a spreadsheet bears, all called alike, beside a few that are known."""
    return b"id,kind,visitors,hosts" + b",zzqx" * 10_000 + b"\r\nex:a,b,c,d" + b",e" * 10_000


@case("visits.csv", 1)
def cells_of_a_hundred_thousand_spaces() -> bytes:
    """Cells that expressions with two blanks in a row find hard."""
    cell = b"a" + b" " * 100_000 + b"a"
    return CSV_ROWS + b",".join([cell] * 4) + b"\r\n"


@case("visits.csv", 1)
def headings_of_a_hundred_thousand_spaces() -> bytes:
    """Headings that expressions with two blanks in a row find hard."""
    return b",".join([b"a" + b" " * 100_000 + b"a", b"id"]) + b"\r\nx,y\r\n"


@case("visits.csv", 1, slow=True)
def ten_thousand_rows_of_one_letter() -> bytes:
    """Rows that say nothing."""
    return b"id,kind\r\n" + b"a,b\r\n" * 10_000


# --- workbooks -----------------------------------------------------------------------------------

# The empty shell of a workbook that is encrypted.
SHELL = zlib.decompress(
    base64.b64decode(
        "eNq7cF7wwcKNUg8Z0IAdAzPDv/+cDGxIYoxQDAYCDED5//9BTBgNAv9HwZACf4H432gwjFgQxJAP"
        "hCUMCgyuDHlAuoihkoEUIMbAyggzi5FIPcjlBcjWZLCtBUDbUxlSGAIYEoEi2UAyHcgnBJQYmBiR"
        "/UOq/dQApNpPbUCJ/QBsqPnp"
    )
)
given("locked workbook", "visits.xlsx", SHELL, 3, LOCKED)
given("locked workbook called xls", "visits.xls", SHELL, 3, LOCKED)

Fill = Callable[[xlsxwriter.Workbook, Any], None]
HEADINGS = ("id", "kind", "visitors", "hosts")
ROW = ("ex:vis-1", "study_visit", "ex:mechelen", "ex:mechelen")


def workbook(fill: Fill | None = None) -> bytes:
    """Return a workbook with one visit, and with whatever `fill` adds to its sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Visits")
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ROW)
    if fill is not None:
        fill(book, sheet)
    book.close()
    return stream.getvalue()


def repacked(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return the workbook with its parts changed; a part changed to None is left out."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as archive,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in archive.namelist():
            content = change(name, archive.read(name))
            if content is not None:
                target.writestr(name, content)
    return result.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook()
with zipfile.ZipFile(io.BytesIO(BOOK)) as _archive:
    PARTS = _archive.namelist()
    SHEET_XML = _archive.read(SHEET)
# Without the others a workbook may still say everything that is read here.
NEEDED = {SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"}
given("xlsx as json", "visits.json", BOOK, 1, NO_HEADER)
given("xlsx as csv", "visits.csv", BOOK, 1, NO_HEADER)
for _part in (4, 20, 100, 1000, 3000, len(BOOK) // 2, len(BOOK) - 30, len(BOOK) - 1):
    given(f"workbook cut at {_part}", "visits.xlsx", BOOK[:_part], 3, UNREADABLE)
for _part in PARTS:
    _end = 3 if _part in NEEDED else ANY
    case("visits.xlsx", _end, name=f"workbook without {_part}")(
        lambda lost=_part: repacked(lambda name, content: None if name == lost else content)
    )
    for _name, _put in {
        "empty": b"",
        "noise": bytes(range(256)),
        "other xml": b"<a/>",
        "open xml": b"<a><b>",
        "deep xml": b"<a>" * DEEP,
    }.items():
        case("visits.xlsx", _end, name=f"workbook with {_name} for {_part}")(
            lambda lost=_part, put=_put: repacked(
                lambda name, content: put if name == lost else content
            )
        )
given("workbook with a flipped byte", "visits.xlsx",
      BOOK[:200] + bytes([BOOK[200] ^ 0xFF]) + BOOK[201:], ANY)  # fmt: skip
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
for _part in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml",
              "xl/_rels/workbook.xml.rels"):  # fmt: skip
    case("visits.xlsx", 3, UNREADABLE, name=f"entity bomb in {_part}")(
        lambda lost=_part: repacked(
            lambda name, content: (
                content.replace(content[: content.index(b"?>") + 2], ENTITIES, 1).replace(
                    b"</v>", b"&j;</v>"
                )
                if name == lost
                else content
            )
        )
    )


def sheet_of(rows: bytes, *, before: bytes = b"", after: bytes = b"") -> bytes:
    """Return the workbook with other rows in its sheet, as raw XML."""
    start, end = SHEET_XML.index(b"<sheetData>"), SHEET_XML.index(b"</sheetData>")
    first = SHEET_XML[start + 11 : end]
    content = (
        SHEET_XML[:start] + before + b"<sheetData>" + first + rows + b"</sheetData>" + after
        + SHEET_XML[end + 12 :]
    )  # fmt: skip
    return repacked(lambda name, old: content if name == SHEET else old)


@case("visits.xlsx", 1, slow=True)
def a_workbook_of_16_384_columns() -> bytes:
    """As many headings as a sheet can have."""

    def fill(_book: Any, sheet: Any) -> None:
        for column in range(4, 16_384):
            sheet.write_string(0, column, f"Column {column}")
            sheet.write_string(1, column, "a")

    return workbook(fill)


@case("visits.xlsx", 1, "EXS013", slow=True)
def a_workbook_with_everything_merged() -> bytes:
    """Merged areas over all rows and columns."""
    areas = b'<mergeCell ref="A2:A1048576"/><mergeCell ref="E1:XFD1048576"/>'
    return sheet_of(b"", after=b"<mergeCells>" + areas + b"</mergeCells>")


@case("visits.xlsx", 1, slow=True)
def fifty_thousand_merged_areas() -> bytes:
    """Merged areas without end."""
    areas = b"".join(b'<mergeCell ref="A%d:A%d"/>' % (n, n + 1) for n in range(3, 100_000, 2))
    return sheet_of(b"", after=b"<mergeCells>" + areas + b"</mergeCells>")


@case("visits.xlsx", 1, slow=True)
def merged_areas_one_upon_the_other() -> bytes:
    """Merged areas that all reach to the end of the sheet."""
    areas = b"".join(b'<mergeCell ref="A%d:A1048576"/>' % n for n in range(3, 3000))
    rows = b"".join(b'<row r="%d"><c r="B%d"><v>1</v></c></row>' % (n, n) for n in range(3, 5000))
    return sheet_of(rows, after=b"<mergeCells>" + areas + b"</mergeCells>")


@case("visits.xlsx", 1, slow=True)
def a_million_ghost_rows() -> bytes:
    """Rows that are formatted and empty."""
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 1_048_577))
    return sheet_of(rows)


@case("visits.xlsx", 3, LIMIT)
def a_cell_in_the_far_corner() -> bytes:
    """Two cells, as far from each other as they can be."""
    return sheet_of(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@case("visits.xlsx", 1, slow=True)
def a_cell_quite_far_off() -> bytes:
    """Two cells that span as much as is just read."""
    return sheet_of(b'<row r="700"><c r="XFD700"><v>1</v></c></row>')


@case("visits.xlsx", 3, LIMIT)
def a_cell_somewhat_too_far_off() -> bytes:
    """Two cells that span more than is read."""
    return sheet_of(b'<row r="1200"><c r="XFD1200"><v>1</v></c></row>')


@case("visits.xlsx", 3, LIMIT)
def many_cells_without_address() -> bytes:
    """A wide row and a deep one whose cells do not say where they are."""
    wide = b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>"
    return sheet_of(wide + b'<row r="1048576"><c><v>1</v></c></row>')


@case("visits.xlsx", 1, slow=True)
def a_cell_in_the_last_row() -> bytes:
    """A cell in the last row that a sheet has."""
    return sheet_of(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')


@case("visits.xlsx", 1)
def a_dimension_that_lies() -> bytes:
    """A sheet that calls itself larger than it is."""
    return repacked(
        lambda name, content: (
            content.replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"') if name == SHEET else content
        )
    )


for _name, _rows in {
    "row zero": b'<row r="0"><c r="A0"><v>1</v></c></row>',
    "row one again": b'<row r="1"><c r="A1"><v>1</v></c></row>',
    "a row beyond the last": b'<row r="9999999"><c r="A9999999"><v>1</v></c></row>',
    "a column beyond the last": b'<row r="3"><c r="ZZZ3"><v>1</v></c></row>',
    "a column of many letters": b'<row r="3"><c r="ABCDEFGH3"><v>1</v></c></row>',
    "a cell of another row": b'<row r="3"><c r="A999999"><v>1</v></c></row>',
    "a row without number": b"<row><c><v>1</v></c></row>",
    "a row that is no number": b'<row r="x"><c r="A3"><v>1</v></c></row>',
    "a negative row": b'<row r="-1"><c r="A-1"><v>1</v></c></row>',
    "a text that is not there": b'<row r="3"><c r="A3" t="s"><v>999999</v></c></row>',
    "a text that is no number": b'<row r="3"><c r="A3" t="s"><v>x</v></c></row>',
    "a number that is none": b'<row r="3"><c r="A3"><v>x</v></c></row>',
    "a number that is not a number": b'<row r="3"><c r="A3"><v>NaN</v></c></row>',
    "an infinite number": b'<row r="3"><c r="A3"><v>1e999</v></c></row>',
    "a boolean that is none": b'<row r="3"><c r="A3" t="b"><v>maybe</v></c></row>',
    "a day that is none": b'<row r="3"><c r="A3" t="d"><v>9999-99-99</v></c></row>',
    "a kind that is none": b'<row r="3"><c r="A3" t="zz"><v>1</v></c></row>',
    "a style that is none": b'<row r="3"><c r="A3" s="9999999"><v>1</v></c></row>',
    "cells never closed": b'<row r="3">' + b'<c r="A3"><f>1' * 50_000 + b"</row>",
    "tags never closed": b'<row r="3">' + b"<c " * 100_000,
    "values never closed": b'<row r="3"><c r="A3" t="e">' + b"<v>" * 50_000 + b"</c></row>",
    "attributes never closed": b'<row r="3"><c ' + b'r="' * 50_000 + b"></c></row>",
    "one row of many cells": b'<row r="3">' + b'<c r="A3"><v>1</v></c>' * 500_000 + b"</row>",
}.items():
    case("visits.xlsx", ANY, name=f"sheet with {_name}")(lambda rows=_rows: sheet_of(rows))


@case("visits.xlsx", 3, LIMIT, slow=True)
def a_workbook_that_unpacks_to_much_more() -> bytes:
    """A sheet of spaces."""
    return sheet_of(b" " * (200 * MEBIBYTE))


@case("visits.xlsx", ANY, slow=True)
def a_workbook_that_unpacks_to_just_too_little() -> bytes:
    """A sheet of empty cells that stays below the size from which the ratio counts."""
    return sheet_of(b'<row r="3">' + b"<c/>" * (3 * MEBIBYTE) + b"</row>")


@case("visits.xlsx", ANY, slow=True)
def a_workbook_of_many_styles() -> bytes:
    """A list of styles without end."""
    return repacked(
        lambda name, content: (
            content.replace(b"<cellXfs", b"<xf/>" * (3 * MEBIBYTE) + b"<cellXfs")
            if name == "xl/styles.xml"
            else content
        )
    )


@case("visits.xlsx", ANY, slow=True)
def a_workbook_of_many_texts() -> bytes:
    """A list of texts without end."""
    return repacked(
        lambda name, content: (
            content.replace(b"</sst>", b"<si><t/></si>" * MEBIBYTE + b"</sst>")
            if name == "xl/sharedStrings.xml"
            else content
        )
    )


@case("visits.xlsx", 1, slow=True)
def a_workbook_of_ten_thousand_sheets() -> bytes:
    """Sheets without end."""
    many = b"".join(
        b'<sheet name="Visits %d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(2, 10_000)
    )
    return repacked(
        lambda name, content: (
            content.replace(b"</sheets>", many + b"</sheets>")
            if name == "xl/workbook.xml"
            else content
        )
    )


# --- OpenDocument and what is only named like a workbook -------------------------------------------

ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def opendocument(table: str, before: str = "") -> bytes:
    """Return a spreadsheet of one sheet."""
    content = (
        f'<?xml version="1.0"?>{before}<o:document-content xmlns:o="{ODF}office:1.0" '
        f'xmlns:t="{ODF}table:1.0" xmlns:x="{ODF}text:1.0"><o:body><o:spreadsheet>'
        f'<t:table t:name="Visits">{table}</t:table></o:spreadsheet></o:body></o:document-content>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def everywhere(cell: str) -> str:
    """Return a row that says that its cell stands in every cell there can be."""
    return f'<t:table-row t:number-rows-repeated="1048576">{cell}</t:table-row>'


REPEATED = 't:number-columns-repeated="16384"'
FULL = f'<t:table-cell o:value-type="string" {REPEATED}><x:p>a</x:p></t:table-cell>'
GHOST = f"<t:table-cell {REPEATED}/>"
ERRORS = f'<t:table-cell t:formula="of:=1/0" o:value-type="string" {REPEATED}><x:p>#N/A</x:p></t:table-cell>'
for _name, _table, _codes in (
    ("ghost cells everywhere", everywhere(GHOST) * 1000, (NO_HEADER,)),
    ("text in every cell", everywhere(FULL), (LIMIT,)),
    ("errors in every cell", everywhere(ERRORS) * 50, (LIMIT,)),
    (
        "a row beyond the last one",
        everywhere(GHOST) * 99
        + "<t:table-row><t:table-cell o:value-type='float' o:value='1'/></t:table-row>",
        (NO_HEADER,),
    ),
):
    given(f"ods: {_name}", "visits.ods", opendocument(_table), ANY, *_codes)
given("ods: entity bomb", "visits.ods",
      opendocument("", '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'), 3, UNREADABLE)  # fmt: skip
given("ods: cut off", "visits.ods", opendocument(everywhere(GHOST))[:200], 3, UNREADABLE)
given("ods: half an element", "visits.ods", opendocument("<t:table-row"), 3, UNREADABLE)
given("excel 2003 xml as xls", "visits.xls",
      b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', 3, UNKNOWN)  # fmt: skip
given("csv as xls", "visits.xls", CSV_ROWS, 1)
given("web archive as xls", "visits.xls", b"MIME-Version: 1.0\r\n\r\n<html>", 3, UNKNOWN)
given(
    "link to google", "visits.gsheet", b'{"url": "https://docs.google.com/open?id=1"}', 3, UNKNOWN
)


# --- archives ------------------------------------------------------------------------------------


def archive(members: Mapping[str, bytes]) -> bytes:
    """Return a zip of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return stream.getvalue()


@case("tables.zip", 3, LIMIT, slow=True)
def a_zip_of_5_000_files() -> bytes:
    """More files than are read."""
    return archive({f"visits{number}.csv": CSV_ROWS for number in range(5_000)})


@case("tables.zip", 3, LIMIT, slow=True)
def a_zip_that_unpacks_to_much_more() -> bytes:
    """A table of one letter."""
    return archive({"visits.csv": b"a" * (200 * MEBIBYTE)})


@case("tables.zip", 1)
def a_zip_that_climbs_out() -> bytes:
    """Names that lead elsewhere; nothing is ever unpacked to disk."""
    return archive({"../../visits.csv": CSV_ROWS, "/etc/cities.csv": b"id,name\r\nex:a,b\r\n"})


given("zip of nothing", "tables.zip", archive({}), 3)
given("zip of other things", "tables.zip", archive({"a.png": PNG, "b/c.pdf": b"%PDF"}), 3, UNKNOWN)
given("zip in a zip", "tables.zip", archive({"tables.zip": archive({"visits.csv": CSV_ROWS})}), 3,
      UNKNOWN)  # fmt: skip
given("zip of empty tables", "tables.zip", archive({"about.csv": b"", "visits.csv": b""}), 1)
given("zip of odd names", "tables.zip",
      archive({"\u03b5\u03c0\n.csv": b"a", "visits.csv": CSV_ROWS, ".csv": b"a", "a/b/": b""}), 1)  # fmt: skip
ZIPPED = archive({"about.csv": b"field,value\r\nprefix,ex\r\n", "visits.csv": CSV_ROWS * 50})
for _part in (4, 40, len(ZIPPED) // 2, len(ZIPPED) - 1):
    given(f"zip cut at {_part}", "tables.zip", ZIPPED[:_part], 3, UNREADABLE)
given("zip with a damaged member", "tables.zip", ZIPPED[:60] + bytes(20) + ZIPPED[80:], ANY)


@case("tables.zip", ANY, UNREADABLE, slow=True)
def a_zip_whose_sizes_lie() -> bytes:
    """A directory that tells a small size of a large member."""
    data = bytearray(archive({"visits.csv": b"a,b\r\n" * MEBIBYTE}))
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 100)
    return bytes(data)


@case("tables.zip", ANY, LOCKED)
def a_zip_with_a_password() -> bytes:
    """Members that are marked as encrypted."""
    data = bytearray(ZIPPED)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    at = -1
    while (at := data.find(b"PK\x03\x04", at + 1)) >= 0:
        data[at + 6] |= 1
    return bytes(data)
