"""Workbook file: opens a workbook of any kind, or says by its cause why it cannot be opened.

A library gives the values, a scan of the raw parts what values hide. A workbook that the first
library refuses is tried with a second one before it is refused.
"""

from __future__ import annotations

import os
import re
import threading
import zipfile
import zlib
from abc import ABC, abstractmethod
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exchangespec.finding import Fault
from exchangespec.formats.compound import SIGNATURE, Compound, DamagedError
from exchangespec.formats.documents import (
    kind_of_archive,
    kind_of_container,
    kind_of_document,
    tidy_member,
    workbook_stream,
)
from exchangespec.formats.ods_cells import read_flat, read_spreadsheet
from exchangespec.formats.sheet_scan import (
    DocumentTypeError,
    MisplacedError,
    SheetEntry,
    SheetScan,
    XmlRefusedError,
    appearances,
    check_part,
    counts_from_1904,
    scan_sheet,
    sheet_entries,
    spelt,
    workbook_parts,
)
from exchangespec.formats.unpacking import unusual_packing
from exchangespec.formats.workbook_mending import (
    UnknownCodePageError,
    mended_archive,
    mended_binary,
    mended_container,
    retold,
)
from exchangespec.formats.xls_scan import scan_xls
from exchangespec.formats.xlsb_scan import scan_xlsb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl import Workbook as SecondWorkbook
    from python_calamine import CalamineSheet, CalamineWorkbook

    from exchangespec.formats.format import Limits, Source
    from exchangespec.formats.ods_cells import Spreadsheet
    from exchangespec.formats.sheet_scan import Parts
    from exchangespec.formats.table import Row
    from exchangespec.formats.xls_scan import WorkbookScan

STANDARD_ERROR = 2
ZIP = b"PK"
ZIP_START, ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
LOCKED_INSIDE, WORD_INSIDE, EXCEL_INSIDE = (
    name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument", "Workbook")
)
# Sheets of charts, dialogues and macros hold no cells.
NO_CELLS = re.compile(r"(?:^|/)(?:chart|dialog|macro)sheets/")
# A sheet is laid out in memory as a rectangle, however few of its cells are filled.
LARGEST_AREA = 12_000_000
# What reading a damaged archive may raise.
DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
# A workbook may unpack to so many times the bytes that a file may have.
UNPACKED = 16
# Small archives may well be compressed further than large ones.
RATIO_LOOKED_AT = 16 << 20
SMALL_MEMBER = 1 << 20
MANIFEST, MIMETYPE = "META-INF/manifest.xml", "mimetype"
ENCRYPTED = (b"encryption-data", b"encrypted-package")
# One bit of a member's flags says that it is encrypted.
MEMBER_LOCKED = 0x1


class RefusedError(Exception):
    """The workbook cannot be read; the fault says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        super().__init__(fault.slug)
        self.fault = fault


def limit(what: str, most: int) -> Fault:
    """Return the fault that something is too large."""
    return Fault("limit-exceeded", {"what": what, "limit": most})


def broken(reason: str, seen: str) -> Fault:
    """Return the fault that the file is damaged."""
    return Fault("unreadable-file", {"reason": reason, "seen": seen})


class WorkbookFile(ABC):
    """An opened workbook: the values of its sheets, and what lies behind them.

    Attributes:
        kind: what kind of workbook it is.
        from_1904: whether its dates are counted from 1904.
        refused_by: what the first library said where the second one gives the values.
    """

    kind = "xlsx"
    from_1904 = False
    refused_by = ""

    @abstractmethod
    def entries(self) -> Sequence[SheetEntry]:
        """Return the sheets that hold cells."""

    @abstractmethod
    def rows(self, name: str) -> Iterator[Row]:
        """Return the rows of a sheet with their numbers; cells stand at their true columns.

        Raises:
            RefusedError: if the sheet cannot be read or is too large.
        """

    @abstractmethod
    def scan(self, name: str) -> SheetScan:
        """Return what the raw parts say of a sheet beyond its values."""


def open_workbook(source: Source, limits: Limits) -> WorkbookFile:
    """Open a workbook.

    Raises:
        RefusedError: if it cannot be opened, is too large or is something else.
    """
    if source.size() > limits.workbook_bytes:
        raise RefusedError(limit("bytes", limits.workbook_bytes))
    content = source.read()
    if content.startswith(ZIP):
        return _open_archive(content, limits)
    if content.startswith(SIGNATURE[:4]):
        return _open_container(content)
    if not content:
        raise RefusedError(Fault("empty-file", {}))
    kind = kind_of_document(content[:8192])
    if kind != "flat-ods":
        raise RefusedError(Fault("unknown-format", {"seen": kind}))
    with _damage_told():
        return OpenDocument(read_flat(content, LARGEST_AREA))


# --- archives ------------------------------------------------------------------------------------


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn what reading a damaged archive raises into a refusal that says so."""
    try:
        yield
    except DocumentTypeError as problem:
        raise RefusedError(broken("entities", str(problem))) from problem
    except XmlRefusedError as problem:
        raise RefusedError(broken("broken-workbook", str(problem))) from problem
    except DAMAGES as problem:
        raise RefusedError(broken("broken-archive", str(problem))) from problem


