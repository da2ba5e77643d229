"""Workbook mending: intact workbooks that the library for values refuses are put as it expects.

It finds binary parts only in their usual places, knows neither sheets of macros or without a part,
nor merged areas that are whole columns or rows, nor the error values of newer programs, and takes a
text for another where blanks stand around its number. In old workbooks it knows few code pages,
passes over formulas of older versions, takes number formats for others that once had their numbers,
and embedded documents for the workbook. Only the copy that it is given is changed, and no cell.
"""

from __future__ import annotations

import codecs
import re
import struct
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from exchangespec.formats.archive_copy import copy_archive
from exchangespec.formats.package_relations import RELATIONS_SPACE, Relations, relations_of
from exchangespec.formats.sheet_frame import copy_sheet
from exchangespec.formats.sheet_scan import (
    WHOLE,
    area,
    attributes_of,
    kind_of_format,
    patterns_of,
    pieces,
    small_part,
    spelt,
    usual_value,
)
from exchangespec.formats.xls_scan import BEFORE_UNICODE, FORMULA
from exchangespec.formats.xlsb_scan import as_fraction
from exchangespec.formats.xml_outline import with_attribute
from exchangespec.formats.xml_text import escaped
from exchangespec.location import cell_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from zipfile import ZipFile

    from exchangespec.formats.compound import Compound
    from exchangespec.formats.sheet_frame import Frame
    from exchangespec.formats.sheet_scan import Parts, SheetPatterns
    from exchangespec.formats.xls_scan import WorkbookScan
    from exchangespec.formats.xml_outline import Change

KEPT_IN_MEMORY = 16 << 20
# Sheets of charts hold no cells either, and are known.
USUAL_WORKBOOK = "xl/workbook.bin"
# The bytes of a short number.
SHORT = 4
# Where the parts of a binary workbook are in the folder of the workbook, by their kinds.
USUAL_PLACES = {
    "worksheet": "worksheets/sheet{}.bin",
    "chartsheet": "chartsheets/sheet{}.bin",
    "dialogsheet": "dialogsheets/sheet{}.bin",
    "xlMacrosheet": "chartsheets/sheet{}.bin",
    "xlIntlMacrosheet": "chartsheets/sheet{}.bin",
    "styles": "styles.bin",
    "sharedStrings": "sharedStrings.bin",
}
MACROS, CHARTS = "macrosheets/", b"chartsheets/"
# How a relation says of which kind a sheet is.
MACRO_KIND = re.compile(
    rb"http://schemas\.microsoft\.com/office/20\d\d/relationships/xl(?:Intl)?Macrosheet"
)
CHART_KIND = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet"
# Whether a sheet is shown, in words that no program but the one that wrote them knows; and sheets
# that have no part, as modules had of old.
OWN_STATE = re.compile(
    rb"""(<(?:\w+:)?sheet\b[^<>]*?\bstate\s*=\s*)(["'])(?!(?:visible|hidden|veryHidden)\2)[^"'<>]*\2"""
)
PARTLESS = re.compile(rb"""<(?:\w+:)?sheet\b[^<>]*?\b\w+:id\s*=\s*(?:""|'')[^<>]*?/>""")
Patches = dict[str, "bytes | Callable[[IO[bytes], IO[bytes]], object]"]


def mended_archive(
    archive: ZipFile, content: bytes, parts: Parts, unusual: Iterable[str] = ()
) -> bytes:
    """Return a workbook with sheets of macros called charts, and all sheets written as usual.

    `unusual` are the sheet parts that are not.
    """
    patches: Patches = dict.fromkeys(unusual, _as_usual)
    patches |= _without_macros(archive, parts)
    listed = small_part(archive, parts.workbook)
    known = PARTLESS.sub(b"", OWN_STATE.sub(rb"\1\2visible\2", listed))
    if known != listed:
        patches[archive.NameToInfo[spelt(archive, parts.workbook)].filename] = known
    return _patched(archive, content, patches)


