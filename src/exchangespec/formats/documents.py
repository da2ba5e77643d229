"""Documents: what a file is that was sent for a table and is none, told by looking inside.

The words name the message of the finding, so that its sender reads what to do about just this.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.formats.compound import Compound, DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterable

# How documents begin that are no XML: the first that fits says what it is.
SIGNS = (
    (b"%pdf", "pdf"),
    (b"{\\rtf", "rich-text"),
    (b"mime-version:", "web-archive"),
    (b"from: <saved by", "web-archive"),
    (b"\x89png", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"gif8", "picture"),
    (b"ii*\0", "picture"),
    (b"mm\0*", "picture"),
    (b"\x00\x01\x00\x00standard ", "database"),
    (b"sqlite format 3", "database"),
    (b"rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    # Workbooks of the years before containers.
    (b"\x09\x00\x04\x00", "old-workbook"),
    (b"\x09\x02\x06\x00", "old-workbook"),
    (b"\x09\x04\x06\x00", "old-workbook"),
    (b"\x00\x00\x02\x00\x04\x04", "old-workbook"),
    (b"\x00\x00\x02\x00\x06\x04", "old-workbook"),
    (b"\x00\x00\x1a\x00", "old-workbook"),
)
# A table as older programs exchanged it; a table of ours may begin with almost the same signs.
SYMBOLIC = re.compile(rb"ID;P\w{0,20}(?:;[NE])*\r?\n[A-Z];")
EXCEL_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
EXCEL_PROGRAM = b'progid="excel.sheet"'
FLAT_ODS = b"<office:document"
WEB = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|script|div)\b")
# The pages that Google's drive leaves where a document should be.
GOOGLE = re.compile(
    rb'^\{[^{}]{0,400}"(?:doc_id|url)"\s*:\s*"(?:https://(?:docs|drive)\.google|[\w-]{20,})'
)


def kind_of_document(start: bytes) -> str:
    """Return what a document is by its first bytes; `unknown` where they say nothing."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for sign, kind in SIGNS:
        if text.startswith(sign) or start[: len(sign)].lower() == sign:
            return kind
    if text.startswith(b"<"):
        return _kind_of_xml(text)
    if SYMBOLIC.match(start):
        return "symbolic-link"
    return "google" if GOOGLE.match(text) and b"records" not in text else "unknown"


def _kind_of_xml(text: bytes) -> str:
    """Return what a document in angle brackets is."""
    if EXCEL_XML in text[:4096] or EXCEL_PROGRAM in text:
        # Pages saved by Excel name it as well.
        return "html" if WEB.match(text) else "excel-xml"
    if FLAT_ODS in text:
        return "flat-ods"
    return "html" if WEB.search(text) else "xml"


# --- archives ------------------------------------------------------------------------------------

# What stands in an archive of each kind, folded; the first that is there says what it is.
MEMBERS = (
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "slides"),
    ("index/document.iwa", "numbers"),
    ("index.zip", "numbers"),
    ("index/calculationengine.iwa", "numbers"),
    ("visio/document.xml", "unknown"),
)
TABLES = (".csv", ".tsv", ".txt", ".tab")
OPENDOCUMENT = "application/vnd.oasis.opendocument."
OPENDOCUMENT_KINDS = {"text": "word", "presentation": "slides"}


def tidy_member(name: str) -> str:
    """Return the name of a member as it should be: some programs write it with backslashes."""
    return name.replace("\\", "/").lstrip("/")


def kind_of_archive(members: Iterable[str], mimetype: str = "") -> str:
    """Return what an archive holds: `xlsx`, `ods` or `csv`, or the document that it is."""
    names = [tidy_member(name).casefold() for name in members]
    there = set(names)
    for member, kind in MEMBERS:
        if member in there:
            return kind
    if any(
        name.startswith("xl/") or name.endswith(("workbook.xml", "workbook.bin")) for name in names
    ):
        return "xlsx"
    if "content.xml" in there:
        stated = mimetype.removeprefix(OPENDOCUMENT).partition("-")[0]
        return OPENDOCUMENT_KINDS.get(stated, "ods")
    if "encrypted-package" in there:
        return "ods"
    return "csv" if any(name.endswith(TABLES) for name in names) else "archive"


# --- containers of old documents -----------------------------------------------------------------

STREAMS = (
    ("encryptedpackage", "locked"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("worddocument", "word"),
    ("powerpoint document", "slides"),
    ("wksssworkbook", "old-workbook"),
    ("__substg1.0_0037001f", "mail"),
    ("__properties_version1.0", "mail"),
)


def kind_of_container(container: Compound) -> str:
    """Return what a container holds: `xls`, `locked`, or the document that it is."""
    there = container.names()
    return next((kind for name, kind in STREAMS if name in there), "unknown")


def workbook_stream(container: Compound) -> bytes:
    """Return the records of the workbook in a container; nothing where they are damaged."""
    for name in ("workbook", "book"):
        try:
            return container.stream(name)
        except KeyError:
            continue
        except DamagedError:
            return b""
    return b""
