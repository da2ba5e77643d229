"""CSV as partners send it and as we write it: encodings, delimiters, quotes, folders, zips."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from exchangespec import spec
from exchangespec.conversion import in_order
from exchangespec.finding import Fault
from exchangespec.formats.csv_ import (
    FORMAT,
    FORMAT_TABLE,
    FORMAT_ZIP,
    FORMATS,
    CsvReading,
)
from exchangespec.formats.delimiters import find_layout
from exchangespec.formats.format import (
    Document,
    Limits,
    RawRecord,
    Reading,
    ReadOptions,
    Source,
    whole,
)
from exchangespec.spec.canonical import canonical
from generated import packages

ABOUT = {"prefix": "ex", "language": "en"}
VISITS = "id,kind,name\r\nv1,study_visit,One\r\n"


def read(
    content: bytes | str, name: str = "visits.csv", **options: Any
) -> tuple[Reading, list[RawRecord]]:
    """Read bytes that came under a name."""
    data = content.encode() if isinstance(content, str) else content
    reading = FORMAT.read(Source(name, content=data), ReadOptions(**{"about": ABOUT, **options}))
    return reading, list(reading.records())


def slugs(reading: Reading) -> list[str]:
    """Return what was said about the file."""
    return [one.fault.slug for one in reading.faults]


def only(reading: Reading) -> Fault:
    """Return the only fault about the file."""
    (found,) = reading.faults
    return found.fault


def document(header: dict[str, Any], records: list[dict[str, Any]]) -> Document:
    """Return a document of canonical values."""
    forms = spec.records()
    return Document(
        canonical(header, spec.header()),
        [canonical(record, forms[record["type"]].fields) for record in records],
    )


HEADER = {
    "exchangespec": "1.0", "id": "https://example.org/d", "title": {"nl": "Titel", "en": "Title"},
    "publisher": "ex:vvsg", "prefix": "ex", "prefixes": {"vvsg": "https://vvsg.example/"},
    "language": "nl", "version": "1", "modified": "2023-01-15", "personal_data": "none",
}  # fmt: skip
RECORDS = [
    {"type": "City", "id": "ex:a", "name": {"nl": "Mechelen; =1+1", "fr": "Malines"}, "country": "BE", "population": 86000},
    {"type": "Visit", "id": "ex:007", "kind": "study_visit", "hosts": ["ex:a", "ex:b"], "name": {"nl": 'Zij zei "nee"\nen ging'}, "note": "NA", "x_code": "0012"},
]  # fmt: skip


def write(entry: Any, folder: Path) -> Path:
    """Write the document of this test in one of the three forms."""
    target = folder / f"out{entry.suffixes[0]}" if entry.suffixes else folder / "out"
    for name, data in whole(entry.write(document(HEADER, RECORDS))):
        path = target / name if name else target
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(data)
    return target


@pytest.mark.parametrize("entry", [FORMAT, FORMAT_ZIP], ids=lambda entry: entry.name)
def test_a_package_reads_back_from_folder_and_zip(entry: Any, tmp_path: Path) -> None:
    """Quotes, line breaks, `NA`, `=`, leading zeros and languages survive."""
    target = write(entry, tmp_path)
    reading = entry.read(Source("out", path=target), ReadOptions())
    found = list(reading.records())
    assert reading.header is not None
    assert reading.header.values == canonical(HEADER, spec.header())
    assert [record.values for record in found] == RECORDS
    assert reading.faults == []
    assert all(not record.faults for record in found)


def test_the_bytes_are_the_agreed_ones(tmp_path: Path) -> None:
    """UTF-8 without mark, CRLF, machine names, columns in use only."""
    target = write(FORMAT, tmp_path)
    about = (target / "about.csv").read_bytes()
    assert about.startswith(b"field,value\r\nexchangespec,1.0\r\n")
    assert b"title,Titel\r\ntitle.en,Title\r\n" in about
    assert b"prefixes.vvsg,https://vvsg.example/\r\n" in about
    assert (target / "cities.csv").read_bytes() == (
        b"id,name,name.fr,country,population\r\nex:a,Mechelen; =1+1,Malines,BE,86000\r\n"
    )
    assert (target / "visits.csv").read_bytes() == (
        b'id,name,kind,hosts,note,x_code\r\nex:007,"Zij zei ""nee""\nen ging",study_visit,ex:a;ex:b,NA,0012\r\n'
    )


@pytest.mark.parametrize("entry", FORMATS, ids=lambda entry: entry.name)
def test_the_same_document_gives_the_same_bytes(entry: Any) -> None:
    """Nothing of the day or the machine gets into what is written."""
    one, two = (list(whole(entry.write(document(HEADER, RECORDS)))) for _ in range(2))
    assert one == two


def test_a_single_table_says_what_it_loses() -> None:
    """One type is kept; the header and the others are named as losses."""
    found = document(HEADER, [*RECORDS, {**RECORDS[0], "id": "ex:b"}])
    ((name, data),) = whole(FORMAT_TABLE.write(found))
    assert name == ""
    assert data.startswith(b"id,name,name.fr,country")
    losses = FORMAT_TABLE.losses(found)
    assert len(losses) == 2
    assert losses[1].words(found) == "ex:007: Visit, since a single CSV table holds one type"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(package=packages())
def test_generated_packages_survive_a_zip(
    package: tuple[dict[str, Any], list[dict[str, Any]]],
) -> None:
    """Any canonical package reads back equal, with nothing to say."""
    original = document(*package)
    ((_, data),) = whole(FORMAT_ZIP.write(original))
    reading = FORMAT_ZIP.read(Source("p.zip", content=data), ReadOptions())
    found = list(reading.records())
    assert reading.header is not None
    assert reading.header.values == original.header
    assert in_order(record.values for record in found) == list(original.records)
    assert [one.fault for one in reading.faults] == []
    assert [fault for record in found for fault in record.faults] == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    """Comma, semicolon, tab and bar are told by the first line."""
    _, found = read(VISITS.replace(",", delimiter))
    assert found[0].values["name"] == {"en": "One"}


def test_a_delimiter_inside_quotes_does_not_count() -> None:
    """Headings may hold the other signs; `sep=` is honoured and is no row."""
    assert find_layout(['"a,b,c,d";e\n']).delimiter == ";"
    assert find_layout(["id\n"]).delimiter == ","
    assert find_layout(["Visits of 2017\n", "id;kind\n"]).delimiter == ";"
    reading, found = read("sep=;\r\nid;kind;name\r\nv1;study_visit;a,b,c\r\n")
    assert found[0].values["name"] == {"en": "a,b,c"}
    place = found[0].origin.locate(found[0].position, "name", "en")
    assert (place.row, place.line, place.column) == (2, 3, "name")
    assert reading.faults == []


WORDS = "id,kind,name\nv1,study_visit,Νίκαια\nv2,study_visit,Łódź\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_recognised(encoding: str) -> None:
    """By its mark, by its NUL bytes, or because it decodes."""
    reading, found = read(WORDS.encode(encoding))
    assert [record.values["name"]["en"] for record in found] == ["Νίκαια", "Łódź"]
    assert slugs(reading) == ([] if "utf-8" in encoding else ["text-not-utf8"])


@pytest.mark.parametrize(
    ("language", "encoding", "word"),
    [("en", "windows-1252", "Besançon"), ("el", "windows-1253", "Νίκαια"), ("pl", "windows-1250", "Łódź"), ("bg", "windows-1251", "Русе"), ("lv", "windows-1257", "Rīga")],
)  # fmt: skip
def test_older_encodings_are_told_by_the_language(language: str, encoding: str, word: str) -> None:
    """The language of the package implies the code page; the choice is said with sample words."""
    content = f"id,kind,name\nv1,study_visit,{word}\n".encode(encoding)
    reading, found = read(content, about={"prefix": "ex", "language": language})
    assert found[0].values["name"] == {language: word}
    assert only(reading).slug == "text-not-utf8"
    assert only(reading).params == {"encoding": encoding, "words": [word]}
    assert reading.encoding == encoding


def test_the_language_in_about_csv_tells_the_code_page(tmp_path: Path) -> None:
    """The file About is read twice where its own text needs the code page it implies."""
    (tmp_path / "about.csv").write_bytes(
        "field;value\ntitle;Επίσκεψη\nlanguage;el\nprefix;ex\n".encode("cp1253")
    )
    (tmp_path / "visits.csv").write_bytes("id;kind;name\nv1;study_visit;Νίκαια\n".encode("cp1253"))
    reading = FORMAT.read(Source("p", path=tmp_path), ReadOptions())
    assert reading.header is not None
    assert reading.header.values["title"] == {"el": "Επίσκεψη"}
    assert next(iter(reading.records())).values["name"] == {"el": "Νίκαια"}
    assert slugs(reading) == ["text-not-utf8", "text-not-utf8"]


def test_the_encoding_told_is_taken() -> None:
    """Unless there is no such encoding, or a mark says otherwise."""
    content = "id,kind,name\nv1,study_visit,Łódź\n".encode("windows-1250")
    _, found = read(content, encoding="windows-1250")
    assert found[0].values["name"] == {"en": "Łódź"}
    _, found = read(WORDS, encoding="klingon")
    assert found[0].values["name"] == {"en": "Νίκαια"}


def test_any_bytes_are_survived() -> None:
    """Bytes that no encoding explains never end in an exception."""
    for content in (
        bytes(range(256)),
        b"\x81\x8d\x8f\x90\x9d",
        b"\x00" * 100,
        b"\xff\xfe\x00",
        b'"',
        b"\n\n\n",
    ):
        reading, found = read(content)
        assert found == [] or isinstance(found[0], RawRecord)
        assert isinstance(slugs(reading), list)


def test_rows_with_broken_quotes_are_read_and_named() -> None:
    """The row and line are told, every row is read, and the marks are part of the text."""
    reading, found = read('id,kind,name\nv1,study_visit,"a"b\nv2,study_visit,c\n')
    assert [record.values["name"]["en"] for record in found] == ['"a"b', "c"]
    assert only(reading).slug == "stray-quote"
    assert only(reading).params == {"value": '"a"b'}
    assert (reading.faults[0].location.line, reading.faults[0].location.row) == (2, 2)
    assert reading.complete
    reading, found = read('id,kind,name\nv1,study_visit,a\nv2,study_visit,"c\nv3,study_visit,d\n')
    assert [record.values["name"]["en"] for record in found] == ["a", '"c', "d"]
    assert only(reading).params == {"value": '"c'}
    assert reading.faults[0].location.line == 3


def test_huge_cells_are_refused() -> None:
    """Text longer than a workbook's cell is read; a row beyond the parser's limit is named."""
    _, found = read(f"id,kind,name\nv1,study_visit,{'x' * 131_072}\n")
    assert found[0].faults == []
    assert found[0].values["name"] == {"en": "x" * 131_072}
    reading, found = read(f"id,kind,name\nv1,study_visit,{'x' * 200_000}\nv2,study_visit,y\n")
    assert only(reading).slug == "limit-exceeded"
    assert [record.values["id"] for record in found] == ["ex:v2"]


def test_places_name_row_line_and_column() -> None:
    """Line breaks inside cells shift lines, not rows."""
    _, found = read('id,kind,name\nv1,study_visit,"a\nb"\nv2,study_visit,c\n', name="in/visits.csv")
    place = found[1].origin.locate(found[1].position, "kind", None)
    assert place.as_dict() == {
        "file": "in/visits.csv",
        "row": 3,
        "line": 4,
        "column": "kind",
        "field": "kind",
    }


def test_a_folder_is_read_in_the_order_of_the_types(tmp_path: Path) -> None:
    """Files are known by plural, sheet, type or headings; others are named."""
    for name, text in [
        ("Visits.csv", VISITS), ("agenda.csv", "id,name,kind\ns1,Opening,plenary\n"), ("city.txt", "id,name,country\na,Aa,BE\n"),
        ("table3.csv", "id,mentors,mentees\nm1,ex:a,ex:b\n"), ("budget.csv", "post,sum\ntravel,300\n"), ("notes.docx", "x"),
        ("csv-metadata.json", "{}"), (".hidden.csv", "x"), ("about.csv", "field,value\nprefix,ex\nlanguage,nl\n"),
    ]:  # fmt: skip
        (tmp_path / name).write_text(text)
    (tmp_path / "sub").mkdir()
    reading = FORMAT.read(Source("pack/", path=tmp_path), ReadOptions())
    found = list(reading.records())
    assert [record.values["type"] for record in found] == [
        "City",
        "Event",
        "Visit",
        "MentoringPair",
    ]
    assert [one.fault.params["table"] for one in reading.faults] == ["budget.csv", "notes.docx"]
    assert reading.faults[0].location.file == "pack/budget.csv"
    assert found[0].origin.locate(2, "name", "nl").file == "pack/city.txt"


def test_a_zip_names_its_members() -> None:
    """A folder inside the zip, and what a Mac puts there, do not matter."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("pack/visits.csv", VISITS)
        archive.writestr("__MACOSX/pack/._visits.csv", "x")
        archive.writestr("pack/about.csv", "field,value\nprefix,ex\nlanguage,en\n")
    reading, found = read(content.getvalue(), name="pack.zip", about={})
    place = found[0].origin.locate(2, "kind", None)
    assert (place.file, place.member, place.row) == ("pack.zip", "pack/visits.csv", 2)
    assert reading.faults == []