def mended_binary(archive: ZipFile, content: bytes, parts: Parts, found: WorkbookScan) -> bytes:
    """Return a binary workbook with sheets of macros called charts, days as days, in usual places.

    The library takes whole days for numbers where they are stored as short whole numbers.
    """
    patches = _without_macros(archive, parts)
    for part, places in found.days.items():
        made = bytearray(archive.read(part))
        for at in places:
            made[at : at + SHORT] = as_fraction(bytes(made[at : at + SHORT]))
        patches[archive.NameToInfo[part].filename] = bytes(made)
    patches |= _usual_places(archive, parts.workbook, patches)
    return _patched(archive, content, patches)


def _without_macros(archive: ZipFile, parts: Parts) -> Patches:
    """Return the relations of a workbook with sheets of macros called charts, if it has any."""
    patches: Patches = {}
    if any(MACROS in target for target in parts.targets.values()):
        relations = archive.NameToInfo[spelt(archive, relations_of(parts.workbook))]
        known = archive.read(relations).replace(MACROS.encode(), CHARTS)
        patches[relations.filename] = MACRO_KIND.sub(CHART_KIND, known)
    return patches


def _patched(archive: ZipFile, content: bytes, patches: Patches) -> bytes:
    """Return an archive with some parts changed, if any are."""
    if not patches:
        return content
    made = BytesIO()
    copy_archive(archive, made, patches)
    return made.getvalue()


def _usual_places(archive: ZipFile, workbook: str, changed: Patches) -> Patches:
    """Return the parts of a binary workbook where the library looks, if they are not there.

    It asks for plain names in the list of relations, too. `changed` are parts changed before.
    """
    relations = Relations.of(archive, workbook)
    if workbook == USUAL_WORKBOOK and b"<Relationship " in relations.content:
        return {}
    patches: Patches = {USUAL_WORKBOOK: archive.read(workbook)}
    listed = []
    for number, one in enumerate(relations.known):
        place = USUAL_PLACES.get(one.kind.rpartition("/")[2])
        part = spelt(archive, one.part)
        if place is None or part not in archive.NameToInfo:
            continue
        target = place.format(number)
        info = archive.NameToInfo[part]
        patches[f"xl/{target}"] = changed.get(info.filename) or archive.read(info)
        listed.append(
            f'<Relationship Id="{escaped(one.id)}" Type="{escaped(one.kind)}" Target="{target}"/>'
        )
    patches[relations_of(USUAL_WORKBOOK)] = (
        f'<Relationships xmlns="{RELATIONS_SPACE}">{"".join(listed)}</Relationships>'.encode()
    )
    return patches