def _open_archive(content: bytes, limits: Limits) -> WorkbookFile:
    """Open a workbook that is an archive: its parts say which kind it is."""
    if content.startswith(ZIP_START) and ZIP_END not in content:
        raise RefusedError(broken("cut-off", "the end of the archive"))
    with _damage_told(), zipfile.ZipFile(BytesIO(content)) as archive:
        _check_archive(archive, limits)
        _tidy_names(archive)
        kind = kind_of_archive(archive.namelist(), _small_text(archive, MIMETYPE))
        if kind == "ods":
            return _open_ods(archive, content)
        if kind != "xlsx":
            raise RefusedError(Fault("unknown-format", {"seen": kind}))
        if any(name.casefold().endswith("workbook.bin") for name in archive.namelist()):
            parts = workbook_parts(archive)
            found = scan_xlsb(archive, parts)
            _check_area(found)
            content = mended_binary(archive, content, parts, found)
            book = NamedSheets("xlsb", content, {}, from_1904=found.from_1904)
            book.number(found.sheets)
            return book
        return _open_xlsx(archive, content)


def _open_xlsx(archive: zipfile.ZipFile, content: bytes) -> WorkbookFile:
    """Open an Excel workbook; by the second library where the first one or the scan refuses it."""
    scans: dict[str, SheetScan] = {}
    try:
        parts = workbook_parts(archive)
        scans = _scan_xlsx(archive, parts)
        from_1904 = counts_from_1904(archive, parts)
        unusual = [
            archive.NameToInfo[spelt(archive, entry.part)].filename
            for entry in sheet_entries(archive, parts)
            if entry.name in scans and scans[entry.name].unusual
        ]
        plain = mended_archive(archive, content, parts, unusual)
        return NamedSheets("xlsx", plain, scans, from_1904=from_1904)
    except (DocumentTypeError, MisplacedError):
        raise
    except XmlRefusedError as problem:
        refused = RefusedError(broken("broken-workbook", str(problem)))
    except RefusedError as problem:
        refused = problem
    if refused.fault.slug != "unreadable-file":
        raise refused
    for name in archive.namelist():
        # The second library expands what a document type declares.
        if name.casefold().endswith((".xml", ".rels")):
            with archive.open(name) as part:
                check_part(part)
    second = second_reader(content, scans, refused)
    if not any(next(iter(second.rows(one.name)), None) for one in second.entries()):
        # What only one library opens, and finds nothing in, is damaged and not empty.
        raise refused
    return second


