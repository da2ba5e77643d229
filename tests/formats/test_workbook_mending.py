"""Intact workbooks that a library for values refuses are read, and not called damaged."""

import io
import os
import re
import struct
import threading
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import exchangespec as xs
from binary_workbook import saved as saved_binary
from exchangespec.formats.cells import Unreadable
from exchangespec.formats.compound import Compound, DamagedError
from exchangespec.formats.format import Limits, Source
from exchangespec.formats.sheet_scan import Area, area
from exchangespec.formats.workbook_file import RefusedError, open_workbook, panics_unsaid
from exchangespec.formats.workbook_reading import rows_as_shown
from exchangespec.formats.xlsb_scan import as_fraction
from old_workbook import OLD, UNICODE, Look, Number, stream_of
from old_workbook import saved as saved_old

ABOUT = [["field", "value"], ["exchangespec", "1.0"], ["prefix", "ex"], ["language", "en"]]
CITIES = [["id", "name", "country"], ["ex:a", "A", "FI"], ["ex:b", "B", "FI"]]
WORKSHEET = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
MACROS = b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"


def book() -> openpyxl.Workbook:
    """A workbook with cities, and a third sheet."""
    made = openpyxl.Workbook()
    for name, rows in (("Cities", CITIES), ("About", ABOUT), ("Macro1", [["=HALT()"]])):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del made["Sheet"]
    return made


def changed(content: bytes, path: Path, change) -> Path:  # type: ignore[no-untyped-def]
    """Write an archive with its parts renamed and changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return path


def plain(made: openpyxl.Workbook) -> bytes:
    """A workbook as bytes."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["xlsm", "xlsb"])
def test_a_sheet_of_macros_is_passed_over(tmp_path: Path, kind: str):
    """Its workbook is read to its end."""
    ending = "bin" if kind == "xlsb" else "xml"
    sheet, macros = f"worksheets/sheet3.{ending}", f"macrosheets/sheet1.{ending}"

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith(f"workbook.{ending}.rels"):
            content = re.sub(
                rb"<Relationship [^>]*sheet3[^>]*>",
                lambda found: found[0].replace(WORKSHEET, MACROS),
                content,
            )
        if not name.endswith(ending) or name.startswith("["):
            content = content.replace(sheet.encode(), macros.encode())
        return name.replace(sheet, macros), content

    content = saved_binary(book()) if kind == "xlsb" else plain(book())
    path = changed(content, tmp_path / f"macros.{kind}", change)
    opened = open_workbook(Source(path.name, path=path), Limits())
    assert [entry.name for entry in opened.entries()] == ["Cities", "About"]
    report = xs.validate(path)
    assert report.inputs[0].records == {"City": 2}
    assert report.inputs[0].complete
    assert not {"unreadable-file", "second-reader"} & {one.slug for one in report}


