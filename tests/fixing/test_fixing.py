"""What is safe is repaired where it stands, and every other byte of the file stays."""

import gzip
import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import exchangespec as xs
from exchangespec.fixing import NotFixableError, fix, fixed_name, preview
from exchangespec.fixing.table_cells import CellRepair
from exchangespec.fixing.text_tables import cell_spans, unquoted
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.intake import TakeOptions
from exchangespec.location import Location
from exchangespec.rules.world import HEADER, RECORDS

ABOUT = {"prefix": "ex", "language": "en"}
OPTIONS = TakeOptions(read=ReadOptions(about=ABOUT))
SLOPPY = {
    "id": "ex:vis-9",
    "kind": "Study visit",
    "visitors": "ex:capaci",
    "hosts": "ex:mechelen; ex:brugge",
    "start": "16.10.2017",
    "end": " 2017-10-17",
    "format": "In Person",
    "languages": "ENG; NL",
    "name": "  Caf\u00e9 visit",
    "attendance": "more than 20",
}


def folder_of(tmp_path: Path) -> Path:
    """A new folder for what is made on the way."""
    folder = tmp_path / f"made{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    return folder


def repaired(path: Path, tmp_path: Path, options: TakeOptions = OPTIONS) -> tuple[Any, bytes]:
    """A file after its repairs, with what was done."""
    fixed = fix(Source(path.name, path=path), options, folder_of(tmp_path))
    return fixed, (fixed.path or path).read_bytes() if path.is_file() else b""


def csv_text(rows: list[list[str]], delimiter: str, end: str) -> str:
    """Rows as a person's program writes them."""
    return "".join(f"{delimiter.join(row)}{end}" for row in rows)


# --- CSV -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_csv_keeps_its_encoding_delimiter_and_line_ends(
    encoding: str, delimiter: str, end: str, tmp_path: Path
):
    """Only the cells that are repaired differ."""
    names = list(SLOPPY)
    cells = [
        f'"{value}"' if delimiter in value or name == "kind" else value
        for name, value in SLOPPY.items()
    ]
    remark = '"Said ""yes""\ntwice"'
    rows = [
        [*names, "x_remark"],
        [*cells, remark],
        ["ex:vis-8", "study_visit", *[""] * 8, "caf\u00e9"],
    ]
    path = tmp_path / "visits.csv"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path.write_bytes(mark + csv_text(rows, delimiter, end).encode(encoding))
    fixed, content = repaired(path, tmp_path)
    assert content.startswith(path.read_bytes()[:2])
    text = content.removeprefix(mark).decode(encoding)
    assert text.endswith(end)
    assert text.count("\r") == text.count(end) * end.count("\r")
    head, body = text.split(end, 1)
    assert head == delimiter.join(rows[0])
    lines = csv_text(rows[1:], delimiter, end)
    wanted = lines
    for was, now in {
        '"Study visit"': '"study_visit"',
        "16.10.2017": "2017-10-16",
        " 2017-10-17": "2017-10-17",
        "In Person": "in_person",
        "ENG": "en",
        "NL": "nl",
        "  Caf\u00e9 visit": "Caf\u00e9 visit",
        "more than 20": ">20",
    }.items():
        assert was in wanted
        wanted = wanted.replace(was, now)
    assert body == wanted
    assert not [one for one in fixed.after if one.fix is not None and one.fix.safe]


def test_items_of_a_list_change_one_by_one():
    """Separators and the other items stay, names of records among them."""
    cell = CellRepair(Location(file="a"), 0)
    cell.faults = [object(), object()]  # type: ignore[list-item]
    cell.items = {0: ("ENG", "en"), 2: ("Dutch", "nl")}
    assert cell.new(" ENG ;fr;  Dutch\nxx;") == " en ;fr;  nl\nxx;"
    assert cell.new("fr; ENG; Dutch") is None
    cell.whole = "en;fr"
    assert cell.new("fr; ENG; Dutch") == "en;fr"


@given(
    cells=st.lists(st.text(alphabet='ab",; \n', max_size=6), min_size=1, max_size=5),
    delimiter=st.sampled_from([",", ";"]),
)
def test_cells_of_a_row_are_where_they_are_written(cells: list[str], delimiter: str):
    """Taking a row apart and putting it together gives the row."""
    written = [
        '"{}"'.format(cell.replace('"', '""')) if set(cell) & {delimiter, '"', "\n"} else cell
        for cell in cells
    ]
    text = delimiter.join(written)
    spans = list(cell_spans(text, delimiter))
    assert [text[start:end] for start, end in spans] == written
    assert [unquoted(text[start:end]) for start, end in spans] == cells