def _check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse an archive of too many members or too much behind too little, or one not to open."""
    members = archive.infolist()
    if len(members) > limits.archive_members:
        raise RefusedError(limit("members", limits.archive_members))
    if sum(member.file_size for member in members) > UNPACKED * limits.workbook_bytes:
        raise RefusedError(limit("bytes", UNPACKED * limits.workbook_bytes))
    for member in members:
        large = member.file_size > RATIO_LOOKED_AT
        if large and member.file_size > limits.archive_ratio * max(1, member.compress_size):
            raise RefusedError(limit("ratio", limits.archive_ratio))
        if member.flag_bits & MEMBER_LOCKED:
            raise RefusedError(Fault("password-protected", {}))
        # No program writes such workbooks, and libraries would unpack their parts without a bound.
        if way := unusual_packing(member):
            raise RefusedError(broken("workbook-packing", way))


def _tidy_names(archive: zipfile.ZipFile) -> None:
    """Let members be found under the names that they should have."""
    for member in archive.infolist():
        archive.NameToInfo.setdefault(tidy_member(member.filename), member)


def _small_text(archive: zipfile.ZipFile, name: str) -> str:
    """Return a small member as text; nothing where there is none."""
    member = archive.NameToInfo.get(name)
    if member is None or member.file_size > SMALL_MEMBER:
        return ""
    return archive.read(member).decode("utf-8", "replace").strip()


def _scan_xlsx(archive: zipfile.ZipFile, parts: Parts) -> dict[str, SheetScan]:
    """Scan every sheet and read the other parts to their end, so that none is cut off."""
    styles = appearances(archive, parts)
    sheets = {entry.part.casefold(): entry.name for entry in sheet_entries(archive, parts)}
    scans: dict[str, SheetScan] = {}
    for member in archive.infolist():
        name = tidy_member(member.filename)
        sheet = sheets.get(name.casefold())
        if sheet is not None and not NO_CELLS.search(name):
            with archive.open(member) as part:
                scans[sheet] = scan_sheet(part, styles)
        elif name.casefold().endswith("sharedstrings.xml"):
            with archive.open(member) as part:
                check_part(part)
    return scans


# --- values by the first library -----------------------------------------------------------------


def _check_area(found: WorkbookScan) -> None:
    """Refuse a workbook of too many cells where all sheets are read whole at once."""
    if sum(scan.area.row * scan.area.column for scan in found.sheets) > LARGEST_AREA:
        raise RefusedError(limit("cells", LARGEST_AREA))


class NamedSheets(WorkbookFile):
    """A workbook whose values the first library gives."""

    def __init__(
        self, kind: str, content: bytes, scans: Mapping[str, SheetScan], *, from_1904: bool
    ) -> None:
        """Open the workbook by its content: then no suffix misleads the library."""
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError

        self.kind = kind
        self.from_1904 = from_1904
        self._scans = dict(scans)
        self._content = content
        self._second: SecondReader | None = None
        try:
            with panics_unsaid():
                self._values: CalamineWorkbook = CalamineWorkbook.from_filelike(BytesIO(content))
        except PasswordError as problem:
            raise RefusedError(Fault("password-protected", {})) from problem
        except (CalamineError, OSError, ValueError) as problem:
            raise RefusedError(broken("broken-workbook", str(problem))) from problem
        except BaseException as problem:
            raise _panic(problem) from problem

    def number(self, sheets: Sequence[SheetScan]) -> None:
        """Give the sheets their scans by their order."""
        named = self._values.sheets_metadata
        if len(named) == len(sheets):
            self._scans = {item.name: scan for item, scan in zip(named, sheets, strict=True)}

    def entries(self) -> list[SheetEntry]:
        """Return the sheets that hold cells."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return [
            SheetEntry(item.name, "", item.visible != SheetVisibleEnum.Visible)
            for item in self._values.sheets_metadata
            if item.typ == SheetTypeEnum.WorkSheet
        ]

    def rows(self, name: str) -> Iterator[Row]:
        """Return the rows of a sheet."""
        area = self.scan(name).area
        if area.row * area.column > LARGEST_AREA:
            raise RefusedError(limit("cells", LARGEST_AREA))
        try:
            return _numbered(self._sheet(name))
        except RefusedError as refused:
            if self.kind != "xlsx":
                raise
            self._second = self._second or second_reader(self._content, self._scans, refused)
            rows = iter(self._second.rows(name))
            first = next(rows, None)
            if first is None:
                # What only one library opens, and finds nothing in, is damaged and not empty.
                raise
            self.refused_by = self._second.refused_by
            return chain([first], rows)

    def _sheet(self, name: str) -> CalamineSheet:
        """Return the values of one sheet."""
        from python_calamine import CalamineError

        try:
            with panics_unsaid():
                return self._values.get_sheet_by_name(name)
        except (CalamineError, ValueError) as problem:
            raise RefusedError(broken("broken-workbook", str(problem))) from problem
        except BaseException as problem:
            raise _panic(problem) from problem

    def scan(self, name: str) -> SheetScan:
        """Return what the raw parts say of a sheet."""
        return self._scans.get(name) or SheetScan()


