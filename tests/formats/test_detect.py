"""What a file is: told by its content, and said in a word where it is nothing that is read."""

import gzip
import json

import pytest

from exchangespec.formats import detect
from exchangespec.formats.format import Format, Source
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
        ("cities.csv.gz", gzip.compress(TABLE), "compressed"),
        ("Visits.XLSX.GZ", gzip.compress(b"PK"), "compressed"),
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