def test_a_row_with_broken_quotes_is_left(tmp_path: Path):
    """What cannot be told apart for sure is not changed."""
    path = tmp_path / "visits.csv"
    path.write_text('id,kind,name\nex:v1,Study visit,"the "old town\nex:v2,Study visit,b\n')
    fixed, content = repaired(path, tmp_path)
    assert b'ex:v1,Study visit,"the "old town\nex:v2,study_visit,b\n' in content
    assert [one for one in fixed.after if one.slug == "value-normalised"]


def test_folders_and_zips_keep_their_other_files(tmp_path: Path):
    """Pictures and notes beside the tables are copied as they are."""
    files = {
        "about.csv": "field,value\nexchangespec,1.0\nprefix,ex\nlanguage,EN\n",
        "visits.csv": "id,kind\nex:v1,Study visit\n",
        "photo.bin": "\x00\x01",
    }
    folder = tmp_path / "tables"
    folder.mkdir()
    archive = tmp_path / "tables.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for name, text in files.items():
            (folder / name).write_text(text, newline="")
            out.writestr(name, text)
    wanted = {**files, "visits.csv": "id,kind\nex:v1,study_visit\n"}
    made = fix(Source("tables", path=folder), TakeOptions(), folder_of(tmp_path)).path
    assert made is not None
    found = {one.name: one.read_text() for one in made.iterdir()}
    assert found.keys() == files.keys()
    assert found["visits.csv"] == wanted["visits.csv"]
    assert found["photo.bin"] == files["photo.bin"]
    _, content = repaired(archive, tmp_path)
    with zipfile.ZipFile(BytesIO(content)) as out:
        assert {name: out.read(name).decode() for name in out.namelist()} == found


# --- workbooks -----------------------------------------------------------------------------------


def sloppy_book(path: Path) -> None:
    """A workbook with a chart, formulas and sloppy cells of every kind."""
    with xlsxwriter.Workbook(path) as book:
        about = book.add_worksheet("About")
        for row, (name, value) in enumerate(
            {"exchangespec": "1.0", "prefix": "ex", "language": "English"}.items()
        ):
            about.write_row(row, 0, [name, value])
        visits = book.add_worksheet("Visits")
        visits.write_row(0, 0, list(SLOPPY))
        visits.write_row(1, 0, list(SLOPPY.values()))
        visits.write_row(2, 0, ["ex:vis-8"])
        visits.write_formula("B3", '="Study"&" visit"', None, "Study visit")
        visits.write_formula("L2", "=LEN(B2)", None, 11)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Visits!$L$2:$L$3"})
        visits.insert_chart("N2", chart)
        visits.write_comment("B2", "as they call it")
    # As most programs write it.
    made = parts(path.read_bytes())
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    with zipfile.ZipFile(path, "w") as out:
        for name, content in made.items():
            out.writestr(name, content)


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_workbook_keeps_every_part_but_the_repaired_cells(tmp_path: Path):
    """Charts, notes and shared texts stay byte for byte; formulas are calculated anew on opening."""
    path = tmp_path / "visits.xlsx"
    sloppy_book(path)
    fixed, content = repaired(path, tmp_path, TakeOptions())
    before, after = parts(path.read_bytes()), parts(content)
    changed = {name for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()
    assert changed == {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]
    book = openpyxl.load_workbook(BytesIO(content))
    row = {
        name.value: cell.value
        for name, cell in zip(book["Visits"][1], book["Visits"][2], strict=False)
    }
    assert row["kind"] == "study_visit"
    assert row["start"] == "2017-10-16"
    assert row["languages"] == "en; nl"
    assert row["hosts"] == SLOPPY["hosts"]
    assert row["attendance"] == ">20"
    assert book["About"]["B3"].value == "en"
    assert book["Visits"]["B3"].value == '="Study"&" visit"'
    # What a formula gives is not ours to change.
    assert [one.location.cell for one in fixed.after if one.fix and one.fix.safe] == ["B3"]
    places = {change.location.cell for change in fixed.changes if change.location.sheet == "Visits"}
    assert places == {"B2", "E2", "F2", "G2", "H2", "I2", "J2"}


@pytest.mark.libreoffice
def test_an_office_program_reads_the_repaired_workbook(tmp_path: Path):
    """It opens, and shows what was repaired."""
    from office import typed_into

    path = tmp_path / "visits.xlsx"
    sloppy_book(path)
    fixed, _ = repaired(path, tmp_path, TakeOptions())
    assert fixed.path is not None
    target, _ = typed_into(fixed.path, folder_of(tmp_path), {})
    values = openpyxl.load_workbook(BytesIO(target.read_bytes()), data_only=True)["Visits"]
    assert (values["B2"].value, values["L2"].value) == ("study_visit", 11)


# --- JSON ----------------------------------------------------------------------------------------


def sloppy_json() -> dict[str, Any]:
    """A package with slips that have one meaning each."""
    city = {
        "type": "City",
        "id": "ex:lyon",
        "name": {"dut": "\u039b\u03c5\u03ce\u03bd", "en": " Lyon "},
        "country": "France",
    }
    records = [one for one in RECORDS if one["id"] != "ex:lyon"]
    return {
        "@context": ["https://w3id.org/exchangespec/1.0/context.jsonld"],
        **HEADER,
        "records": [*records, city],
    }


def test_a_json_document_keeps_its_layout(tmp_path: Path):
    """Odd spacing, key order and escapes stay; values are repaired where they stand."""
    text = json.dumps(sloppy_json(), indent=3, ensure_ascii=True).replace(
        '"country": ', '"country"  :  '
    )
    path = tmp_path / "package.json"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    fixed, content = repaired(path, tmp_path, TakeOptions())
    before, after = path.read_bytes().split(b"\r\n"), content.split(b"\r\n")
    differ = [
        number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]
    ]
    assert b'"country"  :  "FR"' in content
    assert fixed.changes
    assert not [one for one in fixed.after if one.fix is not None and one.fix.safe]
    assert len(differ) < 12
    assert json.loads(content)["records"][-1]["name"] == {
        "nl": "\u039b\u03c5\u03ce\u03bd",
        "en": "Lyon",
    }