@pytest.mark.parametrize(("folder", "prefix"), [("book/", ""), ("xl/", "p:"), ("", "p:")])
def test_a_binary_workbook_is_read_wherever_it_has_its_parts(
    tmp_path: Path, folder: str, prefix: str
):
    """And however its relations are written."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith((".rels", ".xml")):
            content = content.replace(b'"xl/', b'"%s' % folder.encode())
            content = content.replace(b'"/xl/', b'"/%s' % folder.encode())
        if name.endswith("workbook.bin.rels") and prefix:
            for tag in (b"Relationships", b"Relationship"):
                content = re.sub(rb"<(/?)%s\b" % tag, rb"<\1p:%s" % tag, content)
            content = content.replace(b"xmlns=", b"xmlns:p=")
        return name.replace("xl/", folder), content

    path = changed(saved_binary(book()), tmp_path / "cities.xlsb", change)
    opened = open_workbook(Source(path.name, path=path), Limits())
    assert [entry.name for entry in opened.entries()] == ["Cities", "About", "Macro1"]
    assert [cells for _, cells in opened.rows("Cities")] == CITIES
    assert xs.validate(path).inputs[0].records == {"City": 2}


@pytest.mark.parametrize(
    ("merged", "cells"), [("D:D", "D1:D1048576"), ("D:E", "D1:E1048576"), ("9:9", "A9:XFD9")]
)
def test_merged_columns_and_rows_are_areas(tmp_path: Path, merged: str, cells: str):
    """Programs name them by letters or numbers alone."""
    addition = f'</sheetData><mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>'

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith("sheet1.xml"):
            content = content.replace(b"</sheetData>", addition.encode())
        return name, content

    path = changed(plain(book()), tmp_path / "merged.xlsx", change)
    report = xs.validate(path)
    assert report.inputs[0].records == {"City": 2}
    assert {"unreadable-file", "second-reader"}.isdisjoint(one.slug for one in report)
    [said] = [one for one in report if one.slug == "merged-cells"]
    assert said.params["range"] == cells


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (b't="s"><v>1 </v>', "name"),
        (b't="s"><v>\n1\n</v>', "name"),
        (b"><v> 5 </v>", 5),
        (b't="n"><v>5 </v>', 5),
        (b't="str"><v>5 </v>', "5 "),
        (b't="e"><v>#SPILL!</v>', Unreadable("spreadsheet-error-value", "#SPILL!")),
        (b't="e"><v>#REF!</v>', Unreadable("spreadsheet-error-value", "#REF!")),
    ],
)
def test_values_are_read_however_they_are_written(stored: bytes, read: object):
    """Blanks around the number of a text do not make it another; new errors are errors."""
    stream, made = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(stream) as written:
        sheet = written.add_worksheet("Cities")
        for number, cells in enumerate(CITIES):
            sheet.write_row(number, 0, cells)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part, times = re.subn(rb'(<c r="B3"[^>]*?) t=.*?</v>', rb"\1 " + stored, part)
                assert times == 1
            new.writestr(name, part)
    opened = open_workbook(Source("a.xlsx", content=made.getvalue()), Limits())
    rows = [cells for _, cells in rows_as_shown(opened, "Cities")]
    assert rows == [CITIES[0], CITIES[1], ["ex:b", read, "FI"]]
    assert not opened.refused_by


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'sheetId="1" state="visible"', b'sheetId="1" state="show"'),
        (b"</sheets>", b'<sheet name="Module" sheetId="9" r:id=""/></sheets>'),
    ],
)
def test_a_list_of_sheets_may_be_odd(tmp_path: Path, before: bytes, after: bytes):
    """A state that nobody knows is no reason to hide a sheet, and a module is none."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith("xl/workbook.xml"):
            assert before in content
            space = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            content = content.replace(before, after)
            content = content.replace(b"<workbook ", b'<workbook xmlns:r="%s" ' % space, 1)
        return name, content

    path = changed(plain(book()), tmp_path / "a.xlsx", change)
    opened = open_workbook(Source(path.name, path=path), Limits())
    assert [(one.name, one.hidden) for one in opened.entries()] == [
        ("Cities", False),
        ("About", False),
        ("Macro1", False),
    ]
    report = xs.validate(path)
    assert report.inputs[0].records == {"City": 2}
    assert {"unreadable-file", "second-reader"}.isdisjoint(one.slug for one in report)


def test_whole_columns_and_rows_have_corners():
    """As many as a sheet has."""
    assert area("B:C") == Area(1, 2, 1_048_576, 3)
    assert area("$2:$3") == Area(2, 1, 3, 16_384)
    with pytest.raises(ValueError, match="D"):
        area("D")


GREEK, POLISH = "\u0391\u03b8\u03ae\u03bd\u03b1", "\u0141\u00f3d\u017a"


@pytest.mark.parametrize(
    ("code_page", "codec", "name"),
    [
        (10006, "mac_greek", GREEK),
        (10029, "mac_latin2", POLISH),
        (10081, "mac_turkish", "\u0130zmir"),
        (32768, "mac_roman", "Li\u00e8ge"),
        (852, "cp852", POLISH),
        (10000, "mac_roman", "Li\u00e8ge"),
        (1253, "cp1253", GREEK),
    ],
)
@pytest.mark.parametrize("version", [OLD, UNICODE])
def test_old_code_pages_are_read(
    tmp_path: Path, code_page: int, codec: str, name: str, version: int
):
    """Those of old Macs and of DOS among them; in newer workbooks they mean nothing."""
    sheets = {"Cities": [CITIES[0], ["ex:a", name, "FI"]], "About": ABOUT, name: [["x"]]}
    path = tmp_path / "old.xls"
    path.write_bytes(saved_old(sheets, code_page=code_page, codec=codec, version=version))
    opened = open_workbook(Source(path.name, path=path), Limits())
    assert [entry.name for entry in opened.entries()] == list(sheets)
    assert [cells for _, cells in opened.rows("Cities")][1] == ["ex:a", name, "FI"]
    assert [cells for _, cells in opened.rows(name)] == [["x"]]
    assert opened.scan("Cities").area == (2, 3)
    assert xs.validate(path).inputs[0].records == {"City": 1}


