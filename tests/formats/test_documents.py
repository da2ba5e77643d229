"""What is sent for a workbook and is none is called what it is."""

import io
import json
import zipfile

import pytest

from exchangespec.finding import Fault
from exchangespec.formats import detect, open_source
from exchangespec.formats.compound import Compound, DamagedError
from exchangespec.formats.documents import kind_of_archive, kind_of_document
from exchangespec.formats.format import Format, ReadOptions, Source
from exchangespec.rules.file.password_protected import LOCKED

EXCEL_XML = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (EXCEL_XML, "excel-xml"),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:spreadsheet'><table>", "html"),
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML>", "html"),
        (b"<?xml version='1.0'?><html><body>", "html"),
        (b"<?xml version='1.0'?><visits>", "xml"),
        (b"<?xml version='1.0'?><office:document xmlns:office='urn'>", "flat-ods"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web-archive"),
        (b"{\\rtf1", "rich-text"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n", "picture"),
        (b"SQLite format 3\0", "database"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "old-workbook"),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "symbolic-link"),
        (b"ID;Partner;Name\r\n1;Mechelen;a\r\n", "unknown"),
        (b'{"doc_id": "1a2b3c4d5e6f7g8h9i0jklmn", "email": "a@example.org"}', "google"),
        (b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}', "google"),
        (b'{"exchangespec": "1.0", "records": []}', "unknown"),
        (b"id,name\r\n", "unknown"),
    ],
)
def test_documents_are_known_by_how_they_begin(start: bytes, kind: str) -> None:
    """A table that only begins alike is not taken for one of them."""
    assert kind_of_document(start) == kind


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        (["xl/workbook.xml"], "xlsx"),
        (["xl\\workbook.xml", "[content_types].xml"], "xlsx"),
        (["workbook.xml", "_rels/.rels"], "xlsx"),
        (["xl/workbook.bin"], "xlsx"),
        (["word/document.xml"], "word"),
        (["ppt/presentation.xml"], "slides"),
        (["Index/Document.iwa", "preview.jpg"], "numbers"),
        (["content.xml"], "ods"),
        (["visits.csv", "readme.md"], "csv"),
        (["a.bin"], "archive"),
    ],
)
def test_archives_are_known_by_their_members(members: list[str], kind: str) -> None:
    """However their names are spelt."""
    assert kind_of_archive(members) == kind


def archive(*names: str) -> bytes:
    """An archive of small members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "x" * 100)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "params"),
    [
        ("visits.xls", EXCEL_XML, {"seen": "excel-xml"}),
        ("visits.xls", b"MIME-Version: 1.0\n", {"seen": "web-archive"}),
        ("visits.numbers", archive("Index/Document.iwa"), {"seen": "numbers"}),
        ("visits.xlsx", archive("word/document.xml"), {"seen": "word"}),
        ("visits.gsheet", b'{"url": "https://docs.google.com/open?id=1"}', {"seen": "google"}),
        ("visits.xlsx", archive("xl/workbook.xml")[:150], {"reason": "cut-off"}),
    ],
)
def test_each_is_refused_in_its_own_words(
    name: str, content: bytes, params: dict[str, str]
) -> None:
    """By content, whatever the file is called."""
    found = detect(Source(name, content=content))
    assert isinstance(found, Fault)
    assert params.items() <= found.params.items()


ROWS = b"id;kind;visitors;hosts\r\nex:vis-1;study_visit;ex:a;ex:b\r\n"


@pytest.mark.parametrize(
    ("name", "content", "seen"),
    [
        ("visits.xls", ROWS, "csv"),
        (
            "visits.xls",
            "\ufeff".encode("utf-16-le") + ROWS.decode().replace(";", "\t").encode("utf-16-le"),
            "csv",
        ),
        ("visits.xlsx", json.dumps({"exchangespec": "1.0", "records": []}).encode(), "json"),
        ("visits.csv", ROWS, None),
        ("visits.txt", ROWS, None),
    ],
)
def test_a_table_that_is_named_otherwise_is_read_and_told(
    name: str, content: bytes, seen: str | None
) -> None:
    """Spreadsheet programs warn of such files; we say what they are."""
    source = Source(name, content=content)
    assert isinstance(detect(source), Format)
    said = [one.fault for one in open_source(source, ReadOptions()).faults]
    told = [fault.params["seen"] for fault in said if fault.slug == "misnamed-file"]
    assert told == ([seen] if seen else [])


def test_the_container_of_old_documents_is_read() -> None:
    """A directory with names, and streams that are as long as it says."""
    found = Compound(LOCKED)
    assert "encryptedpackage" in found.names()
    with pytest.raises(KeyError):
        found.stream("Workbook")


@pytest.mark.parametrize("at", range(24, 512, 13))
def test_a_damaged_container_ends_in_a_refusal(at: int) -> None:
    """Whatever byte of its header or tables is wrong, reading ends, and raises one thing only."""
    for value in (0x00, 0x7F, 0xFF):
        for width in (1, 4):
            content = LOCKED[:at] + bytes([value]) * width + LOCKED[at + width :]
            try:
                found = Compound(content)
                for entry in found.entries:
                    found.stream(entry.name)
            except (DamagedError, KeyError):
                continue