@pytest.mark.parametrize("suffix", [".ndjson", ".ndjson.gz"])
def test_ndjson_keeps_all_other_lines(suffix: str, tmp_path: Path):
    """Only lines with a repair differ, compressed or not."""
    package = sloppy_json()
    lines = [
        json.dumps(HEADER),
        *(json.dumps(one, separators=(" ,", ": ")) for one in package["records"]),
    ]
    content = ("\n".join(lines) + "\n").encode()
    path = tmp_path / f"package{suffix}"
    path.write_bytes(gzip.compress(content) if suffix.endswith(".gz") else content)
    _, made = repaired(path, tmp_path, TakeOptions())
    plain = gzip.decompress(made) if suffix.endswith(".gz") else made
    assert plain.count(b"\n") == content.count(b"\n")
    assert plain.split(b"\n")[:-2] == content.split(b"\n")[:-2]
    assert b'"country": "FR"' in plain


def test_linked_data_are_repaired_and_written_again(tmp_path: Path):
    """A reference to a withdrawn record is followed also there."""
    package = xs.read(
        json.dumps(
            HEADER | {"@context": sloppy_json()["@context"], "records": list(RECORDS)}
        ).encode()
    )
    path = tmp_path / "package.ttl"
    package.write(path)
    path.write_text(path.read_text().replace("2024-05-01", " 2024-05-01 "))
    fixed = fix(Source(path.name, path=path), TakeOptions(), folder_of(tmp_path))
    assert fixed.after.counts["error"] <= fixed.before.counts["error"]


# --- what holds for all --------------------------------------------------------------------------