def _as_usual(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy a sheet with values as most write them, its merged areas named by two cells."""
    with SpooledTemporaryFile(KEPT_IN_MEMORY) as kept:
        UsualRows().copy(source, kept)
        kept.seek(0)
        copy_sheet(kept, target.write, head=bytes, tail=_merges)


class UsualRows:
    """Copies the rows of a sheet with values as most programs write them."""

    def __init__(self) -> None:
        """Start before the first row, not knowing the prefix of the sheet's elements."""
        self._patterns: SheetPatterns | None = None

    def copy(self, source: IO[bytes], target: IO[bytes]) -> None:
        """Copy the sheet."""
        for piece in pieces(source, self._row_end):
            target.write(self._patterns.cell.sub(self._cell, piece) if self._patterns else piece)

    def _row_end(self, text: bytes) -> bytes:
        """Return the tag that ends a row, once the first piece has shown the prefix."""
        self._patterns = self._patterns or patterns_of(text)
        return self._patterns.row_end

    def _cell(self, found: re.Match[bytes]) -> bytes:
        """Return one cell."""
        value = self._patterns.value.search(found[2] or b"") if self._patterns else None
        if value is None:
            return found[0]
        before = found.start(2) - found.start()
        usual = usual_value(attributes_of(found[1]).get("t", "n"), value[1])
        return found[0][: before + value.start(1)] + usual + found[0][before + value.end(1) :]


def _merges(frame: Frame) -> Iterator[Change]:
    """Yield what is changed after the rows."""
    for group in frame.all("mergeCells"):
        for one in group.children:
            stated = one.attribute("ref")
            if WHOLE.fullmatch(stated):
                item = area(stated)
                first = cell_name(item.first_row, item.first_column)
                last = cell_name(item.last_row, item.last_column)
                yield with_attribute(frame.tail, one, "ref", f"{first}:{last}")


# --- old workbooks -------------------------------------------------------------------------------

# What a workbook is called in its container, the newer one first; and what one within a document
# that is embedded there is called instead, lest it be taken for the workbook.
STREAMS, COVER = ("workbook", "book"), b"_"
# Numbers of formats that say by themselves what a number is.
STANDING_IN = {"number": 0, "date": 14, "duration": 46}

# Those that the library knows; of each it is told that a text is in this one if it knows no better.
KNOWN = frozenset(
    {
        866, 874, 932, 936, 949, 950, 1200, *range(1250, 1259), 10000, 10007, 10017, 21010, 65001,
    }
)  # fmt: skip
STANDS_IN, UNICODE, NUMBER = 1252, 1200, struct.Struct("<H")
# What the others are called elsewhere; those of a Mac are counted from 10,000.
CALLED = {
    367: "ascii", 10001: "shift_jis", 10002: "big5", 10003: "euc_kr", 10004: "mac_arabic",
    10006: "mac_greek", 10008: "gb2312", 10010: "mac_romanian", 10029: "mac_latin2",
    10079: "mac_iceland", 10081: "mac_turkish", 10082: "mac_croatian", 32768: "mac_roman",
    32769: "cp1252",
}  # fmt: skip

# Code pages by the characters that a font is for; western ones the library takes by itself.
FOR_CHARACTERS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip


class UnknownCodePageError(Exception):
    """The texts of a workbook are in a code page that nobody here knows; its text is the number."""


def mended_container(content: bytes, container: Compound, found: WorkbookScan) -> tuple[bytes, str]:
    """Return an old workbook as the library expects it: what it names, the library knows.

    With it comes the code page in which its texts have to be read, if it is another.

    Raises:
        UnknownCodePageError: if its texts cannot be read.
    """
    codec, told = _retold_code_page(found)
    told |= dict.fromkeys(found.versions, BEFORE_UNICODE)
    told |= dict.fromkeys(found.old_formulas, FORMULA)
    told |= {at: STANDING_IN[kind_of_format(code)] for at, code in found.formats.items()}
    covered = list(container.covered(STREAMS))
    if not told and not covered:
        return content, codec
    made = bytearray(content)
    places = container.places(next(name for name in STREAMS if name in container.names()))
    for at, number in told.items():
        # The number may lie across two sectors.
        for index, byte in enumerate(NUMBER.pack(number)):
            made[places.of(at + index)] = byte
    for place in covered:
        made[place : place + len(COVER)] = COVER
    return bytes(made), codec


def _retold_code_page(found: WorkbookScan) -> tuple[str, dict[int, int]]:
    """Return the code page of the texts, if it is unknown, and what to name instead, by place.

    Newer workbooks are in Unicode, whatever they name; the library would take letters for others.
    """
    if found.code_page is None:
        # Some programs leave it to the fonts.
        of_font = "" if found.unicode else FOR_CHARACTERS.get(found.characters or 0, "")
        return of_font, {}
    number, at = found.code_page
    if number == UNICODE or (number in KNOWN and not found.unicode):
        return "", {}
    if found.unicode:
        return "", {at: UNICODE}
    return _codec(number), {at: STANDS_IN}


def _codec(number: int) -> str:
    """Return what a code page is called here."""
    name = CALLED.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise UnknownCodePageError(str(number)) from None


def _bytes_of(code: int) -> str:
    """Return the letter that stands in for a byte; the few that have none stand for themselves."""
    return bytes([code]).decode(f"cp{STANDS_IN}", "ignore") or chr(code)


STOOD_IN = {ord(_bytes_of(code)): code for code in range(256)}


def retold(text: str, codec: str) -> str:
    """Return a text that was read in the code page that stood in, in its own."""
    codes = [STOOD_IN.get(ord(letter)) for letter in text]
    if None in codes:
        # It was in Unicode all the same.
        return text
    return bytes(code for code in codes if code is not None).decode(codec, "replace")
