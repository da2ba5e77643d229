"""The package of an OpenDocument spreadsheet: what it begins with, and its entries.

The same parts always give the same bytes.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from exchangespec.formats.xml_text import in_quotes, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
# Archives state when their parts were made; a fixed day keeps the bytes the same.
MADE = (2000, 1, 1, 0, 0, 0)
COMPRESSION = 6
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACES = {
    "office": "office:1.0",
    "table": "table:1.0",
    "text": "text:1.0",
    "style": "style:1.0",
    "number": "datastyle:1.0",
}


def namespaces(**further: str) -> str:
    """Return the declarations of the prefixes that every part needs, and of further ones."""
    return " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
        for prefix, name in (SPACES | further).items()
    )


def meta(spaces: str, properties: Mapping[str, str]) -> str:
    """Return what a spreadsheet says of itself."""
    said = "".join(
        f"<meta:user-defined meta:name={in_quotes(name)}>{worded(value)}</meta:user-defined>"
        for name, value in properties.items()
    )
    return (
        f'{DECLARATION}<office:document-meta {spaces} office:version="1.3"><office:meta>'
        f"<meta:creation-date>2000-01-01T00:00:00</meta:creation-date>{said}"
        "</office:meta></office:document-meta>\n"
    )


def begin(archive: zipfile.ZipFile, parts: Iterable[str]) -> None:
    """Write what an archive begins with: what it is, and which parts it will have."""
    # It comes first and unpacked, so that the first bytes of the file say what it is.
    archive.writestr(zipfile.ZipInfo("mimetype", MADE), MIMETYPE)
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in parts
    )
    manifest = (
        f"{DECLARATION}<manifest:manifest "
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        f"{entries}</manifest:manifest>\n"
    )
    write_part(archive, "META-INF/manifest.xml", manifest)


def part(name: str) -> zipfile.ZipInfo:
    """Return the entry of a part."""
    entry = zipfile.ZipInfo(name, MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def write_part(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """Write a part that is whole."""
    archive.writestr(part(name), text, compresslevel=COMPRESSION)