CODES = st.sampled_from(
    ["Study visit", "STUDY VISIT ", "study_visit", "bilateral visit", "nonsense"]
)
DATES = st.sampled_from(
    ["16.10.2017", "2017-10-16", "03/04/2022", "16 October 2017", "Oktober", "2017"]
)
LANGUAGES = st.lists(st.sampled_from(["ENG", "nl", "Dutch", "xx-yy-zz", "fr "]), max_size=4)
TEXTS = st.text(alphabet=" \u00a0\tabc\u00e9\u0301\"';,=", max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    row=st.tuples(CODES, DATES, LANGUAGES, TEXTS),
    separator=st.sampled_from([";", " ; ", "\n", ", ", "/"]),
)
def test_whatever_is_typed_repairing_twice_is_repairing_once(
    row: tuple[str, str, list[str], str], separator: str, tmp_path_factory: Any
):
    """In CSV and in workbooks: nothing safe is left, no finding is new, records read the same."""
    kind, start, languages, title = row
    tmp_path = tmp_path_factory.mktemp("typed")
    cells = ["v1", kind, start, separator.join(languages), title]
    names = ["id", "kind", "start", "languages", "name"]
    table, book = tmp_path / "visits.csv", tmp_path / "visits.xlsx"
    quoted = ['"{}"'.format(cell.replace('"', '""')) for cell in cells]
    table.write_text(",".join(names) + "\n" + ",".join(quoted) + "\n", newline="", encoding="utf-8")
    with xlsxwriter.Workbook(book, {"strings_to_formulas": False}) as made:
        sheet = made.add_worksheet("Visits")
        sheet.write_row(0, 0, names)
        sheet.write_row(1, 0, cells)
    for path in (table, book):
        fixed, _ = repaired(path, tmp_path)
        assert not [one for one in fixed.after if one.fix is not None and one.fix.safe]
        codes = [one.code for one in fixed.before]
        assert all(one.code in codes for one in fixed.after)
        assert len(fixed.after.findings) <= len(fixed.before.findings)
        if fixed.path is not None:
            again, _ = repaired(fixed.path, tmp_path)
            assert not again.changes
            assert values_of(path) == values_of(fixed.path)


def values_of(path: Path) -> list[Mapping[str, Any]]:
    """The records of a file as they are read."""
    from exchangespec.conversion import read_document

    return list(read_document(Source(path.name, path=path), OPTIONS).document.records)


def test_what_cannot_be_written_is_refused(tmp_path: Path):
    """Old workbooks are only read."""
    path = tmp_path / "visits.ods"
    book = tmp_path / "visits.xlsx"
    sloppy_book(book)
    import shutil
    import subprocess

    if shutil.which("soffice") is None:
        pytest.skip("needs the program soffice on the PATH")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "ods",
         "--outdir", str(tmp_path), str(book)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with pytest.raises(
        NotFixableError, match="nothing is written in the format ods; convert it first"
    ):
        fix(Source(path.name, path=path), TakeOptions(), folder_of(tmp_path))


@pytest.mark.parametrize(
    ("name", "fixed"),
    [
        ("visits.xlsx", "visits.fixed.xlsx"),
        ("a/b.csv", "a/b.fixed.csv"),
        ("p.ndjson.gz", "p.fixed.ndjson.gz"),
        ("t.csv.zip", "t.fixed.csv.zip"),
        ("visits.2023.xlsx", "visits.2023.fixed.xlsx"),
        ("folder", "folder.fixed"),
        ("v1.2.zip", "v1.2.fixed.zip"),
    ],
)
def test_the_copy_is_named_after_the_file(name: str, fixed: str):
    """`fixed` stands before the suffix."""
    assert fixed_name(Path(name)) == Path(fixed)


def test_a_preview_shows_cells_and_lines(tmp_path: Path):
    """Tables cell by cell, texts as a patch; what acts on a screen is spelt out."""
    path = tmp_path / "visits.csv"
    path.write_text("id,kind\nex:v1,Study visit\n")
    fixed, _ = repaired(path, tmp_path)
    lines = "".join(preview(fixed, "out.csv")).splitlines()
    assert lines == [
        "--- visits.csv",
        "+++ out.csv",
        "@@ line 2, column “kind” (EXS203 value-normalised) @@",
        "-Study visit",
        "+study_visit",
    ]
    document = tmp_path / "package.json"
    document.write_text(json.dumps(sloppy_json(), indent=1))
    fixed, _ = repaired(document, tmp_path, TakeOptions())
    text = "".join(preview(fixed, "out.json"))
    assert text.startswith("--- package.json\n+++ out.json\n@@ ")
    assert '-   "country": "France"\n' in text
    assert '+   "country": "FR"\n' in text


def test_python_repairs_beside_the_file(tmp_path: Path):
    """`xs.fix` names the copy, and replaces neither the file nor what is there already."""
    path = tmp_path / "visits.xlsx"
    sloppy_book(path)
    content = path.read_bytes()
    fixed = xs.fix(path)
    assert fixed.path == tmp_path / "visits.fixed.xlsx"
    assert fixed.path.is_file()
    with pytest.raises(FileExistsError):
        xs.fix(path)
    with pytest.raises(xs.InputOverwrittenError):
        xs.fix(path, path)
    with pytest.raises(TypeError):
        xs.fix(content)
    assert xs.fix(content, tmp_path / "other.xlsx").changes
    assert path.read_bytes() == content
    assert not xs.fix(fixed.path, tmp_path / "third.xlsx").changes
    assert not (tmp_path / "third.xlsx").exists()