def test_a_lone_table_is_known_by_name_or_headings() -> None:
    """Without a header there is one remark, and ids are taken as they are."""
    for name in ("visits.csv", "Visits_2017 (final).csv", "<stdin>", "table.csv"):
        reading, found = read(
            "id,kind,visitors,hosts\nv1,study_visit,ex:a,ex:b\n", name=name, about={}
        )
        assert found[0].values["type"] == "Visit"
        assert found[0].values["id"] == "v1"
        assert only(reading).slug == "no-header"
        assert reading.header is None
    reading, _ = read(VISITS)
    assert reading.header is not None
    assert reading.header.values == ABOUT
    assert slugs(reading) == []


def broken_zip() -> bytes:
    """Return a zip whose one member is damaged."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("visits.csv", VISITS * 50)
    data = bytearray(content.getvalue())
    data[50:60] = b"\xff" * 10
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "name", "slug"),
    [
        (b"", "visits.csv", "empty-file"),
        (b"a,b\n1,2\n", "things.csv", "no-known-table"),
        (b"PK\x05\x06" + b"\0" * 18, "p.zip", "no-known-table"),
        (broken_zip(), "p.zip", "unreadable-file"),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes, name: str, slug: str) -> None:
    """Each with its own finding, never an exception."""
    reading, found = read(content, name=name)
    assert found == []
    assert slugs(reading) == [slug]
    assert not reading.complete


@pytest.mark.parametrize(
    ("names", "variant", "named"),
    [
        ((), "empty-folder", []),
        (("lyon.xlsx", "riga.xlsx"), "folder", ["lyon.xlsx", "riga.xlsx"]),
        (("things.csv", "riga.xlsx"), "folder-tables", ["things.csv"]),
        (("inner/visits.csv",), "folders", ["inner"]),
    ],
)
def test_a_folder_without_tables_is_explained(
    names: tuple[str, ...], variant: str, named: list[str], tmp_path: Path
) -> None:
    """What is read of a folder is said, and what was found in this one."""
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a,b\n1,2\n")
    reading = CsvReading(Source("given/", path=tmp_path), ReadOptions())
    fault = only(reading)
    assert (fault.slug, fault.variant) == ("no-known-table", variant)
    assert (fault.params["tables"], fault.params["seen"]) == (named, "given")


def test_what_is_no_csv_beside_tables_is_passed_over(tmp_path: Path) -> None:
    """A workbook in a folder of tables is named as what it is, and a zip of workbooks too."""
    (tmp_path / "visits.csv").write_text(VISITS)
    (tmp_path / "riga.xlsx").write_bytes(b"PK")
    reading = CsvReading(Source("given", path=tmp_path), ReadOptions(about=ABOUT))
    fault = only(reading)
    assert (fault.slug, fault.variant) == ("unknown-table", "no-csv")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("riga.xlsx", b"PK")
    fault = only(CsvReading(Source("all.zip", content=content.getvalue()), ReadOptions()))
    assert (fault.slug, fault.variant) == ("no-known-table", "zip")


def test_a_repaired_copy_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    """What `fix` writes beside a table would say everything twice."""
    for name in ("visits.csv", "visits.fixed.csv"):
        (tmp_path / name).write_text(VISITS)
    reading = CsvReading(Source("given", path=tmp_path), ReadOptions(about=ABOUT))
    assert len(list(reading.records())) == 1
    fault = only(reading)
    assert (fault.variant, fault.params["table"]) == ("copy", "visits.fixed.csv")


def test_archives_have_limits() -> None:
    """Too many members, or too much behind too little, are refused."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("visits.csv", "id,kind\n" + "0" * 3_000_000)
        archive.writestr("cities.csv", "id,name\n")
    for limits, what in [
        (Limits(archive_members=1), "members"),
        (Limits(archive_ratio=10), "ratio"),
    ]:
        reading, found = read(content.getvalue(), name="p.zip", limits=limits)
        assert found == []
        assert only(reading).params["what"] == what
        assert not reading.readable


def test_rows_are_read_one_by_one(tmp_path: Path) -> None:
    """The first record is there before the last row is read."""
    path = tmp_path / "visits.csv"
    path.write_text("id,kind\n" + "".join(f"v{at},study_visit\n" for at in range(50_000)))
    reading = CsvReading(Source("visits.csv", path=path), ReadOptions(about=ABOUT))
    records = reading.records()
    assert next(records).values["id"] == "ex:v0"
    assert next(records).position == 3
    records.close()  # type: ignore[attr-defined]
