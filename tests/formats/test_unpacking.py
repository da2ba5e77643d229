"""However little a zip says that it holds, no more than that is unpacked."""

import bz2
import lzma
import tracemalloc
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

import exchangespec as xs
from exchangespec.formats.unpacking import open_member
from exchangespec.own_results import is_report

MEBIBYTE = 1 << 20
TOLD, MUCH = 1_000, 64 * MEBIBYTE
WAYS = [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
SHEET = "xl/worksheets/sheet1.xml"


def packed(method: int, start: bytes, spaces: int) -> bytes:
    """Return a text and many spaces after it, packed."""
    head = b""
    if method == zipfile.ZIP_BZIP2:
        packer: bz2.BZ2Compressor | lzma.LZMACompressor = bz2.BZ2Compressor()
    else:
        filters = [{"id": lzma.FILTER_LZMA1, "preset": 1, "dict_size": MEBIBYTE}]
        packer = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=filters)
        head = b"\x09\x14\x05\x00\x5d" + MEBIBYTE.to_bytes(4, "little")
    pieces = [head, packer.compress(start)]
    pieces += [packer.compress(b" " * MEBIBYTE) for _ in range(spaces // MEBIBYTE)]
    return b"".join([*pieces, packer.flush()])


def lying(parts: dict[str, bytes], name: str, method: int, content: bytes) -> bytes:
    """Return a zip in which one file is packed, and is said to hold only its start."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, text in parts.items():
            archive.writestr(other, text)
        entry = zipfile.ZipInfo(name)
        archive.writestr(entry, packed(method, content, MUCH))
    blob = bytearray(made.getvalue())
    for sign, at, length in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = blob.rindex(sign)
        assert blob[start + length :].startswith(name.encode())
        blob[start + at] |= 2
        blob[start + at + 2 : start + at + 4] = method.to_bytes(2, "little")
        blob[start + at + 8 : start + at + 12] = zlib.crc32(content).to_bytes(4, "little")
        blob[start + at + 16 : start + at + 20] = len(content).to_bytes(4, "little")
    return bytes(blob)


def workbook() -> dict[str, bytes]:
    """Return the parts of a workbook of one city."""
    book = openpyxl.Workbook()
    book.active.title = "Cities"
    for row in (["id", "name", "country"], ["ex:a", "A", "BE"]):
        book.active.append(row)
    made = BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said(data: bytes | Path) -> tuple[list[str], int]:
    """Return what is said of a file that cannot be read, and the most memory that it took."""
    tracemalloc.start()
    report = xs.validate(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return [one.message for one in report if one.slug == "unreadable-file"], most


@pytest.mark.parametrize("method", WAYS)
def test_a_table_that_is_longer_than_said_is_damaged(method: int):
    """A few hundred bytes do not fill the memory of whoever opens them."""
    table = b"id,name,country\r\nex:a,A,BE\r\n" + b" " * TOLD
    messages, most = said(lying({}, "cities.csv", method, table))
    assert messages == ["The file is damaged: what it packs together cannot be unpacked."]
    assert most < 24 * MEBIBYTE


@pytest.mark.parametrize("method", WAYS)
def test_a_table_that_says_how_long_it_is_is_too_much(tmp_path: Path, method: int):
    """The text is a thousand times the bytes; nothing of it is unpacked."""
    path = tmp_path / "cities.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("cities.csv", b" " * MUCH)
    tracemalloc.start()
    slugs = {one.slug for one in xs.validate(path)}
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "limit-exceeded" in slugs
    assert most < 24 * MEBIBYTE


@pytest.mark.parametrize("method", WAYS)
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "docProps/custom.xml", "mimetype"])
def test_parts_of_a_workbook_packed_so_are_named(tmp_path: Path, name: str, method: int):
    """No program packs them so; the workbook is refused before any part is unpacked."""
    parts = workbook()
    start = parts.pop(name, b"<a/>")
    path = tmp_path / "cities.xlsx"
    path.write_bytes(lying(parts, name, method, start))
    messages, most = said(path)
    way = {zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "LZMA"}[method]
    assert [way in message and "damaged" not in message for message in messages] == [True]
    assert most < 24 * MEBIBYTE
    assert not is_report(path)


@pytest.mark.parametrize("method", WAYS)
def test_a_workbook_packed_so_as_a_whole_is_not_called_damaged(method: int):
    """Nothing is wrong with it but how it is packed."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in workbook().items():
            archive.writestr(name, content)
    [message], _ = said(made.getvalue())
    assert message.startswith("The workbook is whole")
    assert "Deflate" in message


@pytest.mark.parametrize("method", WAYS)
@pytest.mark.parametrize("size", [0, 1, 1 << 16, 300_000])
def test_all_comes_out_in_pieces_of_any_size(method: int, size: int):
    """And the sum is looked at, for the end of the file says whether it is whole."""
    content = bytes(number * number % 251 for number in range(size))
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a", content)
    with zipfile.ZipFile(made) as archive:
        member = archive.getinfo("a")
        with open_member(archive, member) as stream:
            assert b"".join(iter(lambda: stream.read(777), b"")) == content
        member.CRC ^= 1
        with open_member(archive, member) as stream, pytest.raises(zipfile.BadZipFile):
            stream.read()


@pytest.mark.parametrize("method", WAYS)
@pytest.mark.parametrize("change", [-1, 1])
def test_less_or_more_than_said_is_damage(method: int, change: int):
    """By as little as one byte."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a", b"abcdefgh" * 100)
    with zipfile.ZipFile(made) as archive:
        member = archive.getinfo("a")
        member.file_size += change
        member.CRC = zlib.crc32(b"abcdefgh" * 100 if change > 0 else (b"abcdefgh" * 100)[:-1])
        with open_member(archive, member) as stream, pytest.raises(zipfile.BadZipFile):
            stream.read()


def test_no_mark_of_the_end_is_needed():
    """Some programs leave it out; the zip says how long the file is."""
    content = b"id,name\r\n" * 500
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", content)
    with zipfile.ZipFile(made) as archive:
        member = archive.getinfo("a")
        member.flag_bits &= ~2
        with open_member(archive, member) as stream:
            assert stream.read() == content