class RetoldSheets(NamedSheets):
    """An old workbook whose texts the first library reads in a code page that stands in."""

    def __init__(self, content: bytes, codec: str, *, from_1904: bool) -> None:
        """Open the workbook; `codec` is the code page in which its texts are."""
        super().__init__("xls", content, {}, from_1904=from_1904)
        self._codec = codec

    def entries(self) -> list[SheetEntry]:
        """Return the sheets that hold cells, by their true names."""
        return [entry._replace(name=retold(entry.name, self._codec)) for entry in super().entries()]

    def rows(self, name: str) -> Iterator[Row]:
        """Return the rows of a sheet, texts in their own code page."""
        read = super().rows(self._read_as(name))
        return ((number, list(map(self._retold, cells))) for number, cells in read)

    def scan(self, name: str) -> SheetScan:
        """Return what the raw parts say of a sheet."""
        return super().scan(self._read_as(name))

    def _read_as(self, name: str) -> str:
        """Return what the library calls a sheet."""
        called = (entry.name for entry in super().entries())
        return next((one for one in called if retold(one, self._codec) == name), name)

    def _retold(self, cell: Any) -> Any:
        """Return a cell with its text in its own code page."""
        return retold(cell, self._codec) if isinstance(cell, str) else cell


def _numbered(sheet: CalamineSheet) -> Iterator[Row]:
    """Yield the rows of a sheet; the library leaves out empty columns on the left, not rows."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells: list[Any] = [*left, *values] if left else values
        if timedelta in map(type, cells):
            cells = [_duration(cell) if type(cell) is timedelta else cell for cell in cells]
        yield number, cells


def _duration(span: timedelta) -> str:
    """Return a length of time as a spreadsheet shows it: hours and minutes, however many."""
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    return f"{hours:02d}:{minutes:02d}"


@contextmanager
def panics_unsaid() -> Iterator[None]:
    """Keep off standard error what the library itself prints of a panic; we tell it in our words.

    Where other threads run, which may print there, nothing is kept off.
    """
    if threading.active_count() > 1:
        yield
        return
    try:
        kept = os.dup(STANDARD_ERROR)
    except OSError:
        # It was closed.
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, STANDARD_ERROR)
        os.close(kept)


def _panic(problem: BaseException) -> BaseException:
    """Return a refusal for a panic of the library, which is no Exception; else the problem."""
    if type(problem).__name__ == "PanicException":
        return RefusedError(broken("broken-workbook", str(problem)))
    return problem


# --- values by the second library ----------------------------------------------------------------


def second_reader(
    content: bytes, scans: Mapping[str, SheetScan], first: RefusedError
) -> SecondReader:
    """Open a workbook that the first library refused with the second one, if it is there.

    Raises:
        RefusedError: if it is not there, or refuses the workbook as well.
    """
    try:
        return SecondReader(content, scans, str(first.fault.params.get("seen", "")))
    except ImportError:
        raise first from None


class SecondReader(WorkbookFile):
    """A workbook whose values the second library gives, since the first one refused it."""

    def __init__(self, content: bytes, scans: Mapping[str, SheetScan], reason: str) -> None:
        """Open the workbook for reading only, cell by cell."""
        import warnings

        from openpyxl import load_workbook

        self.refused_by = reason
        self._scans = scans
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                self._values: SecondWorkbook = load_workbook(
                    BytesIO(content), read_only=True, data_only=True, keep_links=False
                )
            except Exception as problem:
                raise RefusedError(broken("broken-workbook", reason)) from problem

    def entries(self) -> list[SheetEntry]:
        """Return the sheets that hold cells."""
        return [
            SheetEntry(sheet.title, "", sheet.sheet_state != "visible")
            for sheet in self._values.worksheets
        ]

    def rows(self, name: str) -> Iterator[Row]:
        """Return the rows of a sheet."""
        area = self.scan(name).area
        if area.row * area.column > LARGEST_AREA:
            raise RefusedError(limit("cells", LARGEST_AREA))
        if not self.scan(name).in_order:
            # This library passes over rows that stand below a later one.
            raise RefusedError(broken("broken-workbook", self.refused_by))
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return iter(self._read(name, area.row))

    def _read(self, name: str, last: int) -> list[Row]:
        """Read a sheet to the last row that the scan found, if it found any."""
        rows: list[Row] = []
        size = 0
        try:
            sheet = self._values[name]
            # What the sheet itself says of its size may be wrong.
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                size += len(cells)
                if size > LARGEST_AREA or (last and number > last):
                    break
                rows.append((number, [_plain(cell) for cell in cells]))
        except Exception as problem:
            raise RefusedError(broken("broken-workbook", str(problem))) from problem
        if size > LARGEST_AREA:
            raise RefusedError(limit("cells", LARGEST_AREA))
        return rows

    def scan(self, name: str) -> SheetScan:
        """Return what the raw parts say of a sheet."""
        return self._scans.get(name) or SheetScan()


def _plain(cell: Any) -> Any:
    """Return a value of the second library as the first one gives it."""
    if cell is None:
        return ""
    return _duration(cell) if isinstance(cell, timedelta) else cell


# --- old workbooks -------------------------------------------------------------------------------


def _open_container(content: bytes) -> WorkbookFile:
    """Open an old workbook, or say what else the container holds."""
    try:
        container = Compound(content)
    except DamagedError as problem:
        raise RefusedError(_of_damaged(content, str(problem))) from problem
    kind = kind_of_container(container)
    if kind == "locked":
        raise RefusedError(Fault("password-protected", {}))
    if kind != "xls":
        raise RefusedError(Fault("unknown-format", {"seen": kind}))
    found = scan_xls(workbook_stream(container))
    if found.locked:
        raise RefusedError(Fault("password-protected", {}))
    _check_area(found)
    try:
        content, codec = mended_container(content, container, found)
    except UnknownCodePageError as problem:
        raise RefusedError(broken("unknown-code-page", str(problem))) from problem
    except (DamagedError, KeyError) as problem:
        raise RefusedError(broken("broken-workbook", str(problem))) from problem
    if codec:
        book: NamedSheets = RetoldSheets(content, codec, from_1904=found.from_1904)
    else:
        book = NamedSheets("xls", content, {}, from_1904=found.from_1904)
    book.number(found.sheets)
    return book


def _of_damaged(content: bytes, seen: str) -> Fault:
    """Return the fault of a container whose directory cannot be read, by what stands in it."""
    if LOCKED_INSIDE in content:
        return Fault("password-protected", {})
    if WORD_INSIDE in content and EXCEL_INSIDE not in content:
        return Fault("unknown-format", {"seen": "word"})
    return broken("broken-workbook", seen)


# --- OpenDocument --------------------------------------------------------------------------------


def _open_ods(archive: zipfile.ZipFile, content: bytes) -> WorkbookFile:
    """Open an OpenDocument spreadsheet: it is read by our own reader first."""
    manifest = _small_text(archive, MANIFEST).encode()
    if any(sign in manifest for sign in ENCRYPTED):
        raise RefusedError(Fault("password-protected", {}))
    try:
        return OpenDocument(read_spreadsheet(archive, LARGEST_AREA))
    except DocumentTypeError:
        raise
    except XmlRefusedError as problem:
        book = NamedSheets("ods", content, {}, from_1904=False)
        book.refused_by = str(problem)
        return book


class OpenDocument(WorkbookFile):
    """An OpenDocument spreadsheet."""

    kind = "ods"

    def __init__(self, document: Spreadsheet) -> None:
        """Know the tables by name."""
        self.from_1904 = document.from_1904
        self._sheets = {sheet.name: sheet for sheet in document.sheets}

    def entries(self) -> list[SheetEntry]:
        """Return the tables in their order."""
        return [SheetEntry(sheet.name, "", sheet.hidden) for sheet in self._sheets.values()]

    def rows(self, name: str) -> Iterator[Row]:
        """Return the rows of a table."""
        sheet = self._sheets[name]
        if sheet.cells > LARGEST_AREA:
            raise RefusedError(limit("cells", LARGEST_AREA))
        return sheet.numbered()

    def scan(self, name: str) -> SheetScan:
        """Return what the pass over the table found."""
        return self._sheets[name].scan
