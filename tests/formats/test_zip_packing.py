"""A zip of tables is read however it was packed, or it is said how it was."""

import zipfile
from pathlib import Path

import pytest

import exchangespec as xs
from exchangespec.location import Location

ROWS = "".join(f"ex:c{number},City {number},FI\r\n" for number in range(2_000))
CITIES = f"id,name,country\r\n{ROWS}"
DEFLATE64, AES = 9, 99


def packed(path: Path, method: int) -> bytearray:
    """Write a zip of one table; return its bytes."""
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("cities.csv", CITIES)
    return bytearray(path.read_bytes())


def said(path: Path) -> list[tuple[str, Location]]:
    """Return what is said of a file that cannot be read."""
    found = [
        one for one in xs.validate(path) if one.slug in {"unreadable-file", "password-protected"}
    ]
    return [(one.message, one.location) for one in found]


def labelled(content: bytearray, method: int, flags: int = 0) -> bytes:
    """Return a zip that says of its file that it is packed otherwise."""
    for start in range(len(content) - 4):
        for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            if content[start : start + 4] == sign:
                content[start + at] |= flags
                content[start + at + 2 : start + at + 4] = method.to_bytes(2, "little")
    return bytes(content)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_the_ways_that_python_knows_are_read(tmp_path: Path, method: int):
    """Whole, and with every record."""
    packed(tmp_path / "cities.zip", method)
    report = xs.validate(tmp_path / "cities.zip")
    assert report.inputs[0].records == {"City": 2_000}
    assert report.inputs[0].complete


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_is_called_damage(tmp_path: Path, method: int):
    """Whatever the library for that way says."""
    path = tmp_path / "cities.zip"
    content = packed(path, method)
    content[200:240] = b"\xff" * 40
    path.write_bytes(content)
    [(message, place)] = said(path)
    assert message.startswith("The file is damaged")
    assert place.member == "cities.csv"


def test_another_way_is_named(tmp_path: Path):
    """The zip is whole, and packing it anew helps."""
    path = tmp_path / "cities.zip"
    path.write_bytes(labelled(packed(path, zipfile.ZIP_DEFLATED), DEFLATE64))
    assert all("packed by Deflate64" in message for message, _ in said(path))
    assert said(path)


def test_a_password_is_named_whatever_the_way(tmp_path: Path):
    """Programs write a way of packing of its own for what they encrypt."""
    path = tmp_path / "cities.zip"
    path.write_bytes(labelled(packed(path, zipfile.ZIP_DEFLATED), AES, flags=1))
    assert [message for message, _ in said(path)]
    assert {one.slug for one in xs.validate(path)} == {"no-header", "password-protected"}


def test_a_file_that_asks_for_much_memory_is_refused(tmp_path: Path):
    """Before any of it is taken."""
    path = tmp_path / "cities.zip"
    content = packed(path, zipfile.ZIP_LZMA)
    start = 30 + len("cities.csv") + 4
    content[start + 1 : start + 5] = (1 << 31).to_bytes(4, "little")
    path.write_bytes(content)
    assert "very large dictionary" in said(path)[0][0]
