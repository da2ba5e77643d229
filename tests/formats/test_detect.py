"""What a file is: told by its content, and said in a word where it is nothing that is read."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from exchangespec.conversion import read_document
from exchangespec.formats import FORMATS, detect
from exchangespec.formats.compression import gzip_packed, unpacked_whole, zstd_packed
from exchangespec.formats.format import Format, Limits, Source, whole
from exchangespec.intake import TakeOptions
from exchangespec.validation import validate

LOCK = b"\x06Office" + b" " * 48 + b"O\0f\0f\0i\0c\0e\0" + b" \0" * 50
TABLE = b"id,name,country\r\nmechelen,Mechelen,BE\r\n"


@pytest.mark.parametrize(
    ("name", "content", "seen"),
    [
        ("~$visits.xlsx", LOCK, "lock"),
        ("folder/~$visits.xlsx", LOCK, "lock"),
        (".~lock.visits.ods#", b",officer,pc,16.10.2017 09:30,file:///;", "lock"),
        ("cities.csv.gz", gzip.compress(TABLE, mtime=0), "compressed"),
        ("Visits.XLSX.GZ", gzip.compress(b"PK", mtime=0), "compressed"),
        ("geo.json", json.dumps({"type": "FeatureCollection", "features": []}).encode(), "json"),
        ("settings.json", b"{}", "json"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(name: str, content: bytes, seen: str) -> None:
    """One finding says what the file is; nothing in it was checked, so the exit code is 3."""
    outcome = validate([Source(name, content=content)], TakeOptions())
    [found] = outcome.findings
    assert (found.code, found.params["seen"]) == ("EXS003", seen)
    assert outcome.exit_code() == 3


def test_only_small_files_are_locks() -> None:
    """A table may have a strange name."""
    found = detect(Source("~$cities.csv", content=TABLE * 100))
    assert isinstance(found, Format)
    assert found.name.startswith("csv")


@pytest.mark.parametrize("text", ['{"exchangespec": "1.0"}', '{"records": []}'])
def test_half_a_package_is_told_what_it_lacks(text: str) -> None:
    """Whoever meant a package hears of each field that is missing."""
    findings = validate([Source("package.json", content=text.encode())], TakeOptions()).findings
    assert {"EXS109"} <= {one.code for one in findings}
    assert "EXS003" not in {one.code for one in findings}


STORY = Path(__file__).parents[2] / "examples/arrival-cities-visits/package.json"
PACKERS = {".gz": gzip_packed, ".zst": zstd_packed}


@pytest.mark.parametrize("packed", PACKERS)
@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("name", ["json", "jsonld", "turtle", "nquads", "ndjson"])
def test_compressed_text_reads_as_what_it_is(name: str, packed: str, *, told: bool) -> None:
    """Compressed or not, with or without a telling suffix, records, findings and places agree."""
    document = read_document(Source(str(STORY), path=STORY), TakeOptions()).document
    [(_, content)] = whole(FORMATS[name].write(document))
    plain = Source(f"package{FORMATS[name].suffixes[0]}", content=content)
    name_packed = f"{plain.name}{packed}" if told else "package"
    one = validate([plain], TakeOptions())
    two = validate(
        [Source(name_packed, content=b"".join(PACKERS[packed]([content])))], TakeOptions()
    )
    assert one.findings
    assert [replace(item.location, file=name_packed) for item in one.findings] == [
        item.location for item in two.findings
    ]
    assert one.inputs[0].records == two.inputs[0].records
    assert one.counts == two.counts


def test_compressed_json_is_bounded() -> None:
    """A document that unpacks to far too much is refused before it is unpacked whole."""
    bomb = b"".join(gzip_packed([b"{" + b" " * 50_000_000]))
    outcome = validate([Source("package.json.gz", content=bomb)], TakeOptions())
    [found] = outcome.findings
    assert (found.code, found.params["what"]) == ("EXS018", "ratio")
    assert outcome.exit_code() == 3


@pytest.mark.parametrize("form", ["json.gz", "json.zst"])
def test_compressed_json_is_written_with_stable_bytes(form: str) -> None:
    """The same document gives the same bytes, and unpacks to what plain JSON would be."""
    document = read_document(Source(str(STORY), path=STORY), TakeOptions()).document
    [(_, first)], [(_, second)] = (whole(FORMATS[form].write(document)) for _ in range(2))
    assert first == second
    plain = unpacked_whole(Source("package", content=first), Limits())
    assert isinstance(plain, Source)
    assert [("", plain.content)] == list(whole(FORMATS["json"].write(document)))