def test_a_code_page_that_nobody_knows_is_named(tmp_path: Path):
    """The workbook is not damaged, and opening and saving it helps."""
    path = tmp_path / "old.xls"
    path.write_bytes(saved_old({"Cities": CITIES}, code_page=20_000, codec="ascii"))
    [said] = [one for one in xs.validate(path) if one.slug == "unreadable-file"]
    assert said.message.startswith(
        "The workbook is whole, but old: its texts are in code page 20000"
    )
    unicode = saved_old({"Cities": CITIES}, code_page=20_000, codec="ascii", version=UNICODE)
    path.write_bytes(unicode)
    assert xs.validate(path).inputs[0].records == {"City": 2}


def test_a_byte_of_a_stream_is_found_in_the_file():
    """Also where the stream is kept in small sectors, or is not that long."""
    content = saved_old({"Cities": CITIES}, code_page=10_006, codec="ascii")
    container = Compound(content)
    stream = container.stream("book")
    for at in (0, 13, 511, 512, 4_000):
        assert content[container.places("book").of(at)] == stream[at]
    with pytest.raises(DamagedError):
        container.places("book").of(1 << 20)
    with pytest.raises(KeyError):
        container.places("workbook")


@pytest.mark.parametrize(
    ("number", "code", "read"),
    [
        (50, "0.0", 14.4),
        (52, "#,##0.00_);-#,##0.00", 21_333.5),
        (22, '"day" 0', 22_222.0),
        (59, "mmm d, yyyy", date(2009, 1, 1)),
        (60, "[h]:mm", "36:00"),
        (164, "[Red][<-25]General;[Blue]General", 50.0),
        (165, "dd/mm/yyyy", date(2009, 1, 1)),
    ],
)
@pytest.mark.parametrize("version", [OLD, UNICODE])
def test_a_number_format_is_what_its_code_says(number: int, code: str, read: object, version: int):
    """Whatever its number stands for elsewhere: amounts are no dates."""
    stored = {date(2009, 1, 1): 39_814.0, "36:00": 1.5}.get(read, read)  # type: ignore[call-overload]
    content = saved_old(
        {"Cities": [["amount"], [Number(stored, 1)]]},
        code_page=1252,
        codec="cp1252",
        version=version,
        look=Look({number: code}),
    )
    opened = open_workbook(Source("a.xls", content=content), Limits())
    assert [cells for _, cells in opened.rows("Cities")] == [["amount"], [read]]


@pytest.mark.parametrize("kind", [0x06, 0x206, 0x406])
def test_a_formula_is_read_whatever_version_its_record_is_of(kind: int):
    """Some programs write older ones into new workbooks."""
    rows = [["a", "b"], [Number(3, kind=kind), Number(2, kind=kind)], [Number(1), "x"]]
    content = saved_old({"Cities": rows}, code_page=1200, codec="", version=UNICODE)
    opened = open_workbook(Source("a.xls", content=content), Limits())
    assert [cells for _, cells in opened.rows("Cities")] == [["a", "b"], [3, 2], [1, "x"]]
    assert opened.scan("Cities").area == (3, 2)


def test_an_embedded_workbook_is_not_taken_for_the_one_around_it():
    """Though it comes first and has the newer name."""
    inside = stream_of({"Inside": [["x"]]}, code_page=1200, codec="", version=UNICODE)
    for version in (OLD, UNICODE):
        content = saved_old(
            {"Cities": CITIES},
            code_page=1252,
            codec="cp1252",
            version=version,
            look=Look(embedded=inside),
        )
        opened = open_workbook(Source("a.xls", content=content), Limits())
        assert [entry.name for entry in opened.entries()] == ["Cities"]
        assert [cells for _, cells in opened.rows("Cities")] == CITIES


def test_without_a_code_page_the_font_tells_the_letters():
    """As programs do that leave it out."""
    name = "\u0412\u0430\u0440\u043d\u0430"
    content = saved_old({name: [[name]]}, code_page=None, codec="cp1251", look=Look(characters=204))
    opened = open_workbook(Source("a.xls", content=content), Limits())
    assert [entry.name for entry in opened.entries()] == [name]
    assert [cells for _, cells in opened.rows(name)] == [[name]]
    western = saved_old({"Li\u00e8ge": CITIES}, code_page=None, codec="cp1252")
    opened = open_workbook(Source("a.xls", content=western), Limits())
    assert [entry.name for entry in opened.entries()] == ["Li\u00e8ge"]


