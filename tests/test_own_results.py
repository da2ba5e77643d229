"""Files that are broken are inputs like any other: what is wrong with them is a finding."""

import os
import zipfile
from pathlib import Path

import pytest

from exchangespec.own_results import is_report, without_results

NAME = "docProps/custom.xml"


def packed(path: Path, name: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip with one part, as bytes."""
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(name, os.urandom(50) + b"a" * 5_000)
    return path.read_bytes()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_that_cannot_be_unpacked(tmp_path: Path, method: int):
    """Whatever it was packed with."""
    path = tmp_path / "visits.xlsx"
    content = bytearray(packed(path, NAME, method))
    start = content.find(NAME.encode()) + len(NAME)
    for at in range(start, start + 30):
        content[at] ^= 0xFF
    path.write_bytes(content)
    assert not is_report(path)
    assert without_results([str(path)]) == ([str(path)], [])


def test_a_name_in_no_encoding(tmp_path: Path):
    """A part that says it is named in UTF-8 and is not."""
    path = tmp_path / "visits.xlsx"
    path.write_bytes(packed(path, "é.xml").replace("é".encode(), b"\xff\xfe"))
    assert not is_report(path)