def test_a_version_that_never_was_is_the_old_one():
    """Charts that were saved by themselves name it."""
    content = saved_old(
        {"Cities": CITIES}, code_page=1252, codec="cp1252", look=Look(names_version=0x580)
    )
    opened = open_workbook(Source("a.xls", content=content), Limits())
    assert [cells for _, cells in opened.rows("Cities")] == CITIES


@pytest.mark.parametrize("part", ["sheet1.xml", "Sheet1.xml"])
def test_whole_columns_are_read_however_their_part_is_spelt(tmp_path: Path, part: str):
    """Letters and capitals are one in the names of parts."""
    made = openpyxl.Workbook()
    made.active.title = "Cities"
    for row in CITIES:
        made.active.append(row)
    made.active.merge_cells("F1:F2")

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith("worksheets/sheet1.xml"):
            assert b'ref="F1:F2"' in content
            content = content.replace(b'ref="F1:F2"', b'ref="F:F"')
        return name.replace("worksheets/sheet1.xml", f"worksheets/{part}"), content

    report = xs.validate(changed(plain(made), tmp_path / "cities.xlsx", change))
    assert report.inputs[0].records == {"City": 2}
    assert not any(one.slug == "unreadable-file" for one in report)


def test_a_panic_of_the_library_is_told_in_our_words_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    """What it prints by itself names its own files and is of no use to anybody."""
    path = tmp_path / "old.xls"
    # A text that goes on in a record that is empty.
    texts = [(0xFC, struct.pack("<IIHB", 1, 1, 3, 1) + b"a\0"), (0x3C, b"")]
    content = saved_old(
        {"Cities": CITIES}, code_page=1200, codec="", version=UNICODE, look=Look(more=texts)
    )
    path.write_bytes(content)
    with pytest.raises(RefusedError, match="unreadable-file"):
        open_workbook(Source(path.name, path=path), Limits())
    assert capfd.readouterr() == ("", "")
    os.write(2, b"still there")
    assert capfd.readouterr().err == "still there"
    waiting = threading.Event()
    other = threading.Thread(target=waiting.wait)
    other.start()
    with panics_unsaid():
        os.write(2, b"said by another")
    waiting.set()
    other.join()
    assert capfd.readouterr().err == "said by another"


def test_a_workbook_is_read_without_standard_error(monkeypatch: pytest.MonkeyPatch):
    """As in a service that closed it."""

    def closed(number: int) -> int:
        raise OSError(number)

    monkeypatch.setattr(os, "dup", closed)
    content = saved_old({"Cities": CITIES}, code_page=1252, codec="cp1252")
    opened = open_workbook(Source("a.xls", content=content), Limits())
    assert [cells for _, cells in opened.rows("Cities")] == CITIES


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "dd/mm/yy;@", "mm-dd-yy"])
@pytest.mark.parametrize("folder", ["xl/", "book/"])
def test_whole_days_of_a_binary_workbook_are_days(tmp_path: Path, code: str, folder: str):
    """Excel stores them as short whole numbers; numbers that are no days stay such."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Visits"
    days = [date(2024, 2, 29), date(1900, 3, 1), datetime(2024, 2, 29, 12), date(2999, 12, 31)]
    for day in days:
        sheet.append([day, 45_351])
        sheet.cell(sheet.max_row, 1).number_format = code

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith((".rels", ".xml")):
            content = content.replace(b'"xl/', b'"%s' % folder.encode())
        return name.replace("xl/", folder), content

    path = changed(saved_binary(made), tmp_path / "visits.xlsb", change)
    opened = open_workbook(Source(path.name, path=path), Limits())
    assert [cells for _, cells in rows_as_shown(opened, "Visits")] == [
        [one, 45_351] for one in days
    ]


def test_a_number_without_room_for_a_fraction_stays_as_it_is():
    """It is far beyond all days."""
    near, far = (struct.pack("<i", one << 2 | 2) for one in (1 << 18, (1 << 20) + 1))
    assert as_fraction(near) != near
    assert as_fraction(far) == far
